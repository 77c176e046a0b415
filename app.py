"""Puts the application together. Imports everything; imported by nothing."""

from functools import partial
from typing import NamedTuple

from anyio import CapacityLimiter
from jinja2 import Environment
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

import accounts.routes
import forum.routes
import groups.routes
import information.routes
import moderation.routes
import scheduler.routes
from accounts import identity
from accounts.member_queries import review_count
from accounts.models import Viewer
from forum.queries import unread_notices
from foundation.database import Database
from foundation.error_log import log_error
from foundation.keys import Keys
from foundation.settings import ROOT, Settings
from foundation.templates import make_environment
from groups.messages.queries import unread_count
from groups.registrations.access import ACCESS_CODES as REGISTRATION_CODES
from information.help_lines import EMERGENCY, HelpLine, known_help_lines, nearest
from moderation.queries import waiting_count, waiting_promise
from safety.formatting import to_html, to_page
from texts.known import KnownTexts
from web.areas import Area, Arrival
from web.errors import http_error
from web.form_data import MAX_BODY_BYTES
from web.hashing import Hasher
from web.security import Wall

TEXT_PAGES = {
    "help": "information:help",
    "night": "information:night",
    "rules": "information:rules",
    "what_happens": "information:what_happens",
    "who_reads": "information:who_reads",
    "data": "information:data",
    "traces": "information:traces",
    "anonymity": "information:anonymity",
    "code": "accounts:join",
}
"""What a text of the house may lead to, beside the help lines: nothing else."""


class LayoutCounts(NamedTuple):
    """The quiet numbers in the layouts."""

    notices: int
    waiting: int
    messages: int
    reviews: int


class Addresses:
    """Addresses by route name, from our own table: never from what a request says."""

    def __init__(self, routes: list[BaseRoute]) -> None:
        self._routes = {route.name: route for route in routes if isinstance(route, Route)}

    def __call__(self, name: str, **params: object) -> str:
        given = {key: str(value) for key, value in params.items()}
        return str(self._routes[name].url_path_for(name, **given))


def make_app(settings: Settings, database: Database | None = None, templates: Environment | None = None) -> Wall:
    """The application, with its wall around it. Several applications may share `templates`."""
    routes: list[BaseRoute] = [
        *information.routes.routes,
        *accounts.routes.routes,
        *forum.routes.routes,
        *moderation.routes.routes,
        *groups.routes.routes,
        *scheduler.routes.routes,
        Mount("/static/{digest}", StaticFiles(directory=ROOT / "static"), name="static"),
    ]
    inner = Starlette(
        routes=routes,
        exception_handlers={HTTPException: http_error, 500: http_error},
        max_body_size=4 * MAX_BODY_BYTES,
    )
    inner.router.redirect_slashes = False
    state = inner.state
    state.settings = settings
    state.database = database or Database(settings, Keys.load(settings.key_path))
    state.hasher = Hasher(settings)
    state.reading, state.writing = CapacityLimiter(settings.threads), CapacityLimiter(settings.threads)
    state.quiet_lane = CapacityLimiter(1)
    state.known_texts = KnownTexts(state.database)
    state.help_at_hand = lambda: nearest(known_help_lines(settings.help_file), settings.time_zone)
    state.templates = templates or make_environment(settings.site_name, settings.time_zone)
    state.templates.globals["formatted"] = to_html
    state.address_of = Addresses(routes)
    state.identify = identify
    state.waiting_promise = waiting_promise
    state.layout_counts = layout_counts
    state.house_text = partial(to_page, targets=text_targets(state.address_of, known_help_lines(settings.help_file)))
    state.end_sign_ins = lambda tokens: end_sign_ins(state.database, tokens)
    return Wall(inner, settings.hosts)


def text_targets(address_of: Addresses, lines: list[HelpLine]) -> dict[str, str]:
    """Where a text may lead, by the name that stands in it: pages of the house, numbers and sites of help lines."""
    pages = {name.replace("_", "-"): address_of(route) for name, route in TEXT_PAGES.items()}
    numbers = {f"tel:{line.digits}": f"tel:{line.digits}" for line in lines if line.phone}
    sites = {line.site: line.chat for line in lines if line.chat}
    return {**pages, **numbers, **sites, f"tel:{EMERGENCY}": f"tel:{EMERGENCY}"}


def identify(db: Session, area: Area, token: str, code: str = "") -> Arrival:
    """Whose token this is: each side looks up only its own."""
    if area is Area.REGISTRATIONS:
        return REGISTRATION_CODES.arrival(db, token, code)
    return identity.identify(db, area, token, code)


def layout_counts(db: Session, viewer: Viewer) -> LayoutCounts:
    """What the layouts tell quietly: notices for members; texts and messages that wait for a colleague."""
    notices = unread_notices(db, viewer) if viewer.is_member else 0  # type: ignore[arg-type]
    waiting = waiting_count(db, viewer) if viewer.is_moderator else 0
    words = unread_count(db, viewer) if viewer.is_facilitator or viewer.is_coordinator else 0
    reviews = review_count(db, viewer) if viewer.is_moderator or viewer.is_coordinator else 0  # type: ignore[arg-type]
    return LayoutCounts(notices, waiting, words, reviews)


def end_sign_ins(database: Database, tokens: dict[Area, str]) -> None:
    """End whatever these tokens belong to; never an error, since the person has left."""
    try:
        with database.write() as db:
            identity.end_all(db, tokens)
            if tokens.get(Area.REGISTRATIONS):
                REGISTRATION_CODES.end(db, tokens[Area.REGISTRATIONS])
    except Exception as error:
        log_error(error)
