"""One-on-one conversations: giving one a moment, another one, or none; reminding of it; handing it over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

import audit
from accounts.models import Staff
from audit import Action
from foundation.clock import now
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.rows import lock
from groups.look_day import local_today
from groups.models import (
    CALL_LIFECYCLE,
    Call,
    CallKind,
    CallState,
    Channel,
    ContactMode,
    News,
    Registration,
)
from groups.operations import news
from groups.operations.moving_calls import back, end, handled, require_open, together
from groups.operations.planning import plan
from groups.queries.calls import own_call
from groups.queries.openings import is_free, openings, who_could
from groups.queries.seats import group_of

TAKEN = N_("Somebody else has just taken this moment. Choose another one.")
IS_OVER = N_("This moment is over. Choose one that is still to come.")
NOT_FREE = N_("This colleague has something else at that moment.")
ONE_AT_A_TIME = N_("There is a conversation to come already. Hold it first, or let the person say no to it.")


def plan_another(db: Session, registration: Registration, kind: CallKind, by: Staff) -> Call:
    """A colleague plans one more conversation; one at a time. Raises `Refused`."""
    lock(db, registration)
    require(registration.handled_by(by, group_of(db, registration)))
    if not registration.may_talk:
        raise OutOfStep("it is over")
    if own_call(db, registration):
        raise Refused(ONE_AT_A_TIME)
    call = plan(db, registration, kind)
    audit.record(db, Action.CALL_PLANNED, call.id, by=by.id)
    return call


def choose(db: Session, call: Call, begins: datetime, channel: Channel) -> None:
    """The person takes a free moment, or another one. The same colleague stays.

    Raises `Refused` when it is free no more, `OutOfStep` for a conversation that is over.
    """
    registration = together(db, call)
    require_open(call)
    kept = call.facilitator_id if call.state is CallState.BOOKED else None
    could = [kept] if kept else who_could(db, registration)
    free = [
        one.facilitator_id for one in openings(db, could, channel, call.minutes, call.id) if one.begins_at == begins
    ]
    if not free:
        raise Refused(TAKEN)
    _book(db, call, free, begins, channel, TAKEN)
    news.tell(db, [registration], News.CALL, call.id, call.revision, by_hand=())


def book(db: Session, call: Call, begins: datetime, channel: Channel, facilitator: Staff, by: Staff) -> None:
    """A colleague gives it a moment, at any hour at which nothing else is. Raises `Refused`."""
    registration = handled(db, call, by)
    require_open(call)
    require(facilitator.is_facilitator and facilitator.ended_on is None)
    if begins <= now():
        raise Refused(IS_OVER)
    _book(db, call, [facilitator.id], begins, channel, NOT_FREE)
    news.tell(db, [registration], News.CALL, call.id, call.revision)
    audit.record(db, Action.CALL_BOOKED, call.id, by=by.id)


def see_number(db: Session, call: Call, by: Staff) -> None:
    """Around one's own booked call the number is seen without a reason; that it was, is noted."""
    require(call.shows_number_to(by))
    audit.record(db, Action.CALL_NUMBER_SEEN, call.id, by=by.id)


def let_go(db: Session, call: Call, by: Staff | None = None) -> None:
    """The moment goes, the conversation stays to be held; who did not do it is told."""
    registration = handled(db, call, by) if by else together(db, call)
    back(db, call)
    if by:
        news.tell(db, [registration], News.CALL, call.id, call.revision)
        audit.record(db, Action.CALL_CANCELLED, call.id, by=by.id)


def decline(db: Session, call: Call) -> None:
    """The person would rather not have it."""
    together(db, call)
    end(db, call, CallState.DECLINED)


def hand_over(db: Session, giver: Staff, taker: Staff) -> int:
    """What the one was to hold the other holds, at the same moment if nothing else is then; else it gets a new one."""
    theirs = (col(Call.facilitator_id) == giver.id, Call.is_to_come())
    moved = 0
    for call in db.exec(select(Call).where(*theirs).order_by(col(Call.id))).all():
        registration = together(db, call)
        if call.state is CallState.BOOKED and call.begins_at:
            if not is_free(db, taker.id, call.begins_at, call.minutes):
                back(db, call)
            news.tell(db, [registration], News.CALL, call.id, call.revision)
        call.facilitator_id = taker.id
        db.add(call)
        db.flush()
        moved += 1
    return moved


def remind(db: Session) -> None:
    """Tell everybody about the conversation of tomorrow, once. Nobody is called to be told of a call."""
    day = local_today(db)
    near = (Call.booked(), col(Call.day).between(day, day + timedelta(days=2)), col(Call.reminded) < col(Call.revision))
    with_person = select(Call, Registration).join(Registration, col(Registration.id) == Call.registration_id)
    for call, registration in db.exec(with_person.where(*near)).all():
        if call.begins_at and timedelta(0) < call.begins_at - now() <= news.REMINDED_AHEAD:
            by_hand = (ContactMode.MESSAGE,)
            news.tell(db, [registration], News.CALL_REMINDER, call.id, call.revision, by_hand)
            call.reminded = call.revision
            db.add(call)


def _book(db: Session, call: Call, could: Sequence[UUID], begins: datetime, channel: Channel, otherwise: str) -> None:
    """Hold the rows of the colleagues, look again, take the first who is free. Nobody is ever in two places."""
    rows = db.exec(
        select(Staff).where(col(Staff.id).in_(could)).order_by(col(Staff.id)).with_for_update(key_share=True)
    )
    rows.all()
    free = [who for who in could if is_free(db, who, begins, call.minutes, call.id)]
    if not free:
        raise Refused(otherwise)
    call.facilitator_id, call.channel = free[0], channel
    here = begins.astimezone(ZoneInfo(call.zone))
    call.day, call.starts, call.revision = here.date(), here.time(), call.revision + 1
    if call.state is CallState.PLANNED:
        CALL_LIFECYCLE.check(call.state, CallState.BOOKED)
        call.state = CallState.BOOKED
    if begins - now() <= news.REMINDED_AHEAD + timedelta(hours=1):
        call.reminded = call.revision
    registration = db.get_one(Registration, call.registration_id)
    if registration.facilitator_id is None:
        registration.facilitator_id = free[0]
        db.add(registration)
    db.add(call)
    db.flush()
