"""A real server, started the way `naast serve` starts it, and a browser that talks to it over a socket."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn

from foundation.database import Database
from foundation.log_lines import OneLine
from foundation.settings import Settings
from serving import _manners
from tests.applications import app_with
from tests.browsing import Page


@dataclass
class Visitor:
    """Keeps cookies by name, as a browser does on loopback; remembers every value it was ever given."""

    client: httpx.Client
    cookies: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)

    def get(self, path: str) -> Page:
        """Open a page."""
        return self._keep(self.client.get(path, headers=self._headers()))

    def post(self, path: str, **fields: str) -> Page:
        """Submit a form."""
        return self._keep(self.client.post(path, data=fields, headers=self._headers()))

    def _headers(self) -> dict[str, str]:
        origin = str(self.client.base_url).rstrip("/")
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"origin": origin, "sec-fetch-site": "same-origin", **({"cookie": cookie} if cookie else {})}

    def _keep(self, answer: httpx.Response) -> Page:
        for one in answer.headers.get_list("set-cookie"):
            name, _, value = one.split(";")[0].partition("=")
            self.given.append(value)
            self.cookies[name] = value
            if "max-age=0" in one.lower():
                del self.cookies[name]
        return Page(answer)


@dataclass
class Served:
    """Where it is, and everything that it logged."""

    client: httpx.Client
    app: Any
    logged: list[str]
    lines: list[str]
    """The same as an operator reads it."""

    def visitor(self) -> Visitor:
        """A fresh browser."""
        return Visitor(self.client)


class _Everything(logging.Handler):
    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(formatter)

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("httpx", "httpcore")):
            self.lines.append(self.format(record))


@contextmanager
def serving(settings: Settings, database: Database, level: int = logging.INFO) -> Iterator[Served]:
    """The application on a free port of loopback, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here = settings.model_copy(update={"port": port})
    app = app_with(here, database)
    server = uvicorn.Server(uvicorn.Config(app, **{**_manners(here), "timeout_graceful_shutdown": 1}))
    root = logging.getLogger()
    everything = _Everything(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    lines = _Everything(OneLine(is_json=False))
    before = root.level
    root.addHandler(everything)
    root.addHandler(lines)
    root.setLevel(level)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until = time.monotonic() + 30
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield Served(client, app, everything.lines, lines.lines)
    finally:
        server.should_exit = True
        thread.join(30)
        root.removeHandler(everything)
        root.removeHandler(lines)
        root.setLevel(before)
        app.app.state.hasher.close()  # type: ignore[attr-defined]
