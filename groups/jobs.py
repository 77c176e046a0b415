"""What time sets off on the groups' side."""

from uuid import UUID

from sqlmodel import Session

from foundation.data_keys import unseal_fields
from groups.models import ContactMode, News, Registration
from groups.operations import bridging, calls, looking_back, news, registrations, seats, standing_in
from groups.queries.news import still_holds
from mail import Letter, OutgoingLetter
from mail.delivery import Address


def tidy_registrations(db: Session) -> None:
    """End silent visits, let pauses run out, close what is over, erase what ended long ago."""
    registrations.tidy(db)
    standing_in.tidy(db)
    news.tidy(db)


def mix_sentences(db: Session) -> None:
    """Nothing in the database pairs a sentence with who looked back."""
    looking_back.mix(db)


def expire_offers(db: Session) -> None:
    """Seats whose offer ran out are free again."""
    seats.expire(db)


def remind_of_sessions(db: Session) -> None:
    """One reminder of the session that comes."""
    news.remind(db)


def plan_contacts(db: Session) -> None:
    """Whoever waits and heard nothing for long has a contact to come."""
    bridging.plan_contacts(db)


def remind_of_calls(db: Session) -> None:
    """One reminder of the conversation that comes."""
    calls.remind(db)


def about_news(db: Session, letter: OutgoingLetter) -> Address | None:
    """To who registered and chose mail, while the news still holds and mail is still what they want."""
    registration = db.get(Registration, letter.person_id)
    kind, _, subject = letter.subject.partition(":")
    if registration is None or not still_holds(db, registration, News(kind), UUID(subject), letter.revision):
        return None
    plan = unseal_fields(db, registration, "sealed_contact")
    if plan.get("mode") != ContactMode.MAIL or not plan.get("email"):
        return None
    return Address(str(plan["email"]), registration.language)


ADDRESSEES = {Letter.NEWS_READY: about_news, Letter.REMINDER: about_news}
