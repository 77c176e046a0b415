"""Telling somebody who registered that there is news: by a neutral letter, by hand, or not at all."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.errors import OutOfStep, require
from foundation.local_time import local_today
from foundation.rows import hold_some, ids_of, last_of
from groups.contact.queries.news import out_of_date
from groups.models import Errand, News, PeerGroup, Registration


def note_errand(db: Session, registration: Registration, news: News, subject: UUID, revision: int = 0) -> None:
    """Put it on the list of what is done by hand, unless it stands there."""
    note_errands(db, [registration], news, subject, revision)


def note_errands(db: Session, people: Sequence[Registration], news: News, subject: UUID, revision: int = 0) -> None:
    """The same, about several people."""
    if not people:
        return
    same = (
        col(Errand.registration_id).in_(ids_of(people)),
        col(Errand.news) == news,
        col(Errand.subject) == subject,
        col(Errand.revision) == revision,
    )
    there, due = set(db.exec(select(Errand.registration_id).where(*same))), local_today(db)
    db.add_all(
        Errand(registration_id=one.id, news=news, subject=subject, revision=revision, due_on=due)
        for one in people
        if one.id not in there
    )


def tick(db: Session, errand: Errand, by: Staff, also: Collection[UUID] = ()) -> None:
    """It was done by hand, and `also` in the same call to the same person. Who comes second is told so."""
    registration = db.get_one(Registration, errand.registration_id)
    group = db.get(PeerGroup, registration.group_id) if registration.group_id else None
    require(registration.handled_by(by, group))
    theirs = (col(Errand.registration_id) == registration.id, col(Errand.id).in_([errand.id, *also]))
    done = db.execute(
        update(Errand).where(*theirs, col(Errand.done_on).is_(None)).values(done_on=local_today(db), done_by_id=by.id)
    )
    if done.rowcount < 1:  # type: ignore[attr-defined]
        raise OutOfStep("a colleague was faster")


def tidy(db: Session, after: UUID | None = None) -> UUID | None:
    """Errands that no longer hold go, so that they bury none that does.

    Some of what is not done yet is looked at, what comes after `after`; the last one, or None when there are no more.
    """
    undone = hold_some(db, Errand, col(Errand.done_on).is_(None), after=after)
    db.execute(delete(Errand).where(col(Errand.id).in_(out_of_date(db, ids_of(undone)))))
    return last_of(undone)
