"""A facilitator's own working hours and exceptions, as shown to them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.local_time import local_today
from groups.availability.queries.availability import Availability
from groups.models import FacilitatorHours, HoursException


def weekly_hours_of(db: Session, staff_id: UUID) -> dict[int, list[tuple[time, time]]]:
    """A facilitator's weekly hours, by weekday (Monday is 0), the earliest period first."""
    theirs = col(FacilitatorHours.facilitator_id) == staff_id
    working_hours: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in db.exec(select(FacilitatorHours).where(theirs).order_by(col(FacilitatorHours.starts))):
        working_hours[row.weekday].append((row.starts, row.ends))
    return working_hours


@dataclass(frozen=True)
class HoursExceptionRow:
    """An hours exception, and how many bookings no longer fit it."""

    id: UUID
    first_day: date
    last_day: date
    starts: time | None
    ends: time | None
    booked: int


def exceptions_of(db: Session, staff_id: UUID) -> list[HoursExceptionRow]:
    """The exceptions, from today on."""
    theirs = (col(HoursException.facilitator_id) == staff_id, col(HoursException.last_day) >= local_today(db))
    rows = list(
        db.exec(select(HoursException).where(*theirs).order_by(col(HoursException.first_day), col(HoursException.id)))
    )
    if not rows:
        return []
    availability = Availability(db, [staff_id], local_today(db), max(one.last_day for one in rows))
    unfit = [
        one.begins_at.date()
        for one in availability.bookings[staff_id]
        if not availability.covers(staff_id, one.begins_at, one.ends_at)
    ]
    return [
        HoursExceptionRow(
            one.id, one.first_day, one.last_day, one.starts, one.ends, sum(one.covers(day) for day in unfit)
        )
        for one in rows
    ]
