"""Giving a one-on-one conversation a moment: by the person with the code, or by a colleague."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

import audit
from accounts.models import Staff
from audit import Action
from foundation.clock import now
from foundation.data_keys import unseal_value
from foundation.database import settings_of
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.rows import lock
from groups.availability.operations.guards import require_on_the_clock
from groups.availability.queries.openings import hold_colleagues, is_free, works_at
from groups.contact.operations import notifications
from groups.contact.plan import CALLED
from groups.conversations.operations.lifecycle import handled, require_open, together
from groups.conversations.operations.planning import plan, require_room
from groups.conversations.queries.calls import own_call
from groups.conversations.queries.lost import last_lost
from groups.conversations.queries.moments import possible, who_may_hold
from groups.lookups import group_of
from groups.models import CALL_LIFECYCLE, Call, CallKind, CallState, Channel, ContactPlan, News, Registration

TAKEN = N_("Somebody else has just taken this time. Choose another one.")
IS_OVER = N_("This time has passed. Choose one that is still to come.")
NOT_CALLED = N_("This person does not want to be called. Choose another way, or ask them in a message first.")
NO_NUMBER = N_("We have no number for this person. Choose another way, or ask for one first.")
NOT_SAFE = N_("This person did not say that time is safe. Choose another time, or tick that you agreed on it.")
NOT_WORKING = N_("This colleague does not work at that time. Choose another time, or tick that you agreed on it.")
NOT_FREE = N_("This colleague has something else at that time.")
ONE_AT_A_TIME = N_("A conversation is already planned. Hold that one first, or let the person say no to it.")


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
    contact = unseal_value(db, registration, "sealed_contact", ContactPlan)
    free = [one.facilitator_id for one in possible(db, call, could, channel, contact) if one.begins_at == begins]
    if not free:
        raise Refused(TAKEN)
    _book(db, call, registration, free[0], begins, channel, was_agreed=True)
    notifications.tell(db, [registration], News.CALL_CHOSEN, call.id, by_hand=())


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
    require_on_the_clock(begins)
    if begins <= now():
        raise Refused(IS_OVER)
    hold_colleagues(db, [facilitator.id])
    db.refresh(facilitator)
    require(facilitator.is_facilitator and facilitator.ended_on is None and facilitator.enrolled_on is not None)
    if not is_free(db, facilitator.id, begins, call.minutes, call.id):
        raise Refused(NOT_FREE)
    contact = unseal_value(db, registration, "sealed_contact", ContactPlan)
    if channel is Channel.PHONE and contact.is_never_called:
        raise Refused(NOT_CALLED)
    if channel is Channel.PHONE and not contact.phone:
        raise Refused(NO_NUMBER)
    if not anyway and channel in CALLED and contact.is_safe_at(begins, call.minutes) is False:
        raise Refused(NOT_SAFE)
    if not anyway and not works_at(db, facilitator.id, begins, call.minutes):
        raise Refused(NOT_WORKING)
    is_known = begins - now() >= timedelta(hours=settings_of(db).call_notice_hours)
    _book(db, call, registration, facilitator.id, begins, channel, was_agreed=is_known)
    notifications.tell(db, [registration], News.CALL, call.id, call.revision)
    audit.record(db, Action.CALL_BOOKED, call.id, by=by.id)


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
    if begins - now() <= notifications.REMINDED_AHEAD + timedelta(hours=1):
        call.reminded = call.revision
    registration.facilitator_id = who
    db.add_all([registration, call])
    db.flush()
