"""The only way a conversation changes state, whoever causes it: the person, a colleague, a registration that ends."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col

from foundation.errors import OutOfStep
from foundation.local_time import local_today
from foundation.rows import transition
from groups.models import CONVERSATION_LIFECYCLE, Channel, Conversation, ConversationKind, ConversationState

WITHOUT_SLOT = {"day": None, "starts": None}


def book(
    db: Session, conversation: Conversation, facilitator_id: UUID, begins: datetime, channel: Channel, was_agreed: bool
) -> None:
    """Give it this slot, in place of the one it may have."""
    here = begins.astimezone(ZoneInfo(conversation.zone))
    if conversation.state is ConversationState.UNBOOKED:
        CONVERSATION_LIFECYCLE.check(conversation.state, ConversationState.BOOKED)
        conversation.state = ConversationState.BOOKED
    conversation.facilitator_id, conversation.channel, conversation.was_agreed = facilitator_id, channel, was_agreed
    conversation.day, conversation.starts, conversation.revision = here.date(), here.time(), conversation.revision + 1
    conversation.last_slot_at = begins
    db.add(conversation)


def unbook(db: Session, conversation: Conversation, **changes: object) -> None:
    """Release its slot; it is still to be held. Raises `OutOfStep` when it has none."""
    if not conversation.is_booked:
        raise OutOfStep("it has no moment")
    _transition(db, conversation, ConversationState.UNBOOKED, **WITHOUT_SLOT, **changes)


def end(db: Session, conversation: Conversation, to_state: ConversationState, **changes: object) -> None:
    """It ends today, in this state. Raises `OutOfStep` when it is over."""
    require_open(conversation)
    _transition(db, conversation, to_state, **{"ended_on": local_today(db), **changes})


def cancel(db: Session, conversation: Conversation) -> None:
    """It is no longer needed."""
    _transition(db, conversation, ConversationState.CANCELLED)


def cancel_all(db: Session, registration_id: UUID, kinds: tuple[ConversationKind, ...]) -> None:
    """Cancel the open conversations of these kinds."""
    open_ones = (
        col(Conversation.registration_id) == registration_id,
        col(Conversation.kind).in_(kinds),
        Conversation.open(),
    )
    changed = {
        "state": ConversationState.CANCELLED,
        "version": Conversation.version + 1,
        "revision": Conversation.revision + 1,
    }
    db.execute(
        update(Conversation).where(*open_ones).values(**changed), execution_options={"synchronize_session": "fetch"}
    )


def require_open(conversation: Conversation) -> None:
    """Raise `OutOfStep` when it is over."""
    if not conversation.is_open:
        raise OutOfStep("it is over")


def _transition(db: Session, conversation: Conversation, to_state: ConversationState, **changes: object) -> None:
    more = {"version": conversation.version + 1, "revision": conversation.revision + 1, **changes}
    transition(db, conversation, conversation.state, to_state, CONVERSATION_LIFECYCLE, **more)
