"""One request and its transaction: who comes in, what is read or written, and what must survive a refusal."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from foundation.database import Database, is_conflict
from foundation.error_log import log_error
from foundation.errors import AccessCodeRequired, NotAllowed, OneTimeCodeRequired, Refused
from foundation.forms import AnyForm
from foundation.own_sentences import with_digits
from web import retrying
from web.after_page import after_page
from web.areas import BY_ACCESS_CODE, ENTRY_ROUTES, HALFWAY_ROUTES, Area, Arrival, Gate, keep_token, token_of
from web.errors import already_done, page_for
from web.pages import go_to, keep_place

TRIES = 3
RouteFunction = Callable[[Request, Session], Response]
Rescue = Callable[[Request, Session, str], bool]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class RouteSpec:
    """What a route promises, for the wrapper and for the test that reads the whole table."""

    kind: str
    area: Area
    open_to: Gate
    rescue: Rescue | None = None
    reads_code: bool = False


def after_refusal(db: Session, fn: Callable[Concatenate[Session, P], None], *given: P.args, **named: P.kwargs) -> None:
    """Run `fn(db, …)` in a new transaction if this one is undone: what must survive a refusal."""
    db.info.setdefault("after_refusal", []).append(lambda fresh: fn(fresh, *given, **named))


class Attempt:
    """Something that a rule may refuse: `with Attempt(db, form, "starts"): …; return …`.

    Refused, all of it is undone, the reason stands under that field of the form and in `refusal`, and what follows the
    block shows the page again: of rows that are found anew, for no lock holds the old ones any more.
    """

    def __init__(self, db: Session, form: AnyForm | None = None, field: str = "") -> None:
        self.db, self.form, self.field = db, form, field
        self.refusal = ""

    def __enter__(self) -> "Attempt":
        return self

    def __exit__(self, _kind: object, error: object, _trace: object) -> bool:
        if not isinstance(error, Refused):
            return False
        self.db.rollback()
        self.refusal = error.reason
        if self.form is not None:
            self.form.add_error(self.field, error.reason)
        return True


def read(request: Request, spec: RouteSpec, fn: Callable[[Request, Session], T]) -> T | Response:
    """Run something that only reads; its transaction refuses writes."""
    try:
        with request.app.state.database.read() as db:
            if turned_away := _admit(request, db, spec):
                return turned_away
            return fn(request, db)
    except Exception as error:
        return page_for(request, error)


def write(request: Request, spec: RouteSpec, fn: RouteFunction) -> Response:
    """Run an action. When two of the same collide in the database, the second looks again and finds the first.

    Among many at once somebody may collide again when looking again, so there is a third try.
    """
    for _ in range(TRIES - 1):
        with contextlib.suppress(DBAPIError):
            return _write_once(request, spec, fn)
    return _write_once(request, spec, fn, last=True)


def _write_once(request: Request, spec: RouteSpec, fn: RouteFunction, last: bool = False) -> Response:
    database = request.app.state.database
    leftovers: list[Callable[[Session], None]] = []
    try:
        with database.write() as db:
            leftovers = db.info.setdefault("after_refusal", [])
            response = _admit(request, db, spec) or _act_once(request, db, spec, fn)
            if response.status_code >= 400:
                db.rollback()
            elif request.state.fresh_token:
                keep_token(response, spec.area, request.state.fresh_token)
    except Exception as error:
        if is_conflict(error) and not last:
            raise
        response = page_for(request, error)
    if response.status_code >= 400:
        for leftover in leftovers:
            _run_alone(database, leftover)
    return response


def _act_once(request: Request, db: Session, spec: RouteSpec, fn: RouteFunction) -> Response:
    if spec.kind != "action":
        return fn(request, db)
    if retrying.was_done(request, db, spec.area):
        return already_done(request)
    response = fn(request, db)
    if response.status_code < 400:
        retrying.keep_key(request, db, spec.area, response)
    return response


def _run_alone(database: Database, leftover: Callable[[Session], None]) -> None:
    try:
        with database.write() as db:
            leftover(db)
    except Exception as error:
        log_error(error)


def _admit(request: Request, db: Session, spec: RouteSpec) -> Response | None:
    request.state.db = db
    token = token_of(request, spec.area)
    takes_code = spec.kind == "action" and not spec.reads_code
    code = _typed_code(request, spec.area) if takes_code else ""
    arrival: Arrival = request.app.state.identify(db, spec.area, token, code)
    viewer = request.scope["user"] = arrival.viewer
    request.state.fresh_token = arrival.token
    if spec.open_to(viewer):
        if arrival.after_page and spec.kind == "page":
            after_page(request, arrival.after_page)
        return None
    if viewer.is_signed_in:
        raise NotAllowed
    if viewer.is_half_signed_in:
        return _ask_what_is_owed(request, spec)
    if spec.rescue and token and spec.kind == "action":
        is_kept = spec.rescue(request, db, token)
        return go_to(request, "accounts:sign_in", flash="kept_as_draft" if is_kept else "sign_in_ended")
    if spec.area in BY_ACCESS_CODE:
        if spec.kind == "action" and token:
            raise AccessCodeRequired
        return go_to(request, ENTRY_ROUTES[spec.area], flash="visit_expired" if token else "")
    return go_to(request, ENTRY_ROUTES[spec.area])


def _typed_code(request: Request, area: Area) -> str:
    posted = request.state.posted
    if area in BY_ACCESS_CODE:
        return with_digits(posted.get("access_code", ""), posted.get("access_digits", ""))
    return str(posted.get("one_time_code", ""))


def _ask_what_is_owed(request: Request, spec: RouteSpec) -> Response:
    response = go_to(request, HALFWAY_ROUTES[spec.area])
    if spec.area in BY_ACCESS_CODE:
        return response
    if spec.kind == "action":
        raise OneTimeCodeRequired
    return keep_place(request, response)
