"""What time sets off for those who moderate."""

from sqlmodel import Session, col, select

import mail
from accounts.jobs import address_of_staff
from accounts.models import Staff
from foundation.clock import now
from foundation.database import settings_of
from mail import Letter, OutgoingLetter
from mail.delivery import Address
from moderation.queries import waiting_at_all


def tell_who_is_on_duty(db: Session) -> None:
    """Once in each stretch of duty, as soon as something waits: a neutral letter to every moderator."""
    slot = settings_of(db).duty.current(now())
    if slot is None or not waiting_at_all(db):
        return
    moderating = (col(Staff.moderates), col(Staff.ended_on).is_(None), col(Staff.enrolled_on).is_not(None))
    for staff_id in db.exec(select(Staff.id).where(*moderating)).all():
        mail.send(db, Letter.SOMETHING_WAITS, to=staff_id, subject=slot.begins.isoformat())


def about_something_waiting(db: Session, letter: OutgoingLetter) -> Address | None:
    """To a moderator, while something still waits and somebody should be reading."""
    staff = db.get(Staff, letter.person_id)
    if staff is None or not staff.is_moderator or not waiting_at_all(db):
        return None
    return address_of_staff(db, staff) if settings_of(db).duty.current(now()) else None


ADDRESSEES = {Letter.SOMETHING_WAITS: about_something_waiting}
