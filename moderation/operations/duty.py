"""The rota: taking a half-day on, giving it back, and doing a week like the one before."""

from datetime import date, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.clock import now, today
from foundation.database import settings_of
from foundation.duty import HalfDay
from foundation.errors import Refused, require
from foundation.language import N_
from moderation.models import DutyTurn
from moderation.queries.duty import AHEAD, eligible_moderators, turns_in

TAKEN = N_("Somebody else got there first: this half-day is taken.")
NO_DUTY = N_("There is no duty slot at that time, or it is over.")
CANNOT = N_("This colleague is not a moderator.")


def assign_turn(db: Session, half: HalfDay, staff_id: object, by: Staff) -> DutyTurn:
    """Assign a moderator: oneself, or anybody as a coordinator. Raises `Refused` when it is taken, or over."""
    require(by.is_coordinator or (by.is_moderator and by.id == staff_id))
    if not _can_be_taken(db, half):
        raise Refused(NO_DUTY)
    staff = next((one for one in eligible_moderators(db) if one.id == staff_id), None)
    if staff is None:
        raise Refused(CANNOT)
    if turns_in(db, half.day, half.day).get((half.day, half.half)):
        raise Refused(TAKEN)
    _delete_void_turns(db, half.day, half.day)
    turn = DutyTurn(day=half.day, half=half.half, staff_id=staff.id)
    db.add(turn)
    db.flush()
    return turn


def release_turn(db: Session, turn: DutyTurn, by: Staff) -> None:
    """The half-day is nobody's again."""
    require(turn.removable_by(by))
    db.delete(turn)


def copy_previous_week(db: Session, monday: date, by: Staff) -> int:
    """Whoever had a half-day the week before has it in this week too, where it is empty. How many were filled."""
    require(by.is_coordinator)
    sunday, before, duty = monday + timedelta(days=6), timedelta(days=7), settings_of(db).duty
    had, has = turns_in(db, monday - before, sunday - before), turns_in(db, monday, sunday)
    filled = [
        DutyTurn(day=half.day, half=half.half, staff_id=had[half.day - before, half.half].staff_id)
        for number in range(7)
        for half in duty.half_days(monday + timedelta(days=number))
        if (half.day - before, half.half) in had and (half.day, half.half) not in has and _can_be_taken(db, half)
    ]
    _delete_void_turns(db, monday, sunday)
    db.add_all(filled)
    return len(filled)


def _can_be_taken(db: Session, half: HalfDay) -> bool:
    return half.ends > now() and half.day <= today(settings_of(db).time_zone) + AHEAD


def purge(db: Session) -> None:
    """What is long over tells nobody anything."""
    db.execute(delete(DutyTurn).where(col(DutyTurn.day) < today(settings_of(db).time_zone) - AHEAD))


def _delete_void_turns(db: Session, first: date, last: date) -> None:
    """Half-days of colleagues who left or no longer moderate: the rota shows them as empty."""
    able = select(Staff.id).where(col(Staff.moderates), Staff.is_active)
    void = (col(DutyTurn.day).between(first, last), col(DutyTurn.staff_id).not_in(able))
    db.execute(delete(DutyTurn).where(*void))
