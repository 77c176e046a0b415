"""Of whom something was heard: who wrote, talked with us, or has a time agreed."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, or_, select

from groups.models import Conversation, ConversationState, Message, Registration, RegistrationState

TOLD_BEFORE = timedelta(days=30)
"""So long before a registration ends by itself, the person is asked."""


def heard_from_since(db: Session, registration_ids: Collection[UUID], day: date) -> set[UUID]:
    """Those of these people with whom there was contact on that day or after it, or is to be."""
    wrote = select(Message.registration_id).where(
        col(Message.registration_id).in_(registration_ids), col(Message.written_on) >= day
    )
    is_recent = or_(col(Conversation.state) == ConversationState.BOOKED, col(Conversation.ended_on) >= day)
    talked = select(Conversation.registration_id).where(
        col(Conversation.registration_id).in_(registration_ids), is_recent
    )
    return {*db.exec(wrote), *db.exec(talked)}


def ends_unless_heard_from(db: Session, registration: Registration) -> date | None:
    """The day on which it ends by itself, while nothing was heard since the person was asked."""
    if registration.state is not RegistrationState.RECEIVED or registration.expires_on is None:
        return None
    asked_on = registration.expires_on - TOLD_BEFORE
    return None if heard_from_since(db, [registration.id], asked_on) else registration.expires_on
