"""How many strangers come in at once: beyond a budget each is delayed, and nobody is refused.

Nobody's address is looked at, so everybody shares one budget. Whoever comes beyond it is *parked*: their answers are
kept under their code, and from a half hour on they have a turn of their own, whatever others do meanwhile.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from accounts.models import BudgetKind
from accounts.operations import budgets
from foundation.clock import now, round_down
from foundation.database import settings_of

HALF_HOUR = timedelta(minutes=30)
PARKED_FOR = timedelta(days=30)
"""Whoever was parked and has not come back is erased after this."""


def may_enter(db: Session, kind: BudgetKind) -> bool:
    """Take one of the places of this minute, hour and day, if each has one left."""
    minute = round_down(now(), minutes=1) - timedelta(minutes=1)
    if is_flooded(db, kind) or _spent(db, kind, minute) >= settings_of(db).arrivals_a_minute:
        return False
    budgets.spend(db, kind, budgets.EVERYBODY)
    return True


def next_turn(db: Session, turns: Iterable[datetime]) -> datetime | None:
    """The half hour from which one more may come in, after these that were given already; None when too many wait."""
    taken, settings = Counter(turns), settings_of(db)
    if taken.total() >= settings.most_parked:
        return None
    turn = round_down(now(), minutes=30) + 2 * HALF_HOUR
    while taken[turn] >= settings.turns_a_half_hour:
        turn += HALF_HOUR
    return turn


def again_at() -> datetime:
    """When to try again, for whoever could not even be parked: the next half hour."""
    return round_down(now(), minutes=30) + HALF_HOUR


def is_flooded(db: Session, kind: BudgetKind) -> bool:
    """Is the budget of this hour or of this day used up?"""
    settings, moment = settings_of(db), now()
    limits = ((timedelta(hours=1), settings.arrivals_an_hour), (timedelta(days=1), settings.arrivals_a_day))
    return any(_spent(db, kind, moment - since) >= most for since, most in limits)


def _spent(db: Session, kind: BudgetKind, since: datetime) -> int:
    return budgets.spent(db, kind, budgets.EVERYBODY, since)
