"""What time sets off on the groups' side.

What may be very many at once goes in batches: each call handles some, those that come after `after`, and returns the
last one, or None when there are no more.
"""

from uuid import UUID

from sqlmodel import Session, col, select

import mail
from accounts.jobs import staff_address
from accounts.models import Staff
from foundation.data_keys import unseal_value
from foundation.local_time import local_today
from groups.contact.operations import tasks
from groups.contact.queries.notifications import still_applies
from groups.conversations.operations import changes, check_ins
from groups.models import ContactPlan, Notification, Registration
from groups.overviews.queries import day_ahead
from groups.peer_groups.operations import feedback, seats
from groups.personal_data import operations as personal_data
from groups.registrations.operations import ending
from groups.sessions.operations import reminders
from groups.waiting_list.operations import registrations
from mail import Letter, OutgoingLetter
from mail.delivery import Address


def purge_registrations(db: Session, after: UUID | None = None) -> UUID | None:
    """End silent visits, let pauses run out, close what is over, erase what ended long ago."""
    registrations.purge(db)
    personal_data.purge_copy_requests(db)
    return ending.close_and_erase(db, after)


def purge_contact_tasks(db: Session, after: UUID | None = None) -> UUID | None:
    """What nobody needs to bring any more leaves the list."""
    return tasks.purge_outdated(db, after)


def scramble_comments(db: Session) -> None:
    """Nothing in the database pairs a sentence with who looked back."""
    feedback.scramble(db)


def expire_offers(db: Session, after: UUID | None = None) -> UUID | None:
    """Seats whose offer ran out are free again."""
    return seats.expire_offers(db, after)


def remind_of_sessions(db: Session, after: UUID | None = None) -> UUID | None:
    """One reminder of the session that comes."""
    return reminders.remind(db, after)


def plan_check_ins(db: Session, after: UUID | None = None) -> UUID | None:
    """Whoever waits and heard nothing for long has a contact to come."""
    return check_ins.plan_check_ins(db, after)


def remind_of_conversations(db: Session, after: UUID | None = None) -> UUID | None:
    """One reminder of the conversation that comes."""
    return changes.remind(db, after)


def send_day_ahead(db: Session) -> None:
    """Once a day, a neutral letter to every facilitator for whom something waits."""
    if not day_ahead.is_late_enough(db):
        return
    for staff in db.exec(select(Staff).where(col(Staff.facilitates), Staff.active())).all():
        if day_ahead.has_work_waiting(db, staff):
            mail.send(db, Letter.DAY_AHEAD, to=staff.id, subject=local_today(db).isoformat())


def day_ahead_address(db: Session, letter: OutgoingLetter) -> Address | None:
    """To a facilitator, on that day, while something still waits."""
    staff = db.get(Staff, letter.person_id)
    if staff is None or not staff.is_facilitator or letter.subject != local_today(db).isoformat():
        return None
    return staff_address(db, staff) if day_ahead.has_work_waiting(db, staff) else None


def notification_address(db: Session, letter: OutgoingLetter) -> Address | None:
    """To who registered and chose mail, while the news still holds and mail is still what they want."""
    registration = db.get(Registration, letter.person_id)
    kind, _, subject = letter.subject.partition(":")
    if registration is None or not still_applies(db, registration, Notification(kind), UUID(subject), letter.revision):
        return None
    plan = unseal_value(db, registration, "sealed_contact", ContactPlan)
    return Address(plan.email, registration.language) if plan.gets_letters else None


ADDRESS_LOOKUPS = {
    Letter.UPDATE_READY: notification_address,
    Letter.REMINDER: notification_address,
    Letter.DAY_AHEAD: day_ahead_address,
}
