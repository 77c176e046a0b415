"""Placing two people together, or keeping them apart."""

from sqlmodel import Session

import audit
from accounts.models import Staff
from audit import Action
from foundation.errors import require
from groups.models import Pairing, Registration
from groups.registrations.forms import PairingForm


def pair(db: Session, registration: Registration, other: Registration, form: PairingForm, by: Staff) -> None:
    """Set these two as together or apart; the latest choice counts."""
    require(by.is_coordinator and registration.id != other.id)
    db.merge(Pairing.of(registration.id, other.id, form.kind))
    audit.record(db, Action.PAIRING_SET, registration.id, by=by.id)


def unpair(db: Session, registration: Registration, other: Registration, by: Staff) -> None:
    """Remove the pairing of these two."""
    require(by.is_coordinator)
    first, second = sorted((registration.id, other.id), key=str)
    if pairing := db.get(Pairing, (first, second)):
        db.delete(pairing)
        audit.record(db, Action.PAIRING_REMOVED, registration.id, by=by.id)
