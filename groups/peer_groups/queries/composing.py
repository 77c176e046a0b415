"""Composing a group: who on the list could sit in it, and what stands out. A person judges."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Relation
from foundation.data_keys import load_keys, unseal
from foundation.person import Person
from groups.lookups import sessions_of
from groups.models import DAYS, HOLD_A_SEAT, PeerGroup, Registration, RegistrationState, Remark, remarks
from groups.peer_groups.queries.peer_groups import people_of
from groups.registrations.queries.bonds import bonds_of, candidate

MOST = 300


@dataclass(frozen=True)
class FittingRow:
    """Somebody on the list who could be offered a seat, and what stands out."""

    id: UUID
    name: str
    relation: Relation
    region: str
    days: list[str]
    since: date | None
    has_priority: bool
    remarks: list[Remark]


def fitting(db: Session, group: PeerGroup, viewer: Person) -> list[FittingRow]:
    """Who on the list could sit here: fewest remarks first, then priority and the day of entering the pool."""
    pool = (Registration.visible_to(viewer), col(Registration.state) == RegistrationState.POOL)
    order = (col(Registration.has_priority).desc(), col(Registration.entered_on), col(Registration.tie))
    waiting = list(db.exec(select(Registration).where(*pool).order_by(*order).limit(MOST)))
    sitting = [one for one in people_of(db, group) if one.state in HOLD_A_SEAT]
    load_keys(db, {one.data_key_id for one in waiting})
    bonds = bonds_of(db, [*waiting, *sitting])
    others = [candidate(db, one) for one in sitting]
    days = {DAYS[one.day.weekday()] for one in sessions_of(db, group.id) if one.is_to_come}
    rows = []
    for one in waiting:
        known = candidate(db, one)
        found = remarks(known, group, others, bonds.get(one.id, {}), days)
        rows.append(
            FittingRow(
                one.id,
                unseal(db, one, "sealed_name"),
                one.relation,
                known.region,
                list(known.days),
                one.entered_on,
                one.has_priority,
                found,
            )
        )
    return sorted(rows, key=lambda row: len(set(row.remarks) - {Remark.ONLY_ONE}))


def among(db: Session, group: PeerGroup, chosen: Sequence[Registration]) -> list[tuple[UUID, list[Remark]]]:
    """What stands out when all of `chosen` would sit in the group together."""
    sitting = [one for one in people_of(db, group) if one.state in HOLD_A_SEAT]
    load_keys(db, {one.data_key_id for one in chosen})
    bonds = bonds_of(db, [*sitting, *chosen])
    known = {one.id: candidate(db, one) for one in (*sitting, *chosen)}
    days = {DAYS[one.day.weekday()] for one in sessions_of(db, group.id) if one.is_to_come}
    found = []
    for one in chosen:
        others = [other for other_id, other in known.items() if other_id != one.id]
        found.append((one.id, remarks(known[one.id], group, others, bonds.get(one.id, {}), days)))
    return [pair for pair in found if pair[1]]


def chosen_from(db: Session, viewer: Person, ids: Collection[UUID]) -> list[Registration]:
    """Those of `ids` that the viewer may see, in the order they entered the list."""
    shown = (Registration.visible_to(viewer), col(Registration.id).in_(ids))
    return list(db.exec(select(Registration).where(*shown).order_by(col(Registration.entered_on))))
