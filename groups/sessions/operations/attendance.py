"""Who attends a session: said in advance, or marked once it has begun. The seat is kept either way."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.rows import lock
from groups.lookups import expected_participants, require_manageable
from groups.models import (
    ATTENDED,
    Attendance,
    AttendanceMark,
    ContactTask,
    GroupSession,
    Notification,
    PeerGroup,
    Registration,
)

NOT_BEGUN = N_("This session has not begun yet.")


def record_rsvp(
    db: Session, session: GroupSession, registration: Registration, attending: bool, by: Staff | None = None
) -> None:
    """Record whether this participant attends, by code or by phone.

    Somebody who does not gets no reminder; moving the session clears it. Raises `OutOfStep` once it has begun.
    """
    lock(db, registration)
    lock(db, session)
    if by:
        require_manageable(db, registration, by)
    if not session.is_planned or session.has_begun:
        raise OutOfStep("it has begun, or was called off")
    if registration.id not in {one.id for one in expected_participants(db, session)}:
        raise OutOfStep("not expected there")
    theirs = (col(Attendance.session_id) == session.id, col(Attendance.registration_id) == registration.id)
    db.execute(delete(Attendance).where(*theirs))
    if not attending:
        db.add(Attendance(session_id=session.id, registration_id=registration.id, mark=AttendanceMark.EXCUSED))
        of_it = (
            col(ContactTask.notification) == Notification.SESSION_REMINDER,
            col(ContactTask.subject) == session.id,
            col(ContactTask.done_on).is_(None),
        )
        db.execute(delete(ContactTask).where(col(ContactTask.registration_id) == registration.id, *of_it))


def mark_attendance(
    db: Session, session: GroupSession, registration: Registration, mark: AttendanceMark, by: Staff
) -> None:
    """Record whether this participant attended, once the session has begun; as often as it needs correcting."""
    require(db.get_one(PeerGroup, session.group_id).manageable_by(by))
    require_begun(session)
    if registration.id not in {one.id for one in expected_participants(db, session)}:
        raise OutOfStep("not in this group any more")
    db.merge(Attendance(session_id=session.id, registration_id=registration.id, mark=mark))


def complete(db: Session, session: GroupSession, people: Sequence[Registration]) -> list[Registration]:
    """Of whom nothing was marked, it is unknown. Returns those of these `people` who attended."""
    of_session = col(Attendance.session_id) == session.id
    marked = {row.registration_id: row.mark for row in db.exec(select(Attendance).where(of_session))}
    db.add_all(Attendance(session_id=session.id, registration_id=one.id) for one in people if one.id not in marked)
    return [one for one in people if marked.get(one.id) in ATTENDED]


def require_begun(session: GroupSession) -> None:
    """Raise `Refused` before the session has begun."""
    if not session.has_begun:
        raise Refused(NOT_BEGUN)


def clear_attendance(db: Session, session: GroupSession) -> None:
    """The session is moved or cancelled: clear its attendance."""
    db.execute(delete(Attendance).where(col(Attendance.session_id) == session.id))
