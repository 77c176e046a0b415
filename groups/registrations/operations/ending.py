"""The end of a registration: withdrawn, ended by a colleague, after a death, closed, erased."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, delete, or_
from sqlmodel import Session, SQLModel, col, select

import facts
from accounts.operations import arrivals
from facts import Fact
from foundation.access_codes import end_visits_of
from foundation.data_keys import destroy_key, seal
from foundation.database import empty_log_after_commit, settings_of
from foundation.local_time import local_today
from foundation.rows import batch_cursor, ids_of, lock_batch
from groups.contact.operations import notifications, tasks
from groups.models import (
    AFTER_GROUP,
    Attendance,
    ContactReveal,
    ContactTask,
    Conversation,
    CopyRequest,
    GroupSession,
    Message,
    Notification,
    Pairing,
    Registration,
    RegistrationState,
    RegistrationVisit,
)
from groups.registrations.operations.lifecycle import change_state
from mail.delivery import delete_letters

DEPENDENT_ROWS: list[tuple[type[SQLModel], UUID]] = [
    (Conversation, Conversation.registration_id),
    (ContactTask, ContactTask.registration_id),
    (Pairing, Pairing.first_id),
    (Pairing, Pairing.second_id),
    (Message, Message.registration_id),
    (Attendance, Attendance.registration_id),
    (CopyRequest, CopyRequest.registration_id),
    (ContactReveal, ContactReveal.registration_id),
]
"""The tables whose rows are erased with a registration, and by which column."""


def end_registration(db: Session, registration: Registration, to_state: RegistrationState) -> None:
    """End it; the retention period starts."""
    change_state(db, registration, to_state, ended_on=local_today(db), hold_until=None)
    facts.count(db, Fact.REGISTRATION_ENDED)


def withdraw(db: Session, registration: Registration) -> None:
    """The registrant withdraws."""
    end_registration(db, registration, RegistrationState.WITHDRAWN)


def record_bereavement(db: Session, registration: Registration) -> None:
    """The person it was about has died: end everything pending; the page says where to find support with grief."""
    end_registration(db, registration, RegistrationState.BEREAVED)


def report_bereavement(db: Session, registration: Registration, wants_call: bool) -> None:
    """The same, reported by code: the team finds it among the contact tasks, with whether to call."""
    record_bereavement(db, registration)
    tasks.add_contact_task(db, registration, Notification.BEREAVEMENT, registration.id, revision=int(wants_call))


def erase(db: Session, registration: Registration) -> None:
    """Erase it outright, and all that hangs on it: what is left are monthly counts that hold no id.

    Its key goes first, so that old copies become unreadable too. Raises `OutOfStep` for the one who comes second.
    """
    change_state(db, registration, RegistrationState.ERASED, facilitator_id=None)
    _delete(db, registration)


def _delete(db: Session, registration: Registration) -> None:
    destroy_key(db, registration.data_key_id)
    end_visits_of(db, RegistrationVisit, registration.id)
    for table, owner in DEPENDENT_ROWS:
        db.execute(delete(table).where(col(owner) == registration.id))
    delete_letters(db, registration.id)
    db.delete(registration)
    db.flush()
    empty_log_after_commit(db)


def close_and_erase(db: Session, after: UUID | None = None) -> UUID | None:
    """Close what is over, erase what ended long ago, and what an earlier version left of those who were erased.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    day, settings = local_today(db), settings_of(db)
    returning = select(GroupSession.group_id).where(GroupSession.planned(), col(GroupSession.is_return))
    comes_back = and_(col(Registration.state) == RegistrationState.COMPLETED, col(Registration.group_id).in_(returning))
    to_call = select(Conversation.registration_id).where(Conversation.open())
    still = comes_back | col(Registration.id).in_(to_call)
    left_before = col(Registration.left_on) < day - timedelta(days=settings.after_group_days)
    done = and_(col(Registration.state).in_(AFTER_GROUP), left_before, ~still)
    ended_before = col(Registration.ended_on) < day - timedelta(days=settings.ended_registration_days)
    never_came = col(Registration.received_on) < day - arrivals.PARKED_FOR
    forgotten = and_(col(Registration.state) == RegistrationState.PARKED, never_came)
    erased = col(Registration.state) == RegistrationState.ERASED
    people = lock_batch(db, Registration, or_(done, ended_before, forgotten, erased), after=after)
    # checked again under the lock: the transaction that held them may have recorded consent to aftercare
    called = set(db.exec(to_call.where(col(Conversation.registration_id).in_(ids_of(people)))))
    for one in people:
        if one.state is RegistrationState.ERASED:
            _delete(db, one)
        elif one.ended_on or one.is_parked:
            erase(db, one)
        elif one.id not in called:
            change_state(db, one, RegistrationState.CLOSED, ended_on=day)
    return batch_cursor(people)


def return_to_list(db: Session, registration: Registration, message: str) -> None:
    """Return to the old place on the list, with a message."""
    entered = registration.entered_on or local_today(db)
    change_state(db, registration, RegistrationState.POOL, entered_on=entered)
    seal(db, registration, sealed_team_message=message or None)
    db.add(registration)
    notifications.notify(db, [registration], Notification.BACK_ON_LIST, registration.id, registration.offer_count)
