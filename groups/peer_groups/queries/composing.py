"""Composing a group: who on the waiting list could join, and warnings about it. A person decides.

Everybody on the list is considered, since days and shared words are sealed; only the page that is shown has names.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from accounts.models import Relation
from foundation.columns import Condition
from foundation.data_keys import load_keys, rows_with_keys, unseal
from foundation.paging import Cursor, Slice, Value, slice_of
from foundation.person import Person
from foundation.rows import AnyRow, ids_of, select_columns
from groups.lookups import sessions_of
from groups.models import (
    DAYS,
    Candidate,
    FitWarning,
    Pairing,
    PairingKind,
    PeerGroup,
    Registration,
    RegistrationState,
    fit_warnings,
)
from groups.peer_groups.queries.peer_groups import participants_of
from groups.registrations.queries.pairings import (
    CANDIDATE_COLUMNS,
    Pairings,
    agreed_words,
    candidate_from,
    pairings_among,
    pairings_by_word,
)

COLUMNS: tuple[object, ...] = (
    *CANDIDATE_COLUMNS,
    Registration.after_priority().label("after_priority"),
    Registration.since().label("since"),
    Registration.tiebreaker,
)


@dataclass(frozen=True, kw_only=True)
class SeatCandidateRow:
    """Somebody on the list who could be offered a seat, with the warnings."""

    id: UUID
    name: str
    relation: Relation
    region: str
    days: list[str]
    since: date
    has_priority: bool
    warnings: list[FitWarning]


@dataclass(frozen=True)
class SeatCandidates:
    """One page of those who could join, and how many they are in all."""

    page: Slice[SeatCandidateRow]
    total: int


@dataclass(frozen=True)
class _Considered:
    """Somebody on the list: the row, what is relevant about them, and the warnings."""

    row: AnyRow
    known: Candidate
    warnings: list[FitWarning]

    @property
    def place(self) -> tuple[Value, ...]:
        """Fewest warnings first, then priority and the day of entering the pool."""
        against = len(set(self.warnings) - {FitWarning.ONLY_ONE_OF_RELATION})
        return (against, self.row.after_priority, self.row.since, self.row.tiebreaker, self.row.id)


def seat_candidates(
    db: Session, group: PeerGroup, viewer: Person, cursor: Cursor | None, only: Collection[UUID] = ()
) -> SeatCandidates:
    """Who on the list could join, in the order of `_Considered.place`. With `only`, all of these and nobody else."""
    pool = and_(Registration.visible_to(viewer), col(Registration.state) == RegistrationState.POOL)
    rows = rows_with_keys(db, select_columns(*COLUMNS).where(pool), Registration.data_key_id)
    sitting = [one for one in participants_of(db, group) if one.is_seated]
    pairings, others = _pairings(db, ids_of(sitting), pool), [candidate_from(db, one) for one in sitting]
    days = {DAYS[one.day.weekday()] for one in sessions_of(db, group.id) if one.is_planned}

    def considered(row: AnyRow) -> _Considered:
        known = candidate_from(db, row)
        return _Considered(row, known, fit_warnings(known, group, others, pairings.get(row.id, {}), days))

    in_order = sorted(map(considered, rows), key=lambda one: one.place)
    chosen = [one for one in in_order if one.row.id in only]
    page = Slice(chosen, None, None) if only else slice_of(in_order, lambda one: one.place, cursor)
    return SeatCandidates(Slice(_shown(db, page.rows), page.before, page.after), len(rows))


def _shown(db: Session, page: Sequence[_Considered]) -> list[SeatCandidateRow]:
    names = select(Registration).where(col(Registration.id).in_([one.row.id for one in page]))
    people = {one.id: one for one in db.exec(names)}
    return [
        SeatCandidateRow(
            id=one.row.id,
            name=unseal(db, people[one.row.id], "sealed_name"),
            relation=one.known.relation,
            region=one.known.region,
            days=list(one.known.days),
            since=one.row.since,
            has_priority=not one.row.after_priority,
            warnings=one.warnings,
        )
        for one in page
    ]


def _pairings(db: Session, sitting: Collection[UUID], pool: Condition) -> Pairings:
    """Whom those on the list belong apart from in the group, and with whom together, in the group or on the list.

    Of many with the same word on the list each is paired with one other: that is what the warning needs.
    """
    words = agreed_words(db, or_(pool, col(Registration.id).in_(sitting)))
    pairings, of_pool = pairings_by_word(sitting, words), select(Registration.id).where(pool)
    theirs = or_(col(Pairing.first_id).in_(of_pool), col(Pairing.second_id).in_(of_pool))
    for pairing in db.exec(select(Pairing).where(theirs)):
        pairings[pairing.first_id][pairing.second_id] = pairings[pairing.second_id][pairing.first_id] = pairing.kind
    agreed: dict[str, list[UUID]] = defaultdict(list)
    for word in words:
        if not word.is_apart:
            agreed[word.folded].append(word.id)
    for ids in agreed.values():
        for one in ids:
            another = next((other for other in ids if other != one and other not in pairings[one]), None)
            if another:
                pairings[one][another] = PairingKind.TOGETHER
    return pairings


def warnings_among(
    db: Session, group: PeerGroup, chosen: Sequence[Registration]
) -> list[tuple[UUID, list[FitWarning]]]:
    """The warnings if all of `chosen` joined the group together."""
    sitting = [one for one in participants_of(db, group) if one.is_seated]
    load_keys(db, {one.data_key_id for one in chosen})
    pairings = pairings_among(db, [*sitting, *chosen])
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
    in_order = (Registration.since(), col(Registration.tiebreaker), col(Registration.id))
    return list(db.exec(select(Registration).where(*shown).order_by(*in_order)))
