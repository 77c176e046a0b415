"""What time sets off on the groups' side."""

from sqlmodel import Session

from groups.operations import registrations


def tidy_registrations(db: Session) -> None:
    """End silent visits, let pauses run out, erase what ended long ago."""
    registrations.tidy(db)
