"""Seats: offering, accepting, declining, expiring, giving up. Counted in one place."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.clock import now
from foundation.data_keys import unseal_value
from foundation.database import settings_of
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.local_time import local_today, next_update_day
from foundation.rows import batch_cursor, lock, lock_batch, reload
from groups.contact.operations import notifications, tasks
from groups.lookups import group_of, require_manageable, seats_taken, sessions_of
from groups.models import (
    ContactPlan,
    Notification,
    Pairing,
    PairingKind,
    PeerGroup,
    Registration,
    RegistrationState,
    entry_closes_at,
    entry_is_open,
)
from groups.registrations.operations.ending import return_to_list
from groups.registrations.operations.lifecycle import change_state

TOO_FEW_FREE_SEATS = N_("There are fewer free places than people you ticked. Nothing was changed.")
ENTRY_CLOSED = N_("Nobody can join this group any more: the last session people could join at has begun.")
TOO_LATE = N_("It is too late to offer a place: nobody could reply before the group starts.")
OFFER_OVER = N_("This offer has ended. You do not lose anything by it: your place on the list is kept.")
SEAT_GONE = N_(
    "This place has since gone to somebody else. You do not lose anything by it: your place on the list is kept."
)
OFFER_DEADLINE_HOUR = time(22)
SILENT_OFFERS_LIMIT = 2
"""After so many unanswered offers a colleague follows up; nobody is ever removed from the list for it."""


def offer(db: Session, group: PeerGroup, people: Sequence[Registration], by: Staff) -> None:
    """Offer each of these on the list a seat, or none: `Refused` with too few free seats or when entry is closed."""
    require(group.composable_by(by))
    lock(db, group)
    _require_entry(db, group)
    if seats_taken(db, group.id) + len(people) > group.capacity:
        raise Refused(TOO_FEW_FREE_SEATS)
    for one in people:
        number, until = one.offer_count + 1, _offer_expiry(db, group, one)
        seat = {"group_id": group.id, "offer_count": number, "offer_expires_at": until, "sealed_team_message": None}
        change_state(db, one, RegistrationState.OFFERED, **seat)
        notifications.notify(db, [one], Notification.OFFER, one.id, number)
    facts.count(db, Fact.SEAT_OFFERED, len(people))
    for one in people:
        audit.record(db, Action.SEAT_OFFERED, one.id, by=by.id)


def accept(db: Session, registration: Registration, offer_number: int, by: Staff | None = None) -> None:
    """Accept the seat of offer `offer_number`: by code, or by phone through a colleague.

    Raises `OutOfStep` for an old or answered offer, `Refused` for an expired one or a group that is full after all.
    """
    if _already_answered(db, registration, offer_number, RegistrationState.PLACED):
        return
    group = _lock_answered_group(db, registration, offer_number, by)
    _require_entry(db, group)
    if seats_taken(db, group.id, accepted=True) >= group.capacity:
        raise Refused(SEAT_GONE)
    change_state(db, registration, RegistrationState.PLACED, offer_expires_at=None, unanswered_offers=0)
    facts.count(db, Fact.SEAT_ACCEPTED)
    _record_answer(db, registration, by)


def decline(db: Session, registration: Registration, offer_number: int, by: Staff | None = None) -> None:
    """Decline: the seat is free, the place on the list is kept."""
    _lock_answered_group(db, registration, offer_number, by)
    change_state(db, registration, RegistrationState.POOL, unanswered_offers=0)
    facts.count(db, Fact.SEAT_DECLINED)
    _record_answer(db, registration, by)


def accept_agreements(db: Session, registration: Registration, by: Staff | None = None) -> None:
    """Accept the agreements of the group, by code or aloud."""
    if not registration.is_participating:
        raise OutOfStep("there is no seat")
    if by:
        require_manageable(db, registration, by)
    registration.agreed_on = local_today(db)
    db.add(registration)


def expire_offers(db: Session, after: UUID | None = None) -> UUID | None:
    """Expire offers: back to the list, where one was. Two without an answer make a contact task.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    over = (col(Registration.state) == RegistrationState.OFFERED, col(Registration.offer_expires_at) <= now())
    people = lock_batch(db, Registration, *over, after=after)
    for one in people:
        silent = one.unanswered_offers + 1
        change_state(db, one, RegistrationState.POOL, unanswered_offers=silent)
        if silent >= SILENT_OFFERS_LIMIT:
            tasks.add_contact_task(db, one, Notification.OFFERS_UNANSWERED, one.id, silent)
    if people:
        facts.count(db, Fact.OFFER_EXPIRED, len(people))
    return batch_cursor(people)


