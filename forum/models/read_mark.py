"""How far a member has read in a thread: the moment its last read post was published, never when it was read."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.clock import now
from foundation.columns import datetime_field

NEWS_LASTS = timedelta(days=365)
"""What was published longer ago is news to nobody, so that marks need not be kept for ever."""


class ReadMark(SQLModel, table=True):
    """Everything published up to `until` has been on this member's screen."""

    __tablename__ = "read_mark"

    member_id: UUID = Field(foreign_key="member.id", primary_key=True)
    thread_id: UUID = Field(foreign_key="thread.id", ondelete="CASCADE", primary_key=True, index=True)
    until: datetime = datetime_field()


def news_begins() -> datetime:
    """What was published before this moment is new to nobody, read or not."""
    return now() - NEWS_LASTS
