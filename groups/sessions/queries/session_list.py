"""The sessions of a group in order, with the warnings about each; and as they would be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session

from foundation.database import settings_of
from groups.lookups import about_session, excused_counts, sessions_of, with_following
from groups.models import GroupSession, PeerGroup, SessionState
from groups.sessions.forms import SessionMove
from groups.sessions.queries.schedule_warnings import ScheduleWarning, schedule_warnings


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A session in the list of a group."""

    id: UUID
    number: int
    begins_at: datetime
    ends_at: datetime
    state: SessionState
    display_state: str
    is_return: bool
    theme: str
    has_begun: bool
    moved_from: datetime | None
    note: str
    excused_count: int
    warnings: list[tuple[ScheduleWarning, str]] = field(default_factory=list)

    @property
    def is_planned(self) -> bool:
        return self.state is SessionState.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state is SessionState.HELD

    @property
    def takes_rsvps(self) -> bool:
        """Can somebody still say whether they come?"""
        return self.is_planned and not self.has_begun

    @property
    def takes_attendance(self) -> bool:
        return self.has_begun and self.state is not SessionState.CANCELLED

    @property
    def awaits_record(self) -> bool:
        """Has it begun, and was it not yet recorded as held?"""
        return self.is_planned and self.has_begun


def session_rows(db: Session, group: PeerGroup, sessions: Sequence[GroupSession]) -> list[SessionRow]:
    """The sessions with their number and their warnings."""
    numbers = _numbers(sessions)
    ahead = [one for one in sessions if one.is_planned]
    warnings, excused = schedule_warnings(db, group, ahead), excused_counts(db, [one.id for one in ahead])
    return [
        SessionRow(
            id=one.id,
            number=numbers.get(one.id, 0),
            begins_at=one.begins_at,
            ends_at=one.ends_at,
            state=one.state,
            display_state=one.display_state,
            is_return=one.is_return,
            theme=about_session(db, one).theme,
            has_begun=one.has_begun,
            moved_from=one.moved_from,
            note=about_session(db, one).note,
            excused_count=excused.get(one.id, 0),
            warnings=warnings.get(one.id, []),
        )
        for one in sessions
    ]


def _numbers(sessions: Sequence[GroupSession]) -> dict[UUID, int]:
    counted = [one for one in sessions if one.takes_place and not one.is_return]
    return {one.id: number for number, one in enumerate(counted, start=1)}


@dataclass(frozen=True)
class ProposedSession:
    """A proposed session: when, and its warnings."""

    day: date
    begins_at: datetime
    ends_at: datetime
    warnings: list[tuple[ScheduleWarning, str]]


def proposed_sessions(
    db: Session, group: PeerGroup, days: Iterable[date], starts: time, minutes: int
) -> list[ProposedSession]:
    """Sessions on these days, as they would be."""
    zone = settings_of(db).time_zone
    return _with_warnings(
        db,
        group,
        [
            GroupSession(
                group_id=group.id, data_key_id=group.data_key_id, day=day, starts=starts, minutes=minutes, zone=zone
            )
            for day in days
        ],
    )


def sessions_if_moved(db: Session, group: PeerGroup, session: GroupSession, form: SessionMove) -> list[ProposedSession]:
    """The session, and with `include_following` all later ones, as they would be after the move."""
    shift = form.day - session.day
    return _with_warnings(
        db,
        group,
        [_moved_copy(one, one.day + shift, form) for one in with_following(db, session, form.include_following)],
    )


def _moved_copy(session: GroupSession, day: date, form: SessionMove) -> GroupSession:
    return GroupSession(
        id=session.id,
        group_id=session.group_id,
        data_key_id=session.data_key_id,
        day=day,
        starts=form.starts,
        minutes=form.minutes,
        zone=session.zone,
    )


def _with_warnings(db: Session, group: PeerGroup, changed: Sequence[GroupSession]) -> list[ProposedSession]:
    ids = {one.id for one in changed}
    rest = [one for one in sessions_of(db, group.id) if one.is_planned and one.id not in ids]
    line = sorted([*changed, *rest], key=lambda one: one.begins_at)
    warnings = schedule_warnings(db, group, line)
    return [
        ProposedSession(one.day, one.begins_at, one.ends_at, warnings.get(one.id, [])) for one in line if one.id in ids
    ]
