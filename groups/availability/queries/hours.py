"""A week of sessions, conversations and hours, for the colleague who looks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.local_time import local_today
from groups.availability.queries.working import Working
from groups.models import FacilitatorHours, OtherHours, WorkTerms


def hours_of(db: Session, staff_id: UUID) -> dict[int, list[tuple[time, time]]]:
    """The hours in which a facilitator works, by day of the week (Monday is 0), the earliest stretch first."""
    theirs = col(FacilitatorHours.facilitator_id) == staff_id
    stretches: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in db.exec(select(FacilitatorHours).where(theirs).order_by(col(FacilitatorHours.starts))):
        stretches[row.weekday].append((row.starts, row.ends))
    return stretches


@dataclass(frozen=True)
class ChangeRow:
    """Other hours on some days, and how much stands in those days that no longer fits."""

    id: UUID
    first_day: date
    last_day: date
    starts: time | None
    ends: time | None
    booked: int


def changes_of(db: Session, staff_id: UUID) -> list[ChangeRow]:
    """What is different on some days, from today on."""
    theirs = (col(OtherHours.facilitator_id) == staff_id, col(OtherHours.last_day) >= local_today(db))
    rows = list(db.exec(select(OtherHours).where(*theirs).order_by(col(OtherHours.first_day), col(OtherHours.id))))
    if not rows:
        return []
    working = Working(db, [staff_id], local_today(db), max(one.last_day for one in rows))
    unfit = [
        one.begins_at.date()
        for one in working.busy[staff_id]
        if not working.covers(staff_id, one.begins_at, one.ends_at)
    ]
    return [
        ChangeRow(one.id, one.first_day, one.last_day, one.starts, one.ends, sum(one.covers(day) for day in unfit))
        for one in rows
    ]


def terms_of(db: Session, staff_id: UUID) -> WorkTerms:
    """How a facilitator holds conversations; the usual way for who never said."""
    return db.get(WorkTerms, staff_id) or WorkTerms(facilitator_id=staff_id)
