"""The letters, and putting one in the outbox."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint, update
from sqlmodel import Field, Session, col, select

from foundation.clock import now
from foundation.columns import Record, datetime_field, enum_field
from foundation.lifecycle import Lifecycle


class Letter(StrEnum):
    """Every letter we can send; templates/mail/<value>.txt is its text."""

    SOMETHING_WAITS = "something_waits"
    DAY_AHEAD = "day_ahead"
    NEW_SIGN_IN = "new_sign_in"
    UPDATE_READY = "update_ready"
    REMINDER = "reminder"


class LetterState(StrEnum):
    """Where a letter is on its way; void when what it tells is no longer so, stale when it could not go in time."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    VOID = "void"
    STALE = "stale"


LETTER_LIFECYCLE = Lifecycle(
    {
        LetterState.QUEUED: {LetterState.CLAIMED, LetterState.VOID},
        LetterState.CLAIMED: {
            LetterState.SENT,
            LetterState.FAILED,
            LetterState.QUEUED,
            LetterState.VOID,
            LetterState.STALE,
        },
        LetterState.FAILED: {LetterState.QUEUED},
        LetterState.SENT: set(),
        LetterState.VOID: {LetterState.QUEUED},
        LetterState.STALE: {LetterState.QUEUED},
    }
)


class OutgoingLetter(Record, table=True):
    """One letter to one person about one thing; the same one is never put in twice.

    `first_due_at` is when it was meant to go, `due_at` when it is tried next. `tries` counts how often it was claimed;
    `faults` how often nothing but this letter itself can have been the reason that it did not go.
    """

    __tablename__ = "outgoing_letter"
    __table_args__ = (UniqueConstraint("person_id", "kind", "subject", "revision"),)

    kind: Letter = enum_field(Letter, 40)
    person_id: UUID
    subject: str = Field(max_length=60)
    revision: int = 0
    state: LetterState = enum_field(LetterState, default=LetterState.QUEUED, index=True)
    first_due_at: datetime = datetime_field()
    due_at: datetime = datetime_field(index=True)
    claimed_at: datetime | None = datetime_field(nullable=True)
    tries: int = 0
    faults: int = 0


def send(
    db: Session, kind: Letter, *, to: UUID, subject: str, revision: int = 0, due_at: datetime | None = None
) -> bool:
    """Put a letter in the outbox. False when this very letter is in it already."""
    return bool(send_to_each(db, kind, to=[to], subject=subject, revision=revision, due_at=due_at))


def send_to_each(
    db: Session, kind: Letter, *, to: Sequence[UUID], subject: str, revision: int = 0, due_at: datetime | None = None
) -> int:
    """The same letter to several people. How many of them did not have it in the outbox already.

    One that never went, because what it was about was no longer so or it was too late, goes when it is so once more.
    """
    if not to:
        return 0
    same = (
        col(OutgoingLetter.person_id).in_(to),
        col(OutgoingLetter.kind) == kind,
        col(OutgoingLetter.subject) == subject,
        col(OutgoingLetter.revision) == revision,
    )
    there, due = set(db.exec(select(OutgoingLetter.person_id).where(*same)).all()), due_at or now()
    again = update(OutgoingLetter).where(*same, col(OutgoingLetter.state).in_([LetterState.VOID, LetterState.STALE]))
    db.execute(again.values(state=LetterState.QUEUED, first_due_at=due, due_at=due, faults=0))
    fresh = [one for one in to if one not in there]
    for one in fresh:
        db.add(
            OutgoingLetter(kind=kind, person_id=one, subject=subject, revision=revision, first_due_at=due, due_at=due)
        )
    return len(fresh)
