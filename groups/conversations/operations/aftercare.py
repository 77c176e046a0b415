"""Some weeks after a group: whether somebody would like to be called, and what follows from the call."""

from sqlmodel import Session, col, select

import audit
from accounts.models import Staff
from audit import Action
from foundation.data_keys import seal
from foundation.errors import OutOfStep, require
from foundation.rows import lock
from groups.conversations.forms import Holding
from groups.conversations.operations.planning import plan
from groups.conversations.queries.aftercare import next_day
from groups.lookups import group_of
from groups.models import AFTERWARDS, Call, CallKind, Outcome, Registration
from groups.registrations.operations import lifecycle


def say(db: Session, registration: Registration, wanted: bool, by: Staff | None = None) -> None:
    """Whether somebody would like it, by code or on the phone. Asked once; `OutOfStep` for a second time."""
    lock(db, registration)
    if by:
        require(registration.handled_by(by, group_of(db, registration)))
        audit.record(db, Action.AFTERCARE_ANSWERED, registration.id, by=by.id)
    if registration.state not in AFTERWARDS or registration.aftercare_asked:
        raise OutOfStep("it was said already, or there was no group")
    registration.aftercare_asked = True
    db.add(registration)
    if wanted:
        plan_next(db, registration)


def plan_next(db: Session, registration: Registration) -> None:
    """The next call, so many days after the last session somebody was in.

    None when all about this group were held, or a colleague has planned one already.
    """
    to_come = (col(Call.registration_id) == registration.id, col(Call.kind) == CallKind.AFTERCARE, Call.is_to_come())
    day = next_day(db, registration)
    if day and not db.exec(select(Call.id).where(*to_come)).first():
        plan(db, registration, CallKind.AFTERCARE, day)


def after(db: Session, registration: Registration, holding: Holding) -> None:
    """What follows from a call after the group: another group, words to go on with, one more call for who asks."""
    if holding.outcome is Outcome.ANOTHER_GROUP:
        lifecycle.once_more(db, registration)
        return
    if holding.outcome is Outcome.REFER:
        seal(db, registration, sealed_words=holding.words)
        db.add(registration)
    if holding.again:
        plan_next(db, registration)
