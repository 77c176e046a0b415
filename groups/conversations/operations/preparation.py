"""One-to-one preparation: a few conversations towards a goal of the person's own, and how it ends."""

from datetime import datetime

from sqlmodel import Session

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.data_keys import seal
from foundation.errors import OutOfStep
from foundation.local_time import local_today
from foundation.rows import lock
from groups.conversation_lifecycle import cancel_all
from groups.conversations.forms import PreparationEnding
from groups.conversations.operations.planning import plan
from groups.conversations.queries.conversations import next_conversation
from groups.lookups import require_manageable
from groups.models import (
    PREPARATION_LIFECYCLE,
    ConversationKind,
    PreparationReason,
    PreparationState,
    Registration,
    RegistrationState,
)
from groups.registrations.operations.ending import end_registration
from groups.registrations.operations.lifecycle import change_state

FACT_OF_ENDING = {
    PreparationState.TO_GROUP: Fact.PREPARATION_TO_GROUP,
    PreparationState.ENOUGH: Fact.PREPARATION_ENOUGH,
    PreparationState.REFERRED: Fact.PREPARATION_REFERRED,
    PreparationState.STOPPED: Fact.PREPARATION_STOPPED,
}


def begin(
    db: Session, registration: Registration, reason: PreparationReason, by: Staff, at: datetime | None = None
) -> None:
    """Start preparation and plan its first conversation; counted in the month of `at`, or now.

    Raises `OutOfStep` when it is in progress.
    """
    lock(db, registration)
    require_manageable(db, registration, by)
    if registration.preparation is PreparationState.RUNNING or not registration.is_waiting:
        raise OutOfStep("it is under way, or there is nothing to prepare for")
    if registration.preparation:
        PREPARATION_LIFECYCLE.check(registration.preparation, PreparationState.RUNNING)
    registration.preparation, registration.preparation_reason = PreparationState.RUNNING, reason
    db.add(registration)
    db.flush()
    if next_conversation(db, registration) is None:
        plan(db, registration, ConversationKind.PREPARATION)
    facts.count(db, Fact.PREPARATION_BEGUN, at=at)
    audit.record(db, Action.PREPARATION_CHANGED, registration.id, by=by.id)


def set_goal(db: Session, registration: Registration, goal: str, by: Staff | None = None) -> None:
    """What the person hopes to get out of it, in their own words, by code or by phone."""
    lock(db, registration)
    if by:
        require_manageable(db, registration, by)
    if registration.preparation is not PreparationState.RUNNING:
        raise OutOfStep("nothing is being prepared")
    seal(db, registration, sealed_goal=goal or None)
    db.add(registration)


def end(db: Session, registration: Registration, ending: PreparationEnding, by: Staff) -> None:
    """End it: to a group, because it was enough, with a referral, or stopped. Its consequences follow."""
    lock(db, registration)
    require_manageable(db, registration, by)
    becomes = PreparationState(ending.preparation_outcome.value)
    if registration.preparation is not PreparationState.RUNNING:
        raise OutOfStep("it has ended")
    PREPARATION_LIFECYCLE.check(registration.preparation, becomes)
    registration.preparation = becomes
    db.add(registration)
    db.flush()
    cancel_all(db, registration.id, (ConversationKind.PREPARATION,))
    if becomes is PreparationState.ENOUGH:
        change_state(db, registration, RegistrationState.CLOSED, ended_on=local_today(db), hold_until=None)
    elif becomes is PreparationState.REFERRED:
        end_registration(db, registration, RegistrationState.REFERRED)
        seal(db, registration, sealed_team_message=ending.referral_text)
        db.add(registration)
    facts.count(db, FACT_OF_ENDING[becomes])
    audit.record(db, Action.PREPARATION_CHANGED, registration.id, by=by.id)
