"""Saying in advance whether one attends a session. The seat is kept either way."""

from sqlalchemy import delete
from sqlmodel import Session, col

from accounts.models import Staff
from foundation.errors import OutOfStep
from foundation.rows import lock
from groups.lookups import expected_participants, require_manageable
from groups.models import Attendance, AttendanceMark, ContactTask, GroupSession, Notification, Registration


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


def clear_attendance(db: Session, session: GroupSession) -> None:
    """The session is moved or cancelled: clear its attendance."""
    db.execute(delete(Attendance).where(col(Attendance.session_id) == session.id))
