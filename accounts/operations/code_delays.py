"""Holding back who guesses access codes and sentences, on either side of the house."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from accounts.models import BudgetKind
from accounts.operations import budgets
from foundation.access_codes import tried_name
from foundation.clock import now
from foundation.errors import Refused
from foundation.language import N_

FREE_GUESSES = 40
"""Wrong codes of everybody together within the window before anybody is held back."""
SENTENCES_A_DAY = 5
"""How often somebody may choose a sentence of their own within a day."""
ENOUGH_SENTENCES = N_(
    "You chose a sentence several times today. Tomorrow you can choose another one. Your code of sixteen digits works."
)


def lookup_delay(db: Session, kind: BudgetKind, typed: str) -> float:
    """Seconds to wait before this code is looked up: by its own tries, and by everybody's when there is a flood."""
    guesses = budgets.spent(db, kind, budgets.EVERYBODY, now() - budgets.WINDOW) - FREE_GUESSES
    flood = min(budgets.LONGEST_DELAY, guesses / 10) if guesses > 0 else 0.0
    return max(budgets.delay(db, kind, tried_name(typed)), flood)


def record_wrong_code(db: Session, kind: BudgetKind, typed: str) -> None:
    """What remains of a wrong code."""
    budgets.spend(db, kind, tried_name(typed))
    budgets.spend(db, kind, budgets.EVERYBODY)


def spend_on_sentence(db: Session, kind: BudgetKind, owner_id: UUID, typed: str) -> None:
    """What choosing a sentence costs: as much as a wrong one typed, and one of a few in a day. Raises `Refused`.

    Else one could ask by choosing what one may not ask by typing: whether it opens something.
    """
    record_wrong_code(db, kind, typed)
    budgets.spend(db, BudgetKind.OWN_SENTENCE, str(owner_id))
    if budgets.spent(db, BudgetKind.OWN_SENTENCE, str(owner_id), now() - timedelta(days=1)) > SENTENCES_A_DAY:
        raise Refused(ENOUGH_SENTENCES)
