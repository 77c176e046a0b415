"""Words between somebody and the team, and who waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from foundation.data_keys import load_keys, unseal
from groups.models import PrivateWord, Registration
from groups.queries.colleagues import names_of

MOST = 100


@dataclass(frozen=True)
class WordRow:
    """One message; `by` is empty for the person's own."""

    number: int
    by: str
    said_on: date
    words: str


@dataclass(frozen=True)
class UnreadRow:
    """Somebody whose words nobody of the team has read."""

    registration_id: UUID
    name: str
    since: date


def last_answer(db: Session, registration: Registration) -> date | None:
    """When the team said the last word; None when the person did, or nobody."""
    said = col(PrivateWord.registration_id) == registration.id
    columns: tuple[Any, ...] = (PrivateWord.staff_id, PrivateWord.said_on)
    latest: Any = select(*columns).where(said).order_by(col(PrivateWord.number).desc()).limit(1)
    found = db.exec(latest).first()
    return found[1] if found and found[0] else None


def words_with(db: Session, registration: Registration) -> list[WordRow]:
    """Everything said, oldest first."""
    said = col(PrivateWord.registration_id) == registration.id
    rows: Sequence[PrivateWord] = db.exec(select(PrivateWord).where(said).order_by(col(PrivateWord.number))).all()
    names = names_of(db, {row.staff_id for row in rows})
    return [
        WordRow(
            row.number,
            names.get(row.staff_id, "") if row.staff_id else "",
            row.said_on,
            unseal(db, row, "sealed_words"),
        )
        for row in rows
    ]


def unread(db: Session, viewer: Any) -> list[UnreadRow]:
    """Who waits for this colleague to read, the longest wait first."""
    first = func.min(PrivateWord.said_on)
    found = db.exec(
        select(Registration, first)
        .join(PrivateWord, col(PrivateWord.registration_id) == Registration.id)
        .where(*_waiting_for(viewer))
        .group_by(col(Registration.id))
        .order_by(first)
        .limit(MOST)
    ).all()
    load_keys(db, {one.data_key_id for one, _ in found})
    return [UnreadRow(one.id, unseal(db, one, "sealed_name"), since) for one, since in found]


def unread_count(db: Session, viewer: Any) -> int:
    """How many people wait for this colleague to read."""
    people = select(func.count(func.distinct(PrivateWord.registration_id))).join(
        Registration, col(PrivateWord.registration_id) == Registration.id
    )
    return db.exec(people.where(*_waiting_for(viewer))).one()


def _waiting_for(viewer: Any) -> tuple[Any, ...]:
    return (PrivateWord.unread(), Registration.visible_to(viewer), Registration.in_care_of(viewer))
