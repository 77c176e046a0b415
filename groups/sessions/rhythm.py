"""Proposing days by a rhythm. A proposal only: what is kept are plain days that can be changed one by one."""

from datetime import date, datetime

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from groups.sessions.forms import Rhythm


def propose(first: date, rhythm: Rhythm, number: int) -> list[date]:
    """So many days from `first` on. Monthly keeps the weekday: the third Tuesday, or the last."""
    start = datetime.combine(first, datetime.min.time())
    if rhythm is Rhythm.MONTHLY:
        which = (first.day - 1) // 7 + 1
        same = weekday(first.weekday(), -1 if which == 5 else which)
        days = rrule(MONTHLY, dtstart=start, byweekday=same, count=number)
    else:
        days = rrule(WEEKLY, dtstart=start, interval=2 if rhythm is Rhythm.FORTNIGHTLY else 1, count=number)
    return [day.date() for day in days]
