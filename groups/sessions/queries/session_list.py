"""The line of sessions of a group, with what to know about each; and the line as it would be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session

from foundation.database import settings_of
from groups.lookups import about_session, cannot_come, moved_along, sessions_of
from groups.models import GroupSession, PeerGroup, SessionState
from groups.sessions.forms import Moving
from groups.sessions.queries.concerns import Concern, concerns_of


@dataclass(frozen=True)
class SessionRow:
    """A session in the line of a group."""

    id: UUID
    number: int
    begins_at: datetime
    ends_at: datetime
    state: SessionState
    word: str
    is_return: bool
    theme: str
    has_begun: bool
    was_at: datetime | None
    note: str
    cannot_come: int
    concerns: list[tuple[Concern, str]] = field(default_factory=list)


def session_rows(db: Session, group: PeerGroup, meetings: Sequence[GroupSession]) -> list[SessionRow]:
    """The sessions with their number and what to know about their day."""
    numbers = _numbers(meetings)
    ahead = [one for one in meetings if one.is_to_come]
    concerns, excused = concerns_of(db, group, ahead), cannot_come(db, [one.id for one in ahead])
    return [
        SessionRow(
            one.id,
            numbers.get(one.id, 0),
            one.begins_at,
            one.ends_at,
            one.state,
            one.word,
            one.is_return,
            about_session(db, one).theme,
            one.has_begun,
            one.was_at,
            about_session(db, one).note,
            excused.get(one.id, 0),
            concerns.get(one.id, []),
        )
        for one in meetings
    ]


def _numbers(meetings: Sequence[GroupSession]) -> dict[UUID, int]:
    counted = [one for one in meetings if one.state is not SessionState.CANCELLED and not one.is_return]
    return {one.id: number for number, one in enumerate(counted, start=1)}


@dataclass(frozen=True)
class ProposedRow:
    """A session as it would be: when, and what to know about that moment."""

    day: date
    begins_at: datetime
    ends_at: datetime
    concerns: list[tuple[Concern, str]]


def proposed(db: Session, group: PeerGroup, days: Iterable[date], starts: time, minutes: int) -> list[ProposedRow]:
    """Sessions on these days, if they were planned."""
    zone = settings_of(db).time_zone
    return _among(
        db,
        group,
        [
            GroupSession(
                group_id=group.id, data_key_id=group.data_key_id, day=day, starts=starts, minutes=minutes, zone=zone
            )
            for day in days
        ],
    )


def if_moved(db: Session, group: PeerGroup, session: GroupSession, moving: Moving) -> list[ProposedRow]:
    """The session, and with `onward` all that follow, as they would be once moved."""
    shift = moving.day - session.day
    return _among(
        db,
        group,
        [_elsewhen(one, one.day + shift, moving) for one in moved_along(db, session, moving.onward)],
    )


def _elsewhen(one: GroupSession, day: date, moving: Moving) -> GroupSession:
    return GroupSession(
        id=one.id,
        group_id=one.group_id,
        data_key_id=one.data_key_id,
        day=day,
        starts=moving.starts,
        minutes=moving.minutes,
        zone=one.zone,
    )


def _among(db: Session, group: PeerGroup, changed: Sequence[GroupSession]) -> list[ProposedRow]:
    ids = {one.id for one in changed}
    rest = [one for one in sessions_of(db, group.id) if one.is_to_come and one.id not in ids]
    line = sorted([*changed, *rest], key=lambda one: one.begins_at)
    concerns = concerns_of(db, group, line)
    return [ProposedRow(one.day, one.begins_at, one.ends_at, concerns.get(one.id, [])) for one in line if one.id in ids]
