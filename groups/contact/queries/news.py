"""Is a piece of news still true?"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.clock import now
from groups.lookups import excused_from
from groups.models import (
    AFTERWARDS,
    Call,
    CallState,
    Errand,
    GroupSession,
    GroupState,
    News,
    PeerGroup,
    Registration,
    RegistrationState,
)

OF_A_SESSION = (News.SESSION, News.REMINDER)
OF_A_CALL = (News.CALL, News.CALL_CHOSEN, News.CALL_REMINDER, News.CALL_GIVEN_UP)


def out_of_date(db: Session, errand_ids: Sequence[UUID]) -> list[UUID]:
    """Which of these nobody needs to do any more."""
    return [
        errand.id
        for errand, one, *about in db.exec(with_subjects().where(col(Errand.id).in_(errand_ids)))
        if not holds(one, errand.news, errand.subject, errand.revision, *about)
    ]


def still_holds(db: Session, registration: Registration, news: News, subject: UUID, revision: int) -> bool:
    """Is this piece of news still true and still wanted? Asked before every letter."""
    session = db.get(GroupSession, subject) if news in OF_A_SESSION else None
    group = db.get(PeerGroup, subject) if news is News.CONFIRMED else None
    call = db.get(Call, subject) if news in OF_A_CALL else None
    is_excused = news is News.REMINDER and bool(excused_from(db, [subject], registration.id))
    return not is_excused and holds(registration, news, subject, revision, session, group, call)


def with_subjects() -> Any:
    """Errands with whom they are for, and the session, the group or the conversation they are about."""
    return (
        select(Errand, Registration, GroupSession, PeerGroup)
        .add_columns(Call)
        .join(Registration, col(Registration.id) == Errand.registration_id)
        .outerjoin(GroupSession, col(GroupSession.id) == Errand.subject)
        .outerjoin(PeerGroup, col(PeerGroup.id) == Errand.subject)
        .outerjoin(Call, col(Call.id) == Errand.subject)
    )


def holds(
    registration: Registration,
    news: News,
    subject: UUID,
    revision: int,
    session: GroupSession | None,
    group: PeerGroup | None,
    call: Call | None,
) -> bool:
    """The same, of what was read already."""
    if news in OF_A_CALL:
        return call is not None and _call_holds(registration, call, news, revision)
    if news is News.OFFER:
        return registration.state is RegistrationState.OFFERED and registration.offers == revision
    if news is News.BACK_ON_LIST:
        return registration.state is RegistrationState.POOL and registration.offers == revision
    if news is News.SILENT:
        return registration.state is RegistrationState.POOL and registration.unanswered == revision
    if news is News.CONFIRMED:
        return (
            registration.group_id == subject
            and group is not None
            and group.state in (GroupState.CONFIRMED, GroupState.RUNNING)
        )
    if news is News.WORDS:
        return registration.may_talk
    if news is News.LOSS:
        return registration.state is RegistrationState.DECEASED
    if session is None or registration.group_id != session.group_id or not registration.comes_to(session.is_return):
        return False
    is_current = session.revision == revision and not session.has_begun
    return is_current and (news is News.SESSION or session.is_to_come)


def _call_holds(registration: Registration, call: Call, news: News, revision: int) -> bool:
    """A moment that was given or taken away, until it has come; that nobody could be reached, until they were."""
    if not registration.is_open and registration.state not in AFTERWARDS:
        return False
    if news is News.CALL_GIVEN_UP:
        return call.state is CallState.GIVEN_UP and registration.talked_on is None
    if news is News.CALL_CHOSEN:
        return call.state is CallState.BOOKED and call.begins_at is not None and call.begins_at > now()
    if call.state is CallState.CANCELLED:
        was_ahead = call.was_at is not None and call.was_at > now()
        return news is News.CALL and was_ahead and call.revision - revision <= 1
    is_ahead = call.begins_at is None or call.begins_at > now()
    return call.is_open and call.revision == revision and is_ahead and (news is News.CALL or call.begins_at is not None)
