"""Time as people read it on the clock where the service is: the day, a local moment, the day of news.

A day and an hour are kept with their zone, so that 19:00 stays 19:00 across summer time.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from foundation.clock import now, today
from foundation.database import settings_of
from foundation.settings import Settings


def local_today(db: Session) -> date:
    """Today's date in the service's time zone."""
    return today(settings_of(db).time_zone)


def local_datetime(day: date, hour: time, zone: str) -> datetime:
    """An aware datetime for this day and time in this zone."""
    return datetime.combine(day, hour, ZoneInfo(zone))


def exists_on_clock(moment: datetime) -> bool:
    """Does this time exist there? Not when the clock skips it in spring."""
    there = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there.replace(tzinfo=None) == moment.replace(tzinfo=None)


def minutes_after(begins: datetime, minutes: int) -> datetime:
    """So many minutes of real time later, on the same clock."""
    return (begins.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(begins.tzinfo)


def next_update_day(settings: Settings) -> datetime:
    """When news stands ready next, as people in the zone of the service read it on the clock."""
    zone = ZoneInfo(settings.time_zone)
    here = now().astimezone(zone)
    weekday, hour = settings.weekly_update
    day = here.date() + timedelta(days=(weekday - here.weekday()) % 7)
    look = datetime.combine(day, hour, zone)
    return look if look > here else datetime.combine(day + timedelta(days=7), hour, zone)
