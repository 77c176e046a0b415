"""What somebody's calendar file holds: the sessions of their seat and the conversation with a moment.

And what to take out: sessions called off or of a seat that is gone, a moment that was let go.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.data_keys import unseal_fields
from groups.look_day import local_today
from groups.models import Call, CallState, GroupSession, Registration
from groups.queries.seats import sessions_of

CAN_BE_IN_THE_WAY = timedelta(days=30)
"""So long after a conversation came to nothing its old moment can still stand in a calendar."""


@dataclass(frozen=True)
class Slot:
    """One appointment: of which session or call, in which version, from when till when (unknown of a moment let go)."""

    id: UUID
    sequence: int
    begins_at: datetime | None
    ends_at: datetime | None


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
    told = [
        [str(one.id), one.sequence, one.begins_at.isoformat(), one.ends_at.isoformat()]
        for one in slots
        if one.begins_at and one.ends_at
    ]
    return json.dumps({"slots": told}) if told else None


def _ahead(db: Session, registration: Registration) -> list[GroupSession]:
    """The sessions of the group that have not begun, called off or not."""
    meetings = sessions_of(db, registration.group_id) if registration.group_id else []
    return [one for one in meetings if not one.has_begun]


def _calls(db: Session, registration: Registration) -> list[Call]:
    """Conversations whose agreed moment is still to come, or would be, as far as anybody knows."""
    theirs = (col(Call.registration_id) == registration.id, col(Call.was_agreed))
    lately = local_today(db) - CAN_BE_IN_THE_WAY
    return [
        one
        for one in db.exec(select(Call).where(*theirs).order_by(col(Call.id)))
        if (one.begins_at > now() if one.begins_at else not one.no_answers + one.absences)
        and (one.is_open or (one.done_on is not None and one.done_on >= lately))
    ]


def _call_slot(one: Call) -> Slot:
    return Slot(one.id, one.revision, one.begins_at, one.ends_at)


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
    return [one for one in slots if one.begins_at and one.begins_at > now()]
