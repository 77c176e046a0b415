"""A session of a group, as an independent row, and its attendance."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, false, or_, true
from sqlmodel import Field, SQLModel, col, select

from accounts.models import belongs_to
from foundation.clock import now
from foundation.columns import WITHOUT_ROWID, Condition, Record, Versioned, enum_field, sealed_field
from foundation.data_keys import SealedValue
from foundation.lifecycle import Lifecycle
from foundation.local_time import local_datetime, minutes_after
from foundation.person import Person
from groups.models.peer_group import EntryPolicy, PeerGroup
from groups.models.registration import PARTICIPATING, Registration, RegistrationState
from groups.models.working_hours import DAY_PART_HOURS


class SessionState(StrEnum):
    """Where a session is in its life."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


SESSION_LIFECYCLE = Lifecycle(
    {
        SessionState.PLANNED: {SessionState.HELD, SessionState.CANCELLED},
        SessionState.HELD: set(),
        SessionState.CANCELLED: set(),
    }
)
STILL_TO_COME = (SessionState.PLANNED,)
TAKING_PLACE = (SessionState.PLANNED, SessionState.HELD)
MIN_SESSION_MINUTES, MAX_SESSION_MINUTES = 15, 480
"""Bounds on the length of a session, in minutes."""


class AboutSession(SealedValue):
    """What is sealed with a session: theme, link, a note about a change, and the name of the online room."""

    theme: str = ""
    link: str = ""
    note: str = ""
    room: str = ""


class GroupSession(Record, Versioned, table=True):
    """A local day and time with a time zone, so that 19:00 stays 19:00 across daylight saving; UTC is computed.

    `revision` rises with every move and with a cancellation, so a planned session above 0 was moved; `previous_day` and
    `previous_starts` are where it was before the last move; `reminded_revision` is the one reminders were sent for.
    Theme, link, the note about a change and the name of the online room are sealed with the group's key.
    """

    __tablename__ = "group_session"
    __table_args__ = WITHOUT_ROWID

    group_id: UUID = Field(foreign_key="peer_group.id", index=True)
    data_key_id: UUID
    state: SessionState = enum_field(SessionState, default=SessionState.PLANNED)
    day: date = Field(index=True)
    starts: time
    minutes: int = 120
    zone: str = Field(max_length=40)
    previous_day: date | None = None
    previous_starts: time | None = None
    revision: int = 0
    reminded_revision: int = -1
    is_return: bool = False
    sealed_about: bytes | None = sealed_field(nullable=True)

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Whoever runs the group, has accepted a seat in it, or completed it (for a return meeting)."""
        if viewer.is_coordinator:
            return true()
        if viewer.is_facilitator:
            return col(cls.group_id).in_(select(PeerGroup.id).where(PeerGroup.facilitated_by(viewer)))
        if not viewer.is_registrant:
            return false()
        own = belongs_to(viewer, Registration.id)
        has_seat = select(Registration.group_id).where(own, col(Registration.state).in_(PARTICIPATING))
        stayed = select(Registration.group_id).where(own, col(Registration.state) == RegistrationState.COMPLETED)
        return or_(col(cls.group_id).in_(has_seat), and_(col(cls.is_return), col(cls.group_id).in_(stayed)))

    @property
    def begins_at(self) -> datetime:
        """When it begins, in the group's time zone."""
        return local_datetime(self.day, self.starts, self.zone)

    @property
    def ends_at(self) -> datetime:
        """When it ends, counted in real minutes."""
        return minutes_after(self.begins_at, self.minutes)

    @property
    def moved_from(self) -> datetime | None:
        """The time it was moved from, while it is still planned."""
        if not (self.is_planned and self.previous_day and self.previous_starts):
            return None
        return local_datetime(self.previous_day, self.previous_starts, self.zone)

    def falls_in(self, part: str) -> bool:
        """Does it overlap this part of the day? A session past midnight counts until the end of its day."""
        begins, ends = DAY_PART_HOURS[part]
        first = self.starts.hour * 60 + self.starts.minute
        return first < ends.hour * 60 + ends.minute and first + self.minutes > begins.hour * 60 + begins.minute

    @property
    def is_planned(self) -> bool:
        """Is it still to be held?"""
        return self.state in STILL_TO_COME

    @property
    def display_state(self) -> str:
        """Its state for display: the state itself, or that it was moved."""
        return "moved" if self.is_planned and self.revision else self.state.value

    @classmethod
    def planned(cls) -> Condition:
        """Is it still to be held? (SQL)"""
        return col(cls.state).in_(STILL_TO_COME)

    @classmethod
    def occupies_time(cls) -> Condition:
        """Does it occupy somebody's time: planned, or held? (SQL)"""
        return col(cls.state).in_(TAKING_PLACE)

    @property
    def takes_place(self) -> bool:
        """Does it occupy somebody's time: planned, or held?"""
        return self.state in TAKING_PLACE

    @property
    def has_begun(self) -> bool:
        return self.begins_at <= now()


def entry_closes_at(group: PeerGroup, sessions: Sequence[GroupSession]) -> datetime | None:
    """When entry closes: at the last entry session of a closed group, at the last session of an open one.

    `sessions` are all of the group, in order of time. None while nothing is planned.
    """
    meetings = [one for one in sessions if one.takes_place and not one.is_return]
    if not meetings:
        return None
    last = len(meetings) if group.entry is EntryPolicy.OPEN else min(group.last_entry_session, len(meetings))
    return meetings[last - 1].begins_at


def entry_is_open(group: PeerGroup, sessions: Sequence[GroupSession]) -> bool:
    """Can somebody still join the group?"""
    closes = entry_closes_at(group, sessions)
    return closes is None or now() < closes


class AttendanceMark(StrEnum):
    """Whether a participant attended. Not knowing is a valid answer."""

    PRESENT = "present"
    LEFT_EARLY = "left_early"
    EXCUSED = "excused"
    ABSENT = "absent"
    UNKNOWN = "unknown"


ATTENDED = (AttendanceMark.PRESENT, AttendanceMark.LEFT_EARLY)


class Attendance(SQLModel, table=True):
    """Attendance at a session. Who is expected follows from the seats and is never copied."""

    __tablename__ = "attendance"
    __table_args__ = WITHOUT_ROWID

    session_id: UUID = Field(foreign_key="group_session.id", primary_key=True)
    registration_id: UUID = Field(foreign_key="registration.id", primary_key=True, index=True)
    mark: AttendanceMark = enum_field(AttendanceMark, default=AttendanceMark.UNKNOWN)
