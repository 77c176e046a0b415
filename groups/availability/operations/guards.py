"""Conversations that are to get a moment, and what a moment must not be."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session

from foundation.errors import Refused
from foundation.language import N_
from foundation.local_time import is_on_the_clock
from groups.availability.queries.openings import hold_colleagues
from groups.availability.queries.working import Working
from groups.models import GroupSession, PeerGroup

NO_SUCH_HOUR = N_("The clocks go forward that night, so this time does not exist. Choose another one.")
CALLED_THEN = N_(
    "A colleague who leads this group has a conversation at that time. Set another time for that conversation first."
)


def require_on_the_clock(moment: datetime) -> None:
    """Raise `Refused` for an hour that does not exist where the service is."""
    if not is_on_the_clock(moment):
        raise Refused(NO_SUCH_HOUR)


def require_nobody_called(db: Session, group: PeerGroup, meetings: Sequence[GroupSession]) -> None:
    """Raise `Refused` when a colleague has a conversation then; whoever books one meanwhile waits for this."""
    hold_colleagues(db, group.facilitator_ids)
    if not meetings:
        return
    days = [one.day for one in meetings]
    working = Working(db, group.facilitator_ids, min(days), max(days))
    for one in meetings:
        for who in group.facilitator_ids:
            begins, ends = one.begins_at.astimezone(UTC), one.ends_at.astimezone(UTC)
            if any(busy.group_id is None for busy in working.touching(who, begins, ends)):
                raise Refused(CALLED_THEN)
