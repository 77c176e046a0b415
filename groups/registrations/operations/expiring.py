"""The end of a registration of which nothing is heard: told before, and taken back by any sign of life."""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col

from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.rows import batch_cursor, ids_of, lock_batch
from groups.contact.operations import notifications
from groups.models import Notification, Registration, RegistrationState
from groups.registrations.operations.ending import end_registration
from groups.registrations.queries.silence import TOLD_BEFORE, heard_from_since

RECEIVED = col(Registration.state) == RegistrationState.RECEIVED


def ask_the_silent(db: Session, after: UUID | None = None) -> UUID | None:
    """Ask those who registered long ago, and were not heard from, whether they would still like to take part.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    day = local_today(db)
    since = day - timedelta(days=settings_of(db).unanswered_registration_days) + TOLD_BEFORE
    old = (RECEIVED, col(Registration.expires_on).is_(None), col(Registration.received_on) <= since)
    people = lock_batch(db, Registration, *old, after=after)
    heard = heard_from_since(db, ids_of(people), since)
    for one in people:
        if one.id not in heard:
            _ask(db, one, day + TOLD_BEFORE)
    return batch_cursor(people)


def end_the_silent(db: Session, after: UUID | None = None) -> UUID | None:
    """End those of whom nothing was heard since they were asked; whoever was heard from is no longer about to end.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    people = lock_batch(db, Registration, RECEIVED, col(Registration.expires_on) <= local_today(db), after=after)
    for one in people:
        if one.expires_on and heard_from_since(db, [one.id], one.expires_on - TOLD_BEFORE):
            one.expires_on = None
            db.add(one)
        else:
            end_registration(db, one, RegistrationState.UNREACHABLE)
    return batch_cursor(people)


def _ask(db: Session, registration: Registration, expires_on: date) -> None:
    registration.expires_on = expires_on
    db.add(registration)
    notifications.notify(db, [registration], Notification.STILL_WANTED, registration.id, expires_on.toordinal())
