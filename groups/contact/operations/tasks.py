"""Telling somebody who registered that there is news: by a neutral letter, by hand, or not at all."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.errors import OutOfStep, require
from foundation.local_time import local_today
from foundation.rows import batch_cursor, ids_of, lock_batch
from groups.contact.queries.notifications import outdated_task_ids
from groups.models import ContactTask, Notification, PeerGroup, Registration


def add_contact_task(
    db: Session, registration: Registration, notification: Notification, subject: UUID, revision: int = 0
) -> None:
    """Put it on the list of what is done by hand, unless it stands there."""
    add_contact_tasks(db, [registration], notification, subject, revision)


def add_contact_tasks(
    db: Session, people: Sequence[Registration], notification: Notification, subject: UUID, revision: int = 0
) -> None:
    """The same, about several people."""
    if not people:
        return
    same = (
        col(ContactTask.registration_id).in_(ids_of(people)),
        col(ContactTask.notification) == notification,
        col(ContactTask.subject) == subject,
        col(ContactTask.revision) == revision,
    )
    there, due = set(db.exec(select(ContactTask.registration_id).where(*same))), local_today(db)
    db.add_all(
        ContactTask(registration_id=one.id, notification=notification, subject=subject, revision=revision, due_on=due)
        for one in people
        if one.id not in there
    )


def mark_done(db: Session, task: ContactTask, by: Staff, other_ids: Collection[UUID] = ()) -> None:
    """It was done by hand, and `also` in the same call to the same person. Who comes second is told so."""
    registration = db.get_one(Registration, task.registration_id)
    group = db.get(PeerGroup, registration.group_id) if registration.group_id else None
    require(registration.manageable_by(by, group))
    theirs = (col(ContactTask.registration_id) == registration.id, col(ContactTask.id).in_([task.id, *other_ids]))
    done = db.execute(
        update(ContactTask)
        .where(*theirs, col(ContactTask.done_on).is_(None))
        .values(done_on=local_today(db), done_by_id=by.id)
    )
    if done.rowcount < 1:  # type: ignore[attr-defined]
        raise OutOfStep("a colleague was faster")


def purge_outdated(db: Session, after: UUID | None = None) -> UUID | None:
    """Errands that no longer hold go, so that they bury none that does.

    Some of what is not done yet is looked at, what comes after `after`; the last one, or None when there are no more.
    """
    undone = lock_batch(db, ContactTask, col(ContactTask.done_on).is_(None), after=after)
    db.execute(delete(ContactTask).where(col(ContactTask.id).in_(outdated_task_ids(db, ids_of(undone)))))
    return batch_cursor(undone)
