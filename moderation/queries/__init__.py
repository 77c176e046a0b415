"""What the moderators' pages read."""

from moderation.queries.queue import (
    ApplicationRow,
    Kind,
    Promise,
    TextRow,
    Waiting,
    next_waiting,
    queue,
    waiting_at_all,
    waiting_count,
    waiting_promise,
    waiting_since,
)
from moderation.queries.texts import DecisionRow, Item, Outcome, item, last_undone, outcome, undoable, withdrawn

__all__ = [
    "ApplicationRow",
    "DecisionRow",
    "Item",
    "Kind",
    "Outcome",
    "Promise",
    "TextRow",
    "Waiting",
    "item",
    "last_undone",
    "next_waiting",
    "outcome",
    "queue",
    "undoable",
    "waiting_at_all",
    "waiting_count",
    "waiting_promise",
    "waiting_since",
    "withdrawn",
]
