"""Saying that one cannot come, and joining the online room, by code."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import FOR_REGISTRANTS
from foundation.data_keys import unseal
from foundation.errors import NotVisible, OutOfStep
from foundation.rows import find_visible
from groups import meeting_room
from groups.lookups import meeting_of
from groups.models import GroupSession
from groups.registrations.access import own_registration
from groups.sessions.forms import Rsvp
from groups.sessions.operations import attendance
from web.form_data import read_form
from web.pages import go_to
from web.routing import action, page


def record_rsvp(request: Request, db: Session) -> Response:
    """Attend this session, or not."""
    session, form = _session(request, db), read_form(request, Rsvp)
    if form.errors:
        raise OutOfStep("neither was said")
    attendance.record_rsvp(db, session, own_registration(request, db), form.value.attending)
    return go_to(request, "groups:registration_own_page", flash="saved", anchor=f"session-{session.id}")


def room(request: Request, db: Session) -> Response:
    """Join the online room, around the session."""
    session = _session(request, db)
    settings, name = request.app.state.settings, unseal(db, own_registration(request, db), "sealed_name")
    address = meeting_room.guest_url(settings, meeting_of(db, session), name)
    if not address or not session.takes_place:
        raise NotVisible
    return RedirectResponse(address, status_code=303)


def _session(request: Request, db: Session) -> GroupSession:
    return find_visible(db, GroupSession, request.path_params["session_id"], request.user)


routes = [
    action("/register/mine/sessions/{session_id}/rsvp", record_rsvp, name="groups:own_rsvp", **FOR_REGISTRANTS),
    page("/register/mine/room/{session_id}", room, name="groups:own_room", **FOR_REGISTRANTS),
]
