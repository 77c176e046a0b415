"""What follows from somebody's contact plan."""

from datetime import datetime, time
from enum import StrEnum

from groups.models import Channel, ContactPlan

CALLING_CHANNELS = (Channel.PHONE, Channel.VIDEO)
"""Channels that reach a person at home: only in the hours they named as safe, if they named any."""
DEFAULT_CALLING_HOURS = (time(9), time(21))
"""Without named hours people are called between these, and asked first whether it suits."""


class CallingMoment(StrEnum):
    """May somebody be called now? Stands beside the number wherever that opens."""

    SAFE = "safe"
    ASK_FIRST = "ask_first"
    UNUSUAL = "unusual"
    UNSAFE = "unsafe"
    NEVER = "never"


def default_channel(plan: ContactPlan) -> Channel:
    """How somebody is spoken with unless they choose otherwise: called, if they may be, or they call us."""
    return Channel.PHONE if plan.can_be_called else Channel.DIAL_IN


def calling_moment(plan: ContactPlan, here: datetime, asked_for: bool = False, agreed: bool = False) -> CallingMoment:
    """What to know before calling at this moment, in local time.

    `asked_for`: the person wants this one call, whatever they chose. `agreed`: they know that it comes now, so that no
    hours are usual or unusual.
    """
    if plan.is_never_called and not (asked_for or agreed):
        return CallingMoment.NEVER
    named = plan.is_safe_at(here)
    if named is None:
        is_usual = agreed or DEFAULT_CALLING_HOURS[0] <= here.time() < DEFAULT_CALLING_HOURS[1]
        return CallingMoment.ASK_FIRST if is_usual else CallingMoment.UNUSUAL
    return CallingMoment.SAFE if named else CallingMoment.UNSAFE
