"""One-to-one preparation: a few conversations with a goal the person names, and how it ends."""

from datetime import datetime

from sqlmodel import Session

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.data_keys import seal
from foundation.errors import OutOfStep, require
from foundation.local_time import local_today
from foundation.rows import lock
from groups.conversations.forms import EndingPreparation
from groups.conversations.operations.planning import plan
from groups.conversations.queries.calls import own_call
from groups.lookups import group_of
from groups.models import PREPARING_LIFECYCLE, CallKind, Preparing, PreparingWhy, Registration, RegistrationState
from groups.registrations.operations import closing
from groups.registrations.operations.lifecycle import move, void_calls

ENDED_AS = {
    Preparing.TO_GROUP: Fact.PREPARING_TO_GROUP,
    Preparing.ENOUGH: Fact.PREPARING_ENOUGH,
    Preparing.REFERRED: Fact.PREPARING_REFERRED,
    Preparing.STOPPED: Fact.PREPARING_STOPPED,
}


def begin(db: Session, registration: Registration, why: PreparingWhy, by: Staff, at: datetime | None = None) -> None:
    """It begins, and its first conversation is to get a moment; counted in the month of `at`, or now.

    Raises `OutOfStep` when it is under way.
    """
    lock(db, registration)
    require(registration.handled_by(by, group_of(db, registration)))
    if registration.preparing is Preparing.RUNNING or not registration.is_waiting:
        raise OutOfStep("it is under way, or there is nothing to prepare for")
    if registration.preparing:
        PREPARING_LIFECYCLE.check(registration.preparing, Preparing.RUNNING)
    registration.preparing, registration.preparing_why = Preparing.RUNNING, why
    db.add(registration)
    db.flush()
    if own_call(db, registration) is None:
        plan(db, registration, CallKind.PREPARATION)
    facts.count(db, Fact.PREPARING_BEGUN, at=at)
    audit.record(db, Action.PREPARING_CHANGED, registration.id, by=by.id)


def name_goal(db: Session, registration: Registration, goal: str, by: Staff | None = None) -> None:
    """What the person hopes to find in it, in their own words, by code or on the phone."""
    lock(db, registration)
    if by:
        require(registration.handled_by(by, group_of(db, registration)))
    if registration.preparing is not Preparing.RUNNING:
        raise OutOfStep("nothing is being prepared")
    seal(db, registration, sealed_goal=goal or None)
    db.add(registration)


def end(db: Session, registration: Registration, ending: EndingPreparation, by: Staff) -> None:
    """It ends: to a group, because it was enough, elsewhere, or it is stopped. All that hangs on that follows."""
    lock(db, registration)
    require(registration.handled_by(by, group_of(db, registration)))
    becomes = Preparing(ending.came_to.value)
    if registration.preparing is not Preparing.RUNNING:
        raise OutOfStep("it has ended")
    PREPARING_LIFECYCLE.check(registration.preparing, becomes)
    registration.preparing = becomes
    db.add(registration)
    db.flush()
    void_calls(db, registration, (CallKind.PREPARATION,))
    if becomes is Preparing.ENOUGH:
        move(db, registration, RegistrationState.CLOSED, ended_on=local_today(db), hold_until=None)
    elif becomes is Preparing.REFERRED:
        closing.end(db, registration, RegistrationState.REFERRED)
        seal(db, registration, sealed_words=ending.where)
        db.add(registration)
    facts.count(db, ENDED_AS[becomes])
    audit.record(db, Action.PREPARING_CHANGED, registration.id, by=by.id)
