"""What a time must not be: an hour the clock skips, or one at which the facilitator is on a call."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session

from foundation.errors import Refused
from foundation.language import N_
from foundation.local_time import exists_on_clock
from groups.availability.queries.availability import Availability
from groups.availability.queries.slots import lock_facilitators
from groups.models import GroupSession, PeerGroup

HOUR_SKIPPED = N_("The clocks go forward that night, so this time does not exist. Choose another one.")
FACILITATOR_BUSY = N_(
    "A colleague who leads this group has a conversation at that time. Set another time for that conversation first."
)


def require_existing_hour(start: datetime) -> None:
    """Raise `Refused` for a time that the clock skips."""
    if not exists_on_clock(start):
        raise Refused(HOUR_SKIPPED)


def require_facilitators_free(db: Session, group: PeerGroup, sessions: Sequence[GroupSession]) -> None:
    """Raise `Refused` when a facilitator has a conversation then; a concurrent booking waits for this lock."""
    lock_facilitators(db, group.facilitator_ids)
    if not sessions:
        return
    days = [one.day for one in sessions]
    availability = Availability(db, group.facilitator_ids, min(days), max(days))
    for one in sessions:
        for who in group.facilitator_ids:
            begins, ends = one.begins_at.astimezone(UTC), one.ends_at.astimezone(UTC)
            if any(booking.group_id is None for booking in availability.overlapping(who, begins, ends)):
                raise Refused(FACILITATOR_BUSY)
