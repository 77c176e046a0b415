"""Who one expects at a session, and who was there."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Relation
from foundation.data_keys import load_keys, unseal
from groups.models import Attendance, GroupSession, Mark, RegistrationState
from groups.queries.seats import expected


@dataclass(frozen=True)
class AttendanceRow:
    """Somebody one expects, and what was noted; nothing yet is None."""

    id: UUID
    name: str
    relation: Relation
    has_agreed: bool
    is_new: bool
    mark: Mark | None

    @property
    def is_excused(self) -> bool:
        """Did somebody say that this one cannot come?"""
        return self.mark is Mark.EXCUSED


def excused_from(
    db: Session, session_ids: Collection[UUID], registration_id: UUID | None = None
) -> set[tuple[UUID, UUID]]:
    """Who said of which of these sessions that they cannot come: session, then person. Of everybody, or of one."""
    columns: Any = select(Attendance.session_id, Attendance.registration_id)
    of_these = [col(Attendance.session_id).in_(session_ids), col(Attendance.mark) == Mark.EXCUSED]
    if registration_id:
        of_these.append(col(Attendance.registration_id) == registration_id)
    return set(db.exec(columns.where(*of_these)).all()) if session_ids else set()


def cannot_come(db: Session, session_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many said so, of each of these sessions."""
    return dict(Counter(session for session, _ in excused_from(db, session_ids)))


def attendance_list(db: Session, session: GroupSession) -> list[AttendanceRow]:
    """The people of the group, with their marks for this session."""
    people = expected(db, session)
    load_keys(db, {one.data_key_id for one in people})
    marks = {
        row.registration_id: row.mark
        for row in db.exec(select(Attendance).where(col(Attendance.session_id) == session.id))
    }
    return [
        AttendanceRow(
            one.id,
            unseal(db, one, "sealed_name"),
            one.relation,
            one.agreed_on is not None,
            one.state is RegistrationState.PLACED,
            marks.get(one.id),
        )
        for one in people
    ]
