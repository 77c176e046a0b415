"""Duty hours: when somebody reads along, and when next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STRETCH = re.compile(r"([a-z]{3})\s+(\d\d:\d\d)-(\d\d:\d\d)")
LOOK_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Slot:
    """One stretch of duty: aware moments in the zone of the service."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class DutyHours:
    """A weekly pattern of hours (weekday 0 is Monday), less the closed days."""

    weekly: tuple[tuple[int, time, time], ...]
    closed: frozenset[date]
    zone: ZoneInfo

    @classmethod
    def parse(cls, hours: str, closed: str, zone: str) -> "DutyHours":
        """Read `mon 10:00-16:00, …` and `2026-12-25, …`. Raises `ValueError` with the variable's name."""
        try:
            weekly = tuple(sorted(_stretch(part) for part in hours.split(",") if part.strip()))
        except (ValueError, KeyError):
            raise ValueError("NAAST_DUTY_HOURS must look like: mon 10:00-16:00, thu 10:00-12:00") from None
        try:
            days = frozenset(date.fromisoformat(day.strip()) for day in closed.split(",") if day.strip())
        except ValueError:
            raise ValueError("NAAST_CLOSED_DAYS must look like: 2026-12-25, 2027-01-01") from None
        return cls(weekly, days, ZoneInfo(zone))

    def slots_from(self, moment: datetime) -> Iterator[Slot]:
        """The stretches that end after `moment`, earliest first, sixty days ahead."""
        here = moment.astimezone(self.zone)
        for day in (here.date() + timedelta(days=n) for n in range(LOOK_AHEAD.days)):
            for weekday, begins, ends in self.weekly:
                slot = Slot(datetime.combine(day, begins, self.zone), datetime.combine(day, ends, self.zone))
                if day.weekday() == weekday and day not in self.closed and slot.ends.astimezone(UTC) > moment:
                    yield slot

    def current(self, moment: datetime) -> Slot | None:
        """The stretch that `moment` falls in, if any."""
        slot = self.next(moment)
        return slot if slot and slot.begins <= moment else None

    def next(self, moment: datetime) -> Slot | None:
        """The stretch going on at `moment`, or the first after it; None when there is no duty at all."""
        return next(self.slots_from(moment), None)


def _stretch(part: str) -> tuple[int, time, time]:
    found = STRETCH.fullmatch(part.strip().lower())
    if found is None:
        raise ValueError(part)
    day, begins, ends = found.groups()
    stretch = (DAYS.index(day), time.fromisoformat(begins), time.fromisoformat(ends))
    if stretch[1] >= stretch[2]:
        raise ValueError(part)
    return stretch
