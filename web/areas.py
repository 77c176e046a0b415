"""Areas: which one cookie a route looks at, so that the sides of the house stay strangers to each other."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from foundation.person import Person


class Area(StrEnum):
    """The sides of the house. Public pages belong to MEMBERS and are open to everyone."""

    MEMBERS = "members"
    APPLICATIONS = "applications"
    REGISTRATIONS = "registrations"
    STAFF = "staff"


COOKIES = {
    Area.MEMBERS: "__Host-a",
    Area.APPLICATIONS: "__Host-b",
    Area.REGISTRATIONS: "__Host-c",
    Area.STAFF: "__Host-d",
}

KNOWN_BROWSERS = {Area.MEMBERS: "__Host-j", Area.STAFF: "__Host-k"}
"""Of a browser in which somebody signed in before. It opens nothing, and outlives the sign-in."""

ENTRY_ROUTES = {
    Area.MEMBERS: "information:front",
    Area.APPLICATIONS: "accounts:application_code",
    Area.REGISTRATIONS: "groups:registration_code",
    Area.STAFF: "accounts:staff_home",
}
"""Where who is not in is sent, by route name."""
HALFWAY_ROUTES = {
    Area.APPLICATIONS: "accounts:application_sentence",
    Area.REGISTRATIONS: "groups:registration_sentence",
    Area.STAFF: "accounts:staff_code",
}
"""Where who is halfway in is sent, by route name: to what is still owed."""
BY_ACCESS_CODE = frozenset({Area.APPLICATIONS, Area.REGISTRATIONS})

Gate = Callable[[Person], bool]


class Access(TypedDict):
    """Whom a route is open to, and whose cookie it looks at: `page(path, fn, name=…, **FOR_COORDINATORS)`."""

    open_to: Gate
    area: Area


@dataclass(frozen=True)
class Arrival:
    """Whose token arrived, and what to write after the page, if anything.

    `token` is a fresh one for the browser, when a code typed into this very form opened a visit.
    """

    viewer: Person
    after_page: Callable[[Session], None] | None = None
    token: str = ""


def token_of(request: Request, area: Area) -> str:
    """The token this browser holds for an area; empty when it holds none."""
    token = request.cookies.get(COOKIES[area], "")
    return token if len(token) <= 100 else ""


def keep_token(response: Response, area: Area, token: str, days: int = 0) -> None:
    """Hand the browser a token: until it closes, or for `days`."""
    _keep(response, COOKIES[area], token, days)


def drop_token(response: Response, area: Area) -> None:
    """Take the token out of the browser."""
    _drop(response, COOKIES[area])


def known_browser_of(request: Request, area: Area) -> str:
    """What this browser holds because somebody signed in with it before; empty when it holds nothing."""
    token = request.cookies.get(KNOWN_BROWSERS[area], "")
    return token if len(token) <= 400 else ""


def keep_known_browser(response: Response, area: Area, token: str, days: int) -> None:
    """Let the browser be recognised for `days`."""
    _keep(response, KNOWN_BROWSERS[area], token, days)


def drop_known_browser(response: Response, area: Area) -> None:
    """Let the browser be recognised no more."""
    _drop(response, KNOWN_BROWSERS[area])


def _keep(response: Response, name: str, value: str, days: int) -> None:
    lasts = days * 86400 or None
    response.set_cookie(name, value, max_age=lasts, path="/", secure=True, httponly=True, samesite="lax")


def _drop(response: Response, name: str) -> None:
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")
