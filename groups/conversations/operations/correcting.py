"""What a conversation came to was tapped by mistake: what followed is taken back, and the right thing follows."""

from datetime import datetime, time

from sqlmodel import Session

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.data_keys import seal
from foundation.errors import OutOfStep
from foundation.local_time import local_moment
from groups.conversations.operations import preparing
from groups.conversations.operations.lifecycle import handled, require_same
from groups.conversations.queries.calls import about_call
from groups.conversations.queries.outcomes import has_moment, how_it_stands, outcomes_instead
from groups.models import Call, CallKind, Outcome, PreparingWhy, Registration, RegistrationState
from groups.registrations.operations import lifecycle
from groups.registrations.operations.lifecycle import move, void_calls


def put_right(db: Session, call: Call, outcome: Outcome, seen: int, by: Staff) -> None:
    """It came to `outcome` after all. Raises `OutOfStep` when things have gone on since, or it changed meanwhile."""
    registration = handled(db, call, by)
    require_same(call, seen)
    if outcome not in outcomes_instead(db, call, registration) or has_moment(db, registration):
        raise OutOfStep("things have gone on since")
    if call.outcome is Outcome.PREPARATION:
        _never_began(db, call, registration)
    elif call.outcome is Outcome.NOT_NOW:
        move(db, registration, RegistrationState.POOL, hold_until=None)
    call.outcome, call.revision = outcome, call.revision + 1
    db.add(call)
    db.flush()
    if outcome is Outcome.PREPARATION:
        preparing.begin(db, registration, PreparingWhy.NOT_READY, by, at=_of(call))
    elif outcome is Outcome.NOT_NOW:
        move(db, registration, RegistrationState.ON_HOLD, hold_until=None)
    elif outcome is Outcome.ANOTHER_GROUP:
        lifecycle.once_more(db, registration, since=call.done_on)
    note_what_it_led_to(db, call, registration)
    audit.record(db, Action.CALL_PUT_RIGHT, call.id, by=by.id)


def note_what_it_led_to(db: Session, call: Call, registration: Registration) -> None:
    """Keep, sealed, how things stand by it: as long as they stand so, it can be put right."""
    seal(
        db,
        call,
        sealed_about=about_call(db, call).model_copy(update={"led_to": how_it_stands(registration)}).model_dump_json(),
    )
    db.add(call)


def _of(call: Call) -> datetime | None:
    """The day it was held: what is counted, and counted back, belongs to that month."""
    return local_moment(call.done_on, time(12), call.zone) if call.done_on else None


def _never_began(db: Session, call: Call, registration: Registration) -> None:
    """The preparation goes as if it had not been begun, uncounted; the goal that somebody wrote is kept."""
    registration.preparing, registration.preparing_why = None, None
    db.add(registration)
    db.flush()
    void_calls(db, registration, (CallKind.PREPARATION,))
    facts.count(db, Fact.PREPARING_BEGUN, -1, at=_of(call))
