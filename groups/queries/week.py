"""A week of sessions, conversations and hours, for the colleague who looks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.data_keys import load_keys, unseal
from groups.look_day import local_today
from groups.models import Call, CallKind, FacilitatorHours, GroupSession, OtherHours, PeerGroup, Registration, WorkTerms
from groups.queries.seats import about_group
from groups.queries.sessions import cannot_come
from groups.queries.working import Working


@dataclass(frozen=True)
class Appointment:
    """A session in somebody's week, or a conversation (then `kind` says which)."""

    id: UUID
    kind: CallKind | None
    begins_at: datetime
    ends_at: datetime
    name: str
    state: str
    cannot_come: int = 0


@dataclass(frozen=True)
class WeekDay:
    """One day: the hours one works, the public holiday it is, and what is in it."""

    day: date
    stretches: list[tuple[time, time]]
    is_away: bool
    holiday: str
    appointments: list[Appointment]


@dataclass(frozen=True)
class Week:
    """Seven days from Monday; how much of the viewer's own time is booked, and how many hours may be."""

    days: list[WeekDay]
    today: date
    booked_minutes: int
    expected_minutes: int
    most_hours: int | None

    @property
    def hours(self) -> float:
        """What is booked, in hours."""
        return round(self.booked_minutes / 60, 1)

    @property
    def expected_hours(self) -> float:
        """What is promised for this week and has no moment yet, in hours."""
        return round(self.expected_minutes / 60, 1)

    @property
    def before(self) -> date:
        """A day in the week before."""
        return self.days[0].day - timedelta(days=7)

    @property
    def after(self) -> date:
        """A day in the week after."""
        return self.days[0].day + timedelta(days=7)


def week(db: Session, viewer: Any, around: date) -> Week:
    """The week that `around` lies in, with the sessions and conversations the viewer may see."""
    monday = around - timedelta(days=around.weekday())
    sunday = monday + timedelta(days=6)
    appointments = sorted([*_sessions(db, viewer, monday, sunday), *_calls(db, viewer, monday, sunday)], key=_begin)
    working = Working(db, [viewer.id], monday, sunday)
    days = [
        WeekDay(
            day,
            working.stretches(viewer.id, day),
            working.is_away(viewer.id, day),
            working.holiday(day, viewer.id),
            [one for one in appointments if one.begins_at.date() == day],
        )
        for day in working.days()
    ]
    booked, expected = working.booked_minutes(viewer.id, monday), working.expected_minutes(viewer.id, monday)
    return Week(days, local_today(db), booked, expected, working.terms(viewer.id).most_hours)


def _begin(appointment: Appointment) -> datetime:
    return appointment.begins_at


def _sessions(db: Session, viewer: Any, monday: date, sunday: date) -> list[Appointment]:
    found = db.exec(
        select(GroupSession, PeerGroup)
        .join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id)
        .where(col(GroupSession.day).between(monday, sunday), GroupSession.takes_place(), PeerGroup.visible_to(viewer))
    ).all()
    load_keys(db, {group.data_key_id for _, group in found})
    excused = cannot_come(db, [one.id for one, _ in found if one.is_to_come])
    return [
        Appointment(
            one.id,
            None,
            one.begins_at,
            one.ends_at,
            about_group(db, group)["name"],
            one.state.value,
            excused.get(one.id, 0),
        )
        for one, group in found
    ]


def _calls(db: Session, viewer: Any, monday: date, sunday: date) -> list[Appointment]:
    found = db.exec(
        select(Call, Registration)
        .join(Registration, col(Registration.id) == Call.registration_id)
        .where(col(Call.day).between(monday, sunday), Call.takes_place(), Registration.visible_to(viewer))
    ).all()
    load_keys(db, {one.data_key_id for _, one in found})
    return [
        Appointment(
            call.id, call.kind, call.begins_at, call.ends_at, unseal(db, registration, "sealed_name"), call.state.value
        )
        for call, registration in found
        if call.begins_at and call.ends_at
    ]


def hours_of(db: Session, staff_id: UUID) -> dict[int, list[tuple[time, time]]]:
    """The hours in which a facilitator works, by day of the week (Monday is 0), the earliest stretch first."""
    theirs = col(FacilitatorHours.facilitator_id) == staff_id
    stretches: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in db.exec(select(FacilitatorHours).where(theirs).order_by(col(FacilitatorHours.starts))):
        stretches[row.weekday].append((row.starts, row.ends))
    return stretches


@dataclass(frozen=True)
class ChangeRow:
    """Other hours on some days, and how much stands in those days that no longer fits."""

    id: UUID
    first_day: date
    last_day: date
    starts: time | None
    ends: time | None
    booked: int


def changes_of(db: Session, staff_id: UUID) -> list[ChangeRow]:
    """What is different on some days, from today on."""
    theirs = (col(OtherHours.facilitator_id) == staff_id, col(OtherHours.last_day) >= local_today(db))
    rows = list(db.exec(select(OtherHours).where(*theirs).order_by(col(OtherHours.first_day), col(OtherHours.id))))
    if not rows:
        return []
    working = Working(db, [staff_id], local_today(db), max(one.last_day for one in rows))
    unfit = [
        one.begins_at.date()
        for one in working.busy[staff_id]
        if not working.covers(staff_id, one.begins_at, one.ends_at)
    ]
    return [
        ChangeRow(one.id, one.first_day, one.last_day, one.starts, one.ends, sum(one.covers(day) for day in unfit))
        for one in rows
    ]


def terms_of(db: Session, staff_id: UUID) -> WorkTerms:
    """How a facilitator holds conversations; the usual way for who never said."""
    return db.get(WorkTerms, staff_id) or WorkTerms(facilitator_id=staff_id)
