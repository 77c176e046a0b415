"""Pausing what a member writes, and ending a membership: by one colleague, looked at by another."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

import audit
from accounts.forms import Restricting
from accounts.models import Member, Restriction, RestrictionKind, RestrictionReason, Staff
from accounts.operations import sign_ins
from audit import Action
from foundation.clock import now, today
from foundation.data_keys import destroy_keys, make_key, seal
from foundation.database import settings_of
from foundation.errors import OutOfStep, require
from foundation.rows import batch_cursor, lock, lock_batch

LONGEST_REASON = max(len(one.value) for one in RestrictionReason)
"""All are sealed alike, or the length of what is sealed would tell."""
REVIEW_WORKING_DAYS = 5
KEPT_FOR = timedelta(days=365)
ACTIONS = {RestrictionKind.PAUSE: Action.MEMBER_PAUSED, RestrictionKind.END: Action.MEMBER_ENDED}


def restrict(db: Session, member: Member, given: Restricting, by: Staff) -> Restriction:
    """Pause or end, with words for the member: at once to stop danger or while somebody is on duty, else when they are.

    Raises `OutOfStep` when the membership has ended already.
    """
    require(by.is_moderator or by.is_coordinator)
    lock(db, member)
    if member.ended_on is not None:
        raise OutOfStep("the membership has ended")
    begins = now() if given.is_danger else _next_duty(db)
    restriction = Restriction(
        member_id=member.id,
        staff_id=by.id,
        kind=given.kind,
        data_key_id=make_key(db),
        begins_at=begins,
        ends_at=begins + timedelta(days=given.days) if given.kind is RestrictionKind.PAUSE else None,
        review_by=_in_working_days(db, REVIEW_WORKING_DAYS),
    )
    seal(db, restriction, sealed_reason=given.reason.value.ljust(LONGEST_REASON), sealed_message=given.message)
    db.add(restriction)
    audit.record(db, ACTIONS[given.kind], restriction.id, by=by.id)
    if begins <= now():
        _begin(db, restriction, member)
    return restriction


def begin_due(db: Session, after: UUID | None = None) -> UUID | None:
    """Begin what was to begin in duty hours, now that they are there; the last one, or None when there are no more."""
    due = (Restriction.standing(), ~col(Restriction.has_begun), col(Restriction.begins_at) <= now())
    some = lock_batch(db, Restriction, *due, after=after)
    for restriction in some:
        member = db.get_one(Member, restriction.member_id)
        lock(db, member)
        _begin(db, restriction, member)
    return batch_cursor(some)


def lift(db: Session, restriction: Restriction, by: Staff) -> None:
    """It holds no longer. Raises `OutOfStep` when it does not already."""
    require(by.is_moderator or by.is_coordinator)
    member = db.get_one(Member, restriction.member_id)
    lock(db, member)
    lock(db, restriction)
    if not restriction.is_standing:
        raise OutOfStep("it is over")
    restriction.lifted_on = _today(db)
    db.add(restriction)
    if restriction.is_end:
        member.ended_on = None
    _settle(db, member)
    audit.record(db, Action.RESTRICTION_LIFTED, restriction.id, by=by.id)


def confirm(db: Session, restriction: Restriction, by: Staff, is_alone: bool) -> None:
    """Another colleague looked and finds it right. Raises `OutOfStep` when it is over or somebody did."""
    require(restriction.reviewable_by(by, is_alone))
    lock(db, restriction)
    if not restriction.is_standing or restriction.reviewed_on is not None:
        raise OutOfStep("a colleague was faster")
    restriction.reviewed_on, restriction.reviewer_id = _today(db), by.id
    db.add(restriction)
    audit.record(db, Action.RESTRICTION_REVIEWED, restriction.id, by=by.id)


def purge(db: Session) -> None:
    """Forget what was over a year ago, and the words with it."""
    long_ago = now() - KEPT_FOR
    over = or_(col(Restriction.lifted_on) < long_ago.date(), col(Restriction.ends_at) < long_ago)
    destroy_keys(db, select(col(Restriction.data_key_id)).where(over))
    db.execute(delete(Restriction).where(over), execution_options={"synchronize_session": False})


def _begin(db: Session, restriction: Restriction, member: Member) -> None:
    restriction.has_begun = True
    db.add(restriction)
    _settle(db, member)


def _settle(db: Session, member: Member) -> None:
    """What holds for a member follows from the restrictions that do."""
    db.flush()
    mine = (col(Restriction.member_id) == member.id, Restriction.holding())
    holding = db.exec(select(Restriction).where(*mine)).all()
    member.may_write_from = max((one.ends_at for one in holding if one.ends_at), default=None)
    if any(one.is_end for one in holding):
        member.ended_on = member.ended_on or _today(db)
        sign_ins.end_others(db, member)
    db.add(member)


def _next_duty(db: Session) -> datetime:
    period = settings_of(db).duty.next_period(now())
    return max(now(), period.begins) if period else now()


def _in_working_days(db: Session, number: int) -> date:
    day, duty = _today(db), settings_of(db).duty
    for _ in range(number * 7):
        day += timedelta(days=1)
        number -= duty.is_working_day(day)
        if number == 0:
            break
    return day


def _today(db: Session) -> date:
    return today(settings_of(db).time_zone)
