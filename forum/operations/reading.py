"""How far somebody has read."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from forum.models import ReadMark
from foundation.upserts import move_on


def mark(db: Session, member_id: UUID, thread_id: UUID, until: datetime) -> None:
    """Everything published up to `until` has been read. A mark never moves back."""
    move_on(db, ReadMark, {"member_id": member_id, "thread_id": thread_id}, until)
