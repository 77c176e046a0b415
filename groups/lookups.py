"""Seats, sessions, and who may manage a registration: look-ups that other modules share."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, func, select

from accounts.models import Staff
from foundation.data_keys import unseal_value
from foundation.errors import require
from foundation.person import Person
from groups.meeting_room import Meeting
from groups.models import (
    PARTICIPATING,
    AboutGroup,
    AboutSession,
    Attendance,
    AttendanceMark,
    GroupSession,
    PeerGroup,
    Registration,
    RegistrationState,
)


def seats_taken(db: Session, group_id: UUID, accepted: bool = False) -> int:
    """How many seats of the group are taken: offered, accepted, in use (or without the offers). Nothing else counts."""
    held = Registration.seated_in(group_id)
    seats = select(func.count()).select_from(Registration).where(held)
    if accepted:
        seats = seats.where(col(Registration.state).in_(PARTICIPATING))
    return db.exec(seats).one()


def seats_taken_by_group(db: Session, group_ids: Collection[UUID]) -> dict[UUID, int]:
    """The same for several groups at once."""
    seats = (
        select(PeerGroup.id, func.count())
        .join(Registration, Registration.seated_in(PeerGroup.id))
        .where(col(PeerGroup.id).in_(group_ids))
        .group_by(col(PeerGroup.id))
    )
    return dict(db.exec(seats).all())


def sessions_of(db: Session, group_id: UUID) -> list[GroupSession]:
    """All sessions of a group, in order of time."""
    in_group = col(GroupSession.group_id) == group_id
    in_order = (col(GroupSession.day), col(GroupSession.starts), col(GroupSession.id))
    return list(db.exec(select(GroupSession).where(in_group).order_by(*in_order)))


def with_following(db: Session, session: GroupSession, include_following: bool) -> list[GroupSession]:
    """What moves with a session: itself, and with `include_following` every later planned one; not a return meeting."""
    after = (
        [one for one in sessions_of(db, session.group_id) if one.begins_at > session.begins_at]
        if include_following
        else []
    )
    return [session, *(one for one in after if one.is_planned and not one.is_return)]


def is_in_care_of(db: Session, registration: Registration, viewer: Person) -> bool:
    """Does `viewer` look after it, and read its messages?"""
    return registration.id in in_care_of(db, [registration.id], viewer)


def in_care_of(db: Session, registration_ids: Collection[UUID], viewer: Person) -> set[UUID]:
    """Those of these registrations that `viewer` looks after."""
    these = col(Registration.id).in_(registration_ids)
    return set(db.exec(select(Registration.id).where(these, Registration.in_care_of(viewer))))


def group_of(db: Session, registration: Registration) -> PeerGroup | None:
    """The group somebody has, or had, a seat in."""
    return db.get(PeerGroup, registration.group_id) if registration.group_id else None


def require_manageable(db: Session, registration: Registration, by: Staff) -> None:
    """Raise `NotAllowed` unless this colleague may manage it."""
    require(registration.manageable_by(by, group_of(db, registration)))


def expected_participants(db: Session, session: GroupSession) -> list[Registration]:
    """Who is expected: everybody with a seat now, or in the group to its end. Never a copied list."""
    stays = (*PARTICIPATING, RegistrationState.COMPLETED)
    sitting = (col(Registration.group_id) == session.group_id, col(Registration.state).in_(stays))
    in_order = (col(Registration.tiebreaker), col(Registration.id))
    return list(db.exec(select(Registration).where(*sitting).order_by(*in_order)))


def meeting_of(db: Session, session: GroupSession) -> Meeting:
    """Where and when a session meets online."""
    about = about_session(db, session)
    return Meeting(session.begins_at, session.ends_at, about.room, about.link)


def about_group(db: Session, group: PeerGroup) -> AboutGroup:
    """Its name, place, arrival note and dial-in number."""
    return unseal_value(db, group, "sealed_about", AboutGroup)


def about_session(db: Session, session: GroupSession) -> AboutSession:
    """Its theme, link, note about a change, and the name of the online room."""
    return unseal_value(db, session, "sealed_about", AboutSession)


def excused_from(
    db: Session, session_ids: Collection[UUID], registration_id: UUID | None = None
) -> set[tuple[UUID, UUID]]:
    """Who is excused from which of these sessions: session, then person. Of everybody, or of one."""
    columns = select(Attendance.session_id, Attendance.registration_id)
    of_these = [col(Attendance.session_id).in_(session_ids), col(Attendance.mark) == AttendanceMark.EXCUSED]
    if registration_id:
        of_these.append(col(Attendance.registration_id) == registration_id)
    return set(db.exec(columns.where(*of_these)).all()) if session_ids else set()


def excused_counts(db: Session, session_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many are excused, for each of these sessions."""
    return dict(Counter(session for session, _ in excused_from(db, session_ids)))
