"""Holding back who guesses receipt codes, on either side of the house."""

from sqlmodel import Session

from accounts.models import BudgetKind
from accounts.operations import budgets
from foundation.access_codes import normalise_access_code
from foundation.clock import now

FREE_GUESSES = 40
"""Wrong codes of everybody together within the window before anybody is held back."""


def lookup_delay(db: Session, kind: BudgetKind, typed: str) -> float:
    """Seconds to wait before this code is looked up: by its own tries, and by everybody's when there is a flood."""
    guesses = budgets.spent(db, kind, budgets.EVERYBODY, now() - budgets.WINDOW) - FREE_GUESSES
    flood = min(budgets.LONGEST_DELAY, guesses / 10) if guesses > 0 else 0.0
    return max(budgets.delay(db, kind, normalise_access_code(typed)), flood)


def record_wrong_code(db: Session, kind: BudgetKind, typed: str) -> None:
    """What remains of a wrong code."""
    budgets.spend(db, kind, normalise_access_code(typed))
    budgets.spend(db, kind, budgets.EVERYBODY)
