"""The only source of time: aware UTC. Tests shift it with `moved`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta(0)


def now() -> datetime:
    """The current time, in UTC."""
    return datetime.now(UTC) + _offset


def wall_clock_now() -> datetime:
    """The machine's own time, which tests cannot shift: for libraries that read it themselves."""
    return datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """Today's date in `zone`."""
    return now().astimezone(ZoneInfo(zone)).date()


def round_down(moment: datetime, minutes: int = 5) -> datetime:
    """`moment` rounded down to a whole number of `minutes`, so that it reveals less."""
    return moment.replace(minute=moment.minute - moment.minute % minutes, second=0, microsecond=0)


def month_of(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Shift the clock of the whole process by `by`; for tests."""
    global _offset
    before = _offset
    _offset = before + by
    try:
        yield
    finally:
        _offset = before


def is_of_earlier_step(moment: datetime) -> bool:
    """Was this moment, once rounded down, rounded down to an earlier step than now would be?"""
    return round_down(now()) > moment
