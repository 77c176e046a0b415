"""The contents of a facilitator's calendar feed: hours, and nothing that says what they are."""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.codes import hash_of
from foundation.local_time import local_today
from groups.availability.queries.availability import bookings_of
from groups.calendar_file import Appointment
from groups.models import CalendarFeed

BEHIND, AHEAD = timedelta(days=30), timedelta(days=120)


def feed_owner(db: Session, token: str) -> UUID | None:
    """Whose feed this token opens: an active facilitator's."""
    here = (col(Staff.facilitates), col(Staff.ended_on).is_(None), col(CalendarFeed.token_hash) == hash_of(token))
    return db.exec(select(Staff.id).join(CalendarFeed).where(*here)).first()


def feed_appointments(db: Session, staff_id: UUID) -> list[Appointment]:
    """Sessions and conversations of the past and coming weeks."""
    day = local_today(db)
    found = bookings_of(db, [staff_id], day - BEHIND, day + AHEAD)[staff_id]
    return [Appointment(one.subject, one.revision, one.begins_at, one.ends_at) for one in found]


def feed_since(db: Session, staff_id: UUID) -> date | None:
    """Since when somebody has a feed; None without one."""
    feed = db.get(CalendarFeed, staff_id)
    return feed.created_on if feed else None
