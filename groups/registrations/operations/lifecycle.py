"""The one way in which a registration goes from state to state, whatever the screen."""

from datetime import date

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

import facts
from facts import Fact
from foundation.data_keys import seal
from foundation.errors import OutOfStep
from foundation.local_time import local_today
from foundation.rows import take
from groups.models import (
    AFTERWARDS,
    HOLD_A_SEAT,
    REGISTRATION_LIFECYCLE,
    WAITING,
    Attendance,
    Call,
    CallKind,
    CallState,
    Errand,
    GroupSession,
    PeerGroup,
    Preparing,
    Registration,
    RegistrationState,
)
from groups.registrations.queries.appointments import what_is_left

NO_SEAT = {"group_id": None, "offer_until": None, "agreed_on": None}


def move(db: Session, registration: Registration, becomes: RegistrationState, **also: object) -> None:
    """Move it on. Whoever has no seat any more has none from this very moment, and nothing waits to be brought.

    Raises `OutOfStep` when it is so already, or somebody was faster.
    """
    if registration.state is becomes:
        raise OutOfStep("it is so already")
    if becomes not in (*HOLD_A_SEAT, *AFTERWARDS):
        also = {**NO_SEAT, **also}
    if becomes in ENDS_PREPARATION and registration.preparing is Preparing.RUNNING:
        came_to, fact = ENDS_PREPARATION[becomes]
        also = {**also, "preparing": came_to}
        facts.count(db, fact)
    gives_up = registration.takes_part and becomes not in (*HOLD_A_SEAT, RegistrationState.COMPLETED)
    left = what_is_left(db, registration) if gives_up else None
    version = registration.version + 1
    take(db, registration, registration.state, becomes, REGISTRATION_LIFECYCLE, version=version, **also)
    if gives_up:
        _comes_no_more(db, registration)
    if gives_up and becomes is not RegistrationState.ERASED:
        seal(db, registration, sealed_left=left)
        db.add(registration)
    if becomes in VOIDS_CALLS:
        void_calls(db, registration, VOIDS_CALLS[becomes])
    if not registration.is_open:
        undone = (col(Errand.registration_id) == registration.id, col(Errand.done_on).is_(None))
        db.execute(delete(Errand).where(*undone), execution_options={"synchronize_session": False})


def _comes_no_more(db: Session, registration: Registration) -> None:
    """What was said of sessions to come goes with the seat: whoever takes it again is expected."""
    theirs, coming = col(Attendance.registration_id) == registration.id, select(GroupSession.id)
    to_come = col(Attendance.session_id).in_(coming.where(GroupSession.to_come()))
    db.execute(delete(Attendance).where(theirs, to_come), execution_options={"synchronize_session": False})


_OVER = [state for state in RegistrationState if state not in (*WAITING, *HOLD_A_SEAT, *AFTERWARDS)]
ENDS_PREPARATION = {
    **dict.fromkeys(_OVER, (Preparing.STOPPED, Fact.PREPARING_STOPPED)),
    RegistrationState.REFERRED: (Preparing.REFERRED, Fact.PREPARING_REFERRED),
    RegistrationState.PLACED: (Preparing.TO_GROUP, Fact.PREPARING_TO_GROUP),
}
"""What a preparation that is under way comes to by itself once somebody has a seat, or it is over."""
VOIDS_CALLS: dict[RegistrationState, tuple[CallKind, ...]] = {
    RegistrationState.POOL: (CallKind.AFTERCARE,),
    RegistrationState.PLACED: (CallKind.BRIDGE, CallKind.PREPARATION),
    **dict.fromkeys(_OVER, tuple(CallKind)),
}
"""Conversations that make no sense any more once somebody waits anew, has a seat, or it is over."""


def void_calls(db: Session, registration: Registration, kinds: tuple[CallKind, ...]) -> None:
    """What of these kinds is to come does not come any more."""
    open_ones = (col(Call.registration_id) == registration.id, col(Call.kind).in_(kinds), Call.is_to_come())
    changed = {"state": CallState.CANCELLED, "version": Call.version + 1, "revision": Call.revision + 1}
    db.execute(update(Call).where(*open_ones).values(**changed), execution_options={"synchronize_session": "fetch"})


def require_seen(row: Registration | PeerGroup, version: int) -> None:
    """Raise `OutOfStep` when what somebody decided about has changed since they looked."""
    if version != row.version:
        raise OutOfStep("a colleague was faster")


def once_more(db: Session, registration: Registration, since: date | None = None) -> None:
    """Another group after this one: on the list from today, or the day it was said.

    Raises `OutOfStep` for who is not there yet.
    """
    if registration.state not in AFTERWARDS:
        raise OutOfStep("there was no group")
    entered = since or local_today(db)
    anew: dict[str, object] = {"entered_on": entered, "left_on": None, "looked_back": False, "unanswered": 0}
    anew |= {"aftercare_asked": False}
    move(db, registration, RegistrationState.POOL, **anew)
