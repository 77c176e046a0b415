"""What a person has answered so far in a form of several pages: one sealed cookie, unreadable in the browser."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from foundation.clock import now
from foundation.sealing import SealBroken, open_token, seal_token

COOKIE, GROUPS_COOKIE = "__Host-f", "__Host-i"
"""Two, so that who looks at registering for a group in the middle of something else loses nothing."""
GROUPS_JOURNEYS = ("registering", "receipt registration")
AN_HOUR = 3600
Answers = dict[str, Any]
"""What was answered so far, as JSON can carry it, by the name of a question or step."""


def answers(request: Request, journey: str) -> Answers:
    """The answers given so far on this journey; empty when there are none, or they are older than an hour."""
    try:
        content = open_token(request.app.state.database.keys, journey, request.cookies.get(_cookie_name(journey), ""))
    except SealBroken:
        return {}
    if now().timestamp() - content["at"] > AN_HOUR:
        return {}
    given: Answers = content["answers"]
    return given


def keep_answers(request: Request, response: Response, journey: str, given: Answers) -> None:
    """Remember `given` until the browser closes, for an hour at most."""
    content = {"at": int(now().timestamp()), "answers": given}
    sealed = seal_token(request.app.state.database.keys, journey, content)
    response.set_cookie(_cookie_name(journey), sealed, path="/", secure=True, httponly=True, samesite="lax")


def first_missing(given: Answers, needed: Iterable[str]) -> str | None:
    """The first of these that was not answered yet."""
    return next((one for one in needed if not given.get(one)), None)


def forget_answers(response: Response) -> None:
    """Take the answers out of the browser."""
    for name in (COOKIE, GROUPS_COOKIE):
        response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")


def _cookie_name(journey: str) -> str:
    return GROUPS_COOKIE if journey in GROUPS_JOURNEYS else COOKIE
