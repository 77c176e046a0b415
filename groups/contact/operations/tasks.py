"""Contact tasks: news that a facilitator brings in person, because no letter may carry it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.errors import OutOfStep
from foundation.local_time import local_today
from foundation.rows import batch_cursor, ids_of, lock_batch
from groups.contact.queries.notifications import outdated_task_ids
from groups.lookups import require_manageable
from groups.models import ContactTask, Notification, Registration


def add_contact_task(
    db: Session, registration: Registration, notification: Notification, subject: UUID, revision: int = 0
) -> None:
    """Add a contact task, unless there is one already."""
    add_contact_tasks(db, [registration], notification, subject, revision)


def add_contact_tasks(
    db: Session, people: Sequence[Registration], notification: Notification, subject: UUID, revision: int = 0
) -> None:
    """The same, for several people."""
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
    """It is done, and so are the `other_ids`, in the same contact. Raises `OutOfStep` for the one who comes second."""
    registration = db.get_one(Registration, task.registration_id)
    require_manageable(db, registration, by)
    theirs = (col(ContactTask.registration_id) == registration.id, col(ContactTask.id).in_([task.id, *other_ids]))
    done = db.execute(
        update(ContactTask)
        .where(*theirs, col(ContactTask.done_on).is_(None))
        .values(done_on=local_today(db), done_by_id=by.id)
    )
    if done.rowcount < 1:  # type: ignore[attr-defined]
        raise OutOfStep("a colleague was faster")


def purge_outdated(db: Session, after: UUID | None = None) -> UUID | None:
    """Delete tasks that no longer apply, so that they hide none that does.

    One batch of open tasks, those that come after `after`; returns the last one, or None when the list is done.
    """
    undone = lock_batch(db, ContactTask, col(ContactTask.done_on).is_(None), after=after)
    db.execute(delete(ContactTask).where(col(ContactTask.id).in_(outdated_task_ids(db, ids_of(undone)))))
    return batch_cursor(undone)
