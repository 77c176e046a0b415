"""Finding a registration by its code or its own sentence."""

from sqlmodel import Session

from foundation import access_codes
from groups.models import SIDE, Registration


def find_by_code(db: Session, typed: str) -> Registration | None:
    """The registration with this code or sentence."""
    return access_codes.find_by_code(db, Registration, SIDE, typed)
