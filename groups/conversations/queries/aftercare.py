"""Which aftercare conversation comes next, if any."""

from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from foundation.database import settings_of
from groups.models import Conversation, ConversationKind, ConversationState, Registration


def next_aftercare_day(db: Session, registration: Registration, about_to_be_held: int = 0) -> date | None:
    """About which day the next one is due, counted from the last session the person belonged to.

    `about_to_be_held` count as held. None when there are no more, or there was no group.
    """
    if registration.left_on is None:
        return None
    theirs = (
        col(Conversation.registration_id) == registration.id,
        col(Conversation.kind) == ConversationKind.AFTERCARE,
    )
    held = (col(Conversation.state) == ConversationState.DONE, col(Conversation.ended_on) >= registration.left_on)
    so_far = about_to_be_held + db.exec(select(func.count()).select_from(Conversation).where(*theirs, *held)).one()
    offsets = settings_of(db).aftercare_offsets
    return registration.left_on + timedelta(days=offsets[so_far]) if so_far < len(offsets) else None


def can_call_again(db: Session, conversation: Conversation, registration: Registration) -> bool:
    """Is there one more aftercare conversation after this one?"""
    is_aftercare = conversation.kind is ConversationKind.AFTERCARE
    return is_aftercare and next_aftercare_day(db, registration, about_to_be_held=1) is not None
