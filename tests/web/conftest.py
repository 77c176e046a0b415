"""Routes and raw requests that only the tests of this folder need."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.routing import Route


@pytest.fixture
def add_route(app: Any) -> Callable[[Route], None]:
    """`add_route(page("/trial", fn, name="trial"))` puts a route of the test into the application."""

    def put(route: Route) -> None:
        inner = app.app
        inner.router.routes.insert(0, route)
        inner.state.address_of._routes[route.name] = route

    return put


@pytest.fixture
def raw_get(app: Any) -> Callable[..., Awaitable[tuple[int, dict[str, str], bytes]]]:
    """A GET whose path no client has normalised: (status, headers, body)."""

    async def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        sent: list[dict[str, Any]] = []
        told = {"host": "127.0.0.1:8000", **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in told.items()],
            "client": None,
            "server": ("127.0.0.1", 8000),
        }

        bodies = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            return bodies.pop() if bodies else await asyncio.Event().wait()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(scope, receive, send)
        start = sent[0]
        answered = {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]}
        return start["status"], answered, b"".join(message.get("body", b"") for message in sent[1:])

    return get
