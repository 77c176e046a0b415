"""Telling somebody who registered that there is news: by a neutral letter, by hand, or not at all."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.local_time import local_today
from foundation.rows import hold_some, ids_of, last_of
from groups.contact.operations.notifications import REMINDED_AHEAD, tell
from groups.lookups import excused_from
from groups.models import AFTERWARDS, TAKE_PART, GroupSession, GroupState, News, PeerGroup, Registration


def remind(db: Session, after: UUID | None = None) -> UUID | None:
    """Tell everybody about the session of tomorrow, once; who came in later was just told everything.

    Some of the sessions, those that come after `after`; the last one, or None when there are no more.
    """
    day = local_today(db)
    near = (GroupSession.to_come(), col(GroupSession.day).between(day, day + timedelta(days=2)))
    unsaid = col(GroupSession.reminded) < col(GroupSession.revision)
    living = select(PeerGroup.id).where(col(PeerGroup.state).in_((GroupState.CONFIRMED, GroupState.RUNNING)))
    finished = select(PeerGroup.id).where(col(PeerGroup.state) == GroupState.FINISHED)
    group = col(GroupSession.group_id)
    going_on = or_(group.in_(living), and_(col(GroupSession.is_return), group.in_(finished)))
    found = hold_some(db, GroupSession, *near, unsaid, going_on, after=after)
    due = [one for one in found if not one.has_begun and one.begins_at - now() <= REMINDED_AHEAD]
    groups = {session.group_id for session in due}
    sitting = (col(Registration.group_id).in_(groups), col(Registration.state).in_((*TAKE_PART, *AFTERWARDS)))
    people = list(db.exec(select(Registration).where(*sitting))) if due else []
    excused = excused_from(db, ids_of(due))
    for session in due:
        sits = [one for one in people if one.group_id == session.group_id and one.comes_to(session.is_return)]
        tell(
            db,
            [one for one in sits if (session.id, one.id) not in excused],
            News.REMINDER,
            session.id,
            session.revision,
        )
        session.reminded = session.revision
        db.add(session)
    return last_of(found)
