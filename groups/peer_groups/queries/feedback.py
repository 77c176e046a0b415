"""Feedback on groups, once there is enough of it that nobody is recognised."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from foundation.clock import month_of
from foundation.data_keys import load_keys, unseal
from foundation.local_time import local_today
from groups.models import FeedbackComment, FeedbackTally

MIN_ANSWERS = 5
"""Below this many answers nothing is shown so that nobody can be recognised."""
MAX_COMMENTS = 50


@dataclass(frozen=True)
class FeedbackSummary:
    """Answers by question since the start, and comments; empty while there are too few."""

    counts: dict[str, dict[str, int]]
    comments: list[tuple[date, bool, str]]


def feedback_summary(db: Session) -> FeedbackSummary:
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
        return FeedbackSummary({}, [])
    kept = select(FeedbackComment).where(col(FeedbackComment.month) < past)
    found = db.exec(kept.order_by(col(FeedbackComment.month).desc(), col(FeedbackComment.id)).limit(MAX_COMMENTS)).all()
    load_keys(db, {one.data_key_id for one in found})
    return FeedbackSummary(
        dict(counts), [(one.month, one.may_quote, unseal(db, one, "sealed_comment")) for one in found]
    )
