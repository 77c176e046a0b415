"""Counting tries, and the growing delay that follows from them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from accounts.models import Budget, BudgetKind
from foundation.clock import now, round_down
from foundation.database import keys_of
from foundation.errors import TooMany
from foundation.upserts import count_up

WINDOW = timedelta(minutes=15)
FREE_TRIES = 4
LONGEST_DELAY = 30.0
CODE_WINDOW = timedelta(minutes=5)
CODES_PER_WINDOW = 5
CODES_PER_DAY = 20
EVERYBODY = "everybody"
MAX_RECORDED = 100
"""Troubles of one kind within `WINDOW` that go into the record of acts."""


def spend(db: Session, kind: BudgetKind, name: str) -> None:
    """Count one try of this kind on this name."""
    minute = round_down(now(), minutes=1)
    count_up(db, Budget, {"kind": kind, "subject": _subject(db, name), "minute": minute})


def spent(db: Session, kind: BudgetKind, name: str, since: datetime) -> int:
    """How many tries of this kind on this name since a moment."""
    number = db.exec(
        select(func.coalesce(func.sum(Budget.number), 0)).where(
            col(Budget.kind) == kind, col(Budget.subject) == _subject(db, name), col(Budget.minute) >= since
        )
    ).one()
    return int(number)


def delay(db: Session, kind: BudgetKind, name: str) -> float:
    """Seconds to hold the next try back: none for the first few, then doubling, thirty at most."""
    tries = spent(db, kind, name, now() - WINDOW) - FREE_TRIES
    return 0.0 if tries < 0 else min(LONGEST_DELAY, 2.0 ** min(tries, 10))


def is_worth_recording(db: Session, kind: BudgetKind) -> bool:
    """Count one trouble of this kind, whoever had it. No when it has become a flood, which must not fill the record."""
    spend(db, kind, EVERYBODY)
    return spent(db, kind, EVERYBODY, now() - WINDOW) <= MAX_RECORDED


def require_code_budget(db: Session, kind: BudgetKind, name: str) -> None:
    """Raise `TooMany` after five one-time codes in five minutes or twenty in a day."""
    if spent(db, kind, name, now() - CODE_WINDOW) >= CODES_PER_WINDOW:
        raise TooMany(int(CODE_WINDOW.total_seconds()))
    if spent(db, kind, name, now() - timedelta(days=1)) >= CODES_PER_DAY:
        raise TooMany(3600)


def purge(db: Session) -> None:
    """Forget tries of more than a day ago."""
    db.execute(delete(Budget).where(col(Budget.minute) < now() - timedelta(days=1)))


def _subject(db: Session, name: str) -> str:
    return keys_of(db).mac("budget", name).hex()
