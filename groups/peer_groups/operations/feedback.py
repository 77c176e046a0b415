"""Feedback on a group in a few taps, without a trace of whose it is."""

from datetime import timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from foundation.clock import month_of
from foundation.data_keys import DataKey, make_key, seal
from foundation.errors import OutOfStep
from foundation.local_time import local_today
from foundation.rows import lock
from foundation.upserts import count_up
from groups.lookups import group_of
from groups.models import AFTER_GROUP, FeedbackComment, FeedbackQuestion, FeedbackTally, Registration
from groups.peer_groups.forms import FeedbackForm


def give_feedback(db: Session, registration: Registration, given: FeedbackForm) -> None:
    """Tally the answers and keep the comment. Once; raises `OutOfStep` the second time."""
    lock(db, registration)
    group = group_of(db, registration)
    if registration.state not in AFTER_GROUP or registration.gave_feedback or group is None:
        raise OutOfStep("it was said already, or there is nothing to look back on")
    registration.gave_feedback = True
    db.add(registration)
    month = month_of(local_today(db))
    for question in FeedbackQuestion:
        if answer := getattr(given, question.value):
            key = {"month": month, "format": group.format, "question": question, "answer": answer}
            count_up(db, FeedbackTally, key)
    if given.comment:
        comment = FeedbackComment(data_key_id=make_key(db), month=month, may_quote=given.may_quote)
        seal(db, comment, sealed_comment=given.comment)
        db.add(comment)


def scramble(db: Session) -> None:
    """PostgreSQL records which transaction wrote a row: rewrite the recent comments together, and their keys.

    Then a comment shares its transaction with the other comments, not with anybody's registration.
    """
    if db.get_bind().dialect.name == "postgresql":
        recent = col(FeedbackComment.month) >= local_today(db) - timedelta(days=62)
        keys = select(FeedbackComment.data_key_id).where(recent)
        db.execute(update(FeedbackComment).where(recent).values(may_quote=FeedbackComment.may_quote))
        counts = col(FeedbackTally.month) >= local_today(db) - timedelta(days=62)
        db.execute(update(FeedbackTally).where(counts).values(number=FeedbackTally.number))
        db.execute(update(DataKey).where(col(DataKey.id).in_(keys)).values(wrapped=DataKey.wrapped))
