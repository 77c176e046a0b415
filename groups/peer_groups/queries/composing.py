"""Composing a group: who on the waiting list could join, and warnings about it. A person decides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Relation
from foundation.data_keys import load_keys, unseal
from foundation.person import Person
from groups.lookups import sessions_of
from groups.models import DAYS, FitWarning, PeerGroup, Registration, RegistrationState, fit_warnings
from groups.peer_groups.queries.peer_groups import participants_of
from groups.registrations.queries.pairings import candidate_from, pairings_of

MAX_REGISTRATIONS = 300


@dataclass(frozen=True, kw_only=True)
class SeatCandidateRow:
    """Somebody on the list who could be offered a seat, with the warnings."""

    id: UUID
    name: str
    relation: Relation
    region: str
    days: list[str]
    since: date | None
    has_priority: bool
    warnings: list[FitWarning]


def seat_candidates(db: Session, group: PeerGroup, viewer: Person) -> list[SeatCandidateRow]:
    """Who on the list could join: fewest warnings first, then priority and the day of entering the pool."""
    pool = (Registration.visible_to(viewer), col(Registration.state) == RegistrationState.POOL)
    order = (col(Registration.has_priority).desc(), col(Registration.entered_on), col(Registration.tiebreaker))
    waiting = list(db.exec(select(Registration).where(*pool).order_by(*order).limit(MAX_REGISTRATIONS)))
    sitting = [one for one in participants_of(db, group) if one.is_seated]
    load_keys(db, {one.data_key_id for one in waiting})
    pairings = pairings_of(db, [*waiting, *sitting])
    others = [candidate_from(db, one) for one in sitting]
    days = {DAYS[one.day.weekday()] for one in sessions_of(db, group.id) if one.is_planned}
    rows = []
    for one in waiting:
        known = candidate_from(db, one)
        found = fit_warnings(known, group, others, pairings.get(one.id, {}), days)
        rows.append(
            SeatCandidateRow(
                id=one.id,
                name=unseal(db, one, "sealed_name"),
                relation=one.relation,
                region=known.region,
                days=list(known.days),
                since=one.entered_on,
                has_priority=one.has_priority,
                warnings=found,
            )
        )
    return sorted(rows, key=lambda row: len(set(row.warnings) - {FitWarning.ONLY_ONE_OF_RELATION}))


def warnings_among(
    db: Session, group: PeerGroup, chosen: Sequence[Registration]
) -> list[tuple[UUID, list[FitWarning]]]:
    """The warnings if all of `chosen` joined the group together."""
    sitting = [one for one in participants_of(db, group) if one.is_seated]
    load_keys(db, {one.data_key_id for one in chosen})
    pairings = pairings_of(db, [*sitting, *chosen])
    known = {one.id: candidate_from(db, one) for one in (*sitting, *chosen)}
    days = {DAYS[one.day.weekday()] for one in sessions_of(db, group.id) if one.is_planned}
    found = []
    for one in chosen:
        others = [other for other_id, other in known.items() if other_id != one.id]
        found.append((one.id, fit_warnings(known[one.id], group, others, pairings.get(one.id, {}), days)))
    return [pair for pair in found if pair[1]]


def visible_registrations(db: Session, viewer: Person, ids: Collection[UUID]) -> list[Registration]:
    """Those of `ids` that the viewer may see, in the order they entered the list."""
    shown = (Registration.visible_to(viewer), col(Registration.id).in_(ids))
    return list(db.exec(select(Registration).where(*shown).order_by(col(Registration.entered_on))))
