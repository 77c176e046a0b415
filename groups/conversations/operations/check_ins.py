"""Check-ins while somebody waits: every so many weeks, spoken or written, until there is a group."""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from foundation.data_keys import load_keys
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.rows import batch_cursor, ids_of, lock_batch
from groups.conversation_lifecycle import end
from groups.conversations.operations.planning import plan
from groups.models import (
    Channel,
    Conversation,
    ConversationKind,
    ConversationState,
    Message,
    Registration,
    RegistrationState,
)


def plan_check_ins(db: Session, after: UUID | None = None) -> UUID | None:
    """Plan a check-in for everybody on the waiting list who has had no contact for so long.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    days, today = settings_of(db).check_in_days, local_today(db)
    if not days:
        return None
    before = today - timedelta(days=days)
    with_open_conversation = select(Conversation.registration_id).where(Conversation.open())
    waits = (col(Registration.state) == RegistrationState.POOL, col(Registration.id).not_in(with_open_conversation))
    so_long = (col(Registration.intake_held_on) <= before, col(Registration.entered_on) <= before)
    people = lock_batch(db, Registration, *waits, *so_long, after=after)
    # checked again under the lock: the transaction that held them may have planned one
    planned = set(db.exec(with_open_conversation.where(col(Conversation.registration_id).in_(ids_of(people)))))
    last_contact = _last_contact(db, ids_of(people))
    quiet = [one for one in people if one.id not in planned and last_contact.get(one.id, before) <= before]
    load_keys(db, {one.data_key_id for one in quiet})
    for one in quiet:
        plan(db, one, ConversationKind.CHECK_IN, today)
    return batch_cursor(people)


def record_written_check_in(db: Session, registration: Registration) -> None:
    """A written message counts as contact: it completes a check-in that has no slot yet."""
    planned = (
        col(Conversation.registration_id) == registration.id,
        col(Conversation.state) == ConversationState.UNBOOKED,
    )
    for conversation in db.exec(
        select(Conversation).where(*planned, col(Conversation.kind) == ConversationKind.CHECK_IN)
    ).all():
        end(db, conversation, ConversationState.DONE, channel=Channel.WRITTEN)


def _last_contact(db: Session, ids: list[UUID]) -> dict[UUID, date]:
    """The day each of these last spoke with the team, declined to, was not reached, or was written to."""
    held = (
        select(Conversation.registration_id, func.max(Conversation.ended_on))
        .where(col(Conversation.registration_id).in_(ids), col(Conversation.state) != ConversationState.CANCELLED)
        .group_by(col(Conversation.registration_id))
    )
    wrote = (
        select(Message.registration_id, func.max(Message.written_on))
        .where(col(Message.registration_id).in_(ids), col(Message.staff_id).is_not(None))
        .group_by(col(Message.registration_id))
    )
    last_contact: dict[UUID, date] = {one: day for one, day in db.exec(held) if day}
    for one, day in db.exec(wrote).all():
        last_contact[one] = max(day, last_contact.get(one, day))
    return last_contact
