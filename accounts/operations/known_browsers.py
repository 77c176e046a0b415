"""Browsers in which somebody signed in before, on a device of their own.

Each holds a sealed token; nothing is kept of it here. A number of the person is in the token too, and moves on when
sign-ins end everywhere: from then on no token given before counts.
"""

import secrets
from datetime import date, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from accounts.models import Member, Staff
from foundation.clock import today
from foundation.database import keys_of, settings_of
from foundation.sealing import SealBroken, open_token, seal_token

LASTS = timedelta(days=90)


def token_for(db: Session, person: Member | Staff) -> str:
    """A token for the browser in which this person has just signed in. It opens nothing."""
    db.refresh(person, ["browser_generation"])
    content = {
        "browser": secrets.token_hex(8),
        "person": str(person.id),
        "generation": person.browser_generation,
        "since": today(settings_of(db).time_zone).isoformat(),
    }
    return seal_token(keys_of(db), _purpose(person), content)


def recognise(db: Session, token: str, person: Member | Staff) -> str:
    """The name of the browser that was given this token by signing in as `person`; empty when it does not count."""
    try:
        content = open_token(keys_of(db), _purpose(person), token)
    except SealBroken:
        return ""
    is_theirs = (content["person"], content["generation"]) == (str(person.id), person.browser_generation)
    is_over = date.fromisoformat(content["since"]) + LASTS < today(settings_of(db).time_zone)
    return str(content["browser"]) if is_theirs and not is_over and person.ended_on is None else ""


def forget(db: Session, person: Member | Staff) -> None:
    """No token given so far counts any more."""
    kind = type(person)
    further = {"browser_generation": kind.browser_generation + 1}
    db.execute(update(kind).where(col(kind.id) == person.id).values(**further))


def _purpose(person: Member | Staff) -> str:
    return f"known browser {person.__tablename__}"
