"""When those on the list are available, and which facilitators are free then."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Staff
from accounts.queries import names_of
from foundation.local_time import local_today
from groups.models import DAY_PARTS, DAYS, FacilitatorHours, GroupSession, PeerGroup, Wishes

FacilitatorsByTime = dict[tuple[str, str], list[tuple[str, bool]]]
"""By weekday and part of the day: who works then, and who of them is free."""
AHEAD = timedelta(weeks=8)
"""A facilitator with a session then in these weeks is not free."""


@dataclass(frozen=True)
class Cell:
    """Part of a weekday: how many people are available, which facilitators are free, who works but has a session."""

    people_available: int
    free: list[str]
    busy: list[str]


def coverage(db: Session, listed: Sequence[Wishes]) -> dict[str, dict[str, Cell]]:
    """The days on which somebody is available, by part of the day; who named no days or hours is so at any."""
    week = _week(listed, _facilitators_by_time(db))
    return {day: parts for day, parts in week.items() if any(there.people_available for there in parts.values())}


def _facilitators_by_time(db: Session) -> FacilitatorsByTime:
    """Which facilitators work, by weekday and part of the day, and whether they are free."""
    working = (col(Staff.facilitates), col(Staff.ended_on).is_(None))
    hours = db.exec(select(FacilitatorHours).join(Staff).where(*working)).all()
    names, leading = names_of(db, {one.facilitator_id for one in hours}), _leading_sessions(db)
    working_then: FacilitatorsByTime = defaultdict(list)
    for part in DAY_PARTS:
        for who, weekday in {(one.facilitator_id, one.weekday): None for one in hours if one.covers(part)}:
            working_then[(DAYS[weekday], part)].append((names[who], (who, weekday, part) not in leading))
    return working_then


def _leading_sessions(db: Session) -> set[tuple[UUID | None, int, str]]:
    day = local_today(db)
    coming = (GroupSession.planned(), col(GroupSession.day).between(day, day + AHEAD))
    rows = db.exec(
        select(GroupSession, PeerGroup).join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id).where(*coming)
    )
    return {
        (leads, session.day.weekday(), part)
        for session, group in rows
        for leads in group.facilitator_ids
        for part in DAY_PARTS
        if session.falls_in(part)
    }


def _week(listed: Sequence[Wishes], colleagues: FacilitatorsByTime) -> dict[str, dict[str, Cell]]:
    alike = Counter((wishes.days, wishes.day_parts) for wishes in listed)

    def cell(day: str, part: str) -> Cell:
        there = sorted(colleagues.get((day, part), []))
        return Cell(
            sum(number for (days, parts), number in alike.items() if _is_among(day, days) and _is_among(part, parts)),
            [name for name, is_free in there if is_free],
            [name for name, is_free in there if not is_free],
        )

    return {day: {part: cell(day, part) for part in DAY_PARTS} for day in DAYS}


def _is_among(one: str, named: Sequence[str]) -> bool:
    return not named or one in named
