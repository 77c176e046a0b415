"""Looking back on a group in a few taps, without leaving anything that says whose they are."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from foundation.clock import month_of
from foundation.data_keys import DataKey, make_key, seal
from foundation.errors import OutOfStep
from foundation.local_time import local_today
from foundation.rows import lock
from groups.lookups import group_of
from groups.models import AFTERWARDS, LookingBackCount, Question, Registration, SaidSentence
from groups.peer_groups.forms import LookingBack


def look_back(db: Session, registration: Registration, given: LookingBack) -> None:
    """Count the taps and keep the sentence. Once; raises `OutOfStep` for a second time."""
    lock(db, registration)
    group = group_of(db, registration)
    if registration.state not in AFTERWARDS or registration.looked_back or group is None:
        raise OutOfStep("it was said already, or there is nothing to look back on")
    registration.looked_back = True
    db.add(registration)
    month = month_of(local_today(db))
    insert: Any = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    for question in Question:
        if answer := getattr(given, question.value):
            key = {"month": month, "format": group.format, "question": question, "answer": answer}
            one_more = {"number": LookingBackCount.__table__.c.number + 1}  # type: ignore[attr-defined]
            counted = insert(LookingBackCount).values(**key, number=1)
            db.execute(counted.on_conflict_do_update(index_elements=list(key), set_=one_more))
    if given.words:
        said = SaidSentence(data_key_id=make_key(db), month=month, may_print=given.may_print)
        seal(db, said, sealed_words=given.words)
        db.add(said)


def mix(db: Session) -> None:
    """PostgreSQL notes which transaction wrote a row: write the sentences of these weeks over together, and their keys.

    So a sentence shares its number with the other sentences and with nobody who looked back.
    """
    if db.get_bind().dialect.name == "postgresql":
        recent = col(SaidSentence.month) >= local_today(db) - timedelta(days=62)
        keys = select(SaidSentence.data_key_id).where(recent)
        db.execute(update(SaidSentence).where(recent).values(may_print=SaidSentence.may_print))
        counts = col(LookingBackCount.month) >= local_today(db) - timedelta(days=62)
        db.execute(update(LookingBackCount).where(counts).values(number=LookingBackCount.number))
        db.execute(update(DataKey).where(col(DataKey.id).in_(keys)).values(wrapped=DataKey.wrapped))
