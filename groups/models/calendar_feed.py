"""A facilitator's calendar feed: an address that only its owner knows."""

from datetime import date
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from foundation.columns import WITHOUT_ROWID


class CalendarFeed(SQLModel, table=True):
    """At most one for each colleague. Only a hash of the token is stored."""

    __tablename__ = "calendar_feed"
    __table_args__ = WITHOUT_ROWID

    staff_id: UUID = Field(foreign_key="staff.id", primary_key=True)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    created_on: date
