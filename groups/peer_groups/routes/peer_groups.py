"""Groups: the list, one group, changing it, taking it from plan to completion."""

from collections.abc import Sequence
from datetime import time
from typing import Protocol

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS, FOR_PLANNERS
from accounts.models import Staff
from accounts.queries import facilitators
from foundation.forms import AnyForm, Filled, blank
from foundation.rows import find_visible
from groups.availability.operations.guards import FACILITATOR_BUSY
from groups.lookups import about_group
from groups.models import EntryPolicy, PeerGroup
from groups.peer_groups.forms import GroupCancellation, GroupForm
from groups.peer_groups.operations import peer_groups
from groups.peer_groups.queries.peer_groups import group_list, group_page
from groups.sessions.forms import SessionPlan
from groups.sessions.operations import sessions
from groups.sessions.queries.session_list import ProposedSession, proposed_sessions
from groups.sessions.rhythm import propose_days
from web.form_data import posted, read_form
from web.pages import go_to, render
from web.paging import cursor_of
from web.routing import action, page
from web.transactions import Attempt

DAY_PREFIX = "on-"
"""Prefix of the checkbox for one proposed day."""


class Step(Protocol):
    """What takes a group a step on in its life."""

    def __call__(self, db: Session, group: PeerGroup, /, by: Staff) -> None: ...


def index(request: Request, db: Session) -> Response:
    return render(request, "groups/peer_groups/index.html", groups=group_list(db, request.user, cursor_of(request)))


def new(request: Request, db: Session) -> Response:
    return _form(
        request,
        db,
        blank(GroupForm, capacity="7", min_participants="3", entry=EntryPolicy.CLOSED, last_entry_session="1"),
        200,
    )


def create(request: Request, db: Session) -> Response:
    form = read_form(request, GroupForm)
    if form.errors:
        return _form(request, db, form)
    group = peer_groups.create(db, form.value, by=request.user)
    return go_to(request, "groups:group", group_id=group.id)


def show(request: Request, db: Session) -> Response:
    """One group with its participants and sessions."""
    return _page(request, db, find_group(request, db), status=200)


def edit(request: Request, db: Session) -> Response:
    """The form, filled in."""
    group = find_group(request, db)
    numbers = {
        name: str(getattr(group, name) or "")
        for name in ("capacity", "min_participants", "max_per_relation", "last_entry_session")
    }
    given = {
        **dict(about_group(db, group)),
        **numbers,
        **{relation.value: "on" for relation in group.welcome_relations},
        "version": str(group.version),
        "format": group.format,
        "language": group.language,
        "region": group.region,
        "entry": group.entry,
        "facilitator": str(group.facilitator_id),
        "second_facilitator": str(group.second_facilitator_id or ""),
    }
    return _form(request, db, blank(GroupForm, **given), 200, group)


def change(request: Request, db: Session) -> Response:
    group, form = find_group(request, db), read_form(request, GroupForm)
    if form.errors:
        return _form(request, db, form, group=group)
    with Attempt(db) as tried:
        peer_groups.change(db, group, form.value, by=request.user)
        return _to_group(request, group)
    form.add_error("facilitator" if tried.refusal == FACILITATOR_BUSY else "capacity", tried.refusal)
    return _form(request, db, form, group=find_group(request, db))


def plan(request: Request, db: Session) -> Response:
    """Plan sessions by a rhythm. Their warnings are shown first."""
    group, form = find_group(request, db), read_form(request, SessionPlan)
    if form.errors:
        return _page(request, db, group, plan_form=form)
    given = form.value
    days = propose_days(given.day, given.rhythm, given.number)
    if given.reviewed:
        days = [day for day in days if posted(request).get(f"{DAY_PREFIX}{day}") == "on"]
    else:
        proposal = proposed_sessions(db, group, days, given.starts, given.minutes)
        if any(row.warnings for row in proposal):
            return _page(request, db, group, plan_form=form, proposal=proposal)
    with Attempt(db, form, "number"):
        sessions.plan(db, group, days, given.starts, given.minutes, by=request.user, is_return=given.is_return)
        return _to_group(request, group)
    return _page(request, db, find_group(request, db), plan_form=form)


