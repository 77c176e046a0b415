"""What somebody's calendar file holds: the sessions of their seat, and what to take out once the seat is gone."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from foundation.clock import now
from foundation.data_keys import unseal_fields
from groups.models import GroupSession, Registration
from groups.queries.seats import sessions_of


@dataclass(frozen=True)
class Slot:
    """One appointment: of which session, in which version, from when till when."""

    id: UUID
    sequence: int
    begins_at: datetime
    ends_at: datetime


def slots_to_come(db: Session, registration: Registration) -> list[Slot]:
    """The sessions that somebody is expected at; none before a seat was accepted."""
    there = _ahead(db, registration)
    return [_slot(one, registration) for one in there if one.is_to_come and registration.comes_to(one.is_return)]


def slots_gone(db: Session, registration: Registration) -> list[Slot]:
    """What was called off, and what a seat that is gone had left to come."""
    there = [one for one in _ahead(db, registration) if registration.comes_to(one.is_return)]
    called_off = [_slot(one, registration) for one in there if not one.is_to_come]
    known = {one.id for one in there}
    return [*called_off, *(one for one in _left(db, registration) if one.id not in known)]


def what_is_left(db: Session, registration: Registration) -> str | None:
    """Sealed when a seat is given up, so that no lasting tie to the group is needed; None when nothing was to come.

    A later change of the group is no longer theirs to know.
    """
    slots = [_slot(one, registration, newer=int(one.is_to_come)) for one in _ahead(db, registration)]
    told = [[str(one.id), one.sequence, one.begins_at.isoformat(), one.ends_at.isoformat()] for one in slots]
    return json.dumps({"slots": told}) if told else None


def _ahead(db: Session, registration: Registration) -> list[GroupSession]:
    """The sessions of the group that have not begun, called off or not."""
    meetings = sessions_of(db, registration.group_id) if registration.group_id else []
    return [one for one in meetings if not one.has_begun]


def _slot(one: GroupSession, registration: Registration, newer: int = 0) -> Slot:
    """A seat in the same group, offered anew, counts two versions on: one for the seat given up, one for the new."""
    sequence = one.revision + 2 * max(registration.offers - 1, 0) + newer
    return Slot(one.id, sequence, one.begins_at, one.ends_at)


def _left(db: Session, registration: Registration) -> list[Slot]:
    rows = unseal_fields(db, registration, "sealed_left").get("slots", [])
    slots = [
        Slot(UUID(one), sequence, datetime.fromisoformat(begins), datetime.fromisoformat(ends))
        for one, sequence, begins, ends in rows
    ]
    return [one for one in slots if one.begins_at > now()]
