"""Messages between a registrant and the team, readable by code. Sealed with the registration's key."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, and_, text
from sqlmodel import Field, col

from foundation.columns import WITHOUT_ROWID, Condition, Record, sealed_field


class Message(Record, table=True):
    """One message; `staff_id` is None for the registrant's own. `number` orders them, since only the day is kept."""

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "ix_message_unread",
            "registration_id",
            sqlite_where=text("staff_id IS NULL AND read_on IS NULL"),
            postgresql_where=text("staff_id IS NULL AND read_on IS NULL"),
        ),
        WITHOUT_ROWID,
    )

    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    data_key_id: UUID
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id")
    number: int
    written_on: date
    read_on: date | None = None
    sealed_text: bytes = sealed_field()

    @classmethod
    def unread(cls) -> Condition:
        """Was it written by the registrant, and has nobody in the team read it?"""
        return and_(col(cls.staff_id).is_(None), col(cls.read_on).is_(None))
