"""Proposing session days by a rhythm. A proposal only: what is kept are plain days that can be changed one by one."""

from datetime import date, datetime

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from groups.sessions.forms import Rhythm


def propose_days(first_day: date, rhythm: Rhythm, count: int) -> list[date]:
    """So many days from `first_day` on. Monthly keeps the weekday: the third Tuesday, or the last."""
    start = datetime.combine(first_day, datetime.min.time())
    if rhythm is Rhythm.MONTHLY:
        which = (first_day.day - 1) // 7 + 1
        same = weekday(first_day.weekday(), -1 if which == 5 else which)
        days = rrule(MONTHLY, dtstart=start, byweekday=same, count=count)
    else:
        days = rrule(WEEKLY, dtstart=start, interval=2 if rhythm is Rhythm.FORTNIGHTLY else 1, count=count)
    return [day.date() for day in days]
