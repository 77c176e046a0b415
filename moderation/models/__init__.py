"""Tables of moderation."""

from moderation.models.decision import STATE_AFTER, Decision, Verdict

__all__ = ["STATE_AFTER", "Decision", "Verdict"]
