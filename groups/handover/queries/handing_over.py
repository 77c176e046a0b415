"""What would move if one colleague handed everything over to another: looked at before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, func, select

from accounts.models import Staff, belongs_to
from foundation.clock import now
from foundation.data_keys import load_keys, unseal
from foundation.local_time import local_today
from foundation.person import Person
from groups.availability.queries.working import Busy, Working
from groups.lookups import about_group
from groups.models import AFTERWARDS, Call, CallKind, GroupState, PeerGroup, Registration, RegistrationState

AHEAD = timedelta(days=366)
"""So far ahead sessions and conversations are looked at."""


class Fit(StrEnum):
    """How a conversation with a moment fits who takes over."""

    FREE = "free"
    OUTSIDE = "outside"
    TAKEN = "taken"


@dataclass(frozen=True)
class TalkRow:
    """A conversation with a moment, and whether it can keep that. `name` is empty where the viewer may not know it."""

    begins_at: datetime
    kind: CallKind
    name: str
    fit: Fit


@dataclass(frozen=True)
class HandOver:
    """Everything that would move.

    `other_talks` have no moment to come. `yield_to_sessions` are conversations of the taker that get a new moment by
    it, `twice` sessions at the hour of another one. `over` are the weeks, by Monday, with the hours that would be
    filled although the taker wanted fewer.
    """

    people: int
    groups: list[str]
    talks: list[TalkRow]
    other_talks: int
    yield_to_sessions: list[TalkRow]
    twice: list[datetime]
    over: list[tuple[date, float]]
    most_hours: int | None

    @property
    def is_nothing(self) -> bool:
        """Is there nobody and nothing to hand over?"""
        return not (self.people or self.groups or self.talks or self.other_talks)


def handing_over(db: Session, giver: Staff, taker: Staff, viewer: Person) -> HandOver:
    """What the one looks after, set beside what the other has. The operation looks again when it is done."""
    first = local_today(db)
    working = Working(db, [giver.id, taker.id], first, first + AHEAD)
    theirs, own = _not_over(working.busy[giver.id]), _not_over(working.busy[taker.id])
    shared = {one.subject for one in theirs} & {one.subject for one in own}
    sessions = [one for one in theirs if one.group_id and one.subject not in shared]
    held = _talks(db, giver, taker, viewer)
    gone = {call.id for call, _ in held if call.facilitator_id == taker.id and _call_touches(call, sessions)}
    own = [one for one in own if one.subject not in gone]
    talks, yielding = [], []
    for call, name in held:
        begins, ends = call.begins_at, call.ends_at
        if begins is None or ends is None:
            continue
        if call.facilitator_id == taker.id:
            if call.id in gone:
                yielding.append(TalkRow(begins, call.kind, name, Fit.TAKEN))
            continue
        works = working.covers(taker.id, begins, ends) or not working.says_hours(taker.id)
        fit = Fit.TAKEN if _touches(begins, ends, own) else Fit.FREE if works else Fit.OUTSIDE
        talks.append(TalkRow(begins, call.kind, name, fit))
    most, led = working.terms(taker.id).most_hours, [one for one in own if one.group_id]
    return HandOver(
        _number_of_people(db, giver),
        _names_of_groups(db, giver),
        talks,
        _number_of_talks(db, giver) - len(talks),
        yielding,
        [one.begins_at for one in sessions if _touches(one.begins_at, one.ends_at, led)],
        _weeks_over(own + [one for one in theirs if one.subject not in shared], most),
        most,
    )


def _not_over(busy: Iterable[Busy]) -> list[Busy]:
    return sorted((one for one in busy if one.ends_at > now()), key=lambda one: one.begins_at)


def _touches(begins: datetime, ends: datetime, others: Iterable[Busy]) -> bool:
    return any(one.begins_at < ends and begins < one.ends_at for one in others)


def _call_touches(call: Call, others: Iterable[Busy]) -> bool:
    begins, ends = call.begins_at, call.ends_at
    return begins is not None and ends is not None and _touches(begins, ends, others)


def _talks(db: Session, giver: Staff, taker: Staff, viewer: Person) -> list[tuple[Call, str]]:
    held = (Call.booked(), col(Call.facilitator_id).in_((giver.id, taker.id)))
    known = Registration.visible_to(viewer)
    rows: Any = (
        select(Call, Registration, known)
        .join(Registration, col(Registration.id) == Call.registration_id)
        .where(*held)
        .order_by(col(Call.day), col(Call.starts))
    )
    found = db.exec(rows).all()
    load_keys(db, {one.data_key_id for _, one, _ in found})
    return [
        (call, unseal(db, one, "sealed_name") if is_known else "")
        for call, one, is_known in found
        if call.begins_at and call.begins_at > now()
    ]


def _number_of_people(db: Session, giver: Staff) -> int:
    is_cared_for = or_(Registration.open(), col(Registration.state).in_((*AFTERWARDS, RegistrationState.DECEASED)))
    theirs = (belongs_to(giver, Registration.facilitator_id), is_cared_for)
    return db.exec(select(func.count()).select_from(Registration).where(*theirs)).one()


def _number_of_talks(db: Session, giver: Staff) -> int:
    theirs = (belongs_to(giver, Call.facilitator_id), Call.is_to_come())
    return db.exec(select(func.count()).select_from(Call).where(*theirs)).one()


def _names_of_groups(db: Session, giver: Staff) -> list[str]:
    is_theirs_still = or_(PeerGroup.is_alive(), col(PeerGroup.state) == GroupState.FINISHED)
    groups = db.exec(select(PeerGroup).where(PeerGroup.led_by_them(giver), is_theirs_still)).all()
    load_keys(db, {one.data_key_id for one in groups})
    return sorted(about_group(db, one).name for one in groups)


def _weeks_over(busy: Iterable[Busy], most: int | None) -> list[tuple[date, float]]:
    minutes: dict[date, int] = {}
    for one in busy:
        monday = one.begins_at.date() - timedelta(days=one.begins_at.weekday())
        minutes[monday] = minutes.get(monday, 0) + one.minutes
    return sorted((day, round(n / 60, 1)) for day, n in minutes.items() if most is not None and n > 60 * most)
