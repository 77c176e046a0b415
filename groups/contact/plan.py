"""Conversations as they are shown: to the person, on a registration, and to the colleague who is about to call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from foundation.local_time import so_long_after
from groups.models import PARTS, PARTS_OF_DAY, Channel, ContactMode


def usual_channel(plan: Mapping[str, Any]) -> Channel:
    """How somebody with this contact plan is spoken with: called, if they may be, or they call us."""
    is_silent = plan.get("mode") in (ContactMode.NOTHING, ContactMode.I_CALL_YOU)
    return Channel.PHONE if plan.get("phone") and not is_silent else Channel.DIAL_IN


def is_safe_at(plan: Mapping[str, Any], moment: datetime, minutes: int = 0) -> bool | None:
    """Did the person say that these minutes are safe, from beginning to end? None when nothing was said about hours."""
    parts = [part for part in PARTS if plan.get(f"safe_{part}")]
    if not parts:
        return None
    if moment.weekday() >= 5 and not plan.get("safe_weekend"):
        return False
    both = (moment.time(), so_long_after(moment, max(minutes - 1, 0)).time())
    return all(any(PARTS_OF_DAY[part][0] <= one < PARTS_OF_DAY[part][1] for part in parts) for one in both)


SILENT = (ContactMode.NOTHING, ContactMode.I_CALL_YOU)
"""Who wants it so is never called."""
CALLED = (Channel.PHONE, Channel.VIDEO)
"""Ways in which somebody is called at home: only at hours they named as safe, when they named any."""
