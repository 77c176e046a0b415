"""What staff do with a registration until there is a group."""

from collections.abc import Sequence

from sqlmodel import Session

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.access_codes import replace_code
from foundation.data_keys import seal
from foundation.errors import require
from foundation.local_time import local_today
from foundation.rows import require_unchanged
from groups.conversations.operations import planning, reassigning
from groups.conversations.queries.conversations import next_conversation
from groups.lookups import require_manageable
from groups.models import SIDE, ConversationKind, IntakeNotes, Registration, RegistrationState, RegistrationVisit
from groups.registrations.forms import RegistrationForm
from groups.registrations.operations import ending
from groups.registrations.operations.lifecycle import change_state
from groups.waiting_list.forms import IntakeNotesForm, RegistrationEnding
from groups.waiting_list.operations import registrations


def register_caller(db: Session, nonce: str, form: RegistrationForm, by: Staff) -> tuple[Registration, str]:
    """Register a caller, by a colleague on the phone; the code is read aloud."""
    require(by.is_coordinator or by.is_facilitator)
    registration, code = registrations.submit(db, nonce, form)
    if by.is_facilitator and registration.facilitator_id is None:
        registration.facilitator_id = by.id
        db.add(registration)
    audit.record(db, Action.REGISTRATION_ENTERED, registration.id, by=by.id)
    return registration, code


def renew_code(db: Session, registration: Registration, by: Staff) -> str:
    """A new code, given by phone to somebody who lost theirs; the old one and its visits end."""
    require_manageable(db, registration, by)
    code = replace_code(db, registration, SIDE, RegistrationVisit)
    audit.record(db, Action.REGISTRATION_CODE_RENEWED, registration.id, by=by.id)
    return code


def record_intake(db: Session, registration: Registration, seen_version: int, by: Staff) -> None:
    """The intake was held and a group may suit: the person enters the waiting list."""
    require_manageable(db, registration, by)
    require_unchanged(registration, seen_version)
    day = local_today(db)
    entered = registration.entered_on or day
    change_state(db, registration, RegistrationState.POOL, intake_held_on=day, entered_on=entered)
    planning.record_held_elsewhere(db, registration, ConversationKind.INTAKE)
    facts.count(db, Fact.INTAKE_HELD)
    audit.record(db, Action.INTAKE_HELD, registration.id, by=by.id)


def end(db: Session, registration: Registration, form: RegistrationEnding, by: Staff) -> None:
    """A colleague ends it, with a message to the person."""
    require_manageable(db, registration, by)
    require_unchanged(registration, form.version)
    ending.end_registration(db, registration, RegistrationState(form.outcome.value))
    seal(db, registration, sealed_team_message=form.message)
    db.add(registration)
    audit.record(db, Action.REGISTRATION_ENDED, registration.id, by=by.id)


def end_many(db: Session, chosen: Sequence[Registration], message: str, by: Staff) -> int:
    """End registrations that nobody has taken up, after a flood, with the same words to each. How many were ended."""
    require(by.is_coordinator)
    for registration in chosen:
        ending.end_registration(db, registration, RegistrationState.NOT_SUITABLE)
        seal(db, registration, sealed_team_message=message)
        db.add(registration)
        audit.record(db, Action.REGISTRATION_ENDED, registration.id, by=by.id)
    return len(chosen)


def record_bereavement(db: Session, registration: Registration, by: Staff) -> None:
    """The death of the person it was about, as reported to a colleague: end everything pending."""
    require_manageable(db, registration, by)
    ending.record_bereavement(db, registration)
    audit.record(db, Action.REGISTRATION_ENDED, registration.id, by=by.id)


def assign(db: Session, registration: Registration, facilitator: Staff | None, by: Staff) -> None:
    """Assign it to a facilitator, or to nobody yet. Coordinators only."""
    require(by.is_coordinator and (facilitator is None or facilitator.is_facilitator))
    registration.facilitator_id = facilitator.id if facilitator else None
    db.add(registration)
    db.flush()
    conversation = next_conversation(db, registration)
    if conversation and facilitator:
        reassigning.reassign(db, conversation, facilitator)
    audit.record(db, Action.REGISTRATION_ASSIGNED, registration.id, by=by.id)


def set_priority(db: Session, registration: Registration, has_priority: bool, by: Staff) -> None:
    """Give it priority on the list, or take that away."""
    require(by.is_coordinator)
    registration.has_priority = has_priority
    db.add(registration)
    audit.record(db, Action.PRIORITY_CHANGED, registration.id, by=by.id)


def record_intake_notes(db: Session, registration: Registration, notes: IntakeNotesForm, by: Staff) -> None:
    """What the intake showed and composing needs: codes, sealed, never free text."""
    require_manageable(db, registration, by)
    seal(db, registration, sealed_intake_notes=IntakeNotes.model_validate(notes.model_dump()).model_dump_json())
    db.add(registration)
    audit.record(db, Action.INTAKE_NOTES_RECORDED, registration.id, by=by.id)
