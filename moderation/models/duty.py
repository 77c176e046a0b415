"""The rota: who reads along on which half-day."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint, false, true
from sqlmodel import Field

from foundation.columns import Condition, Record, enum_field
from foundation.duty import Half
from foundation.person import Person


class DutyTurn(Record, table=True):
    """One half-day of duty, taken on by one colleague; of two who want it the database knows one."""

    __tablename__ = "duty_turn"
    __table_args__ = (UniqueConstraint("day", "half"),)

    day: date
    half: Half = enum_field(Half)
    staff_id: UUID = Field(foreign_key="staff.id", index=True)

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """The team that reads and plans sees the whole rota."""
        return true() if viewer.is_moderator or viewer.is_coordinator else false()

    def removable_by(self, viewer: Person) -> bool:
        """May `viewer` remove it from the rota: their own, or anybody's as a coordinator?"""
        return viewer.is_coordinator or (viewer.is_moderator and viewer.id == self.staff_id)
