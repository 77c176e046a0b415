"""Words between somebody and the team, and who waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from foundation.data_keys import load_keys, unseal
from groups.models import PeerGroup, PrivateWord, Registration
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
    waiting = (
        col(PrivateWord.staff_id).is_(None),
        col(PrivateWord.read_on).is_(None),
        Registration.visible_to(viewer),
    )
    first = func.min(PrivateWord.said_on)
    found = db.exec(
        select(Registration, PeerGroup, first)
        .join(PrivateWord, col(PrivateWord.registration_id) == Registration.id)
        .outerjoin(PeerGroup, col(PeerGroup.id) == Registration.group_id)
        .where(*waiting)
        .group_by(col(Registration.id), col(PeerGroup.id))
        .order_by(first)
        .limit(MOST)
    ).all()
    load_keys(db, {one.data_key_id for one, _, _ in found})
    return [
        UnreadRow(one.id, unseal(db, one, "sealed_name"), since)
        for one, group, since in found
        if one.looked_after_by(viewer, group)
    ]
