"""How far a member has read in a thread: the moment its last read post was published, never when it was read."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.columns import datetime_field


class ReadMark(SQLModel, table=True):
    """Everything published up to `until` has been on this member's screen."""

    __tablename__ = "read_mark"

    member_id: UUID = Field(foreign_key="member.id", primary_key=True)
    thread_id: UUID = Field(foreign_key="thread.id", ondelete="CASCADE", primary_key=True, index=True)
    until: datetime = datetime_field()
