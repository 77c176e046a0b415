"""The four ways to make a route: page, action, question and hashing. There is no fifth.

Route functions are plain: they run in a worker thread with a database session, and their transaction has ended
before the answer starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from anyio import to_thread
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foundation.database import has_collided
from foundation.errors import CodeWanted, NotAllowed, ReceiptWanted
from foundation.noting import note_error
from web import language
from web.areas import BY_RECEIPT, DOORS, Area, Arrival, Gate, keep_token, token_of
from web.errors import page_for
from web.form_data import receive_form
from web.hashing import Hashed, ToHash
from web.pages import go_to, keep_place
from web.security import comes_from_here
from web.visits import note_after, write_notes

RouteFunction = Callable[[Request, Session], Response]
HashingRead = Callable[[Request, Session], "ToHash | Response"]
HashingWrite = Callable[[Request, Session, Hashed], Response]
Rescue = Callable[[Request, Session, str], bool]


T = TypeVar("T")


@dataclass(frozen=True)
class Card:
    """What a route promises, for the wrapper and for the test that reads the whole table."""

    kind: str
    area: Area
    open_to: Gate
    rescue: Rescue | None = None
    reads_code: bool = False


class HouseRoute(Route):
    """A Starlette route with its card."""

    card: Card


def signed_in(viewer: Any) -> bool:
    """The default gate: a forgotten guard closes the door."""
    return bool(viewer.is_signed_in)


def page(path: str, fn: RouteFunction, name: str, open_to: Gate = signed_in, area: Area = Area.MEMBERS) -> Route:
    """GET; its transaction refuses writes. Afterwards the visit note may be written, and nothing else."""

    async def endpoint(request: Request) -> Response:
        arrive(request)
        response = await in_thread(request, lambda: _read(request, card, fn))
        if request.state.notes and response.status_code < 400:
            await in_thread(request, lambda: write_notes(request, request.app.state.database))
        return response

    card = Card("page", area, open_to)
    return _route(path, endpoint, name, "GET", card)


def question(
    path: str,
    fn: RouteFunction,
    name: str,
    open_to: Gate = signed_in,
    area: Area = Area.MEMBERS,
    rescue: Rescue | None = None,
) -> Route:
    """POST that changes nothing, such as a preview.

    `rescue` saves the words of a sign-in that has just ended, as an action's does: in a write of its own.
    """

    async def endpoint(request: Request) -> Response:
        arrive(request)
        if refusal := await _receive(request):
            return refusal
        response = await in_thread(request, lambda: _read(request, card, fn))
        if rescue and not request.user.is_signed_in and token_of(request, area):
            return await in_thread(request, lambda: _write(request, rescuing, fn))
        return response

    card = Card("question", area, open_to, rescue)
    rescuing = Card("action", area, open_to, rescue)
    return _route(path, endpoint, name, "POST", card)


def action(
    path: str,
    fn: RouteFunction,
    name: str,
    open_to: Gate = signed_in,
    area: Area = Area.MEMBERS,
    rescue: Rescue | None = None,
    reads_code: bool = False,
) -> Route:
    """POST; kept only when the answer is below 400.

    `rescue` saves the words of a sign-in that has just ended and says whether it could; `reads_code` leaves a one-time
    code in the form to the route itself.
    """

    async def endpoint(request: Request) -> Response:
        arrive(request)
        if refusal := await _receive(request):
            return refusal
        return await in_thread(request, lambda: _write(request, card, fn))

    card = Card("action", area, open_to, rescue, reads_code)
    return _route(path, endpoint, name, "POST", card)


def hashing(
    path: str,
    read: HashingRead,
    write: HashingWrite,
    name: str,
    open_to: Gate = signed_in,
    area: Area = Area.MEMBERS,
) -> Route:
    """POST that needs Argon2: read (short), hash with no transaction open, write (short)."""

    async def endpoint(request: Request) -> Response:
        arrive(request)
        if refusal := await _receive(request):
            return refusal
        job = await in_thread(request, lambda: _read(request, card, read))
        if isinstance(job, Response):
            return job
        try:
            hashed = await request.app.state.hasher.work(job)
        except Exception as error:
            failed = error
            return await in_thread(request, lambda: page_for(request, failed))
        return await in_thread(request, lambda: _write(request, card, lambda r, db: write(r, db, hashed)))

    card = Card("hashing", area, open_to)
    return _route(path, endpoint, name, "POST", card)


def after_refusal(db: Session, fn: Callable[..., None], *given: Any, **named: Any) -> None:
    """Run `fn(db, …)` in a new transaction if this one is undone: what must survive a refusal."""
    db.info.setdefault("after_refusal", []).append(lambda fresh: fn(fresh, *given, **named))


def arrive(request: Request) -> None:
    """What every request begins with."""
    request.state.notes = []
    language.choose(request)


async def in_thread(request: Request, work: Callable[[], T]) -> T:
    """Run `work` in one of the few worker threads."""
    return await to_thread.run_sync(work, limiter=request.app.state.thread_limit)


def _route(path: str, endpoint: Any, name: str, verb: str, card: Card) -> Route:
    route = HouseRoute(path, endpoint, name=name, methods=[verb])
    route.card = card
    return route


async def _receive(request: Request) -> Response | None:
    if not comes_from_here(request, request.app.state.settings.origins):
        return page_for(request, NotAllowed())
    try:
        await receive_form(request)
    except HTTPException as error:
        return page_for(request, error)
    return None


def _read(request: Request, card: Card, fn: Callable[[Request, Session], T]) -> T | Response:
    try:
        with request.app.state.database.read() as db:
            if turned_away := _let_in(request, db, card):
                return turned_away
            return fn(request, db)
    except Exception as error:
        return page_for(request, error)


def _write(request: Request, card: Card, fn: RouteFunction) -> Response:
    """Run an action. When two of the same collide in the database, the second looks again and finds the first."""
    try:
        return _write_once(request, card, fn)
    except DBAPIError:
        return _write_once(request, card, fn, last=True)


def _write_once(request: Request, card: Card, fn: RouteFunction, last: bool = False) -> Response:
    database = request.app.state.database
    leftovers: list[Callable[[Session], None]] = []
    try:
        with database.write() as db:
            leftovers = db.info.setdefault("after_refusal", [])
            response = _let_in(request, db, card) or fn(request, db)
            if response.status_code >= 400:
                db.rollback()
            elif request.state.fresh_token:
                keep_token(response, card.area, request.state.fresh_token)
    except Exception as error:
        if has_collided(error) and not last:
            raise
        response = page_for(request, error)
    if response.status_code >= 400:
        for leftover in leftovers:
            _run_alone(database, leftover)
    return response


def _run_alone(database: Any, leftover: Callable[[Session], None]) -> None:
    try:
        with database.write() as db:
            leftover(db)
    except Exception as error:
        note_error(error)


def _let_in(request: Request, db: Session, card: Card) -> Response | None:
    request.state.db = db
    token = token_of(request, card.area)
    takes_code = card.kind == "action" and not card.reads_code
    field = "receipt_code" if card.area in BY_RECEIPT else "one_time_code"
    code = request.state.posted.get(field, "") if takes_code else ""
    arrival: Arrival = request.app.state.identify(db, card.area, token, code)
    viewer = request.scope["user"] = arrival.viewer
    request.state.fresh_token = arrival.token
    if card.open_to(viewer):
        if arrival.note and card.kind == "page":
            note_after(request, arrival.note)
        return None
    if viewer.is_signed_in:
        raise NotAllowed
    if viewer.is_half_signed_in:
        if card.kind == "action":
            raise CodeWanted
        return keep_place(request, go_to(request, "accounts:staff_code"))
    if card.rescue and token and card.kind == "action":
        is_kept = card.rescue(request, db, token)
        return go_to(request, "accounts:sign_in", said="kept" if is_kept else "ended")
    if card.area in BY_RECEIPT:
        if card.kind == "action" and token:
            raise ReceiptWanted
        return go_to(request, DOORS[card.area], said="visit_ended" if token else "")
    return go_to(request, DOORS[card.area])
