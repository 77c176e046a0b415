"""One registration, for the coordinator and the facilitator it was given to or who leads its group."""

from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS, FOR_PLANNERS
from accounts.models import Staff
from accounts.queries import facilitators
from accounts.routes.staff.fresh import require_fresh_code
from foundation.data_keys import unseal, unseal_value
from foundation.errors import NotVisible
from foundation.forms import Filled, blank
from foundation.rows import find_visible
from groups.conversations.forms import BeginningPreparation, EndingPreparation, NamingGoal, PlanningOne
from groups.conversations.queries.calls import calls_of
from groups.lookups import about_group, group_of
from groups.models import Circle, ContactPlan, IntakeNotes, Registration, Wishes
from groups.peer_groups.forms import Parting
from groups.referrals.queries import places
from groups.registrations.desk import find_registration
from groups.registrations.forms import Binding
from groups.registrations.operations import bonds, reveals
from groups.registrations.queries.bonds import bound_to, could_be_bound
from groups.registrations.queries.reveals import reveals_of
from groups.waiting_list.forms import Assigning, Ending, Revealing, TalkFacts
from groups.waiting_list.operations import waiting
from web.form_data import posted, posted_number, read_form
from web.pages import go_to, render
from web.routing import action, page


def show(request: Request, db: Session) -> Response:
    """One registration; how to reach the person stays closed."""
    return registration_page(request, db, find_registration(request, db), status=200)


def note_talk(request: Request, db: Session) -> Response:
    """The conversation was held and a group may fit."""
    registration = find_registration(request, db)
    waiting.note_talk(db, registration, posted_number(request, "version"), by=request.user)
    return back_to(request, registration)


def note_facts(request: Request, db: Session) -> Response:
    """What the conversation made clear, in codes."""
    registration, form = find_registration(request, db), read_form(request, TalkFacts)
    if form.errors:
        raise NotVisible
    waiting.note_facts(db, registration, form.value, by=request.user)
    return back_to(request, registration)


def rank(request: Request, db: Session) -> Response:
    """Give it priority, or take that back."""
    registration = find_registration(request, db)
    waiting.rank(db, registration, posted(request).get("first") == "on", by=request.user)
    return back_to(request, registration)


def bind(request: Request, db: Session) -> Response:
    """Together with another, or apart."""
    registration, form = find_registration(request, db), read_form(request, Binding)
    if form.errors:
        return registration_page(request, db, registration, binding=form)
    other = find_visible(db, Registration, form.value.other, request.user)
    bonds.bind(db, registration, other, form.value, by=request.user)
    return back_to(request, registration)


def unbind(request: Request, db: Session) -> Response:
    """Nothing about these two any more."""
    registration = find_registration(request, db)
    other = find_visible(db, Registration, posted(request).get("other"), request.user)
    bonds.unbind(db, registration, other, by=request.user)
    return back_to(request, registration)


def end(request: Request, db: Session) -> Response:
    """End it, with words for the person."""
    registration, form = find_registration(request, db), read_form(request, Ending)
    if form.errors:
        return registration_page(request, db, registration, ending=form)
    waiting.end(db, registration, form.value, by=request.user)
    return go_to(request, "groups:waiting", said="saved")


def assign(request: Request, db: Session) -> Response:
    """Give it to a facilitator."""
    registration, form = find_registration(request, db), read_form(request, Assigning)
    facilitator = db.get(Staff, form.value.facilitator) if not form.errors and form.value.facilitator else None
    if form.errors or (form.value.facilitator and facilitator is None):
        raise NotVisible
    waiting.assign(db, registration, facilitator, by=request.user)
    return back_to(request, registration)


def reveal(request: Request, db: Session) -> Response:
    """Open how to reach the person, with a reason and a fresh one-time code."""
    registration, form = find_registration(request, db), read_form(request, Revealing)
    if form.errors:
        return registration_page(request, db, registration, revealing=form)
    require_fresh_code(request, db)
    contact = reveals.reveal(db, registration, form.value.reason, by=request.user)
    return render(request, "groups/overviews/contact.html", registration=registration, contact=contact)


