"""One session of a group: what it is about, when, and who was there."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts.access import FOR_PLANNERS
from foundation.data_keys import unseal
from foundation.errors import NotVisible, OutOfStep
from foundation.forms import Filled, blank
from foundation.rows import find_visible
from groups import meeting_room
from groups.lookups import about_group, about_session, meeting_of, sessions_of
from groups.models import GroupSession, Mark, PeerGroup, Registration, SessionState
from groups.sessions.forms import Cancelling, ExcusingFor, Marking, Moving, Telling
from groups.sessions.operations import excusing, sessions
from groups.sessions.queries.attendance import attendance_list
from groups.sessions.queries.session_list import ProposedRow, if_moved, session_rows
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.routing import action, page
from web.transactions import Attempt


def show(request: Request, db: Session) -> Response:
    """One session with the people one expects."""
    return _page(request, db, _find(request, db), status=200)


def tell_about(request: Request, db: Session) -> Response:
    """Theme and link."""
    session, form = _find(request, db), read_form(request, Telling)
    if form.errors:
        return _page(request, db, session, telling=form)
    sessions.tell_about(db, session, form.value, by=request.user)
    return _back(request, session)


def move(request: Request, db: Session) -> Response:
    """To another moment, alone or with all that follow."""
    session, form = _find(request, db), read_form(request, Moving)
    if form.errors:
        return _page(request, db, session, moving=form)
    if not form.value.seen:
        group = db.get_one(PeerGroup, session.group_id)
        proposal = if_moved(db, group, session, form.value)
        if form.value.onward or any(row.concerns for row in proposal):
            return _page(request, db, session, moving=form, proposal=proposal)
    with Attempt(db, form, "day"):
        sessions.move(db, session, form.value, by=request.user)
        return _back(request, session)
    return _page(request, db, _find(request, db), moving=form)


def cancel(request: Request, db: Session) -> Response:
    """It is not held."""
    session, form = _find(request, db), read_form(request, Cancelling)
    if form.errors:
        return _page(request, db, session, cancelling=form)
    sessions.cancel(db, session, form.value.why, by=request.user)
    return go_to(request, "groups:group", said="saved", group_id=session.group_id)


def mark(request: Request, db: Session) -> Response:
    """One tap: was this one there?"""
    session, form = _find(request, db), read_form(request, Marking)
    if form.errors:
        raise OutOfStep("nobody was marked")
    registration = find_visible(db, Registration, form.value.registration, request.user)
    sessions.mark(db, session, registration, form.value.mark, by=request.user)
    return go_to(request, "groups:session", at=f"person-{registration.id}", session_id=session.id)


def excuse(request: Request, db: Session) -> Response:
    """Said on the phone beforehand: not this time, or after all."""
    session, form = _find(request, db), read_form(request, ExcusingFor)
    if form.errors:
        raise OutOfStep("nobody was named")
    registration = find_visible(db, Registration, form.value.registration, request.user)
    excusing.say(db, session, registration, form.value.comes, by=request.user)
    return go_to(request, "groups:session", said="saved", at=f"person-{registration.id}", session_id=session.id)


def hold(request: Request, db: Session) -> Response:
    """It was held."""
    session = _find(request, db)
    with Attempt(db) as tried:
        instead = posted(request).get("instead_of_call") == "on"
        sessions.hold(db, session, by=request.user, instead_of_call=instead)
        return _back(request, session)
    return _page(request, db, _find(request, db), obstacle=tried.refusal)


def room(request: Request, db: Session) -> Response:
    """Into the online room, as the one who leads."""
    session, settings = _find(request, db), request.app.state.settings
    name = unseal(db, request.user, "sealed_name")
    address = meeting_room.address_of(settings, meeting_of(db, session), name, is_host=True)
    if not address or session.state is SessionState.CANCELLED:
        raise NotVisible
    return RedirectResponse(address, status_code=303)


def _find(request: Request, db: Session) -> GroupSession:
    return find_visible(db, GroupSession, request.path_params["session_id"], request.user)


def _back(request: Request, session: GroupSession) -> Response:
    return go_to(request, "groups:session", said="saved", session_id=session.id)


def _page(
    request: Request,
    db: Session,
    session: GroupSession,
    status: int = 422,
    telling: Filled[Any] | None = None,
    moving: Filled[Any] | None = None,
    cancelling: Filled[Any] | None = None,
    proposal: Sequence[ProposedRow] = (),
    obstacle: str = "",
) -> Response:
    group, about, settings = (
        db.get_one(PeerGroup, session.group_id),
        about_session(db, session),
        request.app.state.settings,
    )
    rows = session_rows(db, group, sessions_of(db, group.id))
    when = {"day": session.day.isoformat(), "starts": session.starts.isoformat("minutes")}
    planned = blank(Moving, version=str(session.version), minutes=str(session.minutes), **when)
    return render(
        request,
        "groups/sessions/show.html",
        status=status,
        session=session,
        row=next(row for row in rows if row.id == session.id),
        group=group,
        group_name=about_group(db, group).name,
        people=attendance_list(db, session),
        marks=list(Mark),
        telling=telling or blank(Telling, theme=about.theme, link=about.link),
        moving=moving or planned,
        cancelling=cancelling or blank(Cancelling),
        proposal=proposal,
        obstacle=obstacle,
        has_room=session.state is not SessionState.CANCELLED and bool(about.link or settings.meeting_address),
        follows=any(row.begins_at > session.begins_at and row.state == "planned" for row in rows),
    )


ONE = "/staff/sessions/{session_id}"
routes = [
    page(ONE, show, name="groups:session", **FOR_PLANNERS),
    action(f"{ONE}/about", tell_about, name="groups:tell_about", **FOR_PLANNERS),
    action(f"{ONE}/moving", move, name="groups:move_session", **FOR_PLANNERS),
    action(f"{ONE}/cancellation", cancel, name="groups:cancel_session", **FOR_PLANNERS),
    action(f"{ONE}/attendance", mark, name="groups:mark", **FOR_PLANNERS),
    action(f"{ONE}/coming", excuse, name="groups:excuse_for", **FOR_PLANNERS),
    action(f"{ONE}/held", hold, name="groups:hold_session", **FOR_PLANNERS),
    page(f"{ONE}/room", room, name="groups:session_room", **FOR_PLANNERS),
]
