"""The hours of a week in which a facilitator can lead a group or hold a conversation."""

from datetime import time
from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.columns import IN_NO_ORDER

PARTS_OF_DAY = {"morning": (time(8), time(12)), "afternoon": (time(12), time(17)), "evening": (time(17), time(22))}
"""What morning, afternoon and evening mean on the clock."""


class FacilitatorHours(SQLModel, table=True):
    """From when till when, on one day of the week (Monday is 0), in local time."""

    __tablename__ = "facilitator_hours"
    __table_args__ = IN_NO_ORDER

    facilitator_id: UUID = Field(foreign_key="staff.id", primary_key=True)
    weekday: int = Field(primary_key=True)
    starts: time
    ends: time

    def covers(self, part: str) -> bool:
        """Do the hours reach at least an hour into this part of the day?"""
        begin, end = PARTS_OF_DAY[part]
        shared = min(_minutes(end), _minutes(self.ends)) - max(_minutes(begin), _minutes(self.starts))
        return shared >= 60

    def holds(self, starts: time, minutes: int) -> bool:
        """Do so many minutes from `starts` on lie within the hours?"""
        return self.starts <= starts and _minutes(starts) + minutes <= _minutes(self.ends)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
