"""The outermost wall: exact headers on every answer, the host list, and errors that tell nothing."""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foundation.error_log import begin_request, log_error, request_number

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": CONTENT_SECURITY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow, noarchive",
}


class Wall:
    """Wraps the whole application; nothing goes out that has not passed here."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started = False
        begin_request()

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = with_house_headers(message.get("headers", []))
            await send(message)

        if not self._is_ours(scope):
            wrong = PlainTextResponse("This address is not known here.", status_code=400)
            return await wrong(scope, receive, send_with_headers)
        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as error:
            log_error(error)
            if not started:
                failed = PlainTextResponse(f"Something went wrong on our side ({request_number()}).", status_code=500)
                await failed(scope, receive, send_with_headers)

    def _is_ours(self, scope: Scope) -> bool:
        hosts = Headers(scope=scope).getlist("host")
        name, _, port = hosts[0].partition(":") if len(hosts) == 1 else ("", "", "")
        return name in self.hosts and (not port or port.isdecimal())


def with_house_headers(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The answer's own headers, and the house's in place of any of the same name."""
    own = [(name, value) for name, value in given if name.decode("latin-1").lower() not in HEADERS]
    return own + [(name.encode(), value.encode()) for name, value in HEADERS.items()]


def comes_from_here(request: Request, origins: frozenset[str]) -> bool:
    """May this form have come from one of our own pages?

    Sec-Fetch-Site must be same-origin where the browser sends it; an Origin, whenever sent, must be ours; a
    browser that sends neither is refused.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return origin in origins
    return site == "same-origin"
