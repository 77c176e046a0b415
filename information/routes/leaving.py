"""The way out, and the choice of language: the two routes that belong to nobody."""

import re

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import everyone
from web.areas import COOKIES, Area, token_of
from web.form_data import posted
from web.language import keep
from web.pages import go_to_place
from web.routing import standing, to_write

OUR_COOKIE = re.compile("__Host-[a-z]")


async def leave(request: Request) -> Response:
    """Go to a neutral page at once, touching no database first; sign-ins end afterwards, as well as may be.

    A GET on purpose: it must work as a plain link, and a form would be held back by the content policy.
    """
    response = RedirectResponse(request.app.state.settings.exit_url, status_code=303)
    response.headers["clear-site-data"] = '"cache", "storage"'
    for name in request.cookies:
        if OUR_COOKIE.fullmatch(name):
            response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")
    tokens = {area: token_of(request, area) for area in COOKIES}
    response.background = BackgroundTask(_end_sign_ins, request, tokens)
    return response


async def _end_sign_ins(request: Request, tokens: dict[Area, str]) -> None:
    await to_write(request, lambda: request.app.state.end_sign_ins(tokens))


async def choose_language(request: Request) -> Response:
    """Remember the language for this browser and stay on the page."""
    given = posted(request)
    response = go_to_place(request, given.get("place", "/"))
    if given.get("language") in request.app.state.settings.offered_languages:
        keep(response, given["language"])
    return response


routes = [
    standing("/exit", leave, name="information:exit", open_to=everyone),
    standing("/language", choose_language, name="information:language", open_to=everyone, verb="POST"),
]
