"""The groups of the demo: who waits, a group that has begun, one that looks for people."""

import secrets
from datetime import time, timedelta
from typing import Any

from sqlmodel import Session

from accounts.models import Staff
from foundation.clock import today
from foundation.database import settings_of
from foundation.local_time import local_moment
from groups.availability.forms import WeekOfHours
from groups.availability.operations import hours
from groups.conversations.operations import booking
from groups.conversations.queries.calls import own_call
from groups.lookups import sessions_of
from groups.models import Mark, PeerGroup, Registration
from groups.peer_groups.forms import Forming
from groups.peer_groups.operations import peer_groups, seats
from groups.registrations.forms import Registering
from groups.sessions.forms import Telling
from groups.sessions.operations import sessions
from groups.waiting_list.operations import registrations, waiting


def load_waiting(db: Session, told: list[dict[str, Any]], staff: dict[str, Staff]) -> None:
    """Who waits for a group: some had their conversation, one has a moment for it, some not yet."""
    day, cora = today(settings_of(db).time_zone), staff["cora"]
    for one in told:
        given = Registering.model_validate({**one["answers"], **dict.fromkeys(one["fits"], "on")})
        row, _ = registrations.hand_in(db, secrets.token_hex(16), given)
        row.received_on = day - timedelta(days=one["days_ago"])
        if "talked_days_ago" in one:
            waiting.note_talk(db, row, row.version, by=cora)
            row.talked_on = row.entered_on = day - timedelta(days=one["talked_days_ago"])
        if "talk" in one:
            _talk(db, row, staff[one["talk"]["with"]], time.fromisoformat(one["talk"]["hour"]), cora)
        db.add(row)


def _talk(db: Session, row: Registration, leads: Staff, hour: time, cora: Staff) -> None:
    """A moment for the introductory conversation, on the next working day."""
    zone = settings_of(db).time_zone
    days = [today(zone) + timedelta(days=ahead) for ahead in range(1, 4)]
    working_day = next(day for day in days if day.weekday() < 5)
    call = own_call(db, row)
    if call:
        booking.book(db, call, local_moment(working_day, hour, zone), call.channel, leads, by=cora)


def load_groups(db: Session, told: list[dict[str, Any]], staff: dict[str, Staff]) -> None:
    """Every group, through the operations that people use; what lies in the past is planned ahead and moved there."""
    for one in told:
        leads, cora = staff[one["leads"]], staff["cora"]
        stretches = {
            f"{day}_{end}": hour for day, pair in one["hours"].items() for end, hour in zip(ENDS, pair, strict=True)
        }
        hours.set_week(db, WeekOfHours.model_validate(stretches).stretches, by=leads)
        fields = ("name", "format", "region", "place", "arrival", "capacity")
        forming = Forming(facilitator=leads.id, at_least=2, **{field: one[field] for field in fields})
        group = peer_groups.make(db, forming, by=cora)
        _sessions(db, group, one, cora)
        people = [_somebody(db, given, cora) for given in one["people"]]
        seats.offer(db, group, people, by=cora)
        if one["began_days_ago"] > 0:
            for person in people:
                seats.accept(db, person, person.offers)
                seats.agree(db, person)
            peer_groups.confirm(db, group, by=cora)
            _hold_what_is_over(db, group, one, people, cora)


ENDS = ("from", "until")


def _sessions(db: Session, group: PeerGroup, one: dict[str, Any], cora: Staff) -> None:
    """Every second Tuesday evening, all of them to come for now."""
    ahead = today(settings_of(db).time_zone) + timedelta(days=60)
    first = ahead + timedelta(days=(1 - ahead.weekday()) % 7)
    days = [first + timedelta(days=14 * number) for number in range(one["sessions"])]
    sessions.plan(db, group, days, time(19), 120, by=cora)
    peer_groups.recruit(db, group, by=cora)
    for session, theme in zip(sessions_of(db, group.id), one["themes"], strict=False):
        sessions.tell_about(db, session, Telling(theme=theme), by=cora)
    if one["began_days_ago"] <= 0:
        for session in sessions_of(db, group.id):
            session.day -= timedelta(days=35)
            db.add(session)
        db.flush()


def _somebody(db: Session, given: dict[str, Any], cora: Staff) -> Registration:
    person, _ = registrations.hand_in(db, secrets.token_hex(16), Registering(format="either", **given))
    waiting.note_talk(db, person, person.version, by=cora)
    day = today(settings_of(db).time_zone)
    person.received_on, person.talked_on, person.entered_on = (day - timedelta(days=ago) for ago in (90, 70, 70))
    db.add(person)
    db.flush()
    return person


def _hold_what_is_over(
    db: Session, group: PeerGroup, one: dict[str, Any], people: list[Registration], cora: Staff
) -> None:
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
                sessions.mark(db, session, person, Mark.EXCUSED if number == 2 else Mark.PRESENT, by=cora)
            sessions.hold(db, session, by=cora)
