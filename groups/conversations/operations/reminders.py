"""Reminding people of the conversation they booked."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.data_keys import load_keys
from foundation.local_time import local_today
from foundation.rows import batch_cursor, lock_batch
from groups.contact.operations import notifications
from groups.models import ContactMode, Conversation, Notification, Registration


def remind(db: Session, after: UUID | None = None) -> UUID | None:
    """Send everybody a reminder of tomorrow's conversation, once. Nobody is phoned to announce a phone call.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    day = local_today(db)
    near = (
        Conversation.booked(),
        col(Conversation.day).between(day, day + timedelta(days=2)),
        col(Conversation.reminded_revision) < col(Conversation.revision),
    )
    booked = lock_batch(db, Conversation, *near, after=after)
    about = col(Registration.id).in_([conversation.registration_id for conversation in booked])
    people = {one.id: one for one in db.exec(select(Registration).where(about))}
    load_keys(db, {one.data_key_id for one in people.values()})
    for conversation in booked:
        if conversation.begins_at and timedelta(0) < conversation.begins_at - now() <= notifications.REMINDER_LEAD_TIME:
            person, modes = people[conversation.registration_id], (ContactMode.MESSAGE,)
            notifications.notify(
                db, [person], Notification.SLOT_REMINDER, conversation.id, conversation.revision, modes
            )
            conversation.reminded_revision = conversation.revision
            db.add(conversation)
    return batch_cursor(booked)
