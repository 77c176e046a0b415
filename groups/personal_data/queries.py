"""Everything about somebody who registered, as it is given to them; and the requests for such a copy."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.queries import names_of
from foundation.data_keys import unseal, unseal_fields
from foundation.person import Person
from groups.conversations.queries.calls import about_call
from groups.messages.queries import words_with
from groups.models import Attendance, Call, CopyRequest, GroupSession, Registration


@dataclass(frozen=True)
class CopyRow:
    """A request for a copy."""

    id: UUID
    registration_id: UUID
    asked_by: str
    asked_on: date
    can_agree: bool
    can_take: bool


def copy_requests(db: Session, viewer: Person) -> list[CopyRow]:
    """The requests one may see, oldest first."""
    rows = db.exec(select(CopyRequest).where(CopyRequest.visible_to(viewer)).order_by(col(CopyRequest.asked_on))).all()
    names = names_of(db, {row.asked_by_id for row in rows})
    return [
        CopyRow(
            row.id,
            row.registration_id,
            names.get(row.asked_by_id, ""),
            row.asked_on,
            row.agreed_to_by(viewer),
            row.taken_by(viewer),
        )
        for row in rows
    ]


def whole_copy(db: Session, registration: Registration) -> dict[str, Any]:
    """Everything that is kept about this person, in words."""
    sealed = ("sealed_wishes", "sealed_contact", "sealed_circle", "sealed_facts", "sealed_left")
    opened = {column.removeprefix("sealed_"): unseal_fields(db, registration, column) for column in sealed}
    dates = ("received_on", "talked_on", "entered_on", "hold_until", "agreed_on", "left_on", "ended_on")
    sat = db.exec(
        select(GroupSession, Attendance)
        .join(Attendance, col(Attendance.session_id) == GroupSession.id)
        .where(col(Attendance.registration_id) == registration.id)
        .order_by(col(GroupSession.day))
    ).all()
    return {
        "state": registration.state.value,
        "relation": registration.relation.value,
        "format": registration.format.value,
        "language": registration.language,
        "name": unseal(db, registration, "sealed_name"),
        "goal": unseal(db, registration, "sealed_goal"),
        "words of the team": unseal(db, registration, "sealed_words"),
        **opened,
        **{name: str(getattr(registration, name) or "") for name in dates},
        "sessions": [{"day": str(one.day), "was there": row.mark.value} for one, row in sat],
        "conversations": [
            {
                "kind": one.kind.value,
                "state": one.state.value,
                "day": str(one.day or ""),
                "notes": about_call(db, one).notes,
            }
            for one in db.exec(select(Call).where(col(Call.registration_id) == registration.id))
        ],
        "words": [{"by": row.by, "on": str(row.said_on), "words": row.words} for row in words_with(db, registration)],
    }
