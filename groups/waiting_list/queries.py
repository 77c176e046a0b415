"""The waiting list: who waits, what stands out, when they are available, which facilitators are free then."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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
    DAY_PARTS,
    DAYS,
    Conversation,
    FacilitatorHours,
    GroupSession,
    MeetingFormat,
    PairingKind,
    PeerGroup,
    Registration,
    RegistrationState,
    Wishes,
)
from groups.registrations.queries.pairings import Pairings, pairings_of
from groups.waiting_list.forms import WaitingListFilter

FacilitatorsByTime = dict[tuple[str, str], list[tuple[str, bool]]]
"""By weekday and part of the day: who works then, and who of them is free."""
MAX_REGISTRATIONS = 300
AHEAD = timedelta(weeks=8)
"""A facilitator with a session then in these weeks is not free."""


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """Somebody on the list, by the name they gave, never with contact details."""

    id: UUID
    name: str
    state: RegistrationState
    relation: Relation
    format: MeetingFormat
    language: str
    region: str
    days: list[str]
    day_parts: list[str]
    received_on: date
    entered_on: date | None
    intake_held_on: date | None
    intake_booked_for: date | None
    hold_until: date | None
    has_priority: bool
    unanswered_offers: int
    pairings: list[PairingKind]
    facilitator: str

    @property
    def since(self) -> date:
        """The day since which they wait."""
        return self.entered_on or self.received_on


@dataclass(frozen=True)
class Cell:
    """Part of a weekday: how many people are available, which facilitators are free, who works but has a session."""

    people_available: int
    free: list[str]
    busy: list[str]


@dataclass(frozen=True)
class WaitingList:
    """The registrations without a seat that a colleague may see, and when those on the list are available."""

    rows: list[WaitingRow]
    pool_size: int
    week: dict[str, dict[str, Cell]]
    today: date
    unusually_many_today: int


def waiting_list(db: Session, viewer: Person, filter_: WaitingListFilter | None = None) -> WaitingList:
    """Who waits: first those without an intake, then priority, then the day of entering the pool."""
    statement = (
        select(Registration)
        .where(Registration.visible_to(viewer), Registration.waiting())
        .order_by(
            case((col(Registration.state) == RegistrationState.RECEIVED, 0), else_=1),
            col(Registration.has_priority).desc(),
            col(Registration.entered_on),
            col(Registration.received_on),
            col(Registration.tiebreaker),
        )
        .limit(MAX_REGISTRATIONS)
    )
    found = list(db.exec(statement))
    load_keys(db, {one.data_key_id for one in found})
    names, pairings = names_of(db, {one.facilitator_id for one in found}), pairings_of(db, found)
    agreed = _booked_days(db, [one.id for one in found])
    rows = [_row(db, one, names, pairings, agreed) for one in found]
    rows = [row for row in rows if filter_ is None or _matches(row, filter_)]
    listed = [row for row in rows if row.state is RegistrationState.POOL]
    return WaitingList(
        rows, len(listed), _week(listed, _facilitators_by_time(db)), local_today(db), _unusually_many_today(db, viewer)
    )


def _unusually_many_today(db: Session, viewer: Person) -> int:
    """How many registered today, when unusually many: a discreet sign for whoever plans. Otherwise 0."""
    came = select(func.count()).select_from(Registration).where(col(Registration.received_on) == local_today(db))
    number = db.exec(came).one() if viewer.is_coordinator else 0
    return number if number >= settings_of(db).many_arrivals else 0


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


def _week(rows: list[WaitingRow], colleagues: FacilitatorsByTime) -> dict[str, dict[str, Cell]]:
    """The days on which somebody is available; who named no days or hours is so at any."""

    def cell(day: str, part: str) -> Cell:
        there = sorted(colleagues.get((day, part), []))
        return Cell(
            sum(_is_available(row, day, part) for row in rows),
            [name for name, is_free in there if is_free],
            [name for name, is_free in there if not is_free],
        )

    week = {day: {part: cell(day, part) for part in DAY_PARTS} for day in DAYS}
    return {day: parts for day, parts in week.items() if any(there.people_available for there in parts.values())}


def _is_available(row: WaitingRow, day: str, part: str) -> bool:
    return (not row.days or day in row.days) and (not row.day_parts or part in row.day_parts)


def _matches(row: WaitingRow, filter_: WaitingListFilter) -> bool:
    fits_format = filter_.format is None or row.format in (MeetingFormat.EITHER, filter_.format)
    fits_intake = filter_.had_intake == "" or (row.intake_held_on is not None) == (filter_.had_intake == "yes")
    return (
        fits_format
        and fits_intake
        and filter_.relation in (None, row.relation)
        and filter_.region in ("", row.region)
        and filter_.language in ("", row.language)
        and (not filter_.day or not row.days or filter_.day in row.days)
    )


def _booked_days(db: Session, ids: list[UUID]) -> dict[UUID, date | None]:
    """The day for which a conversation with each of these is booked."""
    days = select(col(Conversation.registration_id), col(Conversation.day))
    booked = days.where(Conversation.booked(), col(Conversation.registration_id).in_(ids))
    return dict(db.exec(booked).all())


def _row(
    db: Session,
    registration: Registration,
    names: Mapping[UUID, str],
    pairings: Pairings,
    agreed: Mapping[UUID, date | None],
) -> WaitingRow:
    wishes = unseal_value(db, registration, "sealed_wishes", Wishes)
    return WaitingRow(
        id=registration.id,
        name=unseal(db, registration, "sealed_name"),
        state=registration.state,
        relation=registration.relation,
        format=registration.format,
        language=registration.language,
        region=wishes.region,
        days=list(wishes.days),
        day_parts=list(wishes.day_parts),
        received_on=registration.received_on,
        entered_on=registration.entered_on,
        intake_held_on=registration.intake_held_on,
        intake_booked_for=agreed.get(registration.id),
        hold_until=registration.hold_until,
        has_priority=registration.has_priority,
        unanswered_offers=registration.unanswered_offers,
        pairings=sorted(set(pairings.get(registration.id, {}).values())),
        facilitator=names.get(registration.facilitator_id, "") if registration.facilitator_id else "",
    )
