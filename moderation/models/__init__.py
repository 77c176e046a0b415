"""Tables of moderation."""

from moderation.models.decision import STATE_AFTER, Decision, Verdict
from moderation.models.duty import DutyTurn

__all__ = ["STATE_AFTER", "Decision", "DutyTurn", "Verdict"]
