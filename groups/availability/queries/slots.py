"""Free slots for a conversation. Checked again on booking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.clock import now
from foundation.database import settings_of
from foundation.local_time import local_datetime, local_today, minutes_after
from groups.availability.queries.availability import Availability
from groups.models import Channel, Registration

SLOT_STEP = timedelta(minutes=30)
"""Slots begin on the half hour of a facilitator's period."""


@dataclass(frozen=True)
class Slot:
    """A free slot, and whose it is."""

    begins_at: datetime
    facilitator_id: UUID


def eligible_facilitators(db: Session, registration: Registration) -> list[UUID]:
    """The facilitators who may hold the conversation: the one responsible for the person, or any."""
    able = list(db.exec(select(Staff.id).where(col(Staff.facilitates), Staff.is_active)))
    return [registration.facilitator_id] if registration.facilitator_id in able else able


def free_slots(
    db: Session,
    facilitator_ids: Collection[UUID],
    channel: Channel,
    minutes: int,
    excluding: UUID | None = None,
    not_before: date | None = None,
) -> list[Slot]:
    """Free slots from the earliest bookable one on, in order of time; the least busy facilitator first.

    `excluding` is a conversation being rebooked: its own slot counts as free.
    """
    settings = settings_of(db)
    first = local_today(db)
    availability = Availability(db, facilitator_ids, first, first + timedelta(days=settings.call_ahead_days))
    earliest = now() + timedelta(hours=settings.call_notice_hours)
    is_promised = not_before is not None
    found = [
        Slot(begins, who)
        for day in availability.days()
        for who in facilitator_ids
        if channel in availability.preferences(who).channels.split(",")
        and availability.has_time_for(who, day, minutes, excluding, is_promised)
        for begins in _free_on(
            availability, who, day, minutes, settings.time_zone, settings.call_gap_minutes, excluding
        )
        if begins >= earliest and (not_before is None or begins.date() >= not_before)
    ]
    return sorted(
        found, key=lambda one: (one.begins_at, availability.booked_minutes(one.facilitator_id, one.begins_at.date()))
    )


def is_free(db: Session, facilitator_id: UUID, begins: datetime, minutes: int, excluding: UUID | None = None) -> bool:
    """Is this facilitator free for all of it? Checked with the facilitator's row locked."""
    day, start = begins.date(), begins.astimezone(UTC)
    availability = Availability(db, [facilitator_id], day, day)
    touching = availability.overlapping(facilitator_id, start, start + timedelta(minutes=minutes))
    return all(one.subject == excluding for one in touching)


def is_within_hours(db: Session, facilitator_id: UUID, begins: datetime, minutes: int) -> bool:
    """Is it within this facilitator's hours? True for one who never entered any."""
    availability = Availability(db, [facilitator_id], begins.date(), begins.date())
    return availability.is_within_hours(facilitator_id, begins, minutes_after(begins, minutes))


def _free_on(
    availability: Availability,
    facilitator_id: UUID,
    day: date,
    minutes: int,
    zone: str,
    gap: int,
    excluding: UUID | None,
) -> Sequence[datetime]:
    """In real time: no skipped hour is offered, and of a repeated hour only the first."""
    found, room, long = [], timedelta(minutes=gap), timedelta(minutes=minutes)
    for starts, ends in availability.working_hours(facilitator_id, day):
        start, last = local_datetime(day, starts, zone).astimezone(UTC), local_datetime(day, ends, zone)
        while start + long <= last:
            begins = start.astimezone(last.tzinfo)
            near = availability.overlapping(facilitator_id, start - room, start + long + room)
            if not begins.fold and all(one.subject == excluding for one in near):
                found.append(begins)
            start += SLOT_STEP
    return found
