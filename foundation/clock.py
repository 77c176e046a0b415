"""The only source of time: aware UTC. Tests move it with `moved`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta(0)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC) + _offset


def wall_clock_now() -> datetime:
    """This moment by the machine's own clock, which nobody moves: for libraries that read that one themselves."""
    return datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The date of this moment, as people in `zone` read it on the calendar."""
    return now().astimezone(ZoneInfo(zone)).date()


def round_down(moment: datetime, minutes: int = 5) -> datetime:
    """`moment` brought down to a whole number of `minutes`, so that it tells less."""
    return moment.replace(minute=moment.minute - moment.minute % minutes, second=0, microsecond=0)


def month_of(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Let the whole process live `by` later (or earlier); for tests."""
    global _offset
    before = _offset
    _offset = before + by
    try:
        yield
    finally:
        _offset = before
