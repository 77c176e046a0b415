"""What people said when they looked back, once there are enough of them that nobody is recognised."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from foundation.clock import month_of
from foundation.data_keys import load_keys, unseal
from foundation.local_time import local_today
from groups.models import LookingBackCount, SaidSentence

FEW = 5
"""Below so many answers nothing is shown (SAFETY, Figures)."""
MOST = 50


@dataclass(frozen=True)
class LookedBack:
    """Answers by question since the start, and sentences; empty while too few people looked back."""

    counts: dict[str, dict[str, int]]
    sentences: list[tuple[date, bool, str]]


def looked_back(db: Session) -> LookedBack:
    """Everything together up to last month: no group, no single month, no cell of fewer than five."""
    past = month_of(local_today(db))
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    total = func.sum(LookingBackCount.number)
    rows = db.exec(
        select(LookingBackCount.question, LookingBackCount.answer, total)
        .where(col(LookingBackCount.month) < past)
        .group_by(col(LookingBackCount.question), col(LookingBackCount.answer))
    )
    for question, answer, number in rows:
        counts[question][answer] = number
    if not counts or min(sum(answers.values()) for answers in counts.values()) < FEW:
        return LookedBack({}, [])
    kept = select(SaidSentence).where(col(SaidSentence.month) < past)
    found = db.exec(kept.order_by(col(SaidSentence.month).desc(), col(SaidSentence.id)).limit(MOST)).all()
    load_keys(db, {one.data_key_id for one in found})
    return LookedBack(dict(counts), [(one.month, one.may_print, unseal(db, one, "sealed_words")) for one in found])
