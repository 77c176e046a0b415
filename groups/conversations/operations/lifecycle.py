"""The few ways in which a conversation goes from state to state, with the person held first."""

from sqlmodel import Session

from accounts.models import Staff
from foundation.errors import OutOfStep, require
from foundation.local_time import local_today
from foundation.rows import lock, transition
from groups.lookups import group_of
from groups.models import CONVERSATION_LIFECYCLE, Conversation, ConversationState, Registration

WITHOUT_SLOT = {"day": None, "starts": None}


def lock_with_registration(db: Session, conversation: Conversation) -> Registration:
    """Hold the person, then the conversation: whoever ends the one waits for who changes the other."""
    registration = db.get_one(Registration, conversation.registration_id)
    lock(db, registration)
    lock(db, conversation)
    return registration


def lock_for_staff(db: Session, conversation: Conversation, by: Staff) -> Registration:
    """The person, for a colleague who may do something with the conversation."""
    registration = lock_with_registration(db, conversation)
    require(registration.manageable_by(by, group_of(db, registration)))
    return registration


def unbook(db: Session, conversation: Conversation, **changes: object) -> None:
    """Its moment goes; it is still to be held. Raises `OutOfStep` when it has none."""
    if conversation.state is not ConversationState.BOOKED:
        raise OutOfStep("it has no moment")
    _transition(db, conversation, ConversationState.UNBOOKED, **WITHOUT_SLOT, **changes)


def end(db: Session, conversation: Conversation, to_state: ConversationState, **changes: object) -> None:
    """It is over today, in this way."""
    require_open(conversation)
    _transition(db, conversation, to_state, **{"ended_on": local_today(db), **changes})


def require_open(conversation: Conversation) -> None:
    """Raise `OutOfStep` for one that is over."""
    if not conversation.is_open:
        raise OutOfStep("it is over")


def require_same_slot(conversation: Conversation, seen_revision: int) -> None:
    """Raise `OutOfStep` when the moment is another than who decides has seen."""
    if conversation.revision != seen_revision:
        raise OutOfStep("it has another moment meanwhile")


def _transition(db: Session, conversation: Conversation, to_state: ConversationState, **changes: object) -> None:
    more = {"version": conversation.version + 1, "revision": conversation.revision + 1, **changes}
    transition(db, conversation, conversation.state, to_state, CONVERSATION_LIFECYCLE, **more)
