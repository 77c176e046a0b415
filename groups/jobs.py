"""Scheduled jobs of the groups' side.

What can be a very long list is processed in batches: each call handles the rows that come after `after`, and returns
the last one, or None when the list is done.
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
from groups.conversations.operations import check_ins
from groups.conversations.operations import reminders as conversation_reminders
from groups.models import ContactPlan, Notification, Registration
from groups.overviews.queries import day_ahead
from groups.peer_groups.operations import feedback, seats
from groups.personal_data import operations as personal_data
from groups.registrations.operations import ending, expiring
from groups.sessions.operations import reminders as session_reminders
from groups.waiting_list.operations import registrations
from mail import Letter, OutgoingLetter
from mail.composing import Address


def purge_registrations(db: Session, after: UUID | None = None) -> UUID | None:
    """End idle visits, expire pauses, close what is over, erase what ended long ago."""
    registrations.purge(db)
    personal_data.purge_copy_requests(db)
    return ending.close_and_erase(db, after)


def ask_the_silent(db: Session, after: UUID | None = None) -> UUID | None:
    """Ask those who registered long ago, and were not heard from, whether they still want to take part."""
    return expiring.ask_the_silent(db, after)


def end_the_silent(db: Session, after: UUID | None = None) -> UUID | None:
    """End the registrations of those who were asked, and of whom nothing was heard."""
    return expiring.end_the_silent(db, after)


def purge_contact_tasks(db: Session, after: UUID | None = None) -> UUID | None:
    """Remove contact tasks that no longer apply."""
    return tasks.purge_outdated(db, after)


def scramble_comments(db: Session) -> None:
    """Break any link in the database between a comment and the person who wrote it."""
    feedback.scramble(db)


def expire_offers(db: Session, after: UUID | None = None) -> UUID | None:
    """Release the seats of expired offers."""
    return seats.expire_offers(db, after)


def remind_of_sessions(db: Session, after: UUID | None = None) -> UUID | None:
    """Send each participant one reminder of the next session."""
    return session_reminders.remind(db, after)


def plan_check_ins(db: Session, after: UUID | None = None) -> UUID | None:
    """Plan a check-in for everybody who has waited long without contact."""
    return check_ins.plan_check_ins(db, after)


def remind_of_conversations(db: Session, after: UUID | None = None) -> UUID | None:
    """Send one reminder of the next conversation."""
    return conversation_reminders.remind(db, after)


def send_day_ahead(db: Session) -> None:
    """Once a day, a neutral letter to every facilitator with work waiting."""
    if not day_ahead.is_late_enough(db):
        return
    for staff in db.exec(select(Staff).where(col(Staff.facilitates), Staff.is_active)).all():
        if day_ahead.has_work_waiting(db, staff):
            mail.send(db, Letter.DAY_AHEAD, to=staff.id, subject=local_today(db).isoformat())


def day_ahead_address(db: Session, letter: OutgoingLetter) -> Address | None:
    """The address of a facilitator, on that day and while work is waiting."""
    staff = db.get(Staff, letter.person_id)
    if staff is None or not staff.is_facilitator or letter.subject != local_today(db).isoformat():
        return None
    return staff_address(db, staff) if day_ahead.has_work_waiting(db, staff) else None


def notification_address(db: Session, letter: OutgoingLetter) -> Address | None:
    """The address of a registrant who chose mail and still does, while the notification still applies."""
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
