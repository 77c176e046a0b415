"""Who should sit with or without whom, and what counts of somebody when composing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, or_, select

from accounts.models import Relation
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.person import Person
from groups.models import Bond, BondKind, Candidate, Circle, CircleChoice, Preparing, Registration, Wishes

MOST = 300
Bonds = Mapping[UUID, Mapping[UUID, BondKind]]


def bonds_of(db: Session, people: Iterable[Registration]) -> Bonds:
    """Who of these should sit with or without whom: what colleagues set, and who typed the same word."""
    listed = list(people)
    bonds: dict[UUID, dict[UUID, BondKind]] = defaultdict(dict)
    words: dict[str, list[tuple[UUID, CircleChoice]]] = defaultdict(list)
    for one in listed:
        circle = unseal_value(db, one, "sealed_circle", Circle)
        if circle.shared_word and circle.circle in (CircleChoice.TOGETHER, CircleChoice.APART):
            words["".join(circle.shared_word.casefold().split())].append((one.id, circle.circle))
    for same in words.values():
        for one_id, said in same:
            for other_id, answer in same:
                if one_id != other_id:
                    is_apart = CircleChoice.APART in (said, answer)
                    bonds[one_id][other_id] = BondKind.APART if is_apart else BondKind.TOGETHER
    ids = [one.id for one in listed]
    for bond in db.exec(select(Bond).where(or_(col(Bond.first_id).in_(ids), col(Bond.second_id).in_(ids)))):
        bonds[bond.first_id][bond.second_id] = bonds[bond.second_id][bond.first_id] = bond.kind
    return bonds


@dataclass(frozen=True)
class OtherRow:
    """Somebody else, by the little that tells them apart on a screen."""

    id: UUID
    name: str
    relation: Relation
    group_id: UUID | None
    kind: BondKind | None = None


def bound_to(db: Session, registration: Registration, viewer: Person) -> list[OtherRow]:
    """Whom somebody should sit with or without, as far as the viewer may see those."""
    bonds = bonds_of(db, _open_ones(db, viewer)).get(registration.id, {})
    return [
        OtherRow(one.id, one.name, one.relation, one.group_id, bonds[one.id])
        for one in could_be_bound(db, registration, viewer)
        if one.id in bonds
    ]


def could_be_bound(db: Session, registration: Registration, viewer: Person) -> list[OtherRow]:
    """Everybody else whose registration is open."""
    return [
        OtherRow(one.id, unseal(db, one, "sealed_name"), one.relation, one.group_id)
        for one in _open_ones(db, viewer)
        if one.id != registration.id
    ]


def _open_ones(db: Session, viewer: Person) -> list[Registration]:
    shown = (Registration.visible_to(viewer), Registration.open())
    found = list(db.exec(select(Registration).where(*shown).order_by(col(Registration.tie)).limit(MOST)))
    load_keys(db, {one.data_key_id for one in found})
    return found


def candidate(db: Session, registration: Registration) -> Candidate:
    """What counts of somebody when composing a group."""
    wishes = unseal_value(db, registration, "sealed_wishes", Wishes)
    return Candidate(
        registration.id,
        registration.relation,
        registration.format,
        registration.language,
        wishes.region,
        list(wishes.days),
        registration.talked_on is not None,
        registration.preparing is Preparing.RUNNING,
    )
