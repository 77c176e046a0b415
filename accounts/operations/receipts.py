"""Holding back who guesses receipt codes, on either side of the house."""

from sqlmodel import Session

from accounts.models import BudgetKind
from accounts.operations import budgets
from foundation.clock import now
from foundation.errors import TooMany
from foundation.receipts import tidy_receipt

FREE_GUESSES = 40
"""Wrong codes of everybody together within the window before anybody is held back."""


def hold_back(db: Session, kind: BudgetKind, typed: str) -> float:
    """Seconds to wait before this code is looked up: by its own tries, and by everybody's when there is a flood."""
    guesses = budgets.spent(db, kind, budgets.EVERYBODY, now() - budgets.WINDOW) - FREE_GUESSES
    flood = min(budgets.LONGEST_DELAY, guesses / 10) if guesses > 0 else 0.0
    return max(budgets.delay(db, kind, tidy_receipt(typed)), flood)


def require_patience(db: Session, kind: BudgetKind, typed: str) -> None:
    """Raise `TooMany` where a try would have to be held back: for codes typed where nothing can wait."""
    if wait := hold_back(db, kind, typed):
        raise TooMany(int(wait) + 1)


def note_wrong(db: Session, kind: BudgetKind, typed: str) -> None:
    """What remains of a wrong code."""
    budgets.spend(db, kind, tidy_receipt(typed))
    budgets.spend(db, kind, budgets.EVERYBODY)
