"""One-on-one conversations: giving one a moment, another one, or none; reminding of it; handing it over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

import audit
from accounts.models import Staff
from audit import Action
from foundation.clock import now
from foundation.data_keys import load_keys, unseal_fields
from foundation.database import settings_of
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.rows import hold_some, last_of, lock
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
from groups.models.local import is_on_the_clock
from groups.operations import news
from groups.operations.moving_calls import back, end, handled, require_open, require_same, together
from groups.operations.planning import plan, require_room, usual_channel
from groups.queries.calls import is_safe_at, last_lost, own_call
from groups.queries.moments import CALLED, SILENT, possible, ways_of, who_may_hold
from groups.queries.openings import hold_colleagues, is_free, who_could, works_at
from groups.queries.seats import group_of

TAKEN = N_("Somebody else has just taken this moment. Choose another one.")
IS_OVER = N_("This moment is over. Choose one that is still to come.")
NO_SUCH_HOUR = N_("The clock goes forward in that night: this hour does not exist. Choose another one.")
NOT_CALLED = N_("This person does not want to be called. Choose another way, or ask in the messages first.")
NO_NUMBER = N_("We have no number of this person. Choose another way, or ask for one first.")
NOT_SAFE = N_("This person did not name that hour as safe. Choose another one, or tick that you agreed on it.")
NOT_WORKING = N_("This colleague does not work then. Choose another hour, or tick that you agreed on it.")
NOT_FREE = N_("This colleague has something else at that moment.")
ONE_AT_A_TIME = N_("There is a conversation to come already. Hold it first, or let the person say no to it.")


def plan_another(db: Session, registration: Registration, kind: CallKind, by: Staff) -> Call:
    """A colleague plans one more conversation; one at a time. Raises `Refused`."""
    lock(db, registration)
    require(registration.handled_by(by, group_of(db, registration)))
    if not registration.may_be_called or (kind is CallKind.INTRODUCTORY and not registration.is_waiting):
        raise OutOfStep("it is over, or it was held")
    if own_call(db, registration):
        raise Refused(ONE_AT_A_TIME)
    if kind is CallKind.PREPARATION:
        require_room(db, registration)
    call = plan(db, registration, kind)
    audit.record(db, Action.CALL_PLANNED, call.id, by=by.id)
    return call


def ask_again(db: Session, registration: Registration) -> None:
    """The person would like the conversation after all. Raises `OutOfStep` when one is to come, or was held."""
    lock(db, registration)
    lost = last_lost(db, registration)
    if lost is None or own_call(db, registration):
        raise OutOfStep("there is nothing to ask again")
    if lost.state is CallState.DECLINED:
        db.delete(lost)
    plan(db, registration, CallKind.INTRODUCTORY)


def choose(db: Session, call: Call, begins: datetime, channel: Channel) -> None:
    """The person takes a free moment, or another one. The same colleague stays.

    Raises `Refused` when it is free no more, `OutOfStep` for a conversation that is over.
    """
    registration = together(db, call)
    require_open(call)
    could = who_may_hold(db, registration, call)
    hold_colleagues(db, could)
    contact = unseal_fields(db, registration, "sealed_contact")
    free = [one.facilitator_id for one in possible(db, call, could, channel, contact) if one.begins_at == begins]
    if not free:
        raise Refused(TAKEN)
    _book(db, call, registration, free[0], begins, channel, was_agreed=True)
    news.tell(db, [registration], News.CALL_CHOSEN, call.id, by_hand=())


def book(
    db: Session,
    call: Call,
    begins: datetime,
    channel: Channel,
    facilitator: Staff,
    by: Staff,
    anyway: bool = False,
) -> None:
    """A colleague gives it a moment, at any hour at which nothing else is. Who holds it looks after the person.

    Raises `Refused`; an hour that is not safe, or at which the colleague does not work, only when it was agreed all
    the same (`anyway`). A moment so near that the person cannot know of it is not one that was agreed.
    """
    registration = handled(db, call, by)
    require_open(call)
    if not is_on_the_clock(begins):
        raise Refused(NO_SUCH_HOUR)
    if begins <= now():
        raise Refused(IS_OVER)
    hold_colleagues(db, [facilitator.id])
    db.refresh(facilitator)
    require(facilitator.is_facilitator and facilitator.ended_on is None and facilitator.enrolled_on is not None)
    if not is_free(db, facilitator.id, begins, call.minutes, call.id):
        raise Refused(NOT_FREE)
    contact = unseal_fields(db, registration, "sealed_contact")
    if channel is Channel.PHONE and contact.get("mode") in SILENT:
        raise Refused(NOT_CALLED)
    if channel is Channel.PHONE and not contact.get("phone"):
        raise Refused(NO_NUMBER)
    if not anyway and channel in CALLED and is_safe_at(contact, begins, call.minutes) is False:
        raise Refused(NOT_SAFE)
    if not anyway and not works_at(db, facilitator.id, begins, call.minutes):
        raise Refused(NOT_WORKING)
    is_known = begins - now() >= timedelta(hours=settings_of(db).call_notice_hours)
    _book(db, call, registration, facilitator.id, begins, channel, was_agreed=is_known)
    news.tell(db, [registration], News.CALL, call.id, call.revision)
    audit.record(db, Action.CALL_BOOKED, call.id, by=by.id)


def see_number(db: Session, call: Call, by: Staff) -> None:
    """Around one's own booked call the number is seen without a reason; that it was, is noted."""
    require(call.shows_number_to(by))
    audit.record(db, Action.CALL_NUMBER_SEEN, call.id, by=by.id)


