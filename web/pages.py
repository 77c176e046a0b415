"""Answers: a rendered page, or the way to another one."""

import hashlib
import re
from functools import lru_cache

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match, Route

from foundation.errors import NotVisible
from foundation.language import OWN_NAMES, current
from foundation.sealing import SealBroken, open_token, seal_token
from foundation.settings import ROOT

OWN_PATH = re.compile(r"/(?:[0-9a-z-]+(?:/[0-9a-z-]+){0,6}/?)?")
FLASH_COOKIE = "__Host-g"
PLACE_COOKIE = "__Host-h"


def render(request: Request, template: str, status: int = 200, **context: object) -> Response:
    """The page `template`, with what every layout needs."""
    state = request.app.state
    environment: Environment = state.templates
    db = getattr(request.state, "db", None)
    viewer = request.scope.get("user")
    flash = request.cookies.get(FLASH_COOKIE, "") if status == 200 else ""
    page = environment.get_template(template).render(
        context,
        viewer=viewer,
        language=current.get(),
        languages=[(code, OWN_NAMES[code]) for code in state.settings.offered_languages],
        route_name=route_name(request),
        place=place(request),
        opens_again=status == 422 and is_own_page(request, place(request)),
        flash=flash,
        layout_counts=state.layout_counts(db, viewer) if db is not None and viewer is not None else None,
        url=state.address_of,
        static=static,
    )
    response = HTMLResponse(page, status_code=status)
    if flash:
        response.delete_cookie(FLASH_COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return response


def house_text(request: Request, source: str, level: int = 2) -> str:
    """A text of the house as HTML, with the few ways it may lead to; bold paragraphs are headings of this level."""
    return str(request.app.state.house_text(source, level))


def go_to(request: Request, name: str, flash: str = "", anchor: str = "", **params: object) -> Response:
    """Redirect (303) to another page, at `anchor` on it; the next page turns the key `flash` into a sentence."""
    address = request.app.state.address_of(name, **params)
    response = RedirectResponse(f"{address}#{anchor}" if anchor else address, status_code=303)
    if flash:
        response.set_cookie(FLASH_COOKIE, flash, max_age=60, path="/", secure=True, httponly=True, samesite="lax")
    return response


def go_to_place(request: Request, path: str) -> Response:
    """The way to one of our own pages; anything that is not exactly such an address leads to the front page."""
    return RedirectResponse(path if is_own_page(request, path) else "/", status_code=303)


def is_own_page(request: Request, path: str) -> bool:
    """Is this, to the letter, an address of one of our own pages?"""
    scope = {"type": "http", "path": path, "method": "GET"}
    return OWN_PATH.fullmatch(path) is not None and any(
        isinstance(route, Route) and "GET" in (route.methods or ()) and route.matches(scope)[0] is Match.FULL
        for route in request.app.routes
    )


def keep_place(request: Request, response: Response) -> Response:
    """Remember, sealed, which page was asked for, until `kept_place` is asked."""
    sealed = seal_token(request.app.state.database.keys, "place", place(request))
    response.set_cookie(PLACE_COOKIE, sealed, max_age=3600, path="/", secure=True, httponly=True, samesite="lax")
    return response


def kept_place(request: Request) -> str:
    """The page that was asked for; empty when none was kept."""
    try:
        return str(open_token(request.app.state.database.keys, "place", request.cookies.get(PLACE_COOKIE, "")))
    except SealBroken:
        return ""


def forget_place(response: Response) -> None:
    """The kept page has been used."""
    response.delete_cookie(PLACE_COOKIE, path="/", secure=True, httponly=True, samesite="lax")


def route_name(request: Request) -> str:
    """The name of the route that answers, or nothing for a page that does not exist."""
    route = request.scope.get("route")
    return str(getattr(route, "name", "")) if hasattr(route, "spec") else ""


def place(request: Request) -> str:
    """The address of this page as our own route table writes it, never as the request says it."""
    name = route_name(request)
    try:
        return str(request.app.state.address_of(name, **request.path_params)) if name else "/"
    except NotVisible:
        return "/"


@lru_cache(maxsize=64)
def static(path: str) -> str:
    """The address of a file in static/, which changes when the file does."""
    digest = hashlib.sha256((ROOT / "static" / path).read_bytes()).hexdigest()[:8]
    return f"/static/{digest}/{path}"
