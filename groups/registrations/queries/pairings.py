"""Which registrants should be placed together or apart, and what is relevant about a person when composing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select

from accounts.models import Relation
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.person import Person
from groups.models import Candidate, Circle, CircleChoice, Pairing, PairingKind, PreparationState, Registration, Wishes
from safety.shared_words import fold_word, may_be_the_same

MAX_REGISTRATIONS = 300
Pairings = Mapping[UUID, Mapping[UUID, PairingKind]]


def pairings_of(db: Session, people: Iterable[Registration]) -> Pairings:
    """Who of these belongs together or apart: as colleagues set it, or by a shared word."""
    listed = list(people)
    pairings: dict[UUID, dict[UUID, PairingKind]] = defaultdict(dict)
    agreed: list[_AgreedWord] = []
    for one in listed:
        circle = unseal_value(db, one, "sealed_circle", Circle)
        if circle.shared_word and circle.circle in (CircleChoice.TOGETHER, CircleChoice.APART):
            agreed.append(_AgreedWord(one.id, fold_word(circle.shared_word), circle.circle is CircleChoice.APART))
    for one_word, other_word in combinations(agreed, 2):
        if kind := _pairing_of(one_word, other_word):
            pairings[one_word.id][other_word.id] = pairings[other_word.id][one_word.id] = kind
    ids = [one.id for one in listed]
    for pairing in db.exec(select(Pairing).where(or_(col(Pairing.first_id).in_(ids), col(Pairing.second_id).in_(ids)))):
        pairings[pairing.first_id][pairing.second_id] = pairings[pairing.second_id][pairing.first_id] = pairing.kind
    return pairings


class _AgreedWord(NamedTuple):
    """What somebody typed whom they would rather be with, or without, and whether it was without."""

    id: UUID
    folded: str
    is_apart: bool


def _pairing_of(one: _AgreedWord, other: _AgreedWord) -> PairingKind | None:
    """Apart when it may be the same word, together only when it is."""
    if one.is_apart or other.is_apart:
        return PairingKind.APART if may_be_the_same(one.folded, other.folded) else None
    return PairingKind.TOGETHER if one.folded == other.folded else None


@dataclass(frozen=True)
class PairingRow:
    """Another registrant, by the little that identifies them on screen."""

    id: UUID
    name: str
    relation: Relation
    group_id: UUID | None
    kind: PairingKind | None = None


def pairings_for(db: Session, registration: Registration, viewer: Person) -> list[PairingRow]:
    """The pairings of a registrant, as far as the viewer may see the others."""
    pairings = pairings_of(db, _open_registrations(db, viewer)).get(registration.id, {})
    return [
        PairingRow(one.id, one.name, one.relation, one.group_id, pairings[one.id])
        for one in pairing_choices(db, registration, viewer)
        if one.id in pairings
    ]


def pairing_choices(db: Session, registration: Registration, viewer: Person) -> list[PairingRow]:
    """All other open registrations."""
    return [
        PairingRow(one.id, unseal(db, one, "sealed_name"), one.relation, one.group_id)
        for one in _open_registrations(db, viewer)
        if one.id != registration.id
    ]


def _open_registrations(db: Session, viewer: Person) -> list[Registration]:
    shown = (Registration.visible_to(viewer), Registration.open())
    found = list(
        db.exec(select(Registration).where(*shown).order_by(col(Registration.tiebreaker)).limit(MAX_REGISTRATIONS))
    )
    load_keys(db, {one.data_key_id for one in found})
    return found


def candidate_from(db: Session, registration: Registration) -> Candidate:
    """What is relevant about a registrant when composing a group."""
    wishes = unseal_value(db, registration, "sealed_wishes", Wishes)
    return Candidate(
        id=registration.id,
        relation=registration.relation,
        format=registration.format,
        language=registration.language,
        region=wishes.region,
        days=list(wishes.days),
        had_intake=registration.intake_held_on is not None,
        is_in_preparation=registration.preparation is PreparationState.RUNNING,
    )
