"""Registrations that came in and were never taken up: for a look after a flood, and to end many at once."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from accounts.models import Relation
from foundation.columns import Condition
from foundation.data_keys import load_keys, unseal
from foundation.database import settings_of
from foundation.person import Person
from groups.models import Conversation, ConversationState, MeetingFormat, Message, Registration, RegistrationState

MOST_AT_ONCE = 80
"""On one page, and ended in one go; the rest follows on the next."""


@dataclass(frozen=True)
class ArrivalRow:
    """One of them: nothing more than helps to tell people from a flood; `came_with_many` on a day of one."""

    id: UUID
    name: str
    relation: Relation
    format: MeetingFormat
    received_on: date
    came_with_many: bool


@dataclass(frozen=True)
class Arrivals:
    """The latest ones, and how many there are in all."""

    rows: list[ArrivalRow]
    total: int


def arrivals(db: Session, viewer: Person) -> Arrivals:
    """The latest first."""
    which = _untouched(viewer)
    latest = select(Registration).where(*which).order_by(col(Registration.received_on).desc(), col(Registration.id))
    found = db.exec(latest.limit(MOST_AT_ONCE)).all()
    load_keys(db, {one.data_key_id for one in found})
    a_day, many = Counter(one.received_on for one in found), settings_of(db).many_arrivals
    rows = [
        ArrivalRow(
            id=one.id,
            name=unseal(db, one, "sealed_name"),
            relation=one.relation,
            format=one.format,
            received_on=one.received_on,
            came_with_many=a_day[one.received_on] >= many,
        )
        for one in found
    ]
    total = db.exec(select(func.count()).select_from(Registration).where(*which)).one()
    return Arrivals(rows, total)


def untouched(db: Session, ids: Collection[UUID], viewer: Person) -> list[Registration]:
    """Those of these that nobody has taken up meanwhile, locked."""
    which = (col(Registration.id).in_(list(ids)[:MOST_AT_ONCE]), *_untouched(viewer))
    ordered = select(Registration).where(*which).order_by(col(Registration.id))
    return list(db.exec(ordered.with_for_update(key_share=True)))


def _untouched(viewer: Person) -> tuple[Condition, ...]:
    """Received, assigned to nobody, without a word, and no conversation booked or held."""
    wrote = select(Message.id).where(col(Message.registration_id) == Registration.id).correlate(Registration)
    spoke = select(Conversation.id).where(
        col(Conversation.registration_id) == Registration.id, col(Conversation.state) != ConversationState.UNBOOKED
    )
    return (
        col(Registration.state) == RegistrationState.RECEIVED,
        col(Registration.facilitator_id).is_(None),
        Registration.visible_to(viewer),
        ~wrote.exists(),
        ~spoke.correlate(Registration).exists(),
    )
