"""What the moderators' pages read."""

from moderation.queries.queue import (
    ApplicationRow,
    ItemKind,
    Promise,
    QueueItem,
    TextRow,
    next_waiting,
    queue,
    total_waiting,
    waiting_count,
    waiting_promise,
    waiting_since,
)
from moderation.queries.texts import DecisionRow, Item, TextOutcome, item, last_undone, outcome, undoable, withdrawn

__all__ = [
    "ApplicationRow",
    "DecisionRow",
    "Item",
    "ItemKind",
    "Promise",
    "QueueItem",
    "TextOutcome",
    "TextRow",
    "item",
    "last_undone",
    "next_waiting",
    "outcome",
    "queue",
    "total_waiting",
    "undoable",
    "waiting_count",
    "waiting_promise",
    "waiting_since",
    "withdrawn",
]
