"""What the pages of the groups' side read."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case
from sqlmodel import Session, col, select

from accounts.models import Relation, Staff
from foundation.data_keys import load_keys, unseal, unseal_fields
from groups.models import Format, Registration, RegistrationState

MOST = 300


@dataclass(frozen=True)
class WaitingRow:
    """Somebody in the list: no name and no contact detail."""

    id: UUID
    state: RegistrationState
    relation: Relation
    format: Format
    language: str
    region: str
    days: list[str]
    received_on: date
    entered_on: date | None
    talked_on: date | None
    hold_until: date | None
    facilitator: str


@dataclass(frozen=True)
class WaitingList:
    """The open registrations a colleague may see, and on how many of them each day fits."""

    rows: list[WaitingRow]
    fitting: dict[str, int]


def waiting_list(db: Session, viewer: Any, relation: Relation | None = None) -> WaitingList:
    """Who waits: first those who have not had a conversation, then by the day of entering the pool."""
    statement: Any = (
        select(Registration, Staff)
        .outerjoin(Staff, col(Staff.id) == Registration.facilitator_id)
        .where(Registration.visible_to(viewer), Registration.open())
        .order_by(
            case((col(Registration.state) == RegistrationState.RECEIVED, 0), else_=1),
            col(Registration.entered_on),
            col(Registration.received_on),
            col(Registration.tie),
        )
        .limit(MOST)
    )
    if relation:
        statement = statement.where(col(Registration.relation) == relation)
    found = list(db.exec(statement))
    load_keys(db, {one.data_key_id for pair in found for one in pair if one})
    rows = [_row(db, registration, staff) for registration, staff in found]
    fitting = Counter(day for row in rows if row.state is RegistrationState.POOL for day in row.days)
    return WaitingList(rows, dict(fitting))


def facilitators(db: Session) -> list[tuple[UUID, str]]:
    """The colleagues who may look after somebody, by name."""
    here = (col(Staff.facilitates), col(Staff.ended_on).is_(None), col(Staff.enrolled_on).is_not(None))
    rows = db.exec(select(Staff).where(*here)).all()
    load_keys(db, {row.data_key_id for row in rows})
    return sorted(((row.id, unseal(db, row, "sealed_name")) for row in rows), key=lambda pair: pair[1])


def _row(db: Session, registration: Registration, staff: Staff | None) -> WaitingRow:
    wishes = unseal_fields(db, registration, "sealed_wishes")
    return WaitingRow(
        id=registration.id,
        state=registration.state,
        relation=registration.relation,
        format=registration.format,
        language=registration.language,
        region=str(wishes.get("region", "")),
        days=list(wishes.get("days", [])),
        received_on=registration.received_on,
        entered_on=registration.entered_on,
        talked_on=registration.talked_on,
        hold_until=registration.hold_until,
        facilitator=unseal(db, staff, "sealed_name") if staff else "",
    )
