"""What time sets off on the groups' side.

What may be very many at once goes in batches: each call handles some, those that come after `after`, and returns the
last one, or None when there are no more.
"""

from uuid import UUID

from sqlmodel import Session, col, select

import mail
from accounts.jobs import address_of_staff
from accounts.models import Staff
from foundation.data_keys import unseal_value
from foundation.local_time import local_today
from groups.contact.operations import errands
from groups.contact.queries.news import still_holds
from groups.conversations.operations import bridging, changing
from groups.models import ContactPlan, News, Registration
from groups.overviews.queries import day_ahead
from groups.peer_groups.operations import looking_back, seats
from groups.personal_data import operations as personal_data
from groups.registrations.operations import closing
from groups.sessions.operations import reminders
from groups.waiting_list.operations import registrations
from mail import Letter, OutgoingLetter
from mail.delivery import Address


def tidy_registrations(db: Session, after: UUID | None = None) -> UUID | None:
    """End silent visits, let pauses run out, close what is over, erase what ended long ago."""
    registrations.tidy(db)
    personal_data.tidy(db)
    return closing.close(db, after)


def tidy_errands(db: Session, after: UUID | None = None) -> UUID | None:
    """What nobody needs to bring any more leaves the list."""
    return errands.tidy(db, after)


def mix_sentences(db: Session) -> None:
    """Nothing in the database pairs a sentence with who looked back."""
    looking_back.mix(db)


def expire_offers(db: Session, after: UUID | None = None) -> UUID | None:
    """Seats whose offer ran out are free again."""
    return seats.expire(db, after)


def remind_of_sessions(db: Session, after: UUID | None = None) -> UUID | None:
    """One reminder of the session that comes."""
    return reminders.remind(db, after)


def plan_contacts(db: Session, after: UUID | None = None) -> UUID | None:
    """Whoever waits and heard nothing for long has a contact to come."""
    return bridging.plan_contacts(db, after)


def remind_of_calls(db: Session, after: UUID | None = None) -> UUID | None:
    """One reminder of the conversation that comes."""
    return changing.remind(db, after)


def tell_of_the_day(db: Session) -> None:
    """Once a day, a neutral letter to every facilitator for whom something waits."""
    if not day_ahead.has_begun(db):
        return
    for staff in db.exec(select(Staff).where(col(Staff.facilitates), Staff.at_work())).all():
        if day_ahead.something_waits_for(db, staff):
            mail.send(db, Letter.DAY_AHEAD, to=staff.id, subject=local_today(db).isoformat())


def about_the_day(db: Session, letter: OutgoingLetter) -> Address | None:
    """To a facilitator, on that day, while something still waits."""
    staff = db.get(Staff, letter.person_id)
    if staff is None or not staff.is_facilitator or letter.subject != local_today(db).isoformat():
        return None
    return address_of_staff(db, staff) if day_ahead.something_waits_for(db, staff) else None


def about_news(db: Session, letter: OutgoingLetter) -> Address | None:
    """To who registered and chose mail, while the news still holds and mail is still what they want."""
    registration = db.get(Registration, letter.person_id)
    kind, _, subject = letter.subject.partition(":")
    if registration is None or not still_holds(db, registration, News(kind), UUID(subject), letter.revision):
        return None
    plan = unseal_value(db, registration, "sealed_contact", ContactPlan)
    return Address(plan.email, registration.language) if plan.gets_letters else None


ADDRESSEES = {
    Letter.NEWS_READY: about_news,
    Letter.REMINDER: about_news,
    Letter.DAY_AHEAD: about_the_day,
}
