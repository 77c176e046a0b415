"""Conversations that did not take place: not reached, declined, or with a slot that was released."""

from datetime import datetime

from sqlmodel import Session, col, select

from foundation.clock import now
from groups.models import (
    AFTER_GROUP,
    Conversation,
    ConversationKind,
    ConversationState,
    Registration,
    RegistrationState,
)


def last_missed(db: Session, registration: Registration) -> Conversation | None:
    """The last conversation not reached or declined, as long as none was held: it can be requested once more."""
    theirs = (
        col(Conversation.registration_id) == registration.id,
        col(Conversation.state).in_((ConversationState.NOT_REACHED, ConversationState.DECLINED)),
    )
    if registration.intake_held_on or not registration.is_open:
        return None
    return db.exec(
        select(Conversation).where(*theirs).order_by(col(Conversation.ended_on).desc(), col(Conversation.id)).limit(1)
    ).first()


def cancelled_slot(db: Session, registration: Registration) -> datetime | None:
    """An upcoming slot at which there is no conversation after all; None when another one is booked."""
    theirs = col(Conversation.registration_id) == registration.id
    gone = (
        theirs,
        col(Conversation.state).in_((ConversationState.UNBOOKED, ConversationState.CANCELLED)),
        col(Conversation.last_slot_at) > now(),
    )
    if db.exec(select(Conversation.id).where(theirs, Conversation.booked()).limit(1)).first():
        return None
    return db.exec(
        select(Conversation.last_slot_at).where(*gone).order_by(col(Conversation.last_slot_at)).limit(1)
    ).first()


def missed_aftercare(db: Session, registration: Registration) -> bool:
    """Did the last aftercare conversation end as not reached?"""
    if registration.state not in (*AFTER_GROUP, RegistrationState.CLOSED):
        return False
    theirs = (
        col(Conversation.registration_id) == registration.id,
        col(Conversation.kind) == ConversationKind.AFTERCARE,
    )
    over = (
        select(Conversation.state)
        .where(*theirs, col(Conversation.ended_on).is_not(None))
        .order_by(col(Conversation.ended_on).desc(), col(Conversation.id))
    )
    return db.exec(over.limit(1)).first() is ConversationState.NOT_REACHED
