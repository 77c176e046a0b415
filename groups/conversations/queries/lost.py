"""Conversations that did not come about: given up, declined, or at a moment that went."""

from datetime import datetime

from sqlmodel import Session, col, select

from foundation.clock import now
from groups.models import AFTERWARDS, Call, CallKind, CallState, Registration, RegistrationState


def last_lost(db: Session, registration: Registration) -> Call | None:
    """A conversation that was given up or declined, as long as none was held: it can be asked for once more."""
    theirs = (
        col(Call.registration_id) == registration.id,
        col(Call.state).in_((CallState.GIVEN_UP, CallState.DECLINED)),
    )
    if registration.talked_on or not registration.is_open:
        return None
    return db.exec(select(Call).where(*theirs).order_by(col(Call.revision).desc()).limit(1)).first()


def lost_moment(db: Session, registration: Registration) -> datetime | None:
    """A moment still ahead at which there is no conversation after all; None when another one has a moment."""
    theirs = col(Call.registration_id) == registration.id
    gone = (theirs, col(Call.state).in_((CallState.PLANNED, CallState.CANCELLED)), col(Call.was_at) > now())
    if db.exec(select(Call.id).where(theirs, Call.booked()).limit(1)).first():
        return None
    return db.exec(select(Call.was_at).where(*gone).order_by(col(Call.was_at)).limit(1)).first()


def was_missed_afterwards(db: Session, registration: Registration) -> bool:
    """Was the last call after a group given up, because nobody answered?"""
    if registration.state not in (*AFTERWARDS, RegistrationState.CLOSED):
        return False
    theirs = (col(Call.registration_id) == registration.id, col(Call.kind) == CallKind.AFTERCARE)
    over = select(Call.state).where(*theirs, col(Call.done_on).is_not(None)).order_by(col(Call.done_on).desc())
    return db.exec(over.limit(1)).first() is CallState.GIVEN_UP
