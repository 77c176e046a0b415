"""The few ways in which a conversation goes from state to state, with the person held first."""

from sqlmodel import Session

from accounts.models import Staff
from foundation.errors import OutOfStep, require
from foundation.local_time import local_today
from foundation.rows import lock, take
from groups.lookups import group_of
from groups.models import CALL_LIFECYCLE, Call, CallState, Registration

NO_MOMENT = {"day": None, "starts": None}


def together(db: Session, call: Call) -> Registration:
    """Hold the person, then the conversation: whoever ends the one waits for who changes the other."""
    registration = db.get_one(Registration, call.registration_id)
    lock(db, registration)
    lock(db, call)
    return registration


def handled(db: Session, call: Call, by: Staff) -> Registration:
    """The person, for a colleague who may do something with the conversation."""
    registration = together(db, call)
    require(registration.handled_by(by, group_of(db, registration)))
    return registration


def back(db: Session, call: Call, **also: object) -> None:
    """Its moment goes; it is still to be held. Raises `OutOfStep` when it has none."""
    if call.state is not CallState.BOOKED:
        raise OutOfStep("it has no moment")
    _take(db, call, CallState.PLANNED, **NO_MOMENT, **also)


def end(db: Session, call: Call, becomes: CallState, **also: object) -> None:
    """It is over today, in this way."""
    require_open(call)
    _take(db, call, becomes, **{"done_on": local_today(db), **also})


def require_open(call: Call) -> None:
    """Raise `OutOfStep` for one that is over."""
    if not call.is_open:
        raise OutOfStep("it is over")


def require_same(call: Call, seen: int) -> None:
    """Raise `OutOfStep` when the moment is another than who decides has seen."""
    if call.revision != seen:
        raise OutOfStep("it has another moment meanwhile")


def _take(db: Session, call: Call, becomes: CallState, **also: object) -> None:
    more = {"version": call.version + 1, "revision": call.revision + 1, **also}
    take(db, call, call.state, becomes, CALL_LIFECYCLE, **more)
