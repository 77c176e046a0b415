"""The few ways a conversation changes state, with the registration locked first."""

from sqlmodel import Session

from accounts.models import Staff
from foundation.errors import OutOfStep, require
from foundation.local_time import local_today
from foundation.rows import lock, transition
from groups.lookups import group_of
from groups.models import CONVERSATION_LIFECYCLE, Conversation, ConversationState, Registration

WITHOUT_SLOT = {"day": None, "starts": None}


def lock_with_registration(db: Session, conversation: Conversation) -> Registration:
    """Lock the registration, then the conversation: ending the one waits for changing the other."""
    registration = db.get_one(Registration, conversation.registration_id)
    lock(db, registration)
    lock(db, conversation)
    return registration


def lock_for_staff(db: Session, conversation: Conversation, by: Staff) -> Registration:
    """Lock them for a colleague who may manage the conversation."""
    registration = lock_with_registration(db, conversation)
    require(registration.manageable_by(by, group_of(db, registration)))
    return registration


def unbook(db: Session, conversation: Conversation, **changes: object) -> None:
    """Release its slot; it is still to be held. Raises `OutOfStep` when it has none."""
    if not conversation.is_booked:
        raise OutOfStep("it has no moment")
    _transition(db, conversation, ConversationState.UNBOOKED, **WITHOUT_SLOT, **changes)


def end(db: Session, conversation: Conversation, to_state: ConversationState, **changes: object) -> None:
    """It ends today, in this state."""
    require_open(conversation)
    _transition(db, conversation, to_state, **{"ended_on": local_today(db), **changes})


def require_open(conversation: Conversation) -> None:
    """Raise `OutOfStep` when it is over."""
    if not conversation.is_open:
        raise OutOfStep("it is over")


def require_same_slot(conversation: Conversation, seen_revision: int) -> None:
    """Raise `OutOfStep` when the slot is not the one that was shown."""
    if conversation.revision != seen_revision:
        raise OutOfStep("it has another moment meanwhile")


def _transition(db: Session, conversation: Conversation, to_state: ConversationState, **changes: object) -> None:
    more = {"version": conversation.version + 1, "revision": conversation.revision + 1, **changes}
    transition(db, conversation, conversation.state, to_state, CONVERSATION_LIFECYCLE, **more)
