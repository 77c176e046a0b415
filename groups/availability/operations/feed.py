"""A colleague's calendar elsewhere: making its address, and taking it back."""

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
    """A new address for one's own appointments; an older one shows nothing from now on. Returns its token."""
    require(by.is_facilitator)
    token = secrets.token_urlsafe(32)
    db.merge(CalendarFeed(staff_id=by.id, token_hash=hash_of(token), created_on=local_today(db)))
    audit.record(db, Action.FEED_CREATED, by.id, by=by.id)
    return token


def revoke(db: Session, by: Staff) -> None:
    """The address shows nothing any more."""
    db.execute(delete(CalendarFeed).where(col(CalendarFeed.staff_id) == by.id))
    audit.record(db, Action.FEED_REVOKED, by.id, by=by.id)
