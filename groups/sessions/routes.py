"""One session of a group: its theme, its time, its attendance."""

from collections.abc import Sequence

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import FOR_PLANNERS
from foundation.data_keys import unseal
from foundation.errors import NotVisible, OutOfStep
from foundation.forms import AnyForm, blank
from foundation.rows import find_visible
from groups import meeting_room
from groups.lookups import about_group, about_session, meeting_of, sessions_of
from groups.models import AttendanceMark, GroupSession, PeerGroup, Registration
from groups.sessions.forms import AttendanceEntry, RsvpOnBehalf, SessionCancellation, SessionDetails, SessionMove
from groups.sessions.operations import attendance, sessions
from groups.sessions.queries.attendance import attendance_list
from groups.sessions.queries.session_list import ProposedSession, session_rows, sessions_if_moved
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def show(request: Request, db: Session) -> Response:
    """One session with the expected participants."""
    return _page(request, db, _find(request, db), status=200)


def set_details(request: Request, db: Session) -> Response:
    """Set theme and link."""
    session, form = _find(request, db), read_form(request, SessionDetails)
    if form.errors:
        return _page(request, db, session, details_form=form)
    sessions.set_details(db, session, form.value, by=request.user)
    return _to_session(request, session)


def move(request: Request, db: Session) -> Response:
    """Move it, alone or with all later ones."""
    session, form = _find(request, db), read_form(request, SessionMove)
    if form.errors:
        return _page(request, db, session, move_form=form)
    if not form.value.reviewed:
        group = db.get_one(PeerGroup, session.group_id)
        proposal = sessions_if_moved(db, group, session, form.value)
        if form.value.include_following or any(row.warnings for row in proposal):
            return _page(request, db, session, move_form=form, proposal=proposal)
    with Attempt(db, form, "day"):
        sessions.move(db, session, form.value, by=request.user)
        return _to_session(request, session)
    return _page(request, db, _find(request, db), move_form=form)


def cancel(request: Request, db: Session) -> Response:
    """Cancel it."""
    session, form = _find(request, db), read_form(request, SessionCancellation)
    if form.errors:
        return _page(request, db, session, cancellation_form=form)
    sessions.cancel(db, session, form.value.reason, by=request.user)
    return go_to(request, "groups:group", flash="saved", group_id=session.group_id)


def mark_attendance(request: Request, db: Session) -> Response:
    """Attendance of one participant, by one tap."""
    session, form = _find(request, db), read_form(request, AttendanceEntry)
    if form.errors:
        raise OutOfStep("nobody was marked")
    registration = find_visible(db, Registration, form.value.registration, request.user)
    attendance.mark_attendance(db, session, registration, form.value.mark, by=request.user)
    return go_to(request, "groups:session", anchor=f"person-{registration.id}", session_id=session.id)


def record_rsvp(request: Request, db: Session) -> Response:
    """Whether a participant attends, as said by phone."""
    session, form = _find(request, db), read_form(request, RsvpOnBehalf)
    if form.errors:
        raise OutOfStep("nobody was named")
    registration = find_visible(db, Registration, form.value.registration, request.user)
    attendance.record_rsvp(db, session, registration, form.value.attending, by=request.user)
    return go_to(request, "groups:session", flash="saved", anchor=f"person-{registration.id}", session_id=session.id)


def record_held(request: Request, db: Session) -> Response:
    session = _find(request, db)
    with Attempt(db) as tried:
        instead = posted(request).get("replaces_aftercare") == "on"
        sessions.record_held(db, session, by=request.user, replaces_aftercare=instead)
        return _to_session(request, session)
    return _page(request, db, _find(request, db), refusal=tried.refusal)


def room(request: Request, db: Session) -> Response:
    """Join the online room, as a facilitator."""
    session, settings = _find(request, db), request.app.state.settings
    name = unseal(db, request.user, "sealed_name")
    address = meeting_room.host_url(settings, meeting_of(db, session), name)
    if not address or not session.takes_place:
        raise NotVisible
    return RedirectResponse(address, status_code=303)


def _find(request: Request, db: Session) -> GroupSession:
    return find_visible(db, GroupSession, request.path_params["session_id"], request.user)


def _to_session(request: Request, session: GroupSession) -> Response:
    return go_to(request, "groups:session", flash="saved", session_id=session.id)


def _page(
    request: Request,
    db: Session,
    session: GroupSession,
    status: int = 422,
    details_form: AnyForm | None = None,
    move_form: AnyForm | None = None,
    cancellation_form: AnyForm | None = None,
    proposal: Sequence[ProposedSession] = (),
    refusal: str = "",
) -> Response:
    group, about, settings = (
        db.get_one(PeerGroup, session.group_id),
        about_session(db, session),
        request.app.state.settings,
    )
    rows = session_rows(db, group, sessions_of(db, group.id))
    when = {"day": session.day.isoformat(), "starts": session.starts.isoformat("minutes")}
    planned = blank(SessionMove, version=str(session.version), minutes=str(session.minutes), **when)
    return render(
        request,
        "groups/sessions/show.html",
        status=status,
        session=session,
        row=next(row for row in rows if row.id == session.id),
        group=group,
        group_name=about_group(db, group).name,
        people=attendance_list(db, session),
        attendance_marks=list(AttendanceMark),
        details_form=details_form or blank(SessionDetails, theme=about.theme, link=about.link),
        move_form=move_form or planned,
        cancellation_form=cancellation_form or blank(SessionCancellation),
        proposal=proposal,
        refusal=refusal,
        has_room=session.takes_place and bool(about.link or settings.meeting_address),
        has_later_sessions=any(row.begins_at > session.begins_at and row.is_planned for row in rows),
    )


PATH = "/staff/sessions/{session_id}"
routes = [
    page(PATH, show, name="groups:session", **FOR_PLANNERS),
    action(f"{PATH}/details", set_details, name="groups:set_session_details", **FOR_PLANNERS),
    action(f"{PATH}/move", move, name="groups:move_session", **FOR_PLANNERS),
    action(f"{PATH}/cancellation", cancel, name="groups:cancel_session", **FOR_PLANNERS),
    action(f"{PATH}/attendance", mark_attendance, name="groups:mark_attendance", **FOR_PLANNERS),
    action(f"{PATH}/rsvp", record_rsvp, name="groups:record_rsvp", **FOR_PLANNERS),
    action(f"{PATH}/held", record_held, name="groups:record_session_held", **FOR_PLANNERS),
    page(f"{PATH}/room", room, name="groups:session_room", **FOR_PLANNERS),
]
