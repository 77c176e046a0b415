"""Holding a conversation, or calling in vain: what it came to, and what follows."""

from datetime import timedelta

from sqlmodel import Session

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.clock import now
from foundation.data_keys import seal
from foundation.database import settings_of
from foundation.errors import OutOfStep, Refused
from foundation.language import N_
from foundation.local_time import local_today
from groups.contact.operations import notifications
from groups.conversations.forms import Holding
from groups.conversations.operations import aftercare, correcting, preparing
from groups.conversations.operations.lifecycle import NO_MOMENT, back, end, handled, require_same
from groups.conversations.queries.calls import about_call
from groups.models import (
    OUTCOMES,
    Call,
    CallKind,
    CallState,
    ContactMode,
    News,
    Outcome,
    PreparingWhy,
    Registration,
    RegistrationState,
)
from groups.registrations.operations import closing
from groups.registrations.operations.lifecycle import move

NO_OUTCOME = N_("Choose the outcome of the conversation.")


def note_no_answer(db: Session, call: Call, seen: int, by: Staff) -> None:
    """Nobody answered. It is tried again some days later; after so many times it is given up, kindly."""
    registration = handled(db, call, by)
    require_same(call, seen)
    if not call.can_be_made:
        raise OutOfStep("it has no moment, or that has not come")
    silent, settings = call.no_answers + 1, settings_of(db)
    if silent >= settings.call_tries:
        end(db, call, CallState.GIVEN_UP, no_answers=silent)
        notifications.tell(db, [registration], News.CALL_GIVEN_UP, call.id, call.revision, (ContactMode.MESSAGE,))
    else:
        again = local_today(db) + timedelta(days=settings.call_retry_days)
        back(db, call, no_answers=silent, not_before=again)
    audit.record(db, Action.CALL_NOT_ANSWERED, call.id, by=by.id)


def note_absence(db: Session, call: Call, seen: int, by: Staff) -> None:
    """The colleague could not be there: that is not the person's silence. They are told, and it is planned anew."""
    registration = handled(db, call, by)
    require_same(call, seen)
    back(db, call, absences=call.absences + 1)
    notifications.tell(db, [registration], News.CALL, call.id, call.revision)
    audit.record(db, Action.CALL_CANCELLED, call.id, by=by.id)


def hold(db: Session, call: Call, holding: Holding, by: Staff) -> None:
    """It was held, with what it came to. Notes are sealed; what comes next follows in the same act.

    Raises `Refused` when nothing was said of what an introduction, or a call after a group, came to.
    """
    registration = handled(db, call, by)
    require_same(call, holding.revision)
    if holding.outcome not in OUTCOMES.get(call.kind, (None,)):
        raise Refused(NO_OUTCOME)
    is_early = call.begins_at is not None and call.begins_at > now()
    also = NO_MOMENT if is_early else {}
    who = call.facilitator_id or (by.id if by.is_facilitator else None)
    end(db, call, CallState.DONE, outcome=holding.outcome, facilitator_id=who, **also)
    seal(db, call, sealed_about=about_call(db, call).model_copy(update={"notes": holding.notes}).model_dump_json())
    audit.record(db, Action.CALL_HELD, call.id, by=by.id)
    if call.kind is CallKind.INTRODUCTORY:
        facts.count(db, Fact.TALK_HELD)
        _after_introduction(db, registration, holding, by)
    if call.kind is CallKind.AFTERCARE:
        aftercare.after(db, registration, holding)
    correcting.note_what_it_led_to(db, call, registration)


def _after_introduction(db: Session, registration: Registration, holding: Holding, by: Staff) -> None:
    """Where the person stands after the introductory conversation."""
    day = local_today(db)
    if holding.outcome is Outcome.REFER:
        closing.end(db, registration, RegistrationState.REFERRED)
        registration.talked_on = day
        seal(db, registration, sealed_words=holding.words)
        db.add(registration)
        return
    if registration.state is RegistrationState.RECEIVED:
        move(db, registration, RegistrationState.POOL, talked_on=day, entered_on=registration.entered_on or day)
    if holding.outcome is Outcome.PREPARATION:
        preparing.begin(db, registration, PreparingWhy.NOT_READY, by)
    if holding.outcome is Outcome.NOT_NOW and registration.state is RegistrationState.POOL:
        move(db, registration, RegistrationState.ON_HOLD, hold_until=None)
