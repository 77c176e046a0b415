"""Has a facilitator work waiting today: unread messages, contact tasks, a conversation?"""

from datetime import time, timedelta

from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.clock import now
from foundation.database import settings_of
from foundation.local_time import local_today
from groups.contact.queries.tasks import contact_tasks
from groups.messages.queries import unread_count
from groups.models import Conversation

EARLIEST_HOUR = time(7)
"""No day-ahead letters before this hour."""


def is_late_enough(db: Session) -> bool:
    """Is it late enough in the day to send them?"""
    return now().astimezone(settings_of(db).duty.zone).time() >= EARLIEST_HOUR


def has_work_waiting(db: Session, staff: Staff) -> bool:
    """Any kind of work; the letter does not say which."""
    return bool(unread_count(db, staff)) or _has_conversation_soon(db, staff) or bool(contact_tasks(db, staff))


def _has_conversation_soon(db: Session, staff: Staff) -> bool:
    """A conversation today or tomorrow: people may have booked since yesterday evening."""
    day = local_today(db)
    soon = (
        Conversation.booked(),
        col(Conversation.facilitator_id) == staff.id,
        col(Conversation.day).between(day, day + timedelta(days=1)),
    )
    return db.exec(select(Conversation.id).where(*soon).limit(1)).first() is not None
