"""Who may do something with a registration."""

from sqlmodel import Session

from accounts.models import Staff
from groups.lookups import group_of
from groups.models import Registration


def can_manage(db: Session, registration: Registration, by: Staff) -> bool:
    """May this colleague manage it?"""
    return registration.manageable_by(by, group_of(db, registration))
