"""Groups: creating one, changing it, and taking it from plan to completion."""

import json

from sqlmodel import Session, col, select

import audit
import facts
from accounts.models import Relation, Staff
from audit import Action
from facts import Fact
from foundation.data_keys import make_key, seal
from foundation.database import settings_of
from foundation.errors import Refused, require
from foundation.language import N_
from foundation.local_time import local_today
from foundation.rows import lock, require_unchanged, transition
from groups.availability.operations import guards
from groups.contact.operations import notifications
from groups.lookups import about_group, about_session, seats_taken, sessions_of
from groups.models import (
    ATTENDED,
    GROUP_LIFECYCLE,
    Attendance,
    AttendanceMark,
    GroupState,
    MeetingFormat,
    Notification,
    PeerGroup,
    Registration,
    RegistrationState,
    SessionState,
)
from groups.peer_groups.forms import GroupForm
from groups.registrations.operations import ending
from groups.registrations.operations.lifecycle import change_state
from groups.sessions.operations import sessions

CAPACITY_TOO_SMALL = N_("More places than this are already taken or offered.")
NO_DATES = N_("Plan the sessions first: people who are offered a place want to know when they are.")
TOO_FEW_PARTICIPANTS = N_(
    "Fewer people have said yes than this group needs. Offer more places, or lower the number needed."
)
NO_VENUE = N_("First say where the group meets: an address, or a link for every session.")
NOT_OVER = N_("There are still sessions to come. First record that they took place, or cancel them.")


def create(db: Session, form: GroupForm, by: Staff) -> PeerGroup:
    """Create a group, as a plan."""
    require(by.is_coordinator)
    group = PeerGroup(data_key_id=make_key(db), format=form.format, facilitator_id=form.facilitator)
    _apply(db, group, form)
    audit.record(db, Action.GROUP_CREATED, group.id, by=by.id)
    return group


def change(db: Session, group: PeerGroup, form: GroupForm, by: Staff) -> None:
    """Raises `Refused` when fewer seats would be left than are taken, or a facilitator is busy during a session."""
    require(group.composable_by(by))
    lock(db, group)
    require_unchanged(group, form.version)
    if form.capacity < seats_taken(db, group.id):
        raise Refused(CAPACITY_TOO_SMALL)
    before = _joining_details(db, group)
    _apply(db, group, form)
    ahead = [one for one in sessions_of(db, group.id) if one.is_planned and not one.has_begun]
    guards.require_facilitators_free(db, group, ahead)
    if group.goes_ahead and before != _joining_details(db, group):
        people = select(Registration).where(Registration.seated_in(group.id))
        notifications.notify(db, db.exec(people).all(), Notification.GROUP_CONFIRMED, group.id, group.version)
    audit.record(db, Action.GROUP_CHANGED, group.id, by=by.id)


def start_recruiting(db: Session, group: PeerGroup, by: Staff) -> None:
    """Open the group for offers. Raises `Refused` without sessions."""
    require(group.composable_by(by))
    GROUP_LIFECYCLE.check(group.state, GroupState.RECRUITING)
    if not any(one.is_planned for one in sessions_of(db, group.id)):
        raise Refused(NO_DATES)
    _transition(db, group, GroupState.RECRUITING, by)


def confirm(db: Session, group: PeerGroup, by: Staff) -> None:
    """The group goes ahead: notify everybody with a seat. Raises `Refused` without enough participants or a place."""
    require(group.composable_by(by))
    lock(db, group)
    GROUP_LIFECYCLE.check(group.state, GroupState.CONFIRMED)
    placed = _participants(db, group, RegistrationState.PLACED)
    if len(placed) < group.min_participants:
        raise Refused(TOO_FEW_PARTICIPANTS)
    if not _has_venue(db, group):
        raise Refused(NO_VENUE)
    for one in sessions_of(db, group.id):
        sessions.skip_reminder_if_soon(one)
        db.add(one)
    notifications.notify(db, placed, Notification.GROUP_CONFIRMED, group.id)
    _transition(db, group, GroupState.CONFIRMED, by)


