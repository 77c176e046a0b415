"""Which language an answer is in: a cookie, never a query string."""

from starlette.requests import Request
from starlette.responses import Response

from foundation.language import current

COOKIE = "__Host-e"


def choose(request: Request) -> None:
    """Set the language for the rest of this request: the cookie's when it is offered, else the default."""
    offered = request.app.state.settings.offered_languages
    wanted = request.cookies.get(COOKIE, "")
    current.set(wanted if wanted in offered else str(offered[0]))


def keep(response: Response, language: str) -> None:
    """Remember the choice in this browser until it closes."""
    response.set_cookie(COOKIE, language, path="/", secure=True, httponly=True, samesite="lax")