def renew_code(request: Request, db: Session) -> Response:
    """A new code for who lost theirs, to be read aloud; wants a fresh one-time code."""
    registration = find_registration(request, db)
    require_fresh_code(request, db)
    code = waiting.renew_code(db, registration, by=request.user)
    return render(request, "groups/waiting_list/code.html", registration=registration, code=code, is_renewed=True)


def back_to(request: Request, registration: Registration) -> Response:
    """The page of one registration, with a word that it was saved."""
    return go_to(request, "groups:registration", said="saved", registration_id=registration.id)


def registration_page(
    request: Request, db: Session, registration: Registration, status: int = 422, **forms: Filled[Any]
) -> Response:
    """The page of one registration; a form that does not hold comes back in its place."""
    viewer, group = request.user, group_of(db, registration)
    known = dict(unseal_value(db, registration, "sealed_facts", IntakeNotes))
    plain: dict[str, Filled[Any]] = {
        "ending": blank(Ending),
        "revealing": blank(Revealing),
        "binding": blank(Binding),
        "calling": blank(PlanningOne),
        "beginning": blank(BeginningPreparation),
        "goal": blank(NamingGoal, goal=unseal(db, registration, "sealed_goal")),
        "preparation": blank(EndingPreparation),
        "parting": blank(Parting),
        "assigning": blank(Assigning, facilitator=str(registration.facilitator_id or "")),
        "noting": blank(TalkFacts, **{name: value for name, value in known.items() if value}),
    }
    shown = {**plain, **forms}
    return render(
        request,
        "groups/overviews/registration.html",
        status=status,
        registration=registration,
        group=group,
        group_name=about_group(db, group).name if group else "",
        call_me=unseal(db, registration, "sealed_name"),
        wishes=unseal_value(db, registration, "sealed_wishes", Wishes),
        circle=unseal_value(db, registration, "sealed_circle", Circle),
        mode=unseal_value(db, registration, "sealed_contact", ContactPlan).mode,
        facilitators=facilitators(db) if viewer.is_coordinator else [],
        reveals=reveals_of(db, registration) if viewer.is_coordinator else [],
        calls=calls_of(db, registration),
        places=places(db, viewer),
        bonds=bound_to(db, registration, viewer),
        others=could_be_bound(db, registration, viewer) if viewer.is_coordinator else [],
        members=[one for one in could_be_bound(db, registration, viewer) if one.group_id == registration.group_id]
        if group
        else [],
        is_looked_after=registration.looked_after_by(viewer, group),
        is_handled=registration.handled_by(viewer, group),
        trouble=next((form for form in shown.values() if form.errors), shown["ending"]),
        **shown,
    )


ONE = "/staff/registrations/{registration_id}"
routes = [
    page(ONE, show, name="groups:registration", **FOR_PLANNERS),
    action(f"{ONE}/talk", note_talk, name="groups:note_talk", **FOR_PLANNERS),
    action(f"{ONE}/facts", note_facts, name="groups:note_facts", **FOR_PLANNERS),
    action(f"{ONE}/priority", rank, name="groups:rank", **FOR_COORDINATORS),
    action(f"{ONE}/bonds", bind, name="groups:bind", **FOR_COORDINATORS),
    action(f"{ONE}/bonds/undone", unbind, name="groups:unbind", **FOR_COORDINATORS),
    action(f"{ONE}/ending", end, name="groups:end_registration", **FOR_PLANNERS),
    action(f"{ONE}/facilitator", assign, name="groups:assign", **FOR_COORDINATORS),
    action(f"{ONE}/contact", reveal, name="groups:reveal", **FOR_PLANNERS),
    action(f"{ONE}/code", renew_code, name="groups:renew_registration_code", **FOR_PLANNERS),
]
