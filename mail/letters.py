"""The letters, and putting one in the outbox."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from foundation.clock import now
from foundation.columns import Record, moment_field, word_field
from foundation.lifecycle import Lifecycle


class Letter(StrEnum):
    """Every letter we can send; templates/mail/<value>.txt is its text."""

    SOMETHING_WAITS = "something_waits"
    DAY_AHEAD = "day_ahead"
    NEW_SIGN_IN = "new_sign_in"
    NEWS_READY = "news_ready"
    REMINDER = "reminder"


class LetterState(StrEnum):
    """Where a letter is on its way."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    VOID = "void"


LETTER_LIFECYCLE = Lifecycle(
    {
        LetterState.QUEUED: {LetterState.CLAIMED, LetterState.VOID},
        LetterState.CLAIMED: {LetterState.SENT, LetterState.FAILED, LetterState.QUEUED, LetterState.VOID},
        LetterState.FAILED: {LetterState.QUEUED},
        LetterState.SENT: set(),
        LetterState.VOID: set(),
    }
)


class OutgoingLetter(Record, table=True):
    """One letter to one person about one thing; the same one is never put in twice."""

    __tablename__ = "outgoing_letter"
    __table_args__ = (UniqueConstraint("person_id", "kind", "subject", "revision"),)

    kind: Letter = word_field(Letter, 40)
    person_id: UUID
    subject: str = Field(max_length=60)
    revision: int = 0
    state: LetterState = word_field(LetterState, default=LetterState.QUEUED, index=True)
    due_at: datetime = moment_field(index=True)
    claimed_at: datetime | None = moment_field(nullable=True)
    tries: int = 0


def send(
    db: Session, kind: Letter, *, to: UUID, subject: str, revision: int = 0, due_at: datetime | None = None
) -> bool:
    """Put a letter in the outbox. False when this very letter is in it already."""
    same = select(OutgoingLetter.id).where(
        col(OutgoingLetter.person_id) == to,
        col(OutgoingLetter.kind) == kind,
        col(OutgoingLetter.subject) == subject,
        col(OutgoingLetter.revision) == revision,
    )
    if db.exec(same).first():
        return False
    db.add(OutgoingLetter(kind=kind, person_id=to, subject=subject, revision=revision, due_at=due_at or now()))
    return True
