"""What somebody's calendar file holds: the sessions of their seat and the conversation with a moment.

And what to take out: sessions called off or of a seat that is gone, a moment that was let go.
"""

from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.data_keys import SealedValue, unseal_value
from foundation.local_time import so_long_after
from groups.calendar_file import Slot
from groups.lookups import sessions_of
from groups.models import Call, CallState, GroupSession, Registration


class Left(SealedValue):
    """The appointments that a seat still had when it was given up."""

    slots: tuple[Slot, ...] = ()


def slots_to_come(db: Session, registration: Registration) -> list[Slot]:
    """The conversation with a moment, and the sessions somebody is expected at (none before a seat was accepted)."""
    there = [one for one in _ahead(db, registration) if one.is_to_come and registration.comes_to(one.is_return)]
    booked = [one for one in _calls(db, registration) if one.state is CallState.BOOKED]
    return [*map(_call_slot, booked), *(_slot(one, registration) for one in there)]


def slots_gone(db: Session, registration: Registration) -> list[Slot]:
    """What was called off, and what a seat that is gone had left to come."""
    there = [one for one in _ahead(db, registration) if registration.comes_to(one.is_return)]
    called_off = [_slot(one, registration) for one in there if not one.is_to_come]
    known = {one.id for one in there}
    let_go = [one for one in _calls(db, registration) if one.state is not CallState.BOOKED]
    return [*map(_call_slot, let_go), *called_off, *(one for one in _left(db, registration) if one.id not in known)]


def what_is_left(db: Session, registration: Registration) -> str | None:
    """Sealed when a seat is given up, so that no lasting tie to the group is needed; None when nothing was to come.

    A later change of the group is no longer theirs to know.
    """
    slots = [_slot(one, registration, newer=int(one.is_to_come)) for one in _ahead(db, registration)]
    return Left(slots=tuple(slots)).model_dump_json() if slots else None


def _ahead(db: Session, registration: Registration) -> list[GroupSession]:
    """The sessions of the group that have not begun, called off or not."""
    meetings = sessions_of(db, registration.group_id) if registration.group_id else []
    return [one for one in meetings if not one.has_begun]


def _calls(db: Session, registration: Registration) -> list[Call]:
    """Conversations whose moment is to come, or would have been: until then it can stand in somebody's way."""
    theirs = (col(Call.registration_id) == registration.id, col(Call.was_at) > now())
    return list(db.exec(select(Call).where(*theirs).order_by(col(Call.id))))


def _call_slot(one: Call) -> Slot:
    """Booked or let go, its last moment is the one a calendar may hold."""
    begins = (one.was_at or now()).astimezone(ZoneInfo(one.zone))
    return Slot(one.id, one.revision, begins, so_long_after(begins, one.minutes))


def _slot(one: GroupSession, registration: Registration, newer: int = 0) -> Slot:
    """A seat in the same group, offered anew, counts two versions on: one for the seat given up, one for the new."""
    sequence = one.revision + 2 * max(registration.offers - 1, 0) + newer
    return Slot(one.id, sequence, one.begins_at, one.ends_at)


def _left(db: Session, registration: Registration) -> list[Slot]:
    return [one for one in unseal_value(db, registration, "sealed_left", Left).slots if one.begins_at > now()]