def cancel(db: Session, group: PeerGroup, message: str, by: Staff) -> None:
    """Cancel the group: everybody returns to their own place on the waiting list, with a message."""
    require(group.composable_by(by))
    lock(db, group)
    for one in sessions_of(db, group.id):
        if one.is_planned:
            sessions.cancel_silently(db, one)
    for participant in db.exec(select(Registration).where(Registration.seated_in(group.id))).all():
        ending.return_to_list(db, participant, message)
    transition(db, group, group.state, GroupState.CANCELLED, GROUP_LIFECYCLE, version=group.version + 1)
    facts.count(db, Fact.GROUP_CANCELLED)
    audit.record(db, Action.GROUP_CANCELLED, group.id, by=by.id)


def finish(db: Session, group: PeerGroup, by: Staff) -> None:
    """The last session was held: whoever attended enough completed it. Raises `Refused` while any is planned."""
    require(group.manageable_by(by))
    lock(db, group)
    GROUP_LIFECYCLE.check(group.state, GroupState.FINISHED)
    meetings = sessions_of(db, group.id)
    if any(one.is_planned and not one.is_return for one in meetings):
        raise Refused(NOT_OVER)
    facts.count(db, Fact.GROUP_FINISHED)
    marks: dict[object, list[AttendanceMark]] = {}
    held = [one.id for one in meetings if one.state is SessionState.HELD and not one.is_return]
    for row in db.exec(select(Attendance).where(col(Attendance.session_id).in_(held))):
        marks.setdefault(row.registration_id, []).append(row.mark)
    left = max((one.day for one in meetings if one.state is SessionState.HELD), default=local_today(db))
    for participant in db.exec(select(Registration).where(Registration.seated_in(group.id))).all():
        if participant.state is not RegistrationState.ACTIVE:
            ending.return_to_list(db, participant, "")
        elif _meets_norm(marks.get(participant.id, []), settings_of(db).attendance_norm):
            change_state(db, participant, RegistrationState.COMPLETED, left_on=left)
            facts.count(db, Fact.PARTICIPANT_COMPLETED)
        else:
            change_state(db, participant, RegistrationState.STOPPED, left_on=left)
            facts.count(db, Fact.PARTICIPANT_LEFT)
    _transition(db, group, GroupState.FINISHED, by)


def _apply(db: Session, group: PeerGroup, form: GroupForm) -> None:
    facilitators = [db.get(Staff, one) for one in (form.facilitator, form.second_facilitator) if one]
    require(all(one is not None and one.is_facilitator and one.ended_on is None for one in facilitators))
    group.format, group.language, group.region = form.format, form.language, form.region
    group.entry, group.last_entry_session = form.entry, form.last_entry_session
    group.capacity, group.min_participants, group.max_per_relation = (
        form.capacity,
        form.min_participants,
        form.max_per_relation,
    )
    group.relations = ",".join(form.welcome_relations) if len(form.welcome_relations) < len(Relation) else ""
    group.facilitator_id = form.facilitator
    group.second_facilitator_id = form.second_facilitator if form.second_facilitator != form.facilitator else None
    details = {"name": form.name, "place": form.place, "arrival": form.arrival, "dial_in": form.dial_in}
    seal(db, group, sealed_about=json.dumps(details))
    db.add(group)
    db.flush()


def _joining_details(db: Session, group: PeerGroup) -> tuple[str, ...]:
    """How to get there."""
    about = about_group(db, group)
    return (group.format, about.place, about.dial_in)


def _transition(db: Session, group: PeerGroup, to_state: GroupState, by: Staff) -> None:
    transition(db, group, group.state, to_state, GROUP_LIFECYCLE, version=group.version + 1)
    audit.record(db, Action.GROUP_STATE_CHANGED, group.id, by=by.id)


def _participants(db: Session, group: PeerGroup, state: RegistrationState) -> list[Registration]:
    sitting = (col(Registration.group_id) == group.id, col(Registration.state) == state)
    return list(db.exec(select(Registration).where(*sitting)))


def _has_venue(db: Session, group: PeerGroup) -> bool:
    if group.format is MeetingFormat.IN_PERSON:
        return bool(about_group(db, group).place)
    if settings_of(db).meeting_address:
        return True
    to_come = [one for one in sessions_of(db, group.id) if one.is_planned]
    return all(about_session(db, one).link for one in to_come)


def _meets_norm(marks: list[AttendanceMark], percent: int) -> bool:
    """Is attendance at least this percentage of the sessions for which it is known? Unknown counts against nobody."""
    known = [mark for mark in marks if mark is not AttendanceMark.UNKNOWN]
    return 100 * sum(mark in ATTENDED for mark in known) >= percent * len(known)
