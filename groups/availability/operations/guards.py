"""No time that the clock skips or at which a facilitator is on a call; nobody is booked twice at once."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.errors import Refused
from foundation.language import N_
from foundation.local_time import exists_on_clock
from groups.availability.queries.availability import Availability
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


def lock_facilitators(db: Session, ids: Sequence[UUID]) -> None:
    """Serialise bookings of these facilitators until the transaction ends: nobody is ever double-booked."""
    theirs = select(Staff.id).where(col(Staff.id).in_(ids)).order_by(col(Staff.id))
    db.exec(theirs.with_for_update(key_share=True)).all()
