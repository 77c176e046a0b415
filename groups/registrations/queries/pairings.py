"""Which registrants should be placed together or apart, and what is relevant about a person when composing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select

from accounts.models import Relation
from foundation.columns import Condition
from foundation.data_keys import load_keys, rows_with_keys, unseal, unseal_value
from foundation.person import Person
from foundation.rows import AnyRow, ids_of, select_columns
from groups.models import Candidate, Circle, CircleChoice, Pairing, PairingKind, PreparationState, Registration, Wishes
from safety.shared_words import fold_word, may_be_the_same

Pairings = Mapping[UUID, Mapping[UUID, PairingKind]]


class AgreedWord(NamedTuple):
    """What somebody typed whom they would rather be with, or without, and whether it was without."""

    id: UUID
    folded: str
    is_apart: bool


def pairings_of(db: Session, people: Collection[UUID], *others: Condition) -> Pairings:
    """Who belongs together or apart with these people: as colleagues set it, or by a word shared with one of `others`.

    `others` select registrations; each pairing stands under both of its people.
    """
    return _with_set_pairings(db, people, pairings_by_word(people, agreed_words(db, *others))) if people else {}


def open_pairings_of(db: Session, people: Collection[UUID], viewer: Person) -> Pairings:
    """The same, among all open registrations that the viewer may see."""
    return pairings_of(db, people, Registration.visible_to(viewer), Registration.open())


def pairings_among(db: Session, people: Collection[Registration]) -> Pairings:
    """The same, by word among these people only."""
    ids = ids_of(list(people))
    return pairings_of(db, ids, col(Registration.id).in_(ids))


def agreed_words(db: Session, *which: Condition) -> list[AgreedWord]:
    """The words of these registrations. Only those that have one are opened, and all of them."""
    columns: tuple[object, ...] = (Registration.id, Registration.data_key_id, Registration.sealed_circle)
    statement = select_columns(*columns).where(col(Registration.has_agreed_word).is_not(False), *which)
    found = []
    for row in rows_with_keys(db, statement.order_by(col(Registration.id)), Registration.data_key_id):
        circle = unseal_value(db, row, "sealed_circle", Circle, Registration)
        if circle.has_agreed_word:
            found.append(AgreedWord(row.id, fold_word(circle.shared_word), circle.circle is CircleChoice.APART))
    return found


def pairings_by_word(people: Collection[UUID], words: Iterable[AgreedWord]) -> dict[UUID, dict[UUID, PairingKind]]:
    """Who of all with a word belongs together or apart with one of these people."""
    pairings: dict[UUID, dict[UUID, PairingKind]] = defaultdict(dict)
    theirs, everybodys = set(people), list(words)
    for one in everybodys:
        for other in everybodys if one.id in theirs else ():
            if one.id != other.id and (kind := _pairing_by_word(one, other)):
                pairings[one.id][other.id] = pairings[other.id][one.id] = kind
    return pairings


def _pairing_by_word(one: AgreedWord, other: AgreedWord) -> PairingKind | None:
    """Apart when it may be the same word, together only when it is."""
    if one.is_apart or other.is_apart:
        return PairingKind.APART if may_be_the_same(one.folded, other.folded) else None
    return PairingKind.TOGETHER if one.folded == other.folded else None


def _with_set_pairings(
    db: Session, people: Collection[UUID], pairings: dict[UUID, dict[UUID, PairingKind]]
) -> Pairings:
    """What a colleague set counts, whatever people typed."""
    theirs = or_(col(Pairing.first_id).in_(people), col(Pairing.second_id).in_(people))
    for pairing in db.exec(select(Pairing).where(theirs)):
        pairings[pairing.first_id][pairing.second_id] = pairings[pairing.second_id][pairing.first_id] = pairing.kind
    return pairings


@dataclass(frozen=True)
class PairingRow:
    """Another registrant, by the little that identifies them on screen."""

    id: UUID
    name: str
    relation: Relation
    kind: PairingKind | None = None


def pairings_for(db: Session, registration: Registration, viewer: Person) -> list[PairingRow]:
    """The pairings of a registrant, as far as the viewer may see the others."""
    kinds = open_pairings_of(db, [registration.id], viewer).get(registration.id, {})
    paired = (Registration.open(), Registration.visible_to(viewer), col(Registration.id).in_(kinds))
    return [PairingRow(one.id, one.name, one.relation, kinds[one.id]) for one in pairing_rows(db, *paired)]


def fellow_participants(db: Session, registration: Registration, viewer: Person) -> list[PairingRow]:
    """The others with a seat in the same group."""
    others = (Registration.visible_to(viewer), Registration.seated_in(registration.group_id))
    rows = pairing_rows(db, *others) if registration.group_id else []
    return [row for row in rows if row.id != registration.id]


def pairing_rows(db: Session, *which: Condition) -> list[PairingRow]:
    """These registrants, in the order in which those of one day are listed."""
    in_order = (col(Registration.tiebreaker), col(Registration.id))
    found = db.exec(select(Registration).where(*which).order_by(*in_order)).all()
    load_keys(db, {one.data_key_id for one in found})
    return [PairingRow(one.id, unseal(db, one, "sealed_name"), one.relation) for one in found]


CANDIDATE_COLUMNS: tuple[object, ...] = (
    Registration.id,
    Registration.data_key_id,
    Registration.relation,
    Registration.format,
    Registration.language,
    Registration.intake_held_on,
    Registration.preparation,
    Registration.sealed_wishes,
)
"""What `candidate_from` needs of a row of columns."""


def candidate_from(db: Session, registration: Registration | AnyRow) -> Candidate:
    """What is relevant about a registrant when composing a group."""
    wishes = unseal_value(db, registration, "sealed_wishes", Wishes, Registration)
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
