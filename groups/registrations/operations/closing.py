"""A registration comes to its end: withdrawn, ended by a colleague, after a loss, closed, erased."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, or_
from sqlmodel import Session, col, select

import facts
from facts import Fact
from foundation.data_keys import destroy_key, seal
from foundation.database import keys_of, leave_nothing, settings_of
from foundation.local_time import local_today
from foundation.receipts import end_visits_of, mac_of, new_nonce
from foundation.rows import hold_some, ids_of, last_of
from groups.contact.operations import errands, notifications
from groups.models import (
    AFTERWARDS,
    SIDE,
    Attendance,
    Bond,
    Call,
    ContactReveal,
    CopyRequest,
    Errand,
    GroupSession,
    News,
    PrivateWord,
    Registration,
    RegistrationState,
    RegistrationVisit,
)
from groups.registrations.operations.lifecycle import move
from mail.delivery import forget_letters

HANG_ON_IT: list[tuple[Any, Any]] = [
    (Call, Call.registration_id),
    (Errand, Errand.registration_id),
    (Bond, Bond.first_id),
    (Bond, Bond.second_id),
    (PrivateWord, PrivateWord.registration_id),
    (Attendance, Attendance.registration_id),
    (CopyRequest, CopyRequest.registration_id),
    (ContactReveal, ContactReveal.registration_id),
]
"""What goes with a registration when it is erased, and whose it is."""
SEALED = (
    "sealed_name",
    "sealed_contact",
    "sealed_wishes",
    "sealed_circle",
    "sealed_words",
    "sealed_facts",
    "sealed_left",
    "sealed_goal",
)


def end(db: Session, registration: Registration, becomes: RegistrationState) -> None:
    """It comes to nothing more; the clock of keeping starts."""
    move(db, registration, becomes, ended_on=local_today(db), hold_until=None)
    facts.count(db, Fact.REGISTRATION_ENDED)


def withdraw(db: Session, registration: Registration) -> None:
    """The person withdraws."""
    end(db, registration, RegistrationState.WITHDRAWN)


def note_death(db: Session, registration: Registration) -> None:
    """The person it was about has died: everything that waits for them ends; the page says where to go with grief."""
    end(db, registration, RegistrationState.DECEASED)


def tell_of_death(db: Session, registration: Registration, wants_call: bool) -> None:
    """The same, said by the person with the code: the team reads it on the list by hand, and whether to call."""
    note_death(db, registration)
    errands.note_errand(db, registration, News.LOSS, registration.id, revision=int(wants_call))


def erase(db: Session, registration: Registration) -> None:
    """Erase everything at once: the key is destroyed, so old copies cannot be read either; the code opens nothing."""
    ended = registration.ended_on or local_today(db)
    move(db, registration, RegistrationState.ERASED, ended_on=ended, facilitator_id=None)
    for table, owner in HANG_ON_IT:
        db.execute(delete(table).where(col(owner) == registration.id))
    for column in SEALED:
        setattr(registration, column, None)
    registration.code_mac = mac_of(keys_of(db), SIDE, new_nonce())
    db.add(registration)
    forget_letters(db, registration.id)
    destroy_key(db, registration.data_key_id)
    leave_nothing(db)
    end_visits_of(db, RegistrationVisit, registration.id)


def close(db: Session, after: UUID | None = None) -> UUID | None:
    """Close what is over, erase what ended long ago.

    Some of them, those that come after `after`; the last one, or None when there are no more.
    """
    day, settings = local_today(db), settings_of(db)
    returning = select(GroupSession.group_id).where(GroupSession.to_come(), col(GroupSession.is_return))
    comes_back = and_(col(Registration.state) == RegistrationState.COMPLETED, col(Registration.group_id).in_(returning))
    to_call = select(Call.registration_id).where(Call.is_to_come())
    still = comes_back | col(Registration.id).in_(to_call)
    left_before = col(Registration.left_on) < day - timedelta(days=settings.after_group_days)
    done = and_(col(Registration.state).in_(AFTERWARDS), left_before, ~still)
    ended_before = col(Registration.ended_on) < day - timedelta(days=settings.ended_registration_days)
    ended = and_(col(Registration.state) != RegistrationState.ERASED, ended_before)
    people = hold_some(db, Registration, or_(done, ended), after=after)
    # asked again now that they are held: whoever held them before may have said yes to a call
    called = set(db.exec(to_call.where(col(Call.registration_id).in_(ids_of(people)))))
    for one in people:
        if one.ended_on:
            erase(db, one)
        elif one.id not in called:
            move(db, one, RegistrationState.CLOSED, ended_on=day)
    return last_of(people)


def back_on_list(db: Session, registration: Registration, words: str) -> None:
    """Back where one was, with words to read there."""
    entered = registration.entered_on or local_today(db)
    move(db, registration, RegistrationState.POOL, entered_on=entered)
    seal(db, registration, sealed_words=words or None)
    db.add(registration)
    notifications.tell(db, [registration], News.BACK_ON_LIST, registration.id, registration.offers)
