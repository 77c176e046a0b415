"""Busy times: closing the door for new applications until a day, and opening it again. Groups stay open."""

from datetime import date, timedelta

from sqlmodel import Session

import audit
from accounts.models import ADMISSIONS, Admissions, Staff
from audit import Action
from foundation.clock import today
from foundation.database import settings_of
from foundation.errors import Refused, require
from foundation.language import N_

LONGEST_CLOSED = timedelta(days=60)
NO_SUCH_DAY = N_("Choose a day from today, up to two months ahead.")


def closed_until(db: Session) -> date | None:
    """The last day on which nobody can ask to come in; None while the door is open."""
    door = db.get(Admissions, ADMISSIONS)
    here = today(settings_of(db).time_zone)
    return door.closed_until if door and door.closed_until and door.closed_until >= here else None


def close(db: Session, until: date, by: Staff) -> None:
    """Nobody new can ask to come in up to and including this day; who is in the middle of asking may finish.

    Raises `Refused` for a day that is over, or more than two months ahead.
    """
    require(by.is_moderator or by.is_coordinator)
    here = today(settings_of(db).time_zone)
    if not here <= until <= here + LONGEST_CLOSED:
        raise Refused(NO_SUCH_DAY)
    db.merge(Admissions(closed_until=until))
    audit.record(db, Action.ADMISSIONS_CLOSED, by=by.id)


def reopen(db: Session, by: Staff) -> None:
    """Everybody can ask again."""
    require(by.is_moderator or by.is_coordinator)
    db.merge(Admissions(closed_until=None))
    audit.record(db, Action.ADMISSIONS_REOPENED, by=by.id)
