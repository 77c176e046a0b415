"""Changes to a conversation: release its slot, decline it, recheck it, reassign it, send its reminder."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

import audit
from accounts.models import Staff
from audit import Action
from foundation.clock import now
from foundation.data_keys import load_keys, unseal_value
from foundation.errors import require
from foundation.local_time import local_today
from foundation.rows import batch_cursor, lock_batch
from groups.availability.operations.guards import lock_facilitators
from groups.availability.queries.slots import eligible_facilitators, is_free
from groups.contact.operations import notifications
from groups.contact.plan import CALLING_CHANNELS, default_channel
from groups.conversation_lifecycle import end, unbook
from groups.conversations.operations.guards import lock_for_staff, lock_with_registration, require_same_slot
from groups.conversations.queries.conversations import next_conversation
from groups.conversations.queries.slots import channels_for
from groups.models import ContactMode, ContactPlan, Conversation, ConversationState, Notification, Registration


def reveal_number(db: Session, conversation: Conversation, by: Staff) -> None:
    """Reveal the number around one's own booked conversation, without a reason; this is audited."""
    require(conversation.shows_number_to(by))
    audit.record(db, Action.NUMBER_REVEALED, conversation.id, by=by.id)


def release_slot(db: Session, conversation: Conversation, seen_revision: int, by: Staff | None = None) -> None:
    """Release the slot, not the conversation; the other side is notified. `seen_revision`: the revision shown."""
    registration = lock_for_staff(db, conversation, by) if by else lock_with_registration(db, conversation)
    require_same_slot(conversation, seen_revision)
    unbook(db, conversation)
    if by:
        notifications.notify(db, [registration], Notification.SLOT_CHANGED, conversation.id, conversation.revision)
        audit.record(db, Action.CONVERSATION_SLOT_RELEASED, conversation.id, by=by.id)


def decline(db: Session, conversation: Conversation) -> None:
    """The person does not want the conversation."""
    lock_with_registration(db, conversation)
    end(db, conversation, ConversationState.DECLINED)


def recheck_slot(db: Session, registration: Registration) -> None:
    """Contact modes or hours changed: release a slot that no longer suits, and reset a channel that does not."""
    conversation = next_conversation(db, registration)
    if conversation is None:
        return
    lock_with_registration(db, conversation)
    contact = unseal_value(db, registration, "sealed_contact", ContactPlan)
    who = [conversation.facilitator_id] if conversation.facilitator_id else eligible_facilitators(db, registration)
    fits = conversation.channel in channels_for(db, who, contact)
    if conversation.is_booked and not (fits and _is_safe(conversation, contact)):
        unbook(db, conversation)
    if not fits:
        conversation.channel = default_channel(contact)
        db.add(conversation)


def _is_safe(conversation: Conversation, contact: ContactPlan) -> bool:
    begins = conversation.begins_at
    return (
        conversation.channel not in CALLING_CHANNELS
        or begins is None
        or contact.is_safe_at(begins, conversation.minutes) is not False
    )


def hand_over(db: Session, outgoing: Staff, incoming: Staff) -> int:
    """Move all of one facilitator's open conversations to another. Returns how many.

    The incoming facilitator's own conversations give way to sessions that they take over.
    """
    theirs = (col(Conversation.facilitator_id).in_((outgoing.id, incoming.id)), Conversation.open())
    in_order = select(Conversation).where(*theirs).order_by(col(Conversation.registration_id), col(Conversation.id))
    for conversation in db.exec(in_order).all():
        lock_with_registration(db, conversation)
    # locked even without a conversation: a concurrent booking waits, and then sees the sessions
    lock_facilitators(db, [incoming.id])
    rows = db.exec(in_order).all()
    given = [conversation for conversation in rows if conversation.facilitator_id == outgoing.id]
    own = [conversation for conversation in rows if conversation.facilitator_id == incoming.id]
    for conversation in (*own, *given):
        registration = reassign(db, conversation, incoming)
        if registration.facilitator_id == outgoing.id:
            registration.facilitator_id = incoming.id
            db.add(registration)
    return len(given)


def reassign(db: Session, conversation: Conversation, incoming: Staff) -> Registration:
    """Reassign it, in the same slot if that is free for the new facilitator; otherwise without a slot."""
    registration = lock_with_registration(db, conversation)
    lock_facilitators(db, [incoming.id])
    ahead = conversation.begins_at if conversation.is_booked else None
    if ahead and ahead > now() and not is_free(db, incoming.id, ahead, conversation.minutes, conversation.id):
        unbook(db, conversation)
        notifications.notify(db, [registration], Notification.SLOT_CHANGED, conversation.id, conversation.revision)
    conversation.facilitator_id = incoming.id
    db.add(conversation)
    db.flush()
    return registration


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
            who, by_hand = [people[conversation.registration_id]], (ContactMode.MESSAGE,)
            notifications.notify(db, who, Notification.SLOT_REMINDER, conversation.id, conversation.revision, by_hand)
            conversation.reminded_revision = conversation.revision
            db.add(conversation)
    return batch_cursor(booked)
