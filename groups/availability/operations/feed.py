"""A facilitator's calendar feed: creating and revoking its address."""

import secrets

from sqlalchemy import delete
from sqlmodel import Session, col

import audit
from accounts.models import Staff
from audit import Action
from foundation.codes import hash_of
from foundation.errors import require
from foundation.local_time import local_today
from groups.models import CalendarFeed


def create(db: Session, by: Staff) -> str:
    """Create an address for one's own appointments, replacing any older one. Returns its token."""
    require(by.is_facilitator)
    token = secrets.token_urlsafe(32)
    db.merge(CalendarFeed(staff_id=by.id, token_hash=hash_of(token), created_on=local_today(db)))
    audit.record(db, Action.FEED_CREATED, by.id, by=by.id)
    return token


def revoke(db: Session, by: Staff) -> None:
    db.execute(delete(CalendarFeed).where(col(CalendarFeed.staff_id) == by.id))
    audit.record(db, Action.FEED_REVOKED, by.id, by=by.id)
