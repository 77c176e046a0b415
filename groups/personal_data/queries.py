"""The copy of everything about a registrant, and the requests for one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.queries import names_of
from foundation.data_keys import unseal, unseal_fields
from foundation.person import Person
from groups.conversations.queries.conversations import about_conversation
from groups.messages.queries import messages_with
from groups.models import Attendance, Conversation, CopyRequest, GroupSession, Registration


@dataclass(frozen=True)
class CopyRequestRow:
    id: UUID
    registration_id: UUID
    requested_by: str
    requested_on: date
    can_approve: bool
    can_download: bool


def copy_requests(db: Session, viewer: Person) -> list[CopyRequestRow]:
    """The requests the viewer may see, oldest first."""
    oldest_first = (col(CopyRequest.requested_on), col(CopyRequest.id))
    rows = db.exec(select(CopyRequest).where(CopyRequest.visible_to(viewer)).order_by(*oldest_first)).all()
    names = names_of(db, {row.requested_by_id for row in rows})
    return [
        CopyRequestRow(
            row.id,
            row.registration_id,
            names.get(row.requested_by_id, ""),
            row.requested_on,
            row.approvable_by(viewer),
            row.downloadable_by(viewer),
        )
        for row in rows
    ]


def full_copy(db: Session, registration: Registration) -> dict[str, object]:
    """Everything kept about this person, in plain language."""
    sealed = ("sealed_wishes", "sealed_contact", "sealed_circle", "sealed_intake_notes", "sealed_left_appointments")
    opened = {column.removeprefix("sealed_"): unseal_fields(db, registration, column) for column in sealed}
    of_waiting = ("received_on", "intake_held_on", "entered_on", "hold_until", "agreed_on")
    dates = (*of_waiting, "left_on", "ended_on", "expires_on")
    sat = db.exec(
        select(GroupSession, Attendance)
        .join(Attendance, col(Attendance.session_id) == GroupSession.id)
        .where(col(Attendance.registration_id) == registration.id)
        .order_by(col(GroupSession.day), col(GroupSession.id))
    ).all()
    return {
        "state": registration.state.value,
        "relation": registration.relation.value,
        "format": registration.format.value,
        "language": registration.language,
        "name": unseal(db, registration, "sealed_name"),
        "goal": unseal(db, registration, "sealed_goal"),
        "words of the team": unseal(db, registration, "sealed_team_message"),
        **opened,
        **{name: str(getattr(registration, name) or "") for name in dates},
        "sessions": [{"day": str(one.day), "was there": row.mark.value} for one, row in sat],
        "conversations": [
            {
                "kind": one.kind.value,
                "state": one.state.value,
                "day": str(one.day or ""),
                "notes": about_conversation(db, one).notes,
            }
            for one in db.exec(select(Conversation).where(col(Conversation.registration_id) == registration.id))
        ],
        "words": [
            {"by": row.by, "on": str(row.written_on), "words": row.text} for row in messages_with(db, registration)
        ],
    }
