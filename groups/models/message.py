"""Words between somebody who registered and the team, behind the code. Sealed with the key of the registration."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, and_, text
from sqlmodel import Field, col

from foundation.columns import WITHOUT_ROWID, Condition, Record, sealed_field


class Message(Record, table=True):
    """One message; `staff_id` is empty for the person's own. `number` orders them, since only days are kept."""

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
        """Is it the person's own, and has nobody of the team read it?"""
        return and_(col(cls.staff_id).is_(None), col(cls.read_on).is_(None))
