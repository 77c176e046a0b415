"""Giving conversations to another facilitator: one, or all of somebody."""

from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.clock import now
from groups.availability.operations.guards import lock_facilitators
from groups.availability.queries.slots import is_free
from groups.contact.operations import notifications
from groups.conversation_lifecycle import unbook
from groups.conversations.operations.guards import lock_with_registration
from groups.models import Conversation, Notification, Registration


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
