"""One reminder of the session that is coming up."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.local_time import local_today
from foundation.rows import batch_cursor, ids_of, lock_batch
from groups.contact.operations.notifications import REMINDER_LEAD_TIME, notify
from groups.lookups import excused_from
from groups.models import AFTER_GROUP, PARTICIPATING, GroupSession, GroupState, Notification, PeerGroup, Registration


def remind(db: Session, after: UUID | None = None) -> UUID | None:
    """Send everybody a reminder of tomorrow's session, once; latecomers have just been told everything.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    day = local_today(db)
    near = (GroupSession.planned(), col(GroupSession.day).between(day, day + timedelta(days=2)))
    unsaid = col(GroupSession.reminded_revision) < col(GroupSession.revision)
    living = select(PeerGroup.id).where(PeerGroup.going_ahead())
    finished = select(PeerGroup.id).where(col(PeerGroup.state) == GroupState.FINISHED)
    group = col(GroupSession.group_id)
    going_on = or_(group.in_(living), and_(col(GroupSession.is_return), group.in_(finished)))
    found = lock_batch(db, GroupSession, *near, unsaid, going_on, after=after)
    due = [one for one in found if not one.has_begun and one.begins_at - now() <= REMINDER_LEAD_TIME]
    groups = {session.group_id for session in due}
    sitting = (col(Registration.group_id).in_(groups), col(Registration.state).in_((*PARTICIPATING, *AFTER_GROUP)))
    people = list(db.exec(select(Registration).where(*sitting))) if due else []
    excused = excused_from(db, ids_of(due))
    for session in due:
        sits = [one for one in people if one.group_id == session.group_id and one.expected_at(session.is_return)]
        notify(
            db,
            [one for one in sits if (session.id, one.id) not in excused],
            Notification.SESSION_REMINDER,
            session.id,
            session.revision,
        )
        session.reminded_revision = session.revision
        db.add(session)
    return batch_cursor(found)
