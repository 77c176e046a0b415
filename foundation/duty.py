"""Duty hours: when a moderator is reading, and when next; each organisation with its own hours and holidays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from foundation.public_holidays import Country, public_holidays, same_name

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PERIOD = re.compile(r"([a-z]{3})\s+(\d\d:\d\d)-(\d\d:\d\d)(?:\s+(\S[^:]*))?", re.IGNORECASE)
LOOK_AHEAD = timedelta(days=60)
SATURDAY = 5
NOON = time(13)
"""Where the morning half ends."""


class Half(StrEnum):
    """Half of a day on duty."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True)
class DutyPeriod:
    """One period of duty: aware datetimes in the service's time zone."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class HalfDay(DutyPeriod):
    """What one colleague signs up for: from the first to the last duty hour of a morning or an afternoon."""

    half: Half

    @property
    def day(self) -> date:
        return self.begins.date()


@dataclass(frozen=True, order=True)
class Weekly:
    """Some hours of one weekday (Monday is 0), of one organisation or (without a name) of all."""

    weekday: int
    begins: time
    ends: time
    organisation: str = ""


@dataclass(frozen=True)
class DutyHours:
    """Weekly hours, minus closed days (with whom they are closed for) and public holidays."""

    weekly: tuple[Weekly, ...]
    closed: frozenset[tuple[date, str]]
    zone: ZoneInfo
    countries: tuple[Country, ...] = ()

    @classmethod
    def parse(cls, hours: str, closed: str, zone: str, countries: tuple[Country, ...] = ()) -> "DutyHours":
        """Read `mon 10:00-16:00, …` and `2026-12-25, …`, each optionally followed by an organisation's name.

        Raises `ValueError` naming the variable.
        """
        try:
            weekly = tuple(sorted(_weekly(part) for part in hours.split(",") if part.strip()))
        except (ValueError, KeyError):
            raise ValueError("NAAST_DUTY_HOURS must look like: mon 10:00-16:00, thu 10:00-12:00") from None
        try:
            days = frozenset(_closed(part.strip()) for part in closed.split(",") if part.strip())
        except ValueError:
            raise ValueError("NAAST_CLOSED_DAYS must look like: 2026-12-25, 2027-01-01") from None
        _check_names(weekly, {name for _, name in days}, countries)
        return cls(weekly, days, ZoneInfo(zone), countries)

    def periods_from(self, moment: datetime) -> Iterator[DutyPeriod]:
        """Periods that end after `moment`, earliest first, sixty days ahead."""
        here = moment.astimezone(self.zone)
        for day in (here.date() + timedelta(days=n) for n in range(LOOK_AHEAD.days)):
            for slot in self._periods_on(day):
                if slot.ends.astimezone(UTC) > moment:
                    yield slot

    def current_period(self, moment: datetime) -> DutyPeriod | None:
        """The period that `moment` falls in, if any."""
        slot = self.next_period(moment)
        return slot if slot and slot.begins <= moment else None

    def next_period(self, moment: datetime) -> DutyPeriod | None:
        """The period in progress at `moment`, or the first after it; None when there is no duty at all."""
        return next(self.periods_from(moment), None)

    def half_days(self, day: date) -> list[HalfDay]:
        """The mornings and afternoons of a day that have duty hours."""
        slots, noon = self._periods_on(day), datetime.combine(day, NOON, self.zone)
        mornings = [DutyPeriod(slot.begins, min(slot.ends, noon)) for slot in slots if slot.begins < noon]
        afternoons = [DutyPeriod(max(slot.begins, noon), slot.ends) for slot in slots if slot.ends > noon]
        return [
            HalfDay(min(slot.begins for slot in found), max(slot.ends for slot in found), half)
            for half, found in ((Half.MORNING, mornings), (Half.AFTERNOON, afternoons))
            if found
        ]

    def current_half_day(self, moment: datetime) -> HalfDay | None:
        """The half-day that `moment` falls in, if any."""
        today = self.half_days(moment.astimezone(self.zone).date())
        return next((half for half in today if half.begins <= moment < half.ends), None)

    def _periods_on(self, day: date) -> list[DutyPeriod]:
        """The periods of a day; adjacent ones of two organisations are merged."""
        found: list[DutyPeriod] = []
        for one in self.weekly:
            if one.weekday == day.weekday() and not self.is_closed(day, one.organisation):
                begins, ends = (datetime.combine(day, hour, self.zone) for hour in (one.begins, one.ends))
                if found and begins <= found[-1].ends:
                    begins, ends = found[-1].begins, max(ends, found.pop().ends)
                found.append(DutyPeriod(begins, ends))
        return found

    def is_working_day(self, day: date) -> bool:
        """Is it a weekday on which anybody of any organisation works?"""
        names = {one.organisation for one in self.weekly} or {""}
        return day.weekday() < SATURDAY and not all(self.is_closed(day, name) for name in names)

    def is_closed(self, day: date, organisation: str = "") -> bool:
        """Is this organisation closed that day (without a name: are all), whatever the weekly hours say?"""
        if not self.closed.isdisjoint({(day, ""), (day, same_name(organisation))}):
            return True
        theirs = [one for one in self.countries if not organisation or one.is_for(organisation)]
        return bool(theirs) and all(day in public_holidays(one.code, day.year) for one in theirs)


def _weekly(part: str) -> Weekly:
    found = PERIOD.fullmatch(part.strip())
    if found is None:
        raise ValueError(part)
    day, begins, ends, organisation = found.groups()
    weekly = Weekly(
        DAYS.index(day.lower()), time.fromisoformat(begins), time.fromisoformat(ends), (organisation or "").strip()
    )
    if weekly.begins >= weekly.ends:
        raise ValueError(part)
    return weekly


def _check_names(weekly: tuple[Weekly, ...], closed: set[str], countries: tuple[Country, ...]) -> None:
    """A misspelt organisation would make a promise wrong on the day it matters."""
    with_hours, with_country = ({same_name(one.organisation) for one in some} for some in (weekly, countries))
    if unknown := closed - with_hours - with_country - {""}:
        raise ValueError(f"NAAST_CLOSED_DAYS names {', '.join(sorted(unknown))}, which has no hours and no country")
    if countries and "" not in with_country and (left_out := with_hours - with_country - {""}):
        raise ValueError(f"NAAST_HOLIDAYS names no country for {', '.join(sorted(left_out))}")


def _closed(part: str) -> tuple[date, str]:
    day, _, organisation = part.partition(" ")
    return date.fromisoformat(day), same_name(organisation)
