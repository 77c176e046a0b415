"""Correcting an outcome recorded by mistake: its consequences are undone, and the right ones follow."""

from datetime import datetime, time

from sqlmodel import Session

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.data_keys import seal
from foundation.errors import OutOfStep
from foundation.local_time import local_datetime
from groups.conversation_lifecycle import cancel_all
from groups.conversations.operations import preparation
from groups.conversations.operations.guards import lock_for_staff, require_same_slot
from groups.conversations.queries.conversations import about_conversation
from groups.conversations.queries.outcomes import alternative_outcomes, consequences_of, has_booked_conversation
from groups.models import (
    Conversation,
    ConversationKind,
    ConversationOutcome,
    PreparationReason,
    Registration,
    RegistrationState,
)
from groups.registrations.operations import lifecycle
from groups.registrations.operations.lifecycle import change_state


def correct_outcome(
    db: Session, conversation: Conversation, outcome: ConversationOutcome, seen_revision: int, by: Staff
) -> None:
    """Change the outcome to `outcome`. Raises `OutOfStep` when things have moved on, or it changed meanwhile."""
    registration = lock_for_staff(db, conversation, by)
    require_same_slot(conversation, seen_revision)
    if outcome not in alternative_outcomes(db, conversation, registration) or has_booked_conversation(db, registration):
        raise OutOfStep("things have gone on since")
    if conversation.outcome is ConversationOutcome.PREPARATION:
        _undo_preparation(db, conversation, registration)
    elif conversation.outcome is ConversationOutcome.NOT_NOW:
        change_state(db, registration, RegistrationState.POOL, hold_until=None)
    conversation.outcome, conversation.revision = outcome, conversation.revision + 1
    db.add(conversation)
    db.flush()
    if outcome is ConversationOutcome.PREPARATION:
        preparation.begin(db, registration, PreparationReason.NOT_READY, by, at=_held_at(conversation))
    elif outcome is ConversationOutcome.NOT_NOW:
        change_state(db, registration, RegistrationState.ON_HOLD, hold_until=None)
    elif outcome is ConversationOutcome.ANOTHER_GROUP:
        lifecycle.rejoin_waiting_list(db, registration, since=conversation.ended_on)
    record_consequences(db, conversation, registration)
    audit.record(db, Action.OUTCOME_CORRECTED, conversation.id, by=by.id)


def record_consequences(db: Session, conversation: Conversation, registration: Registration) -> None:
    """Keep the resulting states, sealed: while they are unchanged the outcome can be corrected."""
    seal(
        db,
        conversation,
        sealed_about=about_conversation(db, conversation)
        .model_copy(update={"consequences": consequences_of(registration)})
        .model_dump_json(),
    )
    db.add(conversation)


def _held_at(conversation: Conversation) -> datetime | None:
    """The day it was held: figures are counted, and counted back, in that month."""
    return local_datetime(conversation.ended_on, time(12), conversation.zone) if conversation.ended_on else None


def _undo_preparation(db: Session, conversation: Conversation, registration: Registration) -> None:
    """Undo the start of the preparation and its figure; the person's goal is kept."""
    registration.preparation, registration.preparation_reason = None, None
    db.add(registration)
    db.flush()
    cancel_all(db, registration.id, (ConversationKind.PREPARATION,))
    facts.count(db, Fact.PREPARATION_BEGUN, -1, at=_held_at(conversation))
