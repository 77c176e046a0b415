"""Expected participants and attendance of a session."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from accounts.models import Relation
from foundation.data_keys import load_keys, unseal
from groups.lookups import expected_participants
from groups.models import Attendance, AttendanceMark, GroupSession, RegistrationState


@dataclass(frozen=True)
class AttendanceRow:
    """A participant, and their attendance; None when nothing is recorded."""

    id: UUID
    name: str
    relation: Relation
    has_agreed: bool
    is_new: bool
    mark: AttendanceMark | None

    @property
    def is_excused(self) -> bool:
        return self.mark is AttendanceMark.EXCUSED


def attendance_list(db: Session, session: GroupSession) -> list[AttendanceRow]:
    """The participants of the group, with their attendance at this session."""
    people = expected_participants(db, session)
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
