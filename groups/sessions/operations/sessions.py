"""Sessions of a group: planning, moving, calling off, holding, and who was there."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.clock import now
from foundation.data_keys import seal
from foundation.database import settings_of
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.local_time import local_moment
from foundation.rows import lock, take
from groups.availability.operations import guards
from groups.contact.operations import notifications
from groups.conversations.operations import planning
from groups.lookups import about_session, expected, moved_along
from groups.models import (
    GROUP_LIFECYCLE,
    SESSION_LIFECYCLE,
    WAS_THERE,
    Attendance,
    GroupSession,
    GroupState,
    Mark,
    News,
    PeerGroup,
    Registration,
    RegistrationState,
    SessionState,
)
from groups.registrations.operations.lifecycle import move as move_registration
from groups.sessions.forms import Moving, Telling
from groups.sessions.operations import excusing

NOT_YET = N_("This session has not begun yet.")
IS_OVER = N_("This time has passed. Choose one that is still to come.")
NOT_CONFIRMED = N_("Confirm the group first, so that everybody knows it is going ahead.")
MOST_SESSIONS = 60
NO_DAY = N_("No day was ticked. Nothing was changed.")
TOO_MANY = N_("That is more sessions than a group can have.")
AT_LAST = (GroupState.FINISHED, GroupState.ARCHIVED, GroupState.CANCELLED)


def plan(
    db: Session, group: PeerGroup, days: Sequence[date], starts: time, minutes: int, by: Staff, is_return: bool = False
) -> None:
    """Sessions on these days. Who has a seat already is told once."""
    require(group.led_by(by))
    if not days:
        raise Refused(NO_DAY)
    lock(db, group)
    _require_going_on(group, is_return)
    there = len(db.exec(select(GroupSession.id).where(col(GroupSession.group_id) == group.id)).all())
    if there + len(days) > MOST_SESSIONS:
        raise Refused(TOO_MANY)
    made = []
    for day in sorted(set(days)):
        row = GroupSession(
            group_id=group.id,
            data_key_id=group.data_key_id,
            day=day,
            starts=starts,
            minutes=minutes,
            zone=settings_of(db).time_zone,
            is_return=is_return,
        )
        guards.require_on_the_clock(row.begins_at)
        _about(db, row, room=secrets.token_hex(12))
        made.append(row)
    db.flush()
    guards.require_nobody_called(db, group, made)
    told_at_once(made[0])
    notifications.tell(db, expected(db, made[0]), News.SESSION, made[0].id, made[0].revision)
    audit.record(db, Action.SESSION_PLANNED, group.id, by=by.id)


def tell_about(db: Session, session: GroupSession, telling: Telling, by: Staff) -> None:
    """Its theme, and a link of its own; `alike` gives every session after it the same link."""
    require(_group(db, session).led_by(by))
    for one in moved_along(db, session, telling.alike):
        theme = telling.theme if one is session else about_session(db, one).theme
        _about(db, one, theme=theme, link=telling.link)


def move(db: Session, session: GroupSession, moving: Moving, by: Staff) -> None:
    """To another day or hour: this one, or every one from here on by as many days. Everybody is told once."""
    group = _group(db, session)
    require(group.led_by(by))
    lock(db, group)
    if session.version != moving.version:
        raise OutOfStep("a colleague was faster")
    when = datetime.combine(moving.day, moving.starts, ZoneInfo(session.zone))
    if group.state is not GroupState.DRAFT and when <= now():
        raise Refused(IS_OVER)
    shift = moving.day - session.day
    moved = moved_along(db, session, moving.onward)
    for one in moved:
        _move_one(db, group, one, one.day + shift, moving.starts, moving.minutes)
    guards.require_nobody_called(db, group, moved)
    _note(db, session, moving.words)
    notifications.tell(db, expected(db, session), News.SESSION, session.id, session.revision)
    audit.record(db, Action.SESSION_MOVED, session.id, by=by.id)


def cancel(db: Session, session: GroupSession, words: str, by: Staff) -> None:
    """It is not held. Everybody is told, with `words` to read there; in a plan nobody knows of it just goes."""
    group = _group(db, session)
    require(group.led_by(by))
    if group.state is GroupState.DRAFT:
        db.delete(session)
        return
    void(db, session)
    _note(db, session, words)
    notifications.tell(db, expected(db, session), News.SESSION, session.id, session.revision)
    audit.record(db, Action.SESSION_CANCELLED, session.id, by=by.id)


def void(db: Session, session: GroupSession) -> None:
    """Call it off without a word."""
    lock(db, session)
    excusing.forget(db, session)
    _take(db, session, SessionState.CANCELLED, revision=session.revision + 1)


def mark(db: Session, session: GroupSession, registration: Registration, mark: Mark, by: Staff) -> None:
    """Was this one there? From the beginning on, and as often as it must be set right."""
    require(_group(db, session).led_by(by))
    _require_begun(session)
    if registration.id not in {one.id for one in expected(db, session)}:
        raise OutOfStep("not in this group any more")
    db.merge(Attendance(session_id=session.id, registration_id=registration.id, mark=mark))


def hold(db: Session, session: GroupSession, by: Staff, instead_of_call: bool = False) -> None:
    """It was held. Who was not ticked is not known. The first one starts the group for everybody with a seat.

    A return meeting may stand in the place of one call after the group, for whoever was there.
    """
    group = _group(db, session)
    require(group.led_by(by))
    lock(db, group)
    _require_begun(session)
    if group.state in (GroupState.DRAFT, GroupState.RECRUITING):
        raise Refused(NOT_CONFIRMED)
    _take(db, session, SessionState.HELD)
    of_session = col(Attendance.session_id) == session.id
    marked = {row.registration_id: row.mark for row in db.exec(select(Attendance).where(of_session))}
    people = expected(db, session)
    db.add_all(Attendance(session_id=session.id, registration_id=one.id) for one in people if one.id not in marked)
    for one in people:
        if one.state is RegistrationState.PLACED:
            move_registration(db, one, RegistrationState.ACTIVE)
    if session.is_return and instead_of_call:
        planning.replace_by_meeting(db, [one for one in people if marked.get(one.id) in WAS_THERE])
    if group.state is GroupState.CONFIRMED:
        take(db, group, group.state, GroupState.RUNNING, GROUP_LIFECYCLE, version=group.version + 1)
        facts.count(db, Fact.GROUP_STARTED)
    facts.count(db, Fact.SESSION_HELD)
    audit.record(db, Action.SESSION_HELD, session.id, by=by.id)


def _move_one(db: Session, group: PeerGroup, one: GroupSession, day: date, starts: time, minutes: int) -> None:
    guards.require_on_the_clock(local_moment(day, starts, one.zone))
    if group.state is GroupState.DRAFT:
        one.day, one.starts, one.minutes = day, starts, minutes
        db.add(one)
        return
    if not one.is_to_come:
        raise OutOfStep("it was held, or called off")
    lock(db, one)
    if (day, starts) != (one.day, one.starts):
        excusing.forget(db, one)
    one.was_day, one.was_starts = one.day, one.starts
    one.day, one.starts, one.minutes, one.revision = day, starts, minutes, one.revision + 1
    told_at_once(one)
    db.add(one)
    db.flush()


def _note(db: Session, session: GroupSession, words: str) -> None:
    """A word about the last change, for who has a seat; a change without words takes an older one away."""
    _about(db, session, note=words)


def _about(db: Session, session: GroupSession, **told: str) -> None:
    seal(db, session, sealed_about=about_session(db, session).model_copy(update=told).model_dump_json())
    db.add(session)


def told_at_once(one: GroupSession) -> None:
    """Who is told of tomorrow's session today needs no reminder on top."""
    if one.begins_at - now() <= notifications.REMINDED_AHEAD + timedelta(hours=1):
        one.reminded = one.revision


def _take(db: Session, session: GroupSession, becomes: SessionState, **also: object) -> None:
    take(db, session, session.state, becomes, SESSION_LIFECYCLE, version=session.version + 1, **also)


def _require_begun(session: GroupSession) -> None:
    if not session.has_begun:
        raise Refused(NOT_YET)


def _require_going_on(group: PeerGroup, is_return: bool) -> None:
    """A return meeting may follow a group that is over; nothing follows one that was called off."""
    if group.state in AT_LAST and not (is_return and group.state is GroupState.FINISHED):
        raise OutOfStep("this group is over")


def _group(db: Session, session: GroupSession) -> PeerGroup:
    return db.get_one(PeerGroup, session.group_id)
