"""How far somebody has read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, tuple_
from sqlmodel import Session, col, select

from forum.models import ReadMark, news_begins
from foundation.rows import BATCH_SIZE
from foundation.upserts import move_on


def mark(db: Session, member_id: UUID, thread_id: UUID, until: datetime) -> None:
    """Everything published up to `until` has been read. A mark never moves back."""
    move_on(db, ReadMark, {"member_id": member_id, "thread_id": thread_id}, until)


def purge(db: Session, _: UUID | None = None) -> UUID | None:
    """Delete some marks that tell nothing any more: all they stand for is news to nobody. None when these were all."""
    key = tuple_(col(ReadMark.member_id), col(ReadMark.thread_id))
    old = select(ReadMark.member_id, ReadMark.thread_id).where(col(ReadMark.until) < news_begins()).limit(BATCH_SIZE)
    marks = [tuple(mark) for mark in db.exec(old)]
    db.execute(delete(ReadMark).where(key.in_(marks)))
    return marks[-1][1] if len(marks) == BATCH_SIZE else None
