"""Groups on the screens of colleagues: the list, one group with its people, and what stands out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import holidays
from sqlmodel import Session, col, func, select

from accounts.models import Relation
from foundation.data_keys import load_keys, unseal
from foundation.database import settings_of
from foundation.language import current
from groups.forms.registering import DAYS
from groups.models import (
    AFTERWARDS,
    HOLD_A_SEAT,
    Format,
    GroupSession,
    GroupState,
    PeerGroup,
    Registration,
    RegistrationState,
    Remark,
    SessionState,
    entry_is_open,
    remarks,
)
from groups.queries.colleagues import names_of
from groups.queries.seats import about_group, about_session, sessions_of, taken_by_group
from groups.queries.waiting import bonds_of, candidate

MOST = 200


@dataclass(frozen=True)
class GroupRow:
    """A group in the list."""

    id: UUID
    name: str
    state: GroupState
    format: Format
    region: str
    capacity: int
    taken: int
    next_on: date | None
    leads: str


class Concern(StrEnum):
    """What to know about the day of a session."""

    HOLIDAY = "holiday"
    FACILITATOR = "facilitator"
    PLACE = "place"


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
    concerns: list[tuple[Concern, str]] = field(default_factory=list)


@dataclass(frozen=True)
class MemberRow:
    """Somebody with a seat, by the name they chose for the group."""

    id: UUID
    name: str
    relation: Relation
    state: RegistrationState
    offer_until: datetime | None
    has_agreed: bool
    remarks: list[Remark]


@dataclass(frozen=True)
class GroupPage:
    """One group, whole."""

    group: PeerGroup
    about: dict[str, str]
    leads: list[str]
    sessions: list[SessionRow]
    members: list[MemberRow]
    former: list[MemberRow]
    taken: int
    entry_is_open: bool

    @property
    def free(self) -> int:
        """Seats nobody holds."""
        return max(0, self.group.capacity - self.taken)


@dataclass(frozen=True)
class FittingRow:
    """Somebody on the list who could be offered a seat, and what stands out."""

    id: UUID
    relation: Relation
    region: str
    days: list[str]
    since: date | None
    has_priority: bool
    remarks: list[Remark]


def group_list(db: Session, viewer: Any) -> list[GroupRow]:
    """The groups a colleague may see: those that live first."""
    over = (GroupState.ARCHIVED, GroupState.CANCELLED)
    statement = select(PeerGroup).where(PeerGroup.visible_to(viewer), col(PeerGroup.state).not_in(over)).limit(MOST)
    found = list(db.exec(statement))
    load_keys(db, {one.data_key_id for one in found})
    ids = [one.id for one in found]
    held = taken_by_group(db, ids)
    coming = (col(GroupSession.group_id).in_(ids), GroupSession.to_come())
    first = (
        select(GroupSession.group_id, func.min(GroupSession.day)).where(*coming).group_by(col(GroupSession.group_id))
    )
    following: dict[UUID, date] = dict(db.exec(first).all())
    names = names_of(db, {leads for one in found for leads in one.facilitator_ids})
    rows = [
        GroupRow(
            one.id,
            about_group(db, one)["name"],
            one.state,
            one.format,
            one.region,
            one.capacity,
            held.get(one.id, 0),
            following.get(one.id),
            ", ".join(names[leads] for leads in one.facilitator_ids),
        )
        for one in found
    ]
    order = list(GroupState)
    return sorted(rows, key=lambda row: (order.index(row.state) >= 4, row.next_on or date.max, row.name))


def group_page(db: Session, group: PeerGroup) -> GroupPage:
    """The group with its sessions and people."""
    meetings = sessions_of(db, group.id)
    people = _people(db, group)
    sitting = [one for one in people if one.state in HOLD_A_SEAT]
    days = {DAYS[one.day.weekday()] for one in meetings if one.is_to_come}
    bonds, known = bonds_of(db, people), {one.id: candidate(db, one) for one in people}
    names = names_of(db, group.facilitator_ids)

    def row(one: Registration) -> MemberRow:
        others = [known[other.id] for other in sitting if other.id != one.id]
        found = remarks(known[one.id], group, others, bonds.get(one.id, {}), days) if one in sitting else []
        return MemberRow(
            one.id,
            unseal(db, one, "sealed_name"),
            one.relation,
            one.state,
            one.offer_until,
            one.agreed_on is not None,
            found,
        )

    return GroupPage(
        group,
        about_group(db, group),
        [names[one] for one in group.facilitator_ids],
        session_rows(db, group, meetings),
        [row(one) for one in sitting],
        [row(one) for one in people if one.state in AFTERWARDS],
        len(sitting),
        entry_is_open(group, meetings),
    )


def fitting(db: Session, group: PeerGroup, viewer: Any) -> list[FittingRow]:
    """Who on the list could sit here: fewest remarks first, then priority and the day of entering the pool."""
    pool = (Registration.visible_to(viewer), col(Registration.state) == RegistrationState.POOL)
    order = (col(Registration.has_priority).desc(), col(Registration.entered_on), col(Registration.tie))
    waiting = list(db.exec(select(Registration).where(*pool).order_by(*order).limit(MOST)))
    sitting = [one for one in _people(db, group) if one.state in HOLD_A_SEAT]
    load_keys(db, {one.data_key_id for one in waiting})
    bonds = bonds_of(db, [*waiting, *sitting])
    others = [candidate(db, one) for one in sitting]
    days = {DAYS[one.day.weekday()] for one in sessions_of(db, group.id) if one.is_to_come}
    rows = []
    for one in waiting:
        known = candidate(db, one)
        found = remarks(known, group, others, bonds.get(one.id, {}), days)
        rows.append(
            FittingRow(one.id, one.relation, known.region, list(known.days), one.entered_on, one.has_priority, found)
        )
    return sorted(rows, key=lambda row: len(set(row.remarks) - {Remark.ONLY_ONE}))


def among(db: Session, group: PeerGroup, chosen: Sequence[Registration]) -> list[tuple[UUID, list[Remark]]]:
    """What stands out when all of `chosen` would sit in the group together."""
    sitting = [one for one in _people(db, group) if one.state in HOLD_A_SEAT]
    load_keys(db, {one.data_key_id for one in chosen})
    bonds = bonds_of(db, [*sitting, *chosen])
    known = {one.id: candidate(db, one) for one in (*sitting, *chosen)}
    days = {DAYS[one.day.weekday()] for one in sessions_of(db, group.id) if one.is_to_come}
    found = []
    for one in chosen:
        others = [other for other_id, other in known.items() if other_id != one.id]
        found.append((one.id, remarks(known[one.id], group, others, bonds.get(one.id, {}), days)))
    return [pair for pair in found if pair[1]]


def session_rows(db: Session, group: PeerGroup, meetings: Sequence[GroupSession]) -> list[SessionRow]:
    """The sessions with their number and what to know about their day."""
    numbers = _numbers(meetings)
    clashes = _clashes(db, group, [one for one in meetings if one.is_to_come])
    days_off = _days_off(db, {one.day.year for one in meetings})
    return [
        SessionRow(
            one.id,
            numbers.get(one.id, 0),
            one.begins_at,
            one.ends_at,
            one.state,
            one.word,
            one.is_return,
            about_session(db, one)["theme"],
            one.has_begun,
            [(Concern.HOLIDAY, name) for name in days_off.get(one.day, []) if one.is_to_come] + clashes.get(one.id, []),
        )
        for one in meetings
    ]


def _numbers(meetings: Sequence[GroupSession]) -> dict[UUID, int]:
    counted = [one for one in meetings if one.state is not SessionState.CANCELLED and not one.is_return]
    return {one.id: number for number, one in enumerate(counted, start=1)}


def _people(db: Session, group: PeerGroup) -> list[Registration]:
    sitting = (col(Registration.group_id) == group.id, col(Registration.state).in_((*HOLD_A_SEAT, *AFTERWARDS)))
    found = list(db.exec(select(Registration).where(*sitting).order_by(col(Registration.tie))))
    load_keys(db, {one.data_key_id for one in found})
    return found


def _days_off(db: Session, years: set[int]) -> dict[date, list[str]]:
    """Public holidays by day, named in the language of the screen, once for both countries."""
    found: dict[date, list[str]] = defaultdict(list)
    for country in settings_of(db).holiday_countries:
        language = {"nl": "nl", "fr": "fr", "en": "en_US"}[current.get()]
        try:
            known = holidays.country_holidays(country, years=years, language=language)
        except NotImplementedError:
            known = holidays.country_holidays(country, years=years)
        for day, name in known.items():
            if name not in found[day]:
                found[day].append(name)
    return found


def _clashes(
    db: Session, group: PeerGroup, to_come: Sequence[GroupSession]
) -> Mapping[UUID, list[tuple[Concern, str]]]:
    """Other sessions at the same time: of the same colleague, or in the same place."""
    days = {one.day for one in to_come}
    same_day = (
        col(GroupSession.day).in_(days),
        GroupSession.to_come(),
        col(GroupSession.group_id) != group.id,
    )
    others = db.exec(
        select(GroupSession, PeerGroup).join(PeerGroup, col(PeerGroup.id) == GroupSession.group_id).where(*same_day)
    ).all()
    load_keys(db, {other.data_key_id for _, other in others})
    names = names_of(db, group.facilitator_ids)
    place = about_group(db, group)["place"].casefold()
    found: dict[UUID, list[tuple[Concern, str]]] = defaultdict(list)
    for one in to_come:
        for session, other in others:
            if session.begins_at < one.ends_at and one.begins_at < session.ends_at:
                both = set(other.facilitator_ids) & set(group.facilitator_ids)
                found[one.id] += [(Concern.FACILITATOR, names[leads]) for leads in both]
                if place and group.format is Format.IN_PERSON and place == about_group(db, other)["place"].casefold():
                    found[one.id].append((Concern.PLACE, about_group(db, other)["name"]))
    return found


def chosen_from(db: Session, viewer: Any, ids: Collection[UUID]) -> list[Registration]:
    """Those of `ids` that the viewer may see, in the order they entered the list."""
    shown = (Registration.visible_to(viewer), col(Registration.id).in_(ids))
    return list(db.exec(select(Registration).where(*shown).order_by(col(Registration.entered_on))))
