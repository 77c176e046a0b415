"""What follows from somebody's contact plan."""

from groups.models import Channel, ContactPlan

CALLING_CHANNELS = (Channel.PHONE, Channel.VIDEO)
"""Channels that reach a person at home: only in the hours they named as safe, if they named any."""


def default_channel(plan: ContactPlan) -> Channel:
    """How somebody is spoken with unless they choose otherwise: called, if they may be, or they call us."""
    return Channel.PHONE if plan.can_be_called else Channel.DIAL_IN
