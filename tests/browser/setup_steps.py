"""What journeys through groups and conversations start from: people with a code, a facilitator, a group, and time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from email import message_from_bytes
from email.policy import default
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from accounts.models import Relation, Role
from foundation.clock import now
from foundation.local_time import local_datetime
from groups.availability.forms import WeeklyHoursForm, WorkPreferencesForm
from groups.availability.operations import hours
from groups.lookups import expected_participants, sessions_of
from groups.models import AttendanceMark, EntryPolicy, GroupSession, MeetingFormat, PeerGroup, Registration
from groups.peer_groups.forms import GroupForm
from groups.peer_groups.operations import peer_groups, seats
from groups.registrations.forms import RegistrationForm
from groups.sessions.forms import SessionDetails
from groups.sessions.operations import attendance, sessions
from groups.waiting_list.operations import registrations, staff_acts
from tests import run_jobs
from tests.browser.house import House
from tests.browser.walking import Walker

ZONE = "Europe/Brussels"
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
Later = Callable[..., None]


def monday_at_ten(later: Later) -> date:
    """The clock goes on to a Monday morning, so that a story tells the same whenever it is told; returns the day."""
    here = now().astimezone(ZoneInfo(ZONE))
    day = here.date() + timedelta(days=(7 - here.weekday()))
    until(later, day, 10)
    return day


def until(later: Later, day: date, hour: int, minute: int = 0) -> None:
    """The clock goes on to this moment, as people read it on the clock."""
    go_to(later, local_datetime(day, time_of_day(hour, minute), ZONE))


def go_to(later: Later, moment: datetime) -> None:
    """The clock goes on to this moment."""
    later(seconds=(moment - now()).total_seconds())


def run_every_job(house: House) -> None:
    """Every job runs, and the letters of it go out."""
    run_jobs.run_every_job(house.database)


def new_letters(house: House, email: str) -> list[str]:
    """What was really written to somebody since this was asked last, from the first line to the last."""
    files = (house.database.settings.data_dir / "outgoing").glob("*.eml")
    came = {one: message_from_bytes(one.read_bytes(), policy=default) for one in files}
    theirs = {file: letter for file, letter in came.items() if letter["To"] == email}
    for file in theirs:
        file.unlink()
    return [f"{one['From']} {one['Subject']} {one.get_content()}" for one in theirs.values()]


async def at_work(finn: Walker) -> None:
    """Finn opens the week, and signs in anew when it has been long."""
    await finn.open("/staff/week")
    if finn.path != "/staff/week":
        await finn.sign_in_staff("Finn")
        await finn.open("/staff/week")


def finn_works(house: House) -> None:
    """Finn, a facilitator and nothing else, is there on working days, public holidays too."""
    house.new_colleague("Finn", [Role.FACILITATOR])
    nine, evening = time_of_day(9), time_of_day(21)
    ends = (("from", nine), ("until", evening))
    week = WeeklyHoursForm(**{f"{day}_{end}": hour for day in WORKDAYS for end, hour in ends})
    with house.database.write() as db:
        finn = house.colleague(db, "finn")
        hours.set_weekly_hours(db, week.working_hours, by=finn)
        hours.set_preferences(db, WorkPreferencesForm(phone=True, dial_in=True, works_on_holidays=True), by=finn)


def somebody(house: House, name: str, had_intake: bool = True, **contact: Any) -> tuple[UUID, str]:
    """Somebody whom Finn looks after, on the waiting list after the intake; returns the registration and its code."""
    with house.database.write() as db:
        cora = house.colleague(db, "cora")
        given = RegistrationForm(relation=Relation.PARENT, format=MeetingFormat.EITHER, preferred_name=name, **contact)
        row, code = registrations.submit(db, uuid4().hex, given)
        staff_acts.assign(db, row, house.colleague(db, "finn"), by=cora)
        if had_intake:
            staff_acts.record_intake(db, row, row.version, by=cora)
        return row.id, code


def group_of(
    house: House, people: list[UUID], first: date, number: int = 1, link: str = "", **given: Any
) -> list[UUID]:
    """A group of Finn's that goes ahead, weekly at seven, with everybody's yes; returns its sessions, in order."""
    with house.database.write() as db:
        cora, finn = house.colleague(db, "cora"), house.colleague(db, "finn")
        where = {"format": MeetingFormat.IN_PERSON, "place": "Parkstraat 4, Gent", "arrival": "Bel bij B.", **given}
        forming = GroupForm(name="Ouders", facilitator=finn.id, entry=EntryPolicy.OPEN, min_participants=1, **where)
        group = peer_groups.create(db, forming, by=cora)
        days = [first + timedelta(weeks=week) for week in range(number)]
        sessions.plan(db, group, days, time_of_day(19), 120, by=cora)
        for one in sessions_of(db, group.id):
            sessions.set_details(db, one, SessionDetails(link=link), by=finn)
        peer_groups.start_recruiting(db, group, by=cora)
        rows = list(db.exec(select(Registration).where(col(Registration.id).in_(people))))
        seats.offer(db, group, rows, by=cora)
        for row in rows:
            seats.accept(db, row, row.offer_count)
            seats.accept_agreements(db, row)
        peer_groups.confirm(db, group, by=cora)
        return [one.id for one in sessions_of(db, group.id)]


def session_at(house: House, session_id: UUID) -> datetime:
    """When a session begins."""
    with house.database.read() as db:
        return db.get_one(GroupSession, session_id).begins_at


def is_over(house: House, later: Later, sessions_held: list[UUID]) -> date:
    """Every session was held with everybody there, and the group has ended; returns the day of the last one."""
    for session_id in sessions_held:
        go_to(later, session_at(house, session_id) + timedelta(hours=1))
        with house.database.write() as db:
            session, finn = db.get_one(GroupSession, session_id), house.colleague(db, "finn")
            for one in expected_participants(db, session):
                attendance.mark_attendance(db, session, one, AttendanceMark.PRESENT, by=finn)
            sessions.record_held(db, session, by=finn)
            group, last = db.get_one(PeerGroup, session.group_id), session.day
    with house.database.write() as db:
        peer_groups.finish(db, db.get_one(PeerGroup, group.id), by=house.colleague(db, "finn"))
    return last