def let_go(db: Session, call: Call, seen: int, by: Staff | None = None) -> None:
    """The moment goes, the conversation stays to be held; who did not do it is told. `seen`: its revision then."""
    registration = handled(db, call, by) if by else together(db, call)
    require_same(call, seen)
    back(db, call)
    if by:
        news.tell(db, [registration], News.CALL, call.id, call.revision)
        audit.record(db, Action.CALL_CANCELLED, call.id, by=by.id)


def decline(db: Session, call: Call) -> None:
    """The person would rather not have it."""
    together(db, call)
    end(db, call, CallState.DECLINED)


def fit_again(db: Session, registration: Registration) -> None:
    """The person can be reached in other ways or hours now: a moment that fits no more goes, kindly for both."""
    call = own_call(db, registration)
    if call is None:
        return
    together(db, call)
    contact = unseal_fields(db, registration, "sealed_contact")
    who = [call.facilitator_id] if call.facilitator_id else who_could(db, registration)
    fits = call.channel in ways_of(db, who, contact)
    if call.state is CallState.BOOKED and not (fits and _is_safe(call, contact)):
        back(db, call)
    if not fits:
        call.channel = usual_channel(contact)
        db.add(call)


def _is_safe(call: Call, contact: Mapping[str, Any]) -> bool:
    begins = call.begins_at
    return call.channel not in CALLED or begins is None or is_safe_at(contact, begins, call.minutes) is not False


def hand_over(db: Session, giver: Staff, taker: Staff) -> int:
    """What the one was to hold the other holds. How many there were.

    Their own conversations yield too, where a session that they take over is.
    """
    theirs = (col(Call.facilitator_id).in_((giver.id, taker.id)), Call.is_to_come())
    rows = db.exec(select(Call).where(*theirs).order_by(col(Call.registration_id), col(Call.id))).all()
    number = sum(call.facilitator_id == giver.id for call in rows)
    for call in rows:
        pass_on(db, call, taker)
    return number


def pass_on(db: Session, call: Call, taker: Staff) -> None:
    """This colleague holds it from now on, at the same moment if nothing else is then; else it gets a new one."""
    registration = together(db, call)
    hold_colleagues(db, [taker.id])
    ahead = call.begins_at if call.state is CallState.BOOKED else None
    if ahead and ahead > now() and not is_free(db, taker.id, ahead, call.minutes, call.id):
        back(db, call)
        news.tell(db, [registration], News.CALL, call.id, call.revision)
    call.facilitator_id = taker.id
    db.add(call)
    db.flush()


def remind(db: Session, after: UUID | None = None) -> UUID | None:
    """Tell everybody about the conversation of tomorrow, once. Nobody is called to be told of a call.

    Some of them, those that come after `after`; the last one, or None when there are no more.
    """
    day = local_today(db)
    near = (Call.booked(), col(Call.day).between(day, day + timedelta(days=2)), col(Call.reminded) < col(Call.revision))
    booked = hold_some(db, Call, *near, after=after)
    about = col(Registration.id).in_([call.registration_id for call in booked])
    people = {one.id: one for one in db.exec(select(Registration).where(about))}
    load_keys(db, {one.data_key_id for one in people.values()})
    for call in booked:
        if call.begins_at and timedelta(0) < call.begins_at - now() <= news.REMINDED_AHEAD:
            who, by_hand = [people[call.registration_id]], (ContactMode.MESSAGE,)
            news.tell(db, who, News.CALL_REMINDER, call.id, call.revision, by_hand)
            call.reminded = call.revision
            db.add(call)
    return last_of(booked)


def _book(
    db: Session,
    call: Call,
    registration: Registration,
    who: UUID,
    begins: datetime,
    channel: Channel,
    was_agreed: bool,
) -> None:
    here = begins.astimezone(ZoneInfo(call.zone))
    call.facilitator_id, call.channel, call.was_agreed = who, channel, was_agreed
    call.day, call.starts, call.revision = here.date(), here.time(), call.revision + 1
    call.was_at = begins
    if call.state is CallState.PLANNED:
        CALL_LIFECYCLE.check(call.state, CallState.BOOKED)
        call.state = CallState.BOOKED
    if begins - now() <= news.REMINDED_AHEAD + timedelta(hours=1):
        call.reminded = call.revision
    registration.facilitator_id = who
    db.add_all([registration, call])
    db.flush()
