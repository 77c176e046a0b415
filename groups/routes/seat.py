"""One's seat, by code: answering an offer, the agreements, the sessions, the calendar file, the online room."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import registrants
from foundation.data_keys import unseal
from foundation.errors import NotVisible, OutOfStep
from foundation.forms import blank
from foundation.rows import find_visible
from groups import agenda, meeting_room
from groups.forms import Answering, Excusing, Registering
from groups.models import GroupSession, SessionState
from groups.operations import excusing, registrations, seats
from groups.queries.seats import meeting_of
from groups.queries.slots import slots_gone, slots_to_come
from groups.routes.desk import DESK, own_registration
from web.areas import Area
from web.form_data import read_form
from web.pages import go_to, render
from web.routing import action, page

KIND = 'text/calendar; charset="utf-8"; method='


def answer(request: Request, db: Session) -> Response:
    """Yes or no to the offer one saw."""
    form = read_form(request, Answering)
    if form.errors:
        raise OutOfStep("no answer")
    accepts = form.value.choice is Answering.Choice.ACCEPT
    say = seats.accept if accepts else seats.refuse
    say(db, own_registration(request, db), form.value.offer)
    return go_to(request, "groups:registration_mine", said="seat_accepted" if accepts else "seat_refused")


def agree(request: Request, db: Session) -> Response:
    """Accept the agreements of the group."""
    seats.agree(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="saved")


def give_back(request: Request, db: Session) -> Response:
    """Not after all: the seat goes back, the place on the list stays."""
    seats.give_back(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="seat_refused")


def stop(request: Request, db: Session) -> Response:
    """Leave the group."""
    seats.stop(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="saved")


def once_more(request: Request, db: Session) -> Response:
    """Another group, after this one."""
    seats.once_more(db, own_registration(request, db))
    return go_to(request, "groups:registration_mine", said="saved")


def excuse(request: Request, db: Session) -> Response:
    """Not this one session, or after all."""
    session, form = _session(request, db), read_form(request, Excusing)
    if form.errors:
        raise OutOfStep("neither was said")
    excusing.say(db, session, own_registration(request, db), form.value.comes)
    return go_to(request, "groups:registration_mine", said="saved", at=f"session-{session.id}")


def answers(request: Request, db: Session) -> Response:
    """What one told, to be changed."""
    registration = own_registration(request, db)
    if not registration.may_be_called:
        raise NotVisible
    return _answers(request, blank(Registering, **registrations.answers_of(db, registration)), status=200)


def change(request: Request, db: Session) -> Response:
    """Keep what was changed."""
    form = read_form(request, Registering)
    if form.errors:
        return _answers(request, form, status=422)
    registrations.change(db, own_registration(request, db), form.value)
    return go_to(request, "groups:registration_mine", said="saved")


def calendar(request: Request, db: Session) -> Response:
    """The sessions to come, for one's own calendar."""
    return _file(request, db, "PUBLISH")


def gone(request: Request, db: Session) -> Response:
    """What takes sessions out of one's calendar again: called off, or of a seat that is gone."""
    return _file(request, db, "CANCEL")


def room(request: Request, db: Session) -> Response:
    """Into the online room, around the hour of the session."""
    session = _session(request, db)
    settings, name = request.app.state.settings, unseal(db, own_registration(request, db), "sealed_name")
    meeting = meeting_of(db, session)
    address = meeting_room.address_of(settings, meeting, name, is_host=False)
    is_off = session.state is SessionState.CANCELLED
    if is_off or not address or not meeting_room.is_open(settings, meeting):
        raise NotVisible
    return RedirectResponse(address, status_code=303)


def _session(request: Request, db: Session) -> GroupSession:
    return find_visible(db, GroupSession, request.path_params["session_id"], request.user)


def _file(request: Request, db: Session, method: str) -> Response:
    registration, cancels = own_registration(request, db), method == "CANCEL"
    slots = slots_gone(db, registration) if cancels else slots_to_come(db, registration)
    if not slots:
        raise NotVisible
    content = agenda.calendar_file(request.app.state.settings, slots, registration.id, cancels)
    name = "agenda-2.ics" if cancels else "agenda.ics"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=f"{KIND}{method}")


def _answers(request: Request, form: Any, status: int) -> Response:
    regions = request.app.state.settings.region_list
    return render(request, "groups/mine/answers.html", status=status, desk=DESK, form=form, regions=regions)


_mine: dict[str, Any] = {"open_to": registrants, "area": Area.REGISTRATIONS}
routes = [
    action("/register/mine/offer", answer, name="groups:answer_offer", **_mine),
    action("/register/mine/agreements", agree, name="groups:agree", **_mine),
    action("/register/mine/giving-back", give_back, name="groups:give_back", **_mine),
    action("/register/mine/stopping", stop, name="groups:stop", **_mine),
    action("/register/mine/again", once_more, name="groups:once_more", **_mine),
    action("/register/mine/sessions/{session_id}/coming", excuse, name="groups:excuse", **_mine),
    page("/register/mine/answers", answers, name="groups:own_answers", **_mine),
    action("/register/mine/answers", change, name="groups:change_answers", **_mine),
    page("/register/mine/agenda", calendar, name="groups:calendar", **_mine),
    page("/register/mine/agenda/gone", gone, name="groups:calendar_gone", **_mine),
    page("/register/mine/room/{session_id}", room, name="groups:own_room", **_mine),
]
