"""The waiting list: what colleagues do with a registration until there is a group."""

from sqlmodel import Session

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.data_keys import seal
from foundation.database import keys_of
from foundation.errors import require
from foundation.local_time import local_today
from foundation.receipts import code_for, end_visits_of, mac_of, new_nonce
from groups.conversations.operations import changing, planning
from groups.conversations.queries.calls import own_call
from groups.models import SIDE, CallKind, IntakeNotes, Registration, RegistrationState, RegistrationVisit
from groups.registrations.forms import Registering
from groups.registrations.operations import closing
from groups.registrations.operations.lifecycle import move, require_seen
from groups.registrations.queries.access import may_handle
from groups.waiting_list.forms import Ending, TalkFacts
from groups.waiting_list.operations import registrations


def enter_for_a_caller(db: Session, nonce: str, registering: Registering, by: Staff) -> tuple[Registration, str]:
    """The same, by a colleague on the phone; the code is read aloud."""
    require(by.is_coordinator or by.is_facilitator)
    registration, code = registrations.hand_in(db, nonce, registering)
    if by.is_facilitator and registration.facilitator_id is None:
        registration.facilitator_id = by.id
        db.add(registration)
    audit.record(db, Action.REGISTRATION_ENTERED, registration.id, by=by.id)
    return registration, code


def renew_code(db: Session, registration: Registration, by: Staff) -> str:
    """A new code, given in conversation to who lost theirs; the old one and its visits end."""
    require(may_handle(db, registration, by))
    code = code_for(keys_of(db), SIDE, new_nonce())
    registration.code_mac, registration.has_own_sentence = mac_of(keys_of(db), SIDE, code), False
    db.add(registration)
    end_visits_of(db, RegistrationVisit, registration.id)
    audit.record(db, Action.REGISTRATION_CODE_RENEWED, registration.id, by=by.id)
    return code


def note_talk(db: Session, registration: Registration, version: int, by: Staff) -> None:
    """The introductory conversation was held, and a group may fit: the person enters the waiting list."""
    require(may_handle(db, registration, by))
    require_seen(registration, version)
    day = local_today(db)
    entered = registration.entered_on or day
    move(db, registration, RegistrationState.POOL, talked_on=day, entered_on=entered)
    planning.note_held_elsewhere(db, registration, CallKind.INTRODUCTORY)
    facts.count(db, Fact.TALK_HELD)
    audit.record(db, Action.REGISTRATION_TALK_HELD, registration.id, by=by.id)


def end(db: Session, registration: Registration, ending: Ending, by: Staff) -> None:
    """A colleague ends it, with words for the person."""
    require(may_handle(db, registration, by))
    require_seen(registration, ending.version)
    closing.end(db, registration, RegistrationState(ending.outcome.value))
    seal(db, registration, sealed_words=ending.words)
    db.add(registration)
    audit.record(db, Action.REGISTRATION_ENDED, registration.id, by=by.id)


def note_death(db: Session, registration: Registration, by: Staff) -> None:
    """The person it was about has died, as somebody told a colleague: everything that waits for them ends."""
    require(may_handle(db, registration, by))
    closing.note_death(db, registration)
    audit.record(db, Action.REGISTRATION_ENDED, registration.id, by=by.id)


def assign(db: Session, registration: Registration, facilitator: Staff | None, by: Staff) -> None:
    """Give it to a facilitator, or to nobody yet. A coordinator's work."""
    require(by.is_coordinator and (facilitator is None or facilitator.is_facilitator))
    registration.facilitator_id = facilitator.id if facilitator else None
    db.add(registration)
    db.flush()
    call = own_call(db, registration)
    if call and facilitator:
        changing.pass_on(db, call, facilitator)
    audit.record(db, Action.REGISTRATION_ASSIGNED, registration.id, by=by.id)


def rank(db: Session, registration: Registration, first: bool, by: Staff) -> None:
    """Give it priority on the list, or take that back."""
    require(by.is_coordinator)
    registration.has_priority = first
    db.add(registration)
    audit.record(db, Action.REGISTRATION_RANKED, registration.id, by=by.id)


def note_facts(db: Session, registration: Registration, noted: TalkFacts, by: Staff) -> None:
    """What the conversation made clear and composing needs: codes, sealed, never words."""
    require(may_handle(db, registration, by))
    seal(db, registration, sealed_facts=IntakeNotes.model_validate(noted.model_dump()).model_dump_json())
    db.add(registration)
    audit.record(db, Action.TALK_FACTS_NOTED, registration.id, by=by.id)
