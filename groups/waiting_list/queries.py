"""The waiting list: who waits, what stands out, when they can, who could lead them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from accounts.models import Relation, Staff
from accounts.queries import names_of
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.person import Person
from groups.models import (
    DAYS,
    PARTS,
    BondKind,
    Call,
    FacilitatorHours,
    Format,
    GroupSession,
    PeerGroup,
    Registration,
    RegistrationState,
    Wishes,
)
from groups.registrations.queries.bonds import Bonds, bonds_of
from groups.waiting_list.forms import Filtering

Colleagues = dict[tuple[str, str], list[tuple[str, bool]]]
"""By day and part of the day: who works then, and who of them is free."""
MOST = 300
AHEAD = timedelta(weeks=8)
"""A colleague with a session on that day and hour in these weeks has no free hour there."""


@dataclass(frozen=True)
class WaitingRow:
    """Somebody in the list: by the name they gave, never with a way to reach them."""

    id: UUID
    name: str
    state: RegistrationState
    relation: Relation
    format: Format
    language: str
    region: str
    days: list[str]
    parts: list[str]
    received_on: date
    entered_on: date | None
    talked_on: date | None
    agreed_on: date | None
    hold_until: date | None
    has_priority: bool
    unanswered: int
    bonds: list[BondKind]
    facilitator: str

    @property
    def since(self) -> date:
        """The day from which they wait."""
        return self.entered_on or self.received_on


@dataclass(frozen=True)
class Cell:
    """One part of one day: how many can, which colleagues have a free hour, who works but leads a session then."""

    number: int
    free: list[str]
    busy: list[str]


@dataclass(frozen=True)
class WaitingList:
    """The registrations without a seat that a colleague may see, and when those on the list can."""

    rows: list[WaitingRow]
    on_list: int
    week: dict[str, dict[str, Cell]]
    today: date
    many_today: int


def waiting_list(db: Session, viewer: Person, wanted: Filtering | None = None) -> WaitingList:
    """Who waits: first those who have not had a conversation, then priority, then the day of entering the pool."""
    statement = (
        select(Registration)
        .where(Registration.visible_to(viewer), Registration.waits())
        .order_by(
            case((col(Registration.state) == RegistrationState.RECEIVED, 0), else_=1),
            col(Registration.has_priority).desc(),
            col(Registration.entered_on),
            col(Registration.received_on),
            col(Registration.tie),
        )
        .limit(MOST)
    )
    found = list(db.exec(statement))
    load_keys(db, {one.data_key_id for one in found})
    names, bonds = names_of(db, {one.facilitator_id for one in found}), bonds_of(db, found)
    agreed = _agreed(db, [one.id for one in found])
    rows = [_row(db, one, names, bonds, agreed) for one in found]
    rows = [row for row in rows if wanted is None or _is_wanted(row, wanted)]
    listed = [row for row in rows if row.state is RegistrationState.POOL]
    return WaitingList(rows, len(listed), _week(listed, _colleagues(db)), local_today(db), _many_today(db, viewer))


def _many_today(db: Session, viewer: Person) -> int:
    """How many signed up today, when that is unusually many: a quiet sign, for who plans. Else 0."""
    came = select(func.count()).select_from(Registration).where(col(Registration.received_on) == local_today(db))
    number = db.exec(came).one() if viewer.is_coordinator else 0
    return number if number >= settings_of(db).many_applications else 0


def _colleagues(db: Session) -> Colleagues:
    """Which colleagues work, by day and part of the day, and whether they are free then."""
    working = (col(Staff.facilitates), col(Staff.ended_on).is_(None))
    hours = db.exec(select(FacilitatorHours).join(Staff).where(*working)).all()
    names, busy = names_of(db, {one.facilitator_id for one in hours}), _busy(db)
    working_then: Colleagues = defaultdict(list)
    for part in PARTS:
        for who, weekday in {(one.facilitator_id, one.weekday): None for one in hours if one.covers(part)}:
            working_then[(DAYS[weekday], part)].append((names[who], (who, weekday, part) not in busy))
    return working_then


def _busy(db: Session) -> set[tuple[UUID | None, int, str]]:
    day = local_today(db)
    coming = (GroupSession.to_come(), col(GroupSession.day).between(day, day + AHEAD))
    rows = db.exec(
        select(GroupSession, PeerGroup).join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id).where(*coming)
    )
    return {
        (leads, session.day.weekday(), part)
        for session, group in rows
        for leads in group.facilitator_ids
        for part in PARTS
        if session.is_in(part)
    }


def _week(rows: list[WaitingRow], colleagues: Colleagues) -> dict[str, dict[str, Cell]]:
    """Who left days or hours open can on every one."""

    def cell(day: str, part: str) -> Cell:
        there = sorted(colleagues.get((day, part), []))
        return Cell(
            sum(_can(row, day, part) for row in rows),
            [name for name, is_free in there if is_free],
            [name for name, is_free in there if not is_free],
        )

    return {day: {part: cell(day, part) for part in PARTS} for day in DAYS}


def _can(row: WaitingRow, day: str, part: str) -> bool:
    return (not row.days or day in row.days) and (not row.parts or part in row.parts)


def _is_wanted(row: WaitingRow, wanted: Filtering) -> bool:
    fits_format = wanted.format is None or row.format in (Format.EITHER, wanted.format)
    had_talk = wanted.talked == "" or (row.talked_on is not None) == (wanted.talked == "yes")
    return (
        fits_format
        and had_talk
        and wanted.relation in (None, row.relation)
        and wanted.region in ("", row.region)
        and wanted.language in ("", row.language)
        and (not wanted.day or not row.days or wanted.day in row.days)
    )


def _agreed(db: Session, ids: list[UUID]) -> dict[UUID, date | None]:
    """On which day a conversation with these was agreed."""
    columns: tuple[Any, ...] = (Call.registration_id, Call.day)
    booked: Any = select(*columns).where(Call.booked(), col(Call.registration_id).in_(ids))
    return dict(db.exec(booked).all())


def _row(
    db: Session, one: Registration, names: Mapping[UUID, str], bonds: Bonds, agreed: Mapping[UUID, date | None]
) -> WaitingRow:
    wishes = unseal_value(db, one, "sealed_wishes", Wishes)
    return WaitingRow(
        id=one.id,
        name=unseal(db, one, "sealed_name"),
        state=one.state,
        relation=one.relation,
        format=one.format,
        language=one.language,
        region=wishes.region,
        days=list(wishes.days),
        parts=list(wishes.parts),
        received_on=one.received_on,
        entered_on=one.entered_on,
        talked_on=one.talked_on,
        agreed_on=agreed.get(one.id),
        hold_until=one.hold_until,
        has_priority=one.has_priority,
        unanswered=one.unanswered,
        bonds=sorted(set(bonds.get(one.id, {}).values())),
        facilitator=names.get(one.facilitator_id, "") if one.facilitator_id else "",
    )
