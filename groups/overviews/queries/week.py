"""A week of sessions, conversations and hours, for the viewing colleague."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.data_keys import load_keys, unseal
from foundation.local_time import local_today
from foundation.person import Person
from groups.availability.queries.availability import Availability
from groups.lookups import about_group, excused_counts
from groups.models import (
    Conversation,
    ConversationKind,
    ConversationState,
    GroupSession,
    PeerGroup,
    Registration,
    SessionState,
)


@dataclass(frozen=True, kw_only=True)
class WeekEntry:
    """A session, or a conversation (then `kind` says which)."""

    id: UUID
    kind: ConversationKind | None
    begins_at: datetime
    ends_at: datetime
    name: str
    state: str
    excused_count: int = 0

    @property
    def was_held(self) -> bool:
        return self.state in (ConversationState.DONE, SessionState.HELD)


@dataclass(frozen=True)
class WeekDay:
    """One day: working hours, a public holiday, and its entries."""

    day: date
    working_hours: list[tuple[time, time]]
    is_away: bool
    holiday: str
    entries: list[WeekEntry]


@dataclass(frozen=True)
class Week:
    """Seven days from Monday; how many hours of the viewer are booked, and their maximum."""

    days: list[WeekDay]
    today: date
    booked_minutes: int
    expected_minutes: int
    max_weekly_hours: int | None

    @property
    def hours(self) -> float:
        """Booked time, in hours."""
        return round(self.booked_minutes / 60, 1)

    @property
    def expected_hours(self) -> float:
        """Time expected for this week without a slot yet, in hours."""
        return round(self.expected_minutes / 60, 1)

    @property
    def previous_week(self) -> date:
        """A day in the previous week."""
        return self.days[0].day - timedelta(days=7)

    @property
    def next_week(self) -> date:
        """A day in the next week."""
        return self.days[0].day + timedelta(days=7)


def week(db: Session, viewer: Staff, around: date) -> Week:
    """The week containing `around`, with the sessions and conversations the viewer may see."""
    monday = around - timedelta(days=around.weekday())
    sunday = monday + timedelta(days=6)
    appointments = sorted([*_sessions(db, viewer, monday, sunday), *_calls(db, viewer, monday, sunday)], key=_start)
    availability = Availability(db, [viewer.id], monday, sunday)
    days = [
        WeekDay(
            day,
            availability.working_hours(viewer.id, day),
            availability.is_away(viewer.id, day),
            availability.holiday(day, viewer.id),
            [one for one in appointments if one.begins_at.date() == day],
        )
        for day in availability.days()
    ]
    booked, expected = availability.booked_minutes(viewer.id, monday), availability.expected_minutes(viewer.id, monday)
    return Week(days, local_today(db), booked, expected, availability.preferences(viewer.id).max_weekly_hours)


def _start(appointment: WeekEntry) -> tuple[datetime, UUID]:
    return appointment.begins_at, appointment.id


def _sessions(db: Session, viewer: Person, monday: date, sunday: date) -> list[WeekEntry]:
    found = db.exec(
        select(GroupSession, PeerGroup)
        .join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id)
        .where(
            col(GroupSession.day).between(monday, sunday), GroupSession.occupies_time(), PeerGroup.visible_to(viewer)
        )
    ).all()
    load_keys(db, {group.data_key_id for _, group in found})
    excused = excused_counts(db, [one.id for one, _ in found if one.is_planned])
    return [
        WeekEntry(
            id=one.id,
            kind=None,
            begins_at=one.begins_at,
            ends_at=one.ends_at,
            name=about_group(db, group).name,
            state=one.state.value,
            excused_count=excused.get(one.id, 0),
        )
        for one, group in found
    ]


def _calls(db: Session, viewer: Person, monday: date, sunday: date) -> list[WeekEntry]:
    found = db.exec(
        select(Conversation, Registration)
        .join(Registration, col(Registration.id) == Conversation.registration_id)
        .where(
            col(Conversation.day).between(monday, sunday), Conversation.occupies_time(), Registration.visible_to(viewer)
        )
    ).all()
    load_keys(db, {one.data_key_id for _, one in found})
    return [
        WeekEntry(
            id=conversation.id,
            kind=conversation.kind,
            begins_at=conversation.begins_at,
            ends_at=conversation.ends_at,
            name=unseal(db, registration, "sealed_name"),
            state=conversation.state.value,
        )
        for conversation, registration in found
        if conversation.begins_at and conversation.ends_at
    ]
