"""Telling somebody who registered that there is news: by a neutral letter, by hand, or not at all."""

from collections.abc import Collection, Container, Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, delete, or_, update
from sqlmodel import Session, col, select

import mail
from accounts.models import Staff
from foundation.clock import now
from foundation.data_keys import load_keys, unseal_fields
from foundation.errors import OutOfStep, require
from foundation.rows import hold_some, ids_of, last_of
from groups.look_day import local_today
from groups.models import (
    AFTERWARDS,
    BY_HAND,
    TAKE_PART,
    ContactMode,
    Errand,
    GroupSession,
    GroupState,
    News,
    PeerGroup,
    Registration,
)
from groups.queries.news import out_of_date
from groups.queries.sessions import excused_from
from mail import Letter

REMINDED_AHEAD = timedelta(hours=26)
"""Somebody who plans the evening should know the morning before."""


def tell(
    db: Session,
    people: Iterable[Registration],
    news: News,
    subject: UUID,
    revision: int = 0,
    by_hand: Container[str] = BY_HAND,
) -> None:
    """Bring `news` to each of `people` once, by letter or, for those who chose one of `by_hand`, by a colleague."""
    listed = list(people)
    load_keys(db, {one.data_key_id for one in listed})
    modes = {one.id: unseal_fields(db, one, "sealed_contact").get("mode", ContactMode.NOTHING) for one in listed}
    kind = Letter.REMINDER if news in (News.REMINDER, News.CALL_REMINDER) else Letter.NEWS_READY
    written = [one.id for one in listed if modes[one.id] == ContactMode.MAIL]
    mail.send_to_each(db, kind, to=written, subject=f"{news}:{subject}", revision=revision)
    called = [one for one in listed if modes[one.id] != ContactMode.MAIL and modes[one.id] in by_hand]
    note_errands(db, called, news, subject, revision)


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
