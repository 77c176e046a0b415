"""One registration, for the coordinator, the assigned facilitator or the facilitators of its group."""

from zoneinfo import ZoneInfo

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from accounts.access import FOR_COORDINATORS, FOR_PLANNERS
from accounts.models import Staff
from accounts.queries import facilitators
from accounts.routes.staff.step_up import require_fresh_code
from foundation.clock import now
from foundation.data_keys import unseal, unseal_value
from foundation.errors import NotVisible
from foundation.forms import AnyForm, blank
from groups.contact.plan import calling_moment
from groups.contact.queries.tasks import contact_tasks
from groups.conversations.forms import ConversationPlan, PreparationEnding, PreparationGoal, PreparationStart
from groups.conversations.queries.conversations import conversations_of
from groups.lookups import about_group, group_of, is_in_care_of
from groups.models import Circle, ContactPlan, IntakeNotes, Registration, Wishes
from groups.overviews.queries.registration_page import RegistrationPage
from groups.peer_groups.forms import Separation
from groups.referrals.queries import referral_places
from groups.registrations.access import find_registration
from groups.registrations.operations import reveals
from groups.registrations.queries.pairings import fellow_participants, pairings_for
from groups.registrations.queries.reveals import reveals_of
from groups.waiting_list.forms import Assignment, IntakeNotesForm, RegistrationEnding, RevealReason
from groups.waiting_list.operations import staff_acts
from web.form_data import posted, posted_number, read_form
from web.pages import go_to, render
from web.routing import action, page


def show(request: Request, db: Session) -> Response:
    """One registration; contact details stay closed."""
    return registration_page(request, db, find_registration(request, db), status=200)


def record_intake(request: Request, db: Session) -> Response:
    """The intake was held and a group may suit."""
    registration = find_registration(request, db)
    staff_acts.record_intake(db, registration, posted_number(request, "version"), by=request.user)
    return to_registration(request, registration)


def record_intake_notes(request: Request, db: Session) -> Response:
    """What the intake showed, in codes."""
    registration, form = find_registration(request, db), read_form(request, IntakeNotesForm)
    if form.errors:
        raise NotVisible
    staff_acts.record_intake_notes(db, registration, form.value, by=request.user)
    return to_registration(request, registration)


def set_priority(request: Request, db: Session) -> Response:
    """Give it priority, or take that away."""
    registration = find_registration(request, db)
    staff_acts.set_priority(db, registration, posted(request).get("has_priority") == "on", by=request.user)
    return to_registration(request, registration)


def end(request: Request, db: Session) -> Response:
    """End it, with a message to the person."""
    registration, form = find_registration(request, db), read_form(request, RegistrationEnding)
    if form.errors:
        return registration_page(request, db, registration, ending_form=form)
    staff_acts.end(db, registration, form.value, by=request.user)
    return go_to(request, "groups:waiting_list", flash="saved")


def assign(request: Request, db: Session) -> Response:
    """Assign it to a facilitator."""
    registration, form = find_registration(request, db), read_form(request, Assignment)
    facilitator = db.get(Staff, form.value.facilitator) if not form.errors and form.value.facilitator else None
    if form.errors or (form.value.facilitator and facilitator is None):
        raise NotVisible
    staff_acts.assign(db, registration, facilitator, by=request.user)
    return to_registration(request, registration)


def reveal_contact(request: Request, db: Session) -> Response:
    """Reveal the contact details, with a reason and a fresh one-time code."""
    registration, form = find_registration(request, db), read_form(request, RevealReason)
    if form.errors:
        return registration_page(request, db, registration, reveal_form=form)
    require_fresh_code(request, db)
    contact = reveals.reveal_contact(db, registration, form.value.reason, by=request.user)
    here = now().astimezone(ZoneInfo(request.app.state.settings.time_zone))
    tasks = contact_tasks(db, request.user, registration)
    return render(
        request,
        "groups/contact/contact.html",
        registration=registration,
        preferred_name=unseal(db, registration, "sealed_name"),
        contact=contact,
        moment=calling_moment(contact, here, asked_for=any(row.wants_call for row in tasks)),
        tasks=tasks,
    )


def renew_code(request: Request, db: Session) -> Response:
    """A new code for somebody who lost theirs, to be read aloud; requires a fresh one-time code."""
    registration = find_registration(request, db)
    require_fresh_code(request, db)
    code = staff_acts.renew_code(db, registration, by=request.user)
    return render(request, "groups/waiting_list/code.html", registration=registration, code=code, is_renewed=True)


def to_registration(request: Request, registration: Registration) -> Response:
    """Back to the registration, with a message that it was saved."""
    return go_to(request, "groups:registration", flash="saved", registration_id=registration.id)


def registration_page(
    request: Request, db: Session, registration: Registration, status: int = 422, **forms: AnyForm
) -> Response:
    """The page of one registration; a form with errors is shown in place of an empty one."""
    viewer, group = request.user, group_of(db, registration)
    notes = unseal_value(db, registration, "sealed_intake_notes", IntakeNotes)
    plain: dict[str, AnyForm] = {
        "ending_form": blank(RegistrationEnding),
        "reveal_form": blank(RevealReason),
        "conversation_form": blank(ConversationPlan),
        "preparation_start": blank(PreparationStart),
        "goal_form": blank(PreparationGoal, goal=unseal(db, registration, "sealed_goal")),
        "preparation_ending": blank(PreparationEnding),
        "separation": blank(Separation),
        "assignment": blank(Assignment, facilitator=str(registration.facilitator_id or "")),
        "notes_form": blank(IntakeNotesForm, **{name: value for name, value in notes if value}),
    }
    shown = {**plain, **forms}
    return render(
        request,
        "groups/overviews/registration/show.html",
        status=status,
        page=RegistrationPage(
            registration=registration,
            group=group,
            viewer=viewer,
            conversations=conversations_of(db, registration),
            fellow_participants=fellow_participants(db, registration, viewer),
            can_read_messages=is_in_care_of(db, registration, viewer),
        ),
        registration=registration,
        group=group,
        group_name=about_group(db, group).name if group else "",
        preferred_name=unseal(db, registration, "sealed_name"),
        wishes=unseal_value(db, registration, "sealed_wishes", Wishes),
        circle=unseal_value(db, registration, "sealed_circle", Circle),
        mode=unseal_value(db, registration, "sealed_contact", ContactPlan).mode,
        facilitators=facilitators(db) if viewer.is_coordinator else [],
        reveals=reveals_of(db, registration) if viewer.is_coordinator else [],
        referral_places=referral_places(db, viewer),
        pairings=pairings_for(db, registration, viewer),
        form_with_errors=next((form for form in shown.values() if form.errors), shown["ending_form"]),
        **shown,
    )


PATH = "/staff/registrations/{registration_id}"
routes = [
    page(PATH, show, name="groups:registration", **FOR_PLANNERS),
    action(f"{PATH}/intake", record_intake, name="groups:record_intake", **FOR_PLANNERS),
    action(f"{PATH}/intake-notes", record_intake_notes, name="groups:record_intake_notes", **FOR_PLANNERS),
    action(f"{PATH}/priority", set_priority, name="groups:set_priority", **FOR_COORDINATORS),
    action(f"{PATH}/ending", end, name="groups:end_registration", **FOR_PLANNERS),
    action(f"{PATH}/facilitator", assign, name="groups:assign_registration", **FOR_COORDINATORS),
    action(f"{PATH}/contact", reveal_contact, name="groups:reveal_contact", **FOR_PLANNERS),
    action(f"{PATH}/code", renew_code, name="groups:renew_registration_code", **FOR_PLANNERS),
]
