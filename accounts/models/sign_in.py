"""Sign-ins: a random token in a cookie, its hash here; times are rounded to five minutes."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, col

from accounts.models.viewer import belongs_to
from foundation.columns import WITHOUT_ROWID, Condition, Record, datetime_field, enum_field
from foundation.person import Person


class Device(StrEnum):
    """Whether somebody else uses this device too."""

    SHARED = "shared"
    OWN = "own"


class MemberSignIn(Record, table=True):
    """A member's browser. Once ended the row stays for 24 hours, so that a text posted with it is not lost."""

    __tablename__ = "member_sign_in"
    __table_args__ = WITHOUT_ROWID

    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    device: Device = enum_field(Device, 10)
    begun_at: datetime = datetime_field()
    seen_at: datetime = datetime_field()
    ends_at: datetime = datetime_field(index=True)
    ended_at: datetime | None = datetime_field(nullable=True)

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """One's own that still live."""
        return belongs_to(viewer, cls.member_id) & col(cls.ended_at).is_(None)


class StaffSignIn(Record, table=True):
    """A colleague's browser. `code_at` is the last one-time code; without one only the code page opens."""

    __tablename__ = "staff_sign_in"

    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    begun_at: datetime = datetime_field()
    seen_at: datetime = datetime_field()
    ends_at: datetime = datetime_field(index=True)
    code_at: datetime | None = datetime_field(nullable=True)
    ended_at: datetime | None = datetime_field(nullable=True)

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """One's own that still live."""
        return belongs_to(viewer, cls.staff_id) & col(cls.ended_at).is_(None)
