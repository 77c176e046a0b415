"""Changes to a conversation that is to come: reveal the number, release its slot, decline it, recheck its slot."""

from sqlmodel import Session

import audit
from accounts.models import Staff
from audit import Action
from foundation.data_keys import unseal_value
from foundation.errors import require
from groups.availability.queries.slots import eligible_facilitators
from groups.contact.operations import notifications
from groups.contact.plan import CALLING_CHANNELS, default_channel
from groups.conversation_lifecycle import end, unbook
from groups.conversations.operations.guards import lock_for_staff, lock_with_registration, require_same_slot
from groups.conversations.queries.conversations import next_conversation
from groups.conversations.queries.slots import channels_for
from groups.models import ContactPlan, Conversation, ConversationState, Notification, Registration


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
