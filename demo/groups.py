"""The groups of the demo: who waits, a group that has begun, one that looks for people."""

import secrets
from datetime import time, timedelta

from sqlmodel import Session

from accounts.models import Staff
from demo.told import Told
from foundation.clock import today
from foundation.database import settings_of
from foundation.local_time import local_datetime
from groups.availability.forms import WeeklyHoursForm
from groups.availability.operations import hours
from groups.conversations.operations import booking
from groups.conversations.queries.conversations import next_conversation
from groups.lookups import sessions_of
from groups.models import AttendanceMark, PeerGroup, Registration
from groups.peer_groups.forms import GroupForm
from groups.peer_groups.operations import peer_groups, seats
from groups.registrations.forms import RegistrationForm
from groups.sessions.forms import SessionDetails
from groups.sessions.operations import attendance, sessions
from groups.waiting_list.operations import registrations, staff_acts


def load_registrations(db: Session, told: list[Told], staff: dict[str, Staff]) -> None:
    """Who waits for a group: some had their conversation, one has a moment for it, some not yet."""
    day, cora = today(settings_of(db).time_zone), staff["cora"]
    for one in told:
        given = RegistrationForm.model_validate({**one["answers"], **dict.fromkeys(one["fits"], "on")})
        row, _ = registrations.submit(db, secrets.token_hex(16), given)
        row.received_on = day - timedelta(days=one["days_ago"])
        if "talked_days_ago" in one:
            staff_acts.record_intake(db, row, row.version, by=cora)
            row.intake_held_on = row.entered_on = day - timedelta(days=one["talked_days_ago"])
        if "talk" in one:
            _book_intake(db, row, staff[one["talk"]["with"]], time.fromisoformat(one["talk"]["hour"]), cora)
        db.add(row)


def _book_intake(db: Session, row: Registration, facilitator: Staff, hour: time, cora: Staff) -> None:
    """A moment for the introductory conversation, on the next working day."""
    zone = settings_of(db).time_zone
    days = [today(zone) + timedelta(days=ahead) for ahead in range(1, 4)]
    working_day = next(day for day in days if day.weekday() < 5)
    conversation = next_conversation(db, row)
    if conversation:
        booking.book(
            db, conversation, local_datetime(working_day, hour, zone), conversation.channel, facilitator, by=cora
        )


def load_groups(db: Session, told: list[Told], staff: dict[str, Staff]) -> None:
    """Every group, through the operations that people use; what lies in the past is planned ahead and moved there."""
    for one in told:
        facilitator, cora = staff[one["leads"]], staff["cora"]
        hours_by_day = {
            f"{day}_{end}": hour for day, pair in one["hours"].items() for end, hour in zip(ENDS, pair, strict=True)
        }
        hours.set_weekly_hours(db, WeeklyHoursForm.model_validate(hours_by_day).working_hours, by=facilitator)
        fields = ("name", "format", "region", "place", "arrival", "capacity")
        forming = GroupForm(facilitator=facilitator.id, min_participants=2, **{field: one[field] for field in fields})
        group = peer_groups.create(db, forming, by=cora)
        _sessions(db, group, one, cora)
        people = [_registered(db, given, cora) for given in one["people"]]
        seats.offer(db, group, people, by=cora)
        if one["began_days_ago"] > 0:
            for person in people:
                seats.accept(db, person, person.offer_count)
                seats.accept_agreements(db, person)
            peer_groups.confirm(db, group, by=cora)
            _hold_past_sessions(db, group, one, people, cora)


ENDS = ("from", "until")


def _sessions(db: Session, group: PeerGroup, one: Told, cora: Staff) -> None:
    """Every second Tuesday evening, all of them to come for now."""
    ahead = today(settings_of(db).time_zone) + timedelta(days=60)
    first = ahead + timedelta(days=(1 - ahead.weekday()) % 7)
    days = [first + timedelta(days=14 * number) for number in range(one["sessions"])]
    sessions.plan(db, group, days, time(19), 120, by=cora)
    peer_groups.start_recruiting(db, group, by=cora)
    for session, theme in zip(sessions_of(db, group.id), one["themes"], strict=False):
        sessions.set_details(db, session, SessionDetails(theme=theme), by=cora)
    if one["began_days_ago"] <= 0:
        for session in sessions_of(db, group.id):
            session.day -= timedelta(days=35)
            db.add(session)
        db.flush()


def _registered(db: Session, given: Told, cora: Staff) -> Registration:
    person, _ = registrations.submit(db, secrets.token_hex(16), RegistrationForm(format="either", **given))
    staff_acts.record_intake(db, person, person.version, by=cora)
    day = today(settings_of(db).time_zone)
    person.received_on, person.intake_held_on, person.entered_on = (day - timedelta(days=ago) for ago in (90, 70, 70))
    db.add(person)
    db.flush()
    return person


def _hold_past_sessions(db: Session, group: PeerGroup, one: Told, people: list[Registration], cora: Staff) -> None:
    """Let the line of sessions begin so many days ago, on its own weekday, and hold what is over."""
    line = sessions_of(db, group.id)
    began = today(settings_of(db).time_zone) - timedelta(days=one["began_days_ago"])
    shift = line[0].day - (began - timedelta(days=(began.weekday() - 1) % 7))
    for session in line:
        session.day -= shift
        db.add(session)
    db.flush()
    for session in line:
        if session.has_begun:
            for number, person in enumerate(people):
                attendance.mark_attendance(
                    db, session, person, AttendanceMark.EXCUSED if number == 2 else AttendanceMark.PRESENT, by=cora
                )
            sessions.record_held(db, session, by=cora)
