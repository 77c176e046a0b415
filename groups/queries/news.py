"""Is a piece of news still true, and what has to be brought by hand today?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.data_keys import load_keys, unseal, unseal_fields
from groups.look_day import local_today
from groups.models import (
    AFTERWARDS,
    BY_HAND,
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

MOST = 200
OURS = (News.SILENT, News.LOSS)
"""Errands that are for the team to know, not to be brought to the person."""
OF_A_SESSION = (News.SESSION, News.REMINDER)
OF_A_CALL = (News.CALL, News.CALL_CHOSEN, News.CALL_REMINDER, News.CALL_GIVEN_UP)


@dataclass(frozen=True)
class ErrandRow:
    """One call to make by hand: to whom by the name to say, in which way, about what, since when. How stays closed.

    `wants_call`: after a loss somebody asked to be called once more.
    """

    ids: list[UUID]
    registration_id: UUID
    news: list[News]
    name: str
    mode: str
    due_on: date
    wants_call: bool = False


def errands(db: Session, viewer: Any) -> list[ErrandRow]:
    """What is to be brought by hand, one call a person, oldest first; what no longer holds has gone by itself."""
    undone = (col(Errand.done_on).is_(None), col(Errand.due_on) <= local_today(db), Errand.visible_to(viewer))
    oldest = (
        _with_subjects().where(*undone).order_by(col(Errand.due_on), col(Registration.tie), col(Errand.id)).limit(MOST)
    )
    found = db.exec(oldest).all()
    load_keys(db, {one.data_key_id for _, one, *_ in found})
    calls: dict[tuple[UUID, bool], ErrandRow] = {}
    for errand, one, *about in found:
        if not _holds(one, errand.news, errand.subject, errand.revision, *about):
            continue
        call = (one.id, errand.news in OURS)
        mode = unseal_fields(db, one, "sealed_contact").get("mode", "")
        if mode not in BY_HAND and errand.news not in OURS:
            continue
        if call not in calls:
            wants_call = errand.news is News.LOSS and errand.revision == 1
            calls[call] = ErrandRow([], one.id, [], unseal(db, one, "sealed_name"), mode, errand.due_on, wants_call)
        calls[call].ids.append(errand.id)
        calls[call].news.append(errand.news)
    return list(calls.values())


def out_of_date(db: Session, errand_ids: Sequence[UUID]) -> list[UUID]:
    """Which of these nobody needs to do any more."""
    return [
        errand.id
        for errand, one, *about in db.exec(_with_subjects().where(col(Errand.id).in_(errand_ids)))
        if not _holds(one, errand.news, errand.subject, errand.revision, *about)
    ]


def still_holds(db: Session, registration: Registration, news: News, subject: UUID, revision: int) -> bool:
    """Is this piece of news still true and still wanted? Asked before every letter."""
    session = db.get(GroupSession, subject) if news in OF_A_SESSION else None
    group = db.get(PeerGroup, subject) if news is News.CONFIRMED else None
    call = db.get(Call, subject) if news in OF_A_CALL else None
    return _holds(registration, news, subject, revision, session, group, call)


def _with_subjects() -> Any:
    return (
        select(Errand, Registration, GroupSession, PeerGroup)
        .add_columns(Call)
        .join(Registration, col(Registration.id) == Errand.registration_id)
        .outerjoin(GroupSession, col(GroupSession.id) == Errand.subject)
        .outerjoin(PeerGroup, col(PeerGroup.id) == Errand.subject)
        .outerjoin(Call, col(Call.id) == Errand.subject)
    )


def _holds(
    registration: Registration,
    news: News,
    subject: UUID,
    revision: int,
    session: GroupSession | None,
    group: PeerGroup | None,
    call: Call | None,
) -> bool:
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
    is_ahead = call.begins_at is None or call.begins_at > now()
    return call.is_open and call.revision == revision and is_ahead and (news is News.CALL or call.begins_at is not None)
