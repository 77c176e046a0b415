"""When a facilitator works: weekly hours, exceptions, and how much of a week may be filled."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Field, SQLModel

from accounts.models import belongs_to
from foundation.columns import WITHOUT_ROWID, Condition, Record
from foundation.person import Person

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_PART_HOURS = {"morning": (time(8), time(12)), "afternoon": (time(12), time(17)), "evening": (time(17), time(22))}
"""Morning, afternoon and evening in clock hours."""
DAY_PARTS = tuple(DAY_PART_HOURS)


class FacilitatorHours(SQLModel, table=True):
    """From and until on one weekday (Monday is 0), in local time; a day may have several periods."""

    __tablename__ = "facilitator_hours"
    __table_args__ = WITHOUT_ROWID

    facilitator_id: UUID = Field(foreign_key="staff.id", primary_key=True)
    weekday: int = Field(primary_key=True)
    starts: time = Field(primary_key=True)
    ends: time

    def covers(self, part: str) -> bool:
        """Do the hours include at least an hour of this part of the day?"""
        begin, end = DAY_PART_HOURS[part]
        shared = min(_minutes(end), _minutes(self.ends)) - max(_minutes(begin), _minutes(self.starts))
        return shared >= 60


class HoursException(Record, table=True):
    """From one day to another, inclusive: these hours instead of the weekly ones, or none at all while away."""

    __tablename__ = "hours_exception"
    __table_args__ = WITHOUT_ROWID

    facilitator_id: UUID = Field(foreign_key="staff.id", index=True)
    first_day: date
    last_day: date
    starts: time | None = None
    ends: time | None = None

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Its owner only."""
        return belongs_to(viewer, cls.facilitator_id) if viewer.is_facilitator else false()

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class WorkPreferences(SQLModel, table=True):
    """Which channels a facilitator uses, and how many hours a week may be filled; None means all of them."""

    __tablename__ = "work_preferences"
    __table_args__ = WITHOUT_ROWID

    facilitator_id: UUID = Field(foreign_key="staff.id", primary_key=True)
    channels: str = Field(default="phone,dial_in", max_length=60)
    max_weekly_hours: int | None = None
    works_on_holidays: bool = False


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute
