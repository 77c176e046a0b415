"""The waiting list: what colleagues do with a registration until there is a group."""

from sqlmodel import Session

from accounts.models import Staff
from groups.lookups import group_of
from groups.models import Registration


def can_manage(db: Session, registration: Registration, by: Staff) -> bool:
    """May this colleague do something with it?"""
    return registration.manageable_by(by, group_of(db, registration))
