"""The look-day: the moment in the week from which news stands ready (PRACTICE 22)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from foundation.clock import now
from foundation.settings import Settings


def next_look_day(settings: Settings) -> datetime:
    """The next one after this moment, as people in the zone of the service read it on the clock."""
    zone = ZoneInfo(settings.time_zone)
    here = now().astimezone(zone)
    weekday, hour = settings.look
    day = here.date() + timedelta(days=(weekday - here.weekday()) % 7)
    look = datetime.combine(day, hour, zone)
    return look if look > here else datetime.combine(day + timedelta(days=7), hour, zone)
