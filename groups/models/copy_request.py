"""Copies of personal data, with a second approval."""

from datetime import date
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Field, col, select

from foundation.columns import WITHOUT_ROWID, Condition, Record
from foundation.person import Person
from groups.models.registration import Registration


class CopyRequest(Record, table=True):
    """A copy of somebody's data: requested by one colleague, approved by another, downloaded by the first."""

    __tablename__ = "copy_request"
    __table_args__ = WITHOUT_ROWID

    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    requested_by_id: UUID = Field(foreign_key="staff.id")
    requested_on: date
    approved_by_id: UUID | None = Field(default=None, foreign_key="staff.id")
    approved_on: date | None = None

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Colleagues who may see whom it concerns."""
        if not viewer.is_staff:
            return false()
        return col(cls.registration_id).in_(select(Registration.id).where(Registration.visible_to(viewer)))

    def approvable_by(self, viewer: Person) -> bool:
        """May `viewer` approve it: a second coordinator or facilitator, never the one who requested it?"""
        works_here = bool(viewer.is_coordinator or viewer.is_facilitator)
        return works_here and viewer.id != self.requested_by_id and self.approved_on is None

    def downloadable_by(self, viewer: Person) -> bool:
        """May `viewer` download it: the one who requested it, once it is approved?"""
        return viewer.id == self.requested_by_id and self.approved_on is not None
