"""Who stands in for whom, copies of data that a second colleague must agree to, and why contact details were opened."""

from datetime import date
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Field, SQLModel, col, select

from foundation.columns import WITHOUT_ROWID, Condition, Record, sealed_field
from foundation.person import Person
from groups.models.registration import Registration


class Cover(SQLModel, table=True):
    """The colleague who takes over when somebody is away."""

    __tablename__ = "cover"
    __table_args__ = WITHOUT_ROWID

    facilitator_id: UUID = Field(foreign_key="staff.id", primary_key=True)
    cover_id: UUID = Field(foreign_key="staff.id", index=True)


class CopyRequest(Record, table=True):
    """Somebody's data on paper: asked by one colleague, agreed to by another, taken by the first."""

    __tablename__ = "copy_request"
    __table_args__ = WITHOUT_ROWID

    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    requested_by_id: UUID = Field(foreign_key="staff.id")
    requested_on: date
    approved_by_id: UUID | None = Field(default=None, foreign_key="staff.id")
    approved_on: date | None = None

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Colleagues who may see whom it is about."""
        if not viewer.is_staff:
            return false()
        return col(cls.registration_id).in_(select(Registration.id).where(Registration.visible_to(viewer)))

    def approvable_by(self, viewer: Person) -> bool:
        """May `viewer` agree: a second person who plans or leads groups, never the one who asked?"""
        works_here = bool(viewer.is_coordinator or viewer.is_facilitator)
        return works_here and viewer.id != self.requested_by_id and self.approved_on is None

    def downloadable_by(self, viewer: Person) -> bool:
        """May `viewer` take the copy: who asked, once another agreed?"""
        return viewer.id == self.requested_by_id and self.approved_on is not None


class ContactReveal(Record, table=True):
    """Who opened somebody's contact details and why; the reason is sealed with the key of the registration."""

    __tablename__ = "contact_reveal"
    __table_args__ = WITHOUT_ROWID

    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    data_key_id: UUID
    revealed_by_id: UUID = Field(foreign_key="staff.id")
    revealed_on: date
    sealed_reason: bytes = sealed_field()