def leave_group(db: Session, registration: Registration, by: Staff | None = None) -> None:
    """Leave a group that has begun."""
    if by:
        require_manageable(db, registration, by)
    change_state(db, registration, RegistrationState.STOPPED, left_on=local_today(db))
    facts.count(db, Fact.PARTICIPANT_LEFT)
    if by:
        audit.record(db, Action.SEAT_ENDED, registration.id, by=by.id)


def separate(db: Session, registration: Registration, other: Registration | None, message: str, by: Staff) -> None:
    """Two cannot go on together: this one returns to the old place on the list, with a message; `other` stays."""
    group = group_of(db, registration)
    require(registration.manageable_by(by, group))
    if not registration.is_participating:
        raise OutOfStep("there is no seat")
    if other is not None:
        require(other.group_id == registration.group_id and other.id != registration.id)
        db.merge(Pairing.of(registration.id, other.id, PairingKind.APART))
    return_to_list(db, registration, message)
    audit.record(db, Action.SEAT_ENDED, registration.id, by=by.id)


def give_up_seat(db: Session, registration: Registration) -> None:
    """Give up an accepted seat before the group begins; the place on the list is kept."""
    if registration.state is not RegistrationState.PLACED:
        raise OutOfStep("there is no seat to give back")
    change_state(db, registration, RegistrationState.POOL, entered_on=registration.entered_on or local_today(db))
    facts.count(db, Fact.SEAT_DECLINED)


def offer_deadline(db: Session, registration: Registration) -> datetime:
    """When an offer made today expires: an evening some days on; without contact details, on the second update day."""
    settings = settings_of(db)
    if not unseal_value(db, registration, "sealed_contact", ContactPlan).is_never_called:
        day = local_today(db) + timedelta(days=settings.offer_days)
    else:
        day = next_update_day(settings).date() + timedelta(days=7)
    return datetime.combine(day, OFFER_DEADLINE_HOUR, ZoneInfo(settings.time_zone))


def _offer_expiry(db: Session, group: PeerGroup, registration: Registration) -> datetime:
    """Never later than entry closes; a whole hour."""
    closes = entry_closes_at(group, sessions_of(db, group.id))
    until = min(offer_deadline(db, registration), closes) if closes else offer_deadline(db, registration)
    until = until.replace(minute=0, second=0, microsecond=0)
    if until <= now():
        raise Refused(TOO_LATE)
    return until


def _lock_answered_group(db: Session, registration: Registration, offer_number: int, by: Staff | None) -> PeerGroup:
    """The group of the offer being answered, locked; the offer must still be the current one."""
    group = group_of(db, registration)
    if group:
        lock(db, group)
        reload(db, registration)
    if by:
        require(registration.manageable_by(by, group))
    is_over = registration.state is RegistrationState.POOL and registration.offer_count == offer_number
    if is_over or (registration.offer_expires_at is not None and registration.offer_expires_at <= now()):
        raise Refused(OFFER_OVER)
    if group is None or registration.state is not RegistrationState.OFFERED or registration.offer_count != offer_number:
        raise OutOfStep("this offer was answered, or there is a newer one")
    return group


def _already_answered(db: Session, registration: Registration, offer_number: int, state: RegistrationState) -> bool:
    """Was this very answer given already, by a double tap?"""
    reload(db, registration)
    return registration.offer_count == offer_number and registration.state is state


def _record_answer(db: Session, registration: Registration, by: Staff | None) -> None:
    if by:
        audit.record(db, Action.SEAT_ANSWERED, registration.id, by=by.id)


def _require_entry(db: Session, group: PeerGroup) -> None:
    if not group.accepts_people or not entry_is_open(group, sessions_of(db, group.id)):
        raise Refused(ENTRY_CLOSED)
