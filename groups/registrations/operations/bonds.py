"""The waiting list: what colleagues do with a registration until there is a group."""

from sqlmodel import Session

import audit
from accounts.models import Staff
from audit import Action
from foundation.errors import require
from groups.models import Bond, Registration
from groups.registrations.forms import Binding


def bind(db: Session, registration: Registration, other: Registration, binding: Binding, by: Staff) -> None:
    """These two together, or these two apart; the last word counts."""
    require(by.is_coordinator and registration.id != other.id)
    db.merge(Bond.of(registration.id, other.id, binding.kind))
    audit.record(db, Action.BOND_SET, registration.id, by=by.id)


def unbind(db: Session, registration: Registration, other: Registration, by: Staff) -> None:
    """There is nothing about these two any more."""
    require(by.is_coordinator)
    first, second = sorted((registration.id, other.id), key=str)
    if bond := db.get(Bond, (first, second)):
        db.delete(bond)
        audit.record(db, Action.BOND_UNDONE, registration.id, by=by.id)
