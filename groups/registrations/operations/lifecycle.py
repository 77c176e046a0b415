"""The only way a registration changes state, whatever the page."""

from datetime import date, datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

import facts
from facts import Fact
from foundation.data_keys import seal
from foundation.errors import OutOfStep
from foundation.local_time import local_today
from foundation.rows import transition
from groups.conversation_lifecycle import cancel_all
from groups.models import (
    AFTER_GROUP,
    REGISTRATION_LIFECYCLE,
    SEATED,
    WAITING,
    Attendance,
    ContactTask,
    ConversationKind,
    GroupSession,
    PreparationState,
    Registration,
    RegistrationState,
)
from groups.registrations.queries.appointments import remaining_appointments

WITHOUT_SEAT = {"group_id": None, "offer_expires_at": None, "agreed_on": None}


def change_state(db: Session, registration: Registration, to_state: RegistrationState, **changes: object) -> None:
    """Change its state. Without a seat from this moment on, nothing about the seat stays pending.

    Raises `OutOfStep` when it is in that state already, or somebody was faster.
    """
    if registration.state is to_state:
        raise OutOfStep("it is so already")
    if to_state not in (*SEATED, *AFTER_GROUP):
        changes = {**WITHOUT_SEAT, **changes}
    if to_state in PREPARATION_ENDINGS and registration.preparation is PreparationState.RUNNING:
        came_to, fact = PREPARATION_ENDINGS[to_state]
        changes = {**changes, "preparation": came_to}
        facts.count(db, fact)
    gives_up = registration.is_participating and to_state not in (*SEATED, RegistrationState.COMPLETED)
    left = remaining_appointments(db, registration) if gives_up else None
    version = registration.version + 1
    transition(db, registration, registration.state, to_state, REGISTRATION_LIFECYCLE, version=version, **changes)
    if gives_up:
        _clear_upcoming_attendance(db, registration)
    if gives_up and to_state is not RegistrationState.ERASED:
        seal(db, registration, sealed_left_appointments=left)
        db.add(registration)
    if to_state in CANCELS_CONVERSATIONS:
        cancel_all(db, registration.id, CANCELS_CONVERSATIONS[to_state])
    if not registration.is_open:
        undone = (col(ContactTask.registration_id) == registration.id, col(ContactTask.done_on).is_(None))
        db.execute(delete(ContactTask).where(*undone), execution_options={"synchronize_session": False})


def park(registration: Registration, turn_at: datetime) -> None:
    """A stranger came when too many did: they are not in yet, and may come in from that moment on."""
    registration.state, registration.turn_at = RegistrationState.PARKED, turn_at


def _clear_upcoming_attendance(db: Session, registration: Registration) -> None:
    """Excuses for sessions to come are cleared with the seat: whoever takes it again is expected."""
    theirs, coming = col(Attendance.registration_id) == registration.id, select(GroupSession.id)
    to_come = col(Attendance.session_id).in_(coming.where(GroupSession.planned()))
    db.execute(delete(Attendance).where(theirs, to_come), execution_options={"synchronize_session": False})


_OVER_STATES = [state for state in RegistrationState if state not in (*WAITING, *SEATED, *AFTER_GROUP)]
PREPARATION_ENDINGS = {
    **dict.fromkeys(_OVER_STATES, (PreparationState.STOPPED, Fact.PREPARATION_STOPPED)),
    RegistrationState.REFERRED: (PreparationState.REFERRED, Fact.PREPARATION_REFERRED),
    RegistrationState.PLACED: (PreparationState.TO_GROUP, Fact.PREPARATION_TO_GROUP),
}
"""How a preparation in progress ends by itself, once the person has a seat or the registration is over."""
CANCELS_CONVERSATIONS: dict[RegistrationState, tuple[ConversationKind, ...]] = {
    RegistrationState.POOL: (ConversationKind.AFTERCARE,),
    RegistrationState.PLACED: (ConversationKind.CHECK_IN, ConversationKind.PREPARATION),
    **dict.fromkeys(_OVER_STATES, tuple(ConversationKind)),
}
"""Conversations that make no sense once the person waits anew, has a seat, or the registration is over."""


def end_expired_holds(db: Session) -> None:
    """Return those whose pause is over to the list."""
    over = (col(Registration.state) == RegistrationState.ON_HOLD, col(Registration.hold_until) <= local_today(db))
    back = {"state": RegistrationState.POOL, "hold_until": None, "version": Registration.version + 1}
    db.execute(update(Registration).where(*over).values(**back), execution_options={"synchronize_session": False})


def rejoin_waiting_list(db: Session, registration: Registration, since: date | None = None) -> None:
    """Join the list for another group: from today, or from the day it was asked.

    Raises `OutOfStep` before the group is over.
    """
    if registration.state not in AFTER_GROUP:
        raise OutOfStep("there was no group")
    entered = since or local_today(db)
    anew: dict[str, object] = {"entered_on": entered, "left_on": None, "gave_feedback": False, "unanswered_offers": 0}
    anew |= {"aftercare_answered": False}
    change_state(db, registration, RegistrationState.POOL, **anew)
