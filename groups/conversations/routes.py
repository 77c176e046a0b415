"""One conversation, for the colleague who holds it: the card to call with, its moment, and what it came to."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import FOR_PLANNERS
from accounts.models import Staff
from accounts.queries import facilitators
from foundation.data_keys import unseal
from foundation.errors import NotVisible, OutOfStep
from foundation.forms import Filled, blank
from foundation.local_time import local_moment
from foundation.rows import find_visible
from groups import meeting_room
from groups.conversations.forms import Booking, Holding, PuttingRight
from groups.conversations.operations import booking, changing, correcting, holding
from groups.conversations.queries.aftercare import next_day
from groups.conversations.queries.calls import card, meeting_of_call
from groups.conversations.queries.outcomes import has_moment, outcomes_instead
from groups.lookups import group_of
from groups.models import OUTCOMES, Call, CallKind, Registration
from groups.referrals.queries import places
from web.form_data import posted_number, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def show(request: Request, db: Session) -> Response:
    """The card; the number stays closed."""
    return _page(request, db, _find(request, db), status=200)


def number(request: Request, db: Session) -> Response:
    """The number, around one's own booked call; that it was seen stands in the record."""
    call = _find(request, db)
    changing.see_number(db, call, by=request.user)
    return _page(request, db, call, status=200, shows_number=True)


def book(request: Request, db: Session) -> Response:
    """Give it a moment, or another one."""
    call, form = _find(request, db), read_form(request, Booking)
    if form.errors:
        return _page(request, db, call, booked=form)
    facilitator = db.get(Staff, form.value.facilitator)
    if facilitator is None:
        raise NotVisible
    begins = local_moment(form.value.day, form.value.starts, call.zone)
    with Attempt(db, form, "starts"):
        booking.book(db, call, begins, form.value.channel, facilitator, by=request.user, anyway=form.value.anyway)
        return _back(request, call)
    return _page(request, db, call, booked=form)


def let_go(request: Request, db: Session) -> Response:
    """The moment goes; the person is told."""
    call = _find(request, db)
    changing.let_go(db, call, posted_number(request, "revision"), by=request.user)
    return _back(request, call)


def note_no_answer(request: Request, db: Session) -> Response:
    """Nobody answered."""
    call = _find(request, db)
    holding.note_no_answer(db, call, posted_number(request, "revision"), by=request.user)
    return go_to(request, "groups:call", said="nobody_answered", call_id=call.id)


def note_absence(request: Request, db: Session) -> Response:
    """The colleague could not be there."""
    call = _find(request, db)
    holding.note_absence(db, call, posted_number(request, "revision"), by=request.user)
    return go_to(request, "groups:call", said="we_were_absent", call_id=call.id)


def hold(request: Request, db: Session) -> Response:
    """It was held."""
    call, form = _find(request, db), read_form(request, Holding)
    if form.errors:
        return _page(request, db, call, holding=form)
    with Attempt(db, form, "outcome"):
        holding.hold(db, call, form.value, by=request.user)
        said = f"held_{form.value.outcome}" if form.value.outcome else "held"
        return go_to(request, "groups:registration", said=said, registration_id=call.registration_id)
    return _page(request, db, call, holding=form)


def put_right(request: Request, db: Session) -> Response:
    """It came to something else."""
    call, form = _find(request, db), read_form(request, PuttingRight)
    if form.errors:
        raise OutOfStep("nothing was said")
    correcting.put_right(db, call, form.value.outcome, form.value.revision, by=request.user)
    said = f"held_{form.value.outcome}"
    return go_to(request, "groups:registration", said=said, registration_id=call.registration_id)


def room(request: Request, db: Session) -> Response:
    """Into the online room, as the one who holds the conversation."""
    call, settings = _find(request, db), request.app.state.settings
    meeting, name = meeting_of_call(db, call), unseal(db, request.user, "sealed_name")
    address = meeting_room.address_of(settings, meeting, name, is_host=True) if meeting else ""
    if not address or not call.led_by(request.user):
        raise NotVisible
    return RedirectResponse(address, status_code=303)


def _find(request: Request, db: Session) -> Call:
    return find_visible(db, Call, request.path_params["call_id"], request.user)


def _back(request: Request, call: Call) -> Response:
    return go_to(request, "groups:call", said="saved", call_id=call.id)


def _page(
    request: Request,
    db: Session,
    call: Call,
    status: int = 422,
    shows_number: bool = False,
    booked: Filled[Any] | None = None,
    holding: Filled[Any] | None = None,
) -> Response:
    registration = find_visible(db, Registration, call.registration_id, request.user)
    group = group_of(db, registration)
    known = {"channel": call.channel, "facilitator": str(call.facilitator_id or "")}
    if call.day and call.starts:
        known |= {"day": call.day.isoformat(), "starts": call.starts.isoformat("minutes")}
    return render(
        request,
        "groups/conversations/show.html",
        status=status,
        call=call,
        registration=registration,
        card=card(db, call, shows_number),
        instead=outcomes_instead(db, call, registration),
        has_moment=has_moment(db, registration),
        outcomes=OUTCOMES.get(call.kind, ()),
        may_call_again=call.kind is CallKind.AFTERCARE and next_day(db, registration, besides=1) is not None,
        may_see_number=call.shows_number_to(request.user),
        has_room=bool(meeting_of_call(db, call)) and call.led_by(request.user),
        is_theirs=call.led_by(request.user) or registration.in_hands_of(request.user, group),
        is_handled=registration.handled_by(request.user, group),
        facilitators=facilitators(db),
        places=places(db, request.user),
        booking=booked or blank(Booking, **known),
        holding=holding or blank(Holding, revision=str(call.revision)),
    )


ONE = "/staff/calls/{call_id}"
routes = [
    page(ONE, show, name="groups:call", **FOR_PLANNERS),
    page(f"{ONE}/room", room, name="groups:call_room", **FOR_PLANNERS),
    action(f"{ONE}/number", number, name="groups:call_number", **FOR_PLANNERS),
    action(f"{ONE}/moment", book, name="groups:book_call", **FOR_PLANNERS),
    action(f"{ONE}/letting-go", let_go, name="groups:let_call_go", **FOR_PLANNERS),
    action(f"{ONE}/no-answer", note_no_answer, name="groups:no_answer", **FOR_PLANNERS),
    action(f"{ONE}/absence", note_absence, name="groups:call_absence", **FOR_PLANNERS),
    action(f"{ONE}/held", hold, name="groups:hold_call", **FOR_PLANNERS),
    action(f"{ONE}/outcome", put_right, name="groups:put_right", **FOR_PLANNERS),
]
