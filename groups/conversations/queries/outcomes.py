"""Which other outcomes a conversation can be corrected to: while nothing has followed from it."""

from sqlmodel import Session, col, select

from groups.conversations.queries.conversations import about_conversation
from groups.models import Conversation, ConversationKind, ConversationOutcome, ConversationState, Registration

CORRECTABLE = {
    ConversationKind.INTAKE: (ConversationOutcome.GROUP, ConversationOutcome.PREPARATION, ConversationOutcome.NOT_NOW),
    ConversationKind.AFTERCARE: (ConversationOutcome.WELL, ConversationOutcome.WORRIED),
}
"""Outcomes that can be exchanged; ANOTHER_GROUP of an aftercare conversation cannot be undone."""
CONSEQUENCE_FIELDS = (
    "state",
    "preparation",
    "preparation_reason",
    "group_id",
    "offer_count",
    "entered_on",
    "hold_until",
    "left_on",
)


def consequences_of(registration: Registration) -> str:
    """The states an outcome led to. While they are unchanged, nothing has followed from it."""
    return " ".join(str(getattr(registration, name)) for name in CONSEQUENCE_FIELDS)


def alternative_outcomes(
    db: Session, conversation: Conversation, registration: Registration
) -> list[ConversationOutcome]:
    """What the outcome can be corrected to; empty once things have moved on."""
    correctable = CORRECTABLE.get(conversation.kind, ())
    if conversation.state is not ConversationState.DONE or conversation.outcome not in correctable:
        return []
    if about_conversation(db, conversation).consequences != consequences_of(registration) or _preparation_is_used(
        db, conversation
    ):
        return []
    more = (ConversationOutcome.ANOTHER_GROUP,) if conversation.kind is ConversationKind.AFTERCARE else ()
    return [one for one in (*correctable, *more) if one is not conversation.outcome]


def has_booked_conversation(db: Session, registration: Registration) -> bool:
    """Is a conversation booked? Its slot is released first, so that the facilitator is told."""
    ahead = (col(Conversation.registration_id) == registration.id, Conversation.booked())
    return db.exec(select(Conversation.id).where(*ahead).limit(1)).first() is not None


def _preparation_is_used(db: Session, conversation: Conversation) -> bool:
    """Did it lead to a preparation in which a conversation is over, held or not?"""
    theirs = (
        col(Conversation.registration_id) == conversation.registration_id,
        col(Conversation.kind) == ConversationKind.PREPARATION,
    )
    over = db.exec(select(Conversation.id).where(*theirs, ~Conversation.open()).limit(1)).first()
    return conversation.outcome is ConversationOutcome.PREPARATION and over is not None
