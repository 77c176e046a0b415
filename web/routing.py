"""The ways to make a route: page, action, question, hashing, and standing for the few that need nothing.

The functions of the first four are plain: they run in a worker thread with a database session, and their transaction
has ended before the answer starts. What stands has neither thread nor database, so that it answers when all threads
are taken and the database is gone.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from anyio import to_thread
from sqlmodel import Session
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foundation.error_log import in_route
from foundation.errors import NotAllowed
from foundation.person import Person
from web import language, transactions
from web.after_page import run_after_page
from web.areas import COOKIES, Area, Gate, token_of
from web.errors import page_for, status_of
from web.form_data import receive_form
from web.hashing import CROWDED, Hashed, ToHash
from web.pages import route_name
from web.security import comes_from_here
from web.transactions import Rescue, RouteFunction, RouteSpec

K = TypeVar("K")
T = TypeVar("T")
Endpoint = Callable[[Request], Awaitable[Response]]
NOBODY = Person()


class HouseRoute(Route):
    """A Starlette route with its spec."""

    spec: RouteSpec


def signed_in(viewer: Person) -> bool:
    """The default gate: a forgotten guard closes the door."""
    return bool(viewer.is_signed_in)


def page(path: str, fn: RouteFunction, name: str, open_to: Gate = signed_in, area: Area = Area.MEMBERS) -> Route:
    """GET; its transaction refuses writes. Afterwards the visit note may be written, and nothing else."""

    async def endpoint(request: Request) -> Response:
        arrive(request)
        response = await to_read(request, lambda: transactions.read(request, spec, fn))
        if request.state.notes and response.status_code < 400:
            response.background = BackgroundTask(to_write, request, lambda: run_after_page(request))
        return response

    spec = RouteSpec("page", area, open_to)
    return _route(path, endpoint, name, "GET", spec)


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
        response = await to_read(request, lambda: transactions.read(request, spec, fn))
        viewer: Person | None = request.scope.get("user")  # nobody was asked when the database did not answer
        if rescue and viewer and not viewer.is_signed_in and token_of(request, area):
            return await to_write(request, lambda: transactions.write(request, rescuing, fn))
        return response

    spec = RouteSpec("question", area, open_to, rescue)
    rescuing = RouteSpec("action", area, open_to, rescue)
    return _route(path, endpoint, name, "POST", spec)


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
        return await to_write(request, lambda: transactions.write(request, spec, fn))

    spec = RouteSpec("action", area, open_to, rescue, reads_code)
    return _route(path, endpoint, name, "POST", spec)


def hashing(
    path: str,
    read: Callable[[Request, Session], ToHash[K] | Response],
    write: Callable[[Request, Session, Hashed[K]], Response],
    name: str,
    open_to: Gate = signed_in,
    area: Area = Area.MEMBERS,
    again: Callable[[Request, K, str, int], Response] | None = None,
) -> Route:
    """POST that needs Argon2: read (short), hash with no transaction open, write (short).

    `again` shows the form once more, with what was typed, a sentence and a status, when there is a crowd at the door.
    """

    async def endpoint(request: Request) -> Response:
        arrive(request)
        if refusal := await _receive(request):
            return refusal
        job = await to_read(request, lambda: transactions.read(request, spec, read))
        if isinstance(job, Response):
            return job
        try:
            hashed: Hashed[K] = await request.app.state.hasher.work(job)
        except Exception as error:
            return await to_read(request, partial(turned_away, request, job, error))
        return await to_write(request, lambda: transactions.write(request, spec, lambda r, db: write(r, db, hashed)))

    def turned_away(request: Request, job: ToHash[K], error: Exception) -> Response:
        sentence = CROWDED.get(type(error))
        if again is None or sentence is None:
            return page_for(request, error)
        shown = transactions.read(request, spec, lambda r, _: again(r, job.known, sentence, status_of(error)))
        shown.headers["retry-after"] = "30"
        return shown

    spec = RouteSpec("hashing", area, open_to)
    return _route(path, endpoint, name, "POST", spec)


def standing(path: str, fn: Endpoint, name: str, open_to: Gate, verb: str = "GET") -> Route:
    """What stands when everything else is down: nobody is asked who they are. Help, the night, the way out."""

    async def endpoint(request: Request) -> Response:
        arrive(request)
        if verb == "POST" and (refusal := await _receive(request)):
            return refusal
        request.scope["user"] = NOBODY
        return await fn(request)

    return _route(path, endpoint, name, verb, RouteSpec("standing", Area.MEMBERS, open_to))


def side_of_browser(request: Request) -> str:
    """The side of the house this browser holds a token of, whether or not that is still worth something; or nothing."""
    return next((str(area) for area in COOKIES if token_of(request, area)), "")


def arrive(request: Request) -> None:
    """What every request begins with."""
    request.state.notes = []
    in_route(route_name(request))
    language.choose(request)


async def to_read(request: Request, work: Callable[[], T]) -> T:
    """Run `work` in one of the few threads that read: none of them ever waits for somebody who writes."""
    return await to_thread.run_sync(work, limiter=request.app.state.reading)


async def to_write(request: Request, work: Callable[[], T]) -> T:
    """Run `work` in one of the few threads that write, where one may have to wait for another."""
    return await to_thread.run_sync(work, limiter=request.app.state.writing)


def _route(path: str, endpoint: Endpoint, name: str, verb: str, spec: RouteSpec) -> Route:
    route = HouseRoute(path, endpoint, name=name, methods=[verb])
    route.spec = spec
    return route


async def _receive(request: Request) -> Response | None:
    if not comes_from_here(request, request.app.state.settings.origins):
        return page_for(request, NotAllowed())
    try:
        await receive_form(request)
    except HTTPException as error:
        return page_for(request, error)
    return None
