"""Groups: making one, changing it, and bringing it from a plan to its end."""

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
from foundation.rows import lock, take
from groups.availability.operations import guards
from groups.contact.operations import notifications
from groups.lookups import about_group, about_session, sessions_of, taken
from groups.models import (
    GROUP_LIFECYCLE,
    WAS_THERE,
    Attendance,
    Format,
    GroupState,
    Mark,
    News,
    PeerGroup,
    Registration,
    RegistrationState,
    SessionState,
)
from groups.peer_groups.forms import Forming
from groups.registrations.operations import closing
from groups.registrations.operations.lifecycle import move, require_seen
from groups.sessions.operations import sessions

GOING_ON = (GroupState.CONFIRMED, GroupState.RUNNING)
TOO_SMALL = N_("More places than this are already taken or offered.")
NO_DATES = N_("Plan the sessions first: people who are offered a place want to know when they are.")
TOO_FEW = N_("Fewer people have said yes than this group needs. Offer more places, or lower the number needed.")
NO_PLACE = N_("First say where the group meets: an address, or a link for every session.")
NOT_OVER = N_("There are still sessions to come. First record that they took place, or cancel them.")


def make(db: Session, forming: Forming, by: Staff) -> PeerGroup:
    """A new group, as a plan."""
    require(by.is_coordinator)
    group = PeerGroup(data_key_id=make_key(db), format=forming.format, facilitator_id=forming.facilitator)
    _fill(db, group, forming)
    audit.record(db, Action.GROUP_MADE, group.id, by=by.id)
    return group


def change(db: Session, group: PeerGroup, forming: Forming, by: Staff) -> None:
    """Change what it is. Raises `Refused` when fewer seats would be left than are held, or who leads is called then."""
    require(group.planned_by(by))
    lock(db, group)
    require_seen(group, forming.version)
    if forming.capacity < taken(db, group.id):
        raise Refused(TOO_SMALL)
    before = _way_in(db, group)
    _fill(db, group, forming)
    ahead = [one for one in sessions_of(db, group.id) if one.is_to_come and not one.has_begun]
    guards.require_nobody_called(db, group, ahead)
    if group.state in GOING_ON and before != _way_in(db, group):
        people = select(Registration).where(Registration.seated_in(group.id))
        notifications.tell(db, db.exec(people).all(), News.CONFIRMED, group.id, group.version)
    audit.record(db, Action.GROUP_CHANGED, group.id, by=by.id)


def recruit(db: Session, group: PeerGroup, by: Staff) -> None:
    """From now on seats can be offered. Raises `Refused` without dates."""
    require(group.planned_by(by))
    GROUP_LIFECYCLE.check(group.state, GroupState.RECRUITING)
    if not any(one.is_to_come for one in sessions_of(db, group.id)):
        raise Refused(NO_DATES)
    _move(db, group, GroupState.RECRUITING, by)


def confirm(db: Session, group: PeerGroup, by: Staff) -> None:
    """It goes on: everybody with a seat is told. Raises `Refused` when people or a place are missing."""
    require(group.planned_by(by))
    lock(db, group)
    GROUP_LIFECYCLE.check(group.state, GroupState.CONFIRMED)
    placed = _members(db, group, RegistrationState.PLACED)
    if len(placed) < group.at_least:
        raise Refused(TOO_FEW)
    if not _has_place(db, group):
        raise Refused(NO_PLACE)
    for one in sessions_of(db, group.id):
        sessions.told_at_once(one)
        db.add(one)
    notifications.tell(db, placed, News.CONFIRMED, group.id)
    _move(db, group, GroupState.CONFIRMED, by)


def call_off(db: Session, group: PeerGroup, words: str, by: Staff) -> None:
    """It does not go on: everybody goes back to their own place on the list, with words to read there."""
    require(group.planned_by(by))
    lock(db, group)
    for one in sessions_of(db, group.id):
        if one.is_to_come:
            sessions.void(db, one)
    for member in db.exec(select(Registration).where(Registration.seated_in(group.id))).all():
        closing.back_on_list(db, member, words)
    take(db, group, group.state, GroupState.CANCELLED, GROUP_LIFECYCLE, version=group.version + 1)
    facts.count(db, Fact.GROUP_CANCELLED)
    audit.record(db, Action.GROUP_CANCELLED, group.id, by=by.id)


