"""The look-day: the moment in the week from which news stands ready (PRACTICE 22)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from foundation.clock import now, today
from foundation.database import settings_of
from foundation.settings import Settings


def next_look_day(settings: Settings) -> datetime:
    """The next one after this moment, as people in the zone of the service read it on the clock."""
    zone = ZoneInfo(settings.time_zone)
    here = now().astimezone(zone)
    weekday, hour = settings.look
    day = here.date() + timedelta(days=(weekday - here.weekday()) % 7)
    look = datetime.combine(day, hour, zone)
    return look if look > here else datetime.combine(day + timedelta(days=7), hour, zone)


def local_today(db: Session) -> date:
    """The day it is where the service is."""
    return today(settings_of(db).time_zone)
