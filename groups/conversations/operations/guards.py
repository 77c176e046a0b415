"""What must be so before a conversation is changed; its registration is locked first."""

from sqlmodel import Session

from accounts.models import Staff
from foundation.errors import OutOfStep
from foundation.rows import lock
from groups.lookups import require_manageable
from groups.models import Conversation, Registration


def lock_with_registration(db: Session, conversation: Conversation) -> Registration:
    """Lock the registration, then the conversation: ending the one waits for changing the other."""
    registration = db.get_one(Registration, conversation.registration_id)
    lock(db, registration)
    lock(db, conversation)
    return registration


def lock_for_staff(db: Session, conversation: Conversation, by: Staff) -> Registration:
    """Lock them for a colleague who may manage the conversation."""
    registration = lock_with_registration(db, conversation)
    require_manageable(db, registration, by)
    return registration


def require_same_slot(conversation: Conversation, seen_revision: int) -> None:
    """Raise `OutOfStep` when the slot is not the one that was shown."""
    if conversation.revision != seen_revision:
        raise OutOfStep("it has another moment meanwhile")