def finish(db: Session, group: PeerGroup, by: Staff) -> None:
    """The last session was held: who came often enough completed it. Raises `Refused` while sessions are to come."""
    require(group.led_by(by))
    lock(db, group)
    GROUP_LIFECYCLE.check(group.state, GroupState.FINISHED)
    meetings = sessions_of(db, group.id)
    if any(one.is_to_come and not one.is_return for one in meetings):
        raise Refused(NOT_OVER)
    facts.count(db, Fact.GROUP_FINISHED)
    marks: dict[object, list[Mark]] = {}
    held = [one.id for one in meetings if one.state is SessionState.HELD and not one.is_return]
    for row in db.exec(select(Attendance).where(col(Attendance.session_id).in_(held))):
        marks.setdefault(row.registration_id, []).append(row.mark)
    left = max((one.day for one in meetings if one.state is SessionState.HELD), default=local_today(db))
    for member in db.exec(select(Registration).where(Registration.seated_in(group.id))).all():
        if member.state is not RegistrationState.ACTIVE:
            closing.back_on_list(db, member, "")
        elif _meets_norm(marks.get(member.id, []), settings_of(db).attendance_norm):
            move(db, member, RegistrationState.COMPLETED, left_on=left)
            facts.count(db, Fact.GROUP_COMPLETED_BY)
        else:
            move(db, member, RegistrationState.STOPPED, left_on=left)
            facts.count(db, Fact.GROUP_LEFT_BY)
    _move(db, group, GroupState.FINISHED, by)


def _fill(db: Session, group: PeerGroup, forming: Forming) -> None:
    leads = [db.get(Staff, one) for one in (forming.facilitator, forming.second) if one]
    require(all(one is not None and one.is_facilitator and one.ended_on is None for one in leads))
    group.format, group.language, group.region = forming.format, forming.language, forming.region
    group.entry, group.last_entry = forming.entry, forming.last_entry
    group.capacity, group.at_least, group.most_of_one = forming.capacity, forming.at_least, forming.most_of_one
    group.relations = ",".join(forming.welcome) if len(forming.welcome) < len(Relation) else ""
    group.facilitator_id = forming.facilitator
    group.second_facilitator_id = forming.second if forming.second != forming.facilitator else None
    told = {"name": forming.name, "place": forming.place, "arrival": forming.arrival, "dial_in": forming.dial_in}
    seal(db, group, sealed_about=json.dumps(told))
    db.add(group)
    db.flush()


def _way_in(db: Session, group: PeerGroup) -> tuple[str, ...]:
    """What somebody needs to find the way."""
    about = about_group(db, group)
    return (group.format, about.place, about.dial_in)


def _move(db: Session, group: PeerGroup, becomes: GroupState, by: Staff) -> None:
    take(db, group, group.state, becomes, GROUP_LIFECYCLE, version=group.version + 1)
    audit.record(db, Action.GROUP_MOVED_ON, group.id, by=by.id)


def _members(db: Session, group: PeerGroup, state: RegistrationState) -> list[Registration]:
    sitting = (col(Registration.group_id) == group.id, col(Registration.state) == state)
    return list(db.exec(select(Registration).where(*sitting)))


def _has_place(db: Session, group: PeerGroup) -> bool:
    if group.format is Format.IN_PERSON:
        return bool(about_group(db, group).place)
    if settings_of(db).meeting_address:
        return True
    to_come = [one for one in sessions_of(db, group.id) if one.is_to_come]
    return all(about_session(db, one).link for one in to_come)


def _meets_norm(marks: list[Mark], percent: int) -> bool:
    """Of the sessions one knows about, was somebody there at so many percent? Not knowing counts against nobody."""
    known = [mark for mark in marks if mark is not Mark.UNKNOWN]
    return 100 * sum(mark in WAS_THERE for mark in known) >= percent * len(known)
