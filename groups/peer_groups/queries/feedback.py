"""Feedback on groups, once there is enough of it that nobody is recognised."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from foundation.clock import month_of
from foundation.data_keys import load_keys, unseal
from foundation.local_time import local_today
from foundation.paging import Cursor, Slice, read_slice
from foundation.rows import select_columns
from groups.models import FeedbackComment, FeedbackTally

MIN_ANSWERS = 5
"""Below this many answers nothing is shown so that nobody can be recognised."""


@dataclass(frozen=True)
class FeedbackSummary:
    """Answers by question since the start, and a page of the comments; empty while there are too few.

    With a comment comes whether it may be quoted.
    """

    counts: dict[str, dict[str, int]]
    comments: Slice[tuple[bool, str]]


def feedback_summary(db: Session, cursor: Cursor | None) -> FeedbackSummary:
    """Everything up to last month: no single group, no single month, no cell below five."""
    past = month_of(local_today(db))
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    total = func.sum(FeedbackTally.number)
    rows = db.exec(
        select(FeedbackTally.question, FeedbackTally.answer, total)
        .where(col(FeedbackTally.month) < past)
        .group_by(col(FeedbackTally.question), col(FeedbackTally.answer))
    )
    for question, answer, number in rows:
        counts[question][answer] = number
    if not counts or min(sum(answers.values()) for answers in counts.values()) < MIN_ANSWERS:
        return FeedbackSummary({}, Slice([], None, None))
    return FeedbackSummary(dict(counts), _comments(db, past, cursor))


def _comments(db: Session, past: date, cursor: Cursor | None) -> Slice[tuple[bool, str]]:
    """The latest first."""
    columns = (FeedbackComment.month, FeedbackComment.id, FeedbackComment.data_key_id, FeedbackComment.may_quote)
    statement = select_columns(*columns, FeedbackComment.sealed_comment).where(col(FeedbackComment.month) < past)
    page = read_slice(db, statement, (FeedbackComment.month, FeedbackComment.id), cursor, newest_first=True)
    load_keys(db, {row.data_key_id for row in page.rows})
    rows = [(row.may_quote, unseal(db, row, "sealed_comment", FeedbackComment)) for row in page.rows]
    return Slice(rows, page.before, page.after)
