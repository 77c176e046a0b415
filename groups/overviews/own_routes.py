"""One's own registration, by code: how it stands, and what one can do."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_REGISTRANTS
from accounts.queries import names_of
from foundation.data_keys import unseal
from foundation.forms import Filled, blank
from foundation.local_time import local_today, next_look_day
from groups.conversations.forms import NamingGoal
from groups.conversations.operations import preparing
from groups.conversations.own_routes import may_choose
from groups.conversations.queries.calls import meeting_of_call, own_call
from groups.conversations.queries.lost import last_lost, lost_moment, was_missed_afterwards
from groups.meeting_room import is_open
from groups.messages.queries import last_answer
from groups.models import Call, CallState, Registration
from groups.overviews.forms import Pausing, Sure
from groups.peer_groups.queries.own_seat import own_seat
from groups.registrations.desk import DESK, own_registration
from groups.registrations.operations import closing, sealed_answers
from groups.registrations.queries.appointments import slots_gone
from groups.waiting_list.operations import registrations
from safety.formatting import to_page
from texts.shelf import find
from web.areas import Area, drop_token
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def mine(request: Request, db: Session) -> Response:
    """The page."""
    return _page(request, db)


def pause(request: Request, db: Session) -> Response:
    """Wait without being offered anything, until a day or until one says so."""
    form = read_form(request, Pausing)
    if form.errors:
        return _page(request, db, status=422, pausing=form)
    with Attempt(db, form, "until"):
        registrations.pause(db, own_registration(request, db), form.value.until)
        return go_to(request, "groups:registration_mine", said="saved")
    return _page(request, db, status=422, pausing=form)


def resume(request: Request, db: Session) -> Response:
    """Wait again."""
    registrations.resume(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="saved")


def withdraw(request: Request, db: Session) -> Response:
    """Withdraw."""
    closing.withdraw(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="registration_withdrawn")


def note_death(request: Request, db: Session) -> Response:
    """The person it was about has died."""
    wants_call = posted(request).get("call_me_once") == "on"
    closing.tell_of_death(db, own_registration(request, db), wants_call)
    return go_to(request, "groups:registration_mine", said="will_call" if wants_call else "")


def erase(request: Request, db: Session) -> Response:
    """Erase everything; the code opens nothing any more."""
    form = read_form(request, Sure)
    if form.errors:
        return _page(request, db, status=422, erasing=form)
    closing.erase(db, own_registration(request, db))
    response = go_to(request, "groups:register_age", said="registration_erased")
    drop_token(response, Area.REGISTRATIONS)
    return response


def name_goal(request: Request, db: Session) -> Response:
    """What one hopes to find in one-to-one preparation, in one's own words."""
    form = read_form(request, NamingGoal)
    if form.errors:
        return _page(request, db, status=422, goal=form)
    preparing.name_goal(db, own_registration(request, db), form.value.goal)
    return go_to(request, "groups:registration_mine", said="saved")


def prepare(request: Request, db: Session) -> Response:
    """What one tells in a group, and what not; what is agreed there."""
    text, agreements = find(db, "preparing"), find(db, "agreements")
    return render(
        request,
        "groups/overviews/own_preparing.html",
        desk=DESK,
        text=text,
        html=to_page(text.source),
        intro=to_page(agreements.source, level=3),
    )


def _page(
    request: Request,
    db: Session,
    status: int = 200,
    pausing: Filled[Any] | None = None,
    erasing: Filled[Any] | None = None,
    goal: Filled[Any] | None = None,
) -> Response:
    registration, settings = own_registration(request, db), request.app.state.settings
    call = own_call(db, registration)
    meeting = meeting_of_call(db, call) if call else None
    return render(
        request,
        "groups/overviews/own_page.html",
        status=status,
        desk=DESK,
        registration=registration,
        told=sealed_answers.told_by(db, registration) if registration.is_open else None,
        call_me=unseal(db, registration, "sealed_name"),
        words=unseal(db, registration, "sealed_words"),
        look_day=next_look_day(settings),
        call=call if call and may_choose(request, call) else None,
        opens_on=_opens_on(db, call, settings.call_ahead_days),
        offers_aftercare=bool(settings.aftercare_offsets),
        lost_moment=lost_moment(db, registration),
        lost=last_lost(db, registration) if call is None else None,
        was_missed=call is None and was_missed_afterwards(db, registration),
        call_by=names_of(db, [call.facilitator_id]).get(call.facilitator_id, "")
        if call and call.facilitator_id
        else "",
        call_number=settings.call_number,
        room_is_open=bool(meeting and settings.meeting_address and is_open(settings, meeting)),
        seat=own_seat(db, registration),
        has_gone=bool(slots_gone(db, registration)),
        answered_on=last_answer(db, registration),
        intro=to_page(find(db, "agreements").source),
        kept_until=_kept_until(registration, settings.ended_registration_days),
        goal=goal or blank(NamingGoal, goal=unseal(db, registration, "sealed_goal")),
        pausing=pausing or blank(Pausing),
        erasing=erasing or blank(Sure),
    )


def _kept_until(registration: Registration, days: int) -> date | None:
    """The last day on which the code opens something, once it is over."""
    return registration.ended_on + timedelta(days=days) if registration.ended_on else None


def _opens_on(db: Session, call: Call | None, ahead: int) -> date | None:
    """The day a conversation is meant for, as long as nobody can choose a moment yet."""
    meant = call.not_before if call and call.state is CallState.PLANNED else None
    return meant if meant and meant > local_today(db) + timedelta(days=ahead) else None


routes = [
    page("/register/mine", mine, name="groups:registration_mine", **FOR_REGISTRANTS),
    page("/register/mine/preparing", prepare, name="groups:prepare", **FOR_REGISTRANTS),
    action("/register/mine/goal", name_goal, name="groups:name_own_goal", **FOR_REGISTRANTS),
    action("/register/mine/pause", pause, name="groups:pause_registration", **FOR_REGISTRANTS),
    action("/register/mine/return", resume, name="groups:resume_registration", **FOR_REGISTRANTS),
    action("/register/mine/withdrawal", withdraw, name="groups:withdraw_registration", **FOR_REGISTRANTS),
    action("/register/mine/loss", note_death, name="groups:note_death", **FOR_REGISTRANTS),
    action("/register/mine/erasure", erase, name="groups:erase_registration", **FOR_REGISTRANTS),
]
