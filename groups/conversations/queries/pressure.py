"""When more strangers want to talk than there is time: moments are kept for people who came before them.

In quiet times nothing of this holds. Nobody is refused: whoever cannot choose a moment leaves their safe hours, and a
colleague offers one.
"""

from collections import defaultdict
from datetime import date, timedelta

from sqlmodel import Session

from accounts.models import BudgetKind
from accounts.operations import arrivals, budgets
from foundation.clock import now
from foundation.database import settings_of
from foundation.local_time import local_today
from groups.availability.queries.slots import Slot
from groups.models import Registration

NEW_FOR = timedelta(days=2)
DAY = timedelta(days=1)


def is_new(db: Session, registration: Registration) -> bool:
    """Did somebody come in today or yesterday, without anybody having spoken with them?"""
    return registration.intake_held_on is None and registration.received_on > local_today(db) - NEW_FOR


def may_choose(db: Session, registration: Registration) -> bool:
    """May somebody choose a moment by themselves: always in quiet times, and whoever came before?"""
    if not is_new(db, registration):
        return True
    is_full = _taken_by_new_people(db) >= settings_of(db).slots_a_day
    return not is_full and not arrivals.is_flooded(db, BudgetKind.REGISTRATION)


def choosable(db: Session, registration: Registration, free: list[Slot]) -> list[Slot]:
    """Of these moments those that somebody may choose: new people never the last of a day, once many have."""
    if not may_choose(db, registration):
        return []
    if not is_new(db, registration) or 2 * _taken_by_new_people(db) < settings_of(db).slots_a_day:
        return free
    by_day: dict[date, list[Slot]] = defaultdict(list)
    for slot in free:
        by_day[slot.begins_at.date()].append(slot)
    return [slot for slots in by_day.values() for slot in slots if slot.begins_at < slots[-1].begins_at]


def _taken_by_new_people(db: Session) -> int:
    return budgets.spent(db, BudgetKind.SLOT, budgets.EVERYBODY, now() - DAY)