def start_recruiting(request: Request, db: Session) -> Response:
    """Open the group for offers."""
    return _run_step(request, db, peer_groups.start_recruiting)


def confirm(request: Request, db: Session) -> Response:
    """The group goes ahead."""
    return _run_step(request, db, peer_groups.confirm)


def finish(request: Request, db: Session) -> Response:
    """The group is over."""
    return _run_step(request, db, peer_groups.finish)


def cancel(request: Request, db: Session) -> Response:
    """Cancel the group; everybody reads why."""
    group, form = find_group(request, db), read_form(request, GroupCancellation)
    if form.errors:
        return _page(request, db, group, cancellation_form=form)
    peer_groups.cancel(db, group, form.value.message, by=request.user)
    return _to_group(request, group)


def find_group(request: Request, db: Session) -> PeerGroup:
    """The group in the address. Raises `NotVisible` when this colleague may not see it."""
    return find_visible(db, PeerGroup, request.path_params["group_id"], request.user)


def _to_group(request: Request, group: PeerGroup) -> Response:
    return go_to(request, "groups:group", flash="saved", group_id=group.id)


def _run_step(request: Request, db: Session, step: Step) -> Response:
    group = find_group(request, db)
    with Attempt(db) as tried:
        step(db, group, by=request.user)
        return _to_group(request, group)
    return _page(request, db, find_group(request, db), refusal=tried.refusal)


def _page(
    request: Request,
    db: Session,
    group: PeerGroup,
    status: int = 422,
    plan_form: AnyForm | None = None,
    cancellation_form: AnyForm | None = None,
    proposal: Sequence[ProposedSession] = (),
    refusal: str = "",
) -> Response:
    return render(
        request,
        "groups/peer_groups/show.html",
        status=status,
        page=group_page(db, group),
        plan_form=plan_form or blank(SessionPlan, minutes="120", number="7", rhythm="weekly", starts=_default_hour()),
        proposal=proposal,
        cancellation_form=cancellation_form or blank(GroupCancellation),
        refusal=refusal,
        can_compose=group.composable_by(request.user),
    )


def _form(
    request: Request, db: Session, form: Filled[GroupForm], status: int = 422, group: PeerGroup | None = None
) -> Response:
    return render(
        request,
        "groups/peer_groups/form.html",
        status=status,
        form=form,
        group=group,
        regions=request.app.state.settings.region_list,
        facilitators=facilitators(db),
    )


def _default_hour() -> str:
    return time(19, 0).isoformat("minutes")


PATH = "/staff/groups/{group_id}"
routes = [
    page("/staff/groups", index, name="groups:groups", **FOR_PLANNERS),
    page("/staff/groups/from/{cursor}", index, name="groups:groups_from", **FOR_PLANNERS),
    page("/staff/groups/new", new, name="groups:new_group", **FOR_COORDINATORS),
    action("/staff/groups/new", create, name="groups:create_group", **FOR_COORDINATORS),
    page(PATH, show, name="groups:group", **FOR_PLANNERS),
    page(f"{PATH}/change", edit, name="groups:edit_group", **FOR_COORDINATORS),
    action(f"{PATH}/change", change, name="groups:change_group", **FOR_COORDINATORS),
    action(f"{PATH}/sessions", plan, name="groups:plan_sessions", **FOR_PLANNERS),
    action(f"{PATH}/recruitment", start_recruiting, name="groups:start_recruiting", **FOR_COORDINATORS),
    action(f"{PATH}/confirmation", confirm, name="groups:confirm_group", **FOR_COORDINATORS),
    action(f"{PATH}/finish", finish, name="groups:finish_group", **FOR_PLANNERS),
    action(f"{PATH}/cancellation", cancel, name="groups:cancel_group", **FOR_COORDINATORS),
]
