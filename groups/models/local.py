"""Local moments: a day and an hour with their zone, so that 19:00 stays 19:00 across summer time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_moment(day: date, hour: time, zone: str) -> datetime:
    """The moment that stands on the clock there."""
    return datetime.combine(day, hour, ZoneInfo(zone))


def is_on_the_clock(moment: datetime) -> bool:
    """Does this hour exist there? Not in the night in which the clock goes forward."""
    there = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there.replace(tzinfo=None) == moment.replace(tzinfo=None)


def so_long_after(begins: datetime, minutes: int) -> datetime:
    """So many minutes of real time later, on the same clock."""
    return (begins.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(begins.tzinfo)
