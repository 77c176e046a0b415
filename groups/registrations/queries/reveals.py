"""Who opened the contact details, and why."""

from datetime import date

from sqlmodel import Session, col, select

from accounts.queries import names_of
from foundation.data_keys import unseal
from groups.models import ContactReveal, Registration


def reveals_of(db: Session, registration: Registration) -> list[tuple[str, date, str]]:
    """Who revealed the contact details, when and why, the latest first."""
    about = col(ContactReveal.registration_id) == registration.id
    latest_first = (col(ContactReveal.revealed_on).desc(), col(ContactReveal.id))
    rows = db.exec(select(ContactReveal).where(about).order_by(*latest_first)).all()
    names = names_of(db, {row.revealed_by_id for row in rows})
    return [(names.get(row.revealed_by_id, ""), row.revealed_on, unseal(db, row, "sealed_reason")) for row in rows]
