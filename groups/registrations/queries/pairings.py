"""Which registrants should be placed together or apart, and what is relevant about a person when composing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, or_, select

from accounts.models import Relation
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.person import Person
from groups.models import Candidate, Circle, CircleChoice, Pairing, PairingKind, PreparationState, Registration, Wishes

MAX_REGISTRATIONS = 300
Pairings = Mapping[UUID, Mapping[UUID, PairingKind]]


def pairings_of(db: Session, people: Iterable[Registration]) -> Pairings:
    """Who of these belongs together or apart: as colleagues set it, or by a shared word."""
    listed = list(people)
    pairings: dict[UUID, dict[UUID, PairingKind]] = defaultdict(dict)
    by_shared_word: dict[str, list[tuple[UUID, CircleChoice]]] = defaultdict(list)
    for one in listed:
        circle = unseal_value(db, one, "sealed_circle", Circle)
        if circle.shared_word and circle.circle in (CircleChoice.TOGETHER, CircleChoice.APART):
            by_shared_word["".join(circle.shared_word.casefold().split())].append((one.id, circle.circle))
    for same in by_shared_word.values():
        for one_id, one_answer in same:
            for other_id, other_answer in same:
                if one_id != other_id:
                    is_apart = CircleChoice.APART in (one_answer, other_answer)
                    pairings[one_id][other_id] = PairingKind.APART if is_apart else PairingKind.TOGETHER
    ids = [one.id for one in listed]
    for pairing in db.exec(select(Pairing).where(or_(col(Pairing.first_id).in_(ids), col(Pairing.second_id).in_(ids)))):
        pairings[pairing.first_id][pairing.second_id] = pairings[pairing.second_id][pairing.first_id] = pairing.kind
    return pairings


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
