"""A one-on-one conversation is let go, declined, fitted to other hours, handed to a colleague, reminded of."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

import audit
from accounts.models import Staff
from audit import Action
from foundation.clock import now
from foundation.data_keys import load_keys, unseal_value
from foundation.errors import require
from foundation.local_time import local_today
from foundation.rows import hold_some, last_of
from groups.availability.queries.openings import hold_colleagues, is_free, who_could
from groups.contact.operations import notifications
from groups.contact.plan import CALLED, usual_channel
from groups.conversations.operations.lifecycle import back, end, handled, require_same, together
from groups.conversations.queries.calls import own_call
from groups.conversations.queries.moments import ways_of
from groups.models import Call, CallState, ContactMode, ContactPlan, News, Registration


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
        notifications.tell(db, [registration], News.CALL, call.id, call.revision)
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
    contact = unseal_value(db, registration, "sealed_contact", ContactPlan)
    who = [call.facilitator_id] if call.facilitator_id else who_could(db, registration)
    fits = call.channel in ways_of(db, who, contact)
    if call.state is CallState.BOOKED and not (fits and _is_safe(call, contact)):
        back(db, call)
    if not fits:
        call.channel = usual_channel(contact)
        db.add(call)


def _is_safe(call: Call, contact: ContactPlan) -> bool:
    begins = call.begins_at
    return call.channel not in CALLED or begins is None or contact.is_safe_at(begins, call.minutes) is not False


def hand_over(db: Session, giver: Staff, taker: Staff) -> int:
    """What the one was to hold the other holds. How many there were.

    Their own conversations yield first, where a session that they take over is; then what is free is free.
    """
    theirs = (col(Call.facilitator_id).in_((giver.id, taker.id)), Call.is_to_come())
    in_order = select(Call).where(*theirs).order_by(col(Call.registration_id), col(Call.id))
    for call in db.exec(in_order).all():
        together(db, call)
    # held also when there is no conversation yet: whoever books one meanwhile waits, and sees the sessions
    hold_colleagues(db, [taker.id])
    rows = db.exec(in_order).all()
    given = [call for call in rows if call.facilitator_id == giver.id]
    own = [call for call in rows if call.facilitator_id == taker.id]
    for call in (*own, *given):
        registration = pass_on(db, call, taker)
        if registration.facilitator_id == giver.id:
            registration.facilitator_id = taker.id
            db.add(registration)
    return len(given)


def pass_on(db: Session, call: Call, taker: Staff) -> Registration:
    """This colleague holds it from now on, at the same moment if nothing else is then; else it gets a new one."""
    registration = together(db, call)
    hold_colleagues(db, [taker.id])
    ahead = call.begins_at if call.state is CallState.BOOKED else None
    if ahead and ahead > now() and not is_free(db, taker.id, ahead, call.minutes, call.id):
        back(db, call)
        notifications.tell(db, [registration], News.CALL, call.id, call.revision)
    call.facilitator_id = taker.id
    db.add(call)
    db.flush()
    return registration


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
        if call.begins_at and timedelta(0) < call.begins_at - now() <= notifications.REMINDED_AHEAD:
            who, by_hand = [people[call.registration_id]], (ContactMode.MESSAGE,)
            notifications.tell(db, who, News.CALL_REMINDER, call.id, call.revision, by_hand)
            call.reminded = call.revision
            db.add(call)
    return last_of(booked)
