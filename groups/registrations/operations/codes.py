"""Finding a registration by its code or its own sentence."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from foundation.access_codes import mac_of, macs_of
from foundation.database import keys_of
from foundation.errors import Refused
from foundation.language import N_
from groups.models import SIDE, Registration

SENTENCE_IS_TAKEN = N_("Please think of another sentence, a longer one.")


def find_by_code(db: Session, typed: str) -> Registration | None:
    """The registration with this code or sentence."""
    return db.exec(
        select(Registration).where(col(Registration.code_mac).in_(macs_of(keys_of(db), SIDE, typed)))
    ).first()


def use_own_sentence(db: Session, registration: Registration, sentence: str) -> None:
    """Replace the digits with a secret sentence; they stop working. Raises `Refused`."""
    registration.code_mac, registration.has_own_sentence = mac_of(keys_of(db), SIDE, sentence), True
    db.add(registration)
    try:
        db.flush()
    except IntegrityError:
        raise Refused(SENTENCE_IS_TAKEN) from None
