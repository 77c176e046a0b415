"""Moments that are still free for a conversation. Whether one is, is asked again when it is taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.clock import now
from foundation.database import settings_of
from foundation.local_time import local_moment, local_today, so_long_after
from groups.availability.queries.working import Working
from groups.models import Channel, Registration

STEP = timedelta(minutes=30)
"""Conversations begin on the half hour of a colleague's stretch."""


@dataclass(frozen=True)
class Opening:
    """A free moment, and the colleague who has it."""

    begins_at: datetime
    facilitator_id: UUID


def who_could(db: Session, registration: Registration) -> list[UUID]:
    """The colleagues who may hold the conversation: the one who looks after the person, or anybody who facilitates."""
    able = list(db.exec(select(Staff.id).where(col(Staff.facilitates), Staff.at_work())))
    return [registration.facilitator_id] if registration.facilitator_id in able else able


def openings(
    db: Session,
    facilitator_ids: Collection[UUID],
    channel: Channel,
    minutes: int,
    besides: UUID | None = None,
    not_before: date | None = None,
) -> list[Opening]:
    """Free moments from the first that may be booked on, in order of time; the least busy colleague first.

    `besides` is a call that is being moved: its own moment is free.
    """
    settings = settings_of(db)
    first = local_today(db)
    working = Working(db, facilitator_ids, first, first + timedelta(days=settings.call_ahead_days))
    earliest = now() + timedelta(hours=settings.call_notice_hours)
    is_promised = not_before is not None
    found = [
        Opening(begins, who)
        for day in working.days()
        for who in facilitator_ids
        if channel in working.terms(who).channels.split(",")
        and working.has_room(who, day, minutes, besides, is_promised)
        for begins in _free_on(working, who, day, minutes, settings.time_zone, settings.call_gap_minutes, besides)
        if begins >= earliest and (not_before is None or begins.date() >= not_before)
    ]
    return sorted(
        found, key=lambda one: (one.begins_at, working.booked_minutes(one.facilitator_id, one.begins_at.date()))
    )


def is_free(db: Session, facilitator_id: UUID, begins: datetime, minutes: int, besides: UUID | None = None) -> bool:
    """Does nothing else of this colleague touch these minutes? Asked with the colleague's row held."""
    day, moment = begins.date(), begins.astimezone(UTC)
    working = Working(db, [facilitator_id], day, day)
    touching = working.touching(facilitator_id, moment, moment + timedelta(minutes=minutes))
    return all(one.subject == besides for one in touching)


def works_at(db: Session, facilitator_id: UUID, begins: datetime, minutes: int) -> bool:
    """Do these minutes lie in the hours of this colleague? Of who never filled in hours nobody knows: yes."""
    working = Working(db, [facilitator_id], begins.date(), begins.date())
    covers = working.covers(facilitator_id, begins, so_long_after(begins, minutes))
    return covers or not working.says_hours(facilitator_id)


def _free_on(
    working: Working, who: UUID, day: date, minutes: int, zone: str, gap: int, besides: UUID | None
) -> Sequence[datetime]:
    """In real time, so that no hour that does not exist is offered; of an hour that comes twice only the first is."""
    found, room, long = [], timedelta(minutes=gap), timedelta(minutes=minutes)
    for starts, ends in working.stretches(who, day):
        moment, last = local_moment(day, starts, zone).astimezone(UTC), local_moment(day, ends, zone)
        while moment + long <= last:
            begins = moment.astimezone(last.tzinfo)
            near = working.touching(who, moment - room, moment + long + room)
            if not begins.fold and all(one.subject == besides for one in near):
                found.append(begins)
            moment += STEP
    return found


def hold_colleagues(db: Session, ids: Sequence[UUID]) -> None:
    """One booking at a time for each of these, until the transaction ends: nobody is ever in two places."""
    theirs = select(Staff.id).where(col(Staff.id).in_(ids)).order_by(col(Staff.id))
    db.exec(theirs.with_for_update(key_share=True)).all()
