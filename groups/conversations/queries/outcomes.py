"""To what else the outcome of a conversation can be put right: as long as nothing has come after it."""

from sqlmodel import Session, col, select

from groups.conversations.queries.conversations import about_conversation
from groups.models import Conversation, ConversationKind, ConversationOutcome, ConversationState, Registration

CORRECTABLE = {
    ConversationKind.INTAKE: (ConversationOutcome.GROUP, ConversationOutcome.PREPARATION, ConversationOutcome.NOT_NOW),
    ConversationKind.AFTERCARE: (ConversationOutcome.WELL, ConversationOutcome.WORRIED),
}
"""Among these one can change; another group can be said after a call too, and not be taken back."""
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
    """What an outcome led to. As long as it is the same, nothing has come after it."""
    return " ".join(str(getattr(registration, name)) for name in CONSEQUENCE_FIELDS)


def alternative_outcomes(
    db: Session, conversation: Conversation, registration: Registration
) -> list[ConversationOutcome]:
    """What it could have come to instead; nothing once things have gone on."""
    correctable = CORRECTABLE.get(conversation.kind, ())
    if conversation.state is not ConversationState.DONE or conversation.outcome not in correctable:
        return []
    if about_conversation(db, conversation).led_to != consequences_of(registration) or _preparation_is_used(
        db, conversation
    ):
        return []
    more = (ConversationOutcome.ANOTHER_GROUP,) if conversation.kind is ConversationKind.AFTERCARE else ()
    return [one for one in (*correctable, *more) if one is not conversation.outcome]


def has_booked_conversation(db: Session, registration: Registration) -> bool:
    """Is there a conversation to come that somebody keeps an hour free for? It is let go first, so that they hear."""
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
