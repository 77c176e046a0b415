"""Conversations that are still to be given a slot."""

import json
import secrets
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from foundation.clock import now
from foundation.data_keys import seal, unseal_value
from foundation.database import settings_of
from foundation.errors import Refused
from foundation.language import N_
from foundation.rows import lock
from groups.contact.plan import default_channel
from groups.conversation_lifecycle import WITHOUT_SLOT, cancel, end
from groups.models import (
    ContactPlan,
    Conversation,
    ConversationKind,
    ConversationState,
    Registration,
)

MAX_PREPARATION_CONVERSATIONS = 3
PREPARATION_FULL = N_("Three preparation conversations have taken place. Say how the preparation ends.")


def plan(
    db: Session, registration: Registration, kind: ConversationKind, not_before: date | None = None
) -> Conversation:
    """Plan a conversation, as yet without a slot."""
    conversation = Conversation(
        registration_id=registration.id,
        data_key_id=registration.data_key_id,
        kind=kind,
        channel=default_channel(unseal_value(db, registration, "sealed_contact", ContactPlan)),
        facilitator_id=registration.facilitator_id,
        minutes=settings_of(db).call_minutes,
        zone=settings_of(db).time_zone,
        not_before=not_before,
    )
    seal(db, conversation, sealed_about=json.dumps({"notes": "", "room": secrets.token_hex(12)}))
    db.add(conversation)
    db.flush()
    return conversation


def record_held_elsewhere(db: Session, registration: Registration, kind: ConversationKind) -> None:
    """Held without a slot of ours, by the colleague who recorded it: nothing is left to plan."""
    open_ones = (
        col(Conversation.registration_id) == registration.id,
        col(Conversation.kind) == kind,
        Conversation.open(),
    )
    for conversation in db.exec(select(Conversation).where(*open_ones)).all():
        is_early = conversation.begins_at is not None and conversation.begins_at > now()
        end(db, conversation, ConversationState.DONE, **WITHOUT_SLOT if is_early else {})


def drop_replaced_aftercare(db: Session, people: Sequence[Registration]) -> None:
    """The group met again: the unbooked aftercare conversation is no longer needed."""
    theirs = (
        col(Conversation.registration_id).in_([one.id for one in people]),
        col(Conversation.kind) == ConversationKind.AFTERCARE,
    )
    for conversation in db.exec(
        select(Conversation).where(*theirs, Conversation.open()).order_by(col(Conversation.id))
    ).all():
        lock(db, conversation)
        if conversation.state is ConversationState.UNBOOKED:
            cancel(db, conversation)


def require_preparation_left(db: Session, registration: Registration) -> None:
    """Raise `Refused` when preparation has had all its conversations."""
    held = (
        col(Conversation.registration_id) == registration.id,
        col(Conversation.kind) == ConversationKind.PREPARATION,
    )
    number = db.exec(
        select(func.count()).select_from(Conversation).where(*held, col(Conversation.state) == ConversationState.DONE)
    ).one()
    if number >= MAX_PREPARATION_CONVERSATIONS:
        raise Refused(PREPARATION_FULL)
