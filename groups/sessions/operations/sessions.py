"""Sessions of a group: planning, moving, cancelling, recording that they were held."""

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
from foundation.local_time import local_datetime
from foundation.rows import lock, require_unchanged, transition
from groups.availability.operations import guards
from groups.contact.operations import notifications
from groups.conversations.operations import planning
from groups.lookups import about_session, expected_participants, with_following
from groups.models import (
    GROUP_LIFECYCLE,
    SESSION_LIFECYCLE,
    GroupSession,
    GroupState,
    Notification,
    PeerGroup,
    RegistrationState,
    SessionState,
)
from groups.registrations.operations.lifecycle import change_state
from groups.sessions.forms import SessionDetails, SessionMove
from groups.sessions.operations import attendance

SLOT_PAST = N_("This time has passed. Choose one that is still to come.")
NOT_CONFIRMED = N_("Confirm the group first, so that everybody knows it is going ahead.")
MAX_SESSIONS = 60
NO_DAY = N_("No day was ticked. Nothing was changed.")
TOO_MANY_SESSIONS = N_("That is more sessions than a group can have.")
OVER_STATES = (GroupState.FINISHED, GroupState.ARCHIVED, GroupState.CANCELLED)


def plan(
    db: Session, group: PeerGroup, days: Sequence[date], starts: time, minutes: int, by: Staff, is_return: bool = False
) -> None:
    """Plan sessions on these days. Participants are notified once."""
    require(group.manageable_by(by))
    if not days:
        raise Refused(NO_DAY)
    lock(db, group)
    _require_current_group(group, is_return)
    there = len(db.exec(select(GroupSession.id).where(col(GroupSession.group_id) == group.id)).all())
    if there + len(days) > MAX_SESSIONS:
        raise Refused(TOO_MANY_SESSIONS)
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
        guards.require_existing_hour(row.begins_at)
        _set_about(db, row, room=secrets.token_hex(12))
        made.append(row)
    db.flush()
    guards.require_facilitators_free(db, group, made)
    skip_reminder_if_soon(made[0])
    notifications.notify(
        db, expected_participants(db, made[0]), Notification.SESSION_CHANGED, made[0].id, made[0].revision
    )
    audit.record(db, Action.SESSION_PLANNED, group.id, by=by.id)


def set_details(db: Session, session: GroupSession, details: SessionDetails, by: Staff) -> None:
    """Set its theme and its own link; `link_for_following` gives every later session the same link."""
    require(_group(db, session).manageable_by(by))
    for one in with_following(db, session, details.link_for_following):
        theme = details.theme if one is session else about_session(db, one).theme
        _set_about(db, one, theme=theme, link=details.link)


def move(db: Session, session: GroupSession, form: SessionMove, by: Staff) -> None:
    """Move to another day or hour: this one, or all from here on by as many days. Participants are notified once."""
    group = _group(db, session)
    require(group.manageable_by(by))
    lock(db, group)
    require_unchanged(session, form.version)
    when = datetime.combine(form.day, form.starts, ZoneInfo(session.zone))
    if group.state is not GroupState.DRAFT and when <= now():
        raise Refused(SLOT_PAST)
    shift = form.day - session.day
    moved = with_following(db, session, form.include_following)
    for one in moved:
        _move_one(db, group, one, one.day + shift, form.starts, form.minutes)
    guards.require_facilitators_free(db, group, moved)
    _set_note(db, session, form.note)
    notifications.notify(
        db, expected_participants(db, session), Notification.SESSION_CHANGED, session.id, session.revision
    )
    audit.record(db, Action.SESSION_MOVED, session.id, by=by.id)


def cancel(db: Session, session: GroupSession, note: str, by: Staff) -> None:
    """Cancel it. Participants are notified, with a `note`; while the group is a plan it is simply deleted."""
    group = _group(db, session)
    require(group.manageable_by(by))
    if group.state is GroupState.DRAFT:
        db.delete(session)
        return
    cancel_silently(db, session)
    _set_note(db, session, note)
    notifications.notify(
        db, expected_participants(db, session), Notification.SESSION_CHANGED, session.id, session.revision
    )
    audit.record(db, Action.SESSION_CANCELLED, session.id, by=by.id)


def cancel_silently(db: Session, session: GroupSession) -> None:
    """Cancel it without notifying anybody."""
    lock(db, session)
    attendance.clear_attendance(db, session)
    _transition(db, session, SessionState.CANCELLED, revision=session.revision + 1)


def record_held(db: Session, session: GroupSession, by: Staff, replaces_aftercare: bool = False) -> None:
    """Record that it was held. Unticked means unknown. The first one starts the group for all participants.

    A return meeting may replace one aftercare conversation for those who attended.
    """
    group = _group(db, session)
    require(group.manageable_by(by))
    lock(db, group)
    attendance.require_begun(session)
    if group.state in (GroupState.DRAFT, GroupState.RECRUITING):
        raise Refused(NOT_CONFIRMED)
    _transition(db, session, SessionState.HELD)
    people = expected_participants(db, session)
    attended = attendance.complete(db, session, people)
    for one in people:
        if one.state is RegistrationState.PLACED:
            change_state(db, one, RegistrationState.ACTIVE)
    if session.is_return and replaces_aftercare:
        planning.drop_replaced_aftercare(db, attended)
    if group.state is GroupState.CONFIRMED:
        transition(db, group, group.state, GroupState.RUNNING, GROUP_LIFECYCLE, version=group.version + 1)
        facts.count(db, Fact.GROUP_STARTED)
    facts.count(db, Fact.SESSION_HELD)
    audit.record(db, Action.SESSION_HELD, session.id, by=by.id)


def _move_one(db: Session, group: PeerGroup, session: GroupSession, day: date, starts: time, minutes: int) -> None:
    guards.require_existing_hour(local_datetime(day, starts, session.zone))
    if group.state is GroupState.DRAFT:
        session.day, session.starts, session.minutes = day, starts, minutes
        db.add(session)
        return
    if not session.is_planned:
        raise OutOfStep("it was held, or called off")
    lock(db, session)
    if (day, starts) != (session.day, session.starts):
        attendance.clear_attendance(db, session)
    session.previous_day, session.previous_starts = session.day, session.starts
    session.day, session.starts, session.minutes, session.revision = day, starts, minutes, session.revision + 1
    skip_reminder_if_soon(session)
    db.add(session)
    db.flush()


def _set_note(db: Session, session: GroupSession, note: str) -> None:
    """A note about the latest change, for participants; a change without one removes the older note."""
    _set_about(db, session, note=note)


def _set_about(db: Session, session: GroupSession, **details: str) -> None:
    seal(db, session, sealed_about=about_session(db, session).model_copy(update=details).model_dump_json())
    db.add(session)


def skip_reminder_if_soon(session: GroupSession) -> None:
    """Participants notified today of tomorrow's session need no reminder as well."""
    if session.begins_at - now() <= notifications.REMINDER_LEAD_TIME + timedelta(hours=1):
        session.reminded_revision = session.revision


def _transition(db: Session, session: GroupSession, to_state: SessionState, **changes: object) -> None:
    transition(db, session, session.state, to_state, SESSION_LIFECYCLE, version=session.version + 1, **changes)


def _require_current_group(group: PeerGroup, is_return: bool) -> None:
    """A return meeting may follow a group that is over; nothing follows one that was cancelled."""
    if group.state in OVER_STATES and not (is_return and group.state is GroupState.FINISHED):
        raise OutOfStep("this group is over")


def _group(db: Session, session: GroupSession) -> PeerGroup:
    return db.get_one(PeerGroup, session.group_id)
