"""Saying beforehand that one cannot come this time, and that one can after all."""

import asyncio
from datetime import time, timedelta

import pytest

from accounts.models import Staff
from foundation.clock import now
from foundation.errors import RuleBroken
from groups.jobs import remind_of_sessions
from groups.models import Attendance, AttendanceMark, ContactTask, GroupSession, Notification, Registration
from groups.sessions.forms import SessionMove
from groups.sessions.operations import attendance, sessions
from mail import Letter, OutgoingLetter
from mail.delivery import deliver_due
from scheduler.timetable import ADDRESSEES
from tests.conftest import BOTH
from tests.groups.conversations.test_aftercare import back
from tests.groups.race import PG, side_by_side
from tests.groups.sessions.test_running_a_group import evening, going_on


def excused(gathering):
    return {row.registration_id for row in gathering.rows(Attendance) if row.mark is AttendanceMark.EXCUSED}


async def say(gathering, rita, session, comes="no"):
    return await gathering.guests[rita].post(f"/register/mine/sessions/{session.id}/rsvp", {"comes": comes})


@BOTH
async def test_who_cannot_come_says_so_keeps_the_seat_and_is_expected_again_when_they_can(gathering):
    group, (rita, bob) = await going_on(gathering)
    session, later_one = gathering.sessions(group)[:2]
    page = await gathering.guests[rita].open("/register/mine")
    assert page.text.count("Je hoeft niet te zeggen waarom.") == len(gathering.sessions(group))
    assert (await say(gathering, rita, session)).status == 303
    page = await gathering.guests[rita].open("/register/mine")
    assert page.text.count("jij kan deze keer niet") == 1
    assert gathering.states(rita) == ["placed"]
    page = await gathering.browse("finn").open(f"/staff/sessions/{session.id}")
    assert page.text.count("kan deze keer niet") == 1
    assert "jij kan" not in (await gathering.guests[bob].open("/register/mine")).text
    assert "Noteer: komt toch" not in (await gathering.browse("finn").open(f"/staff/sessions/{later_one.id}")).text
    assert (await say(gathering, rita, session, comes="yes")).status == 303
    assert excused(gathering) == set()


async def test_a_colleague_notes_it_on_the_phone(gathering):
    group, (rita, bob) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    finn, address = gathering.browse("finn"), f"/staff/sessions/{session.id}/rsvp"
    given = {"registration": str(rita), "comes": "no"}
    assert (await finn.post(address, given)).location.endswith(f"/staff/sessions/{session.id}#person-{rita}")
    assert excused(gathering) == {rita}
    assert "jij kan deze keer niet" in (await gathering.guests[rita].open("/register/mine")).text
    assert (await finn.post(address, {**given, "comes": "yes"})).status == 303
    assert excused(gathering) == set()
    assert (await finn.post(address, {"registration": str(rita)})).status == 409
    other = await gathering.somebody()
    assert (await gathering.cora.post(address, {"registration": str(other), "comes": "no"})).status == 409
    assert bob


async def test_nobody_is_reminded_of_what_they_cannot_come_to(gathering, database, later):
    group, (rita, bob) = await going_on(gathering, mode="call_me")
    session = gathering.sessions(group)[0]
    await say(gathering, rita, session)
    later(seconds=(session.begins_at - now() - timedelta(hours=20)).total_seconds())
    with database.write() as db:
        remind_of_sessions(db)
    reminded = {
        row.registration_id for row in gathering.rows(ContactTask) if row.notification is Notification.SESSION_REMINDER
    }
    assert reminded == {bob}


async def test_a_session_that_is_moved_or_called_off_forgets_it(gathering):
    group, (rita, _) = await going_on(gathering)
    first, second = gathering.sessions(group)[:2]
    await say(gathering, rita, first)
    await say(gathering, rita, second)
    day = (first.day + timedelta(days=1)).isoformat()
    moving = {"version": str(first.version), "day": day, "starts": "19:00", "minutes": "120", "seen": "on"}
    assert (await gathering.cora.post(f"/staff/sessions/{first.id}/move", moving)).status == 303
    assert [row.session_id for row in gathering.rows(Attendance)] == [second.id]
    assert (await gathering.cora.post(f"/staff/sessions/{second.id}/cancellation", {})).status == 303
    assert gathering.rows(Attendance) == []


async def test_it_is_ticked_already_on_the_evening_and_too_late_to_say_then(gathering, later):
    group, (rita, bob) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    await say(gathering, rita, session)
    finn = await evening(gathering, later)
    page = await finn.open(f"/staff/sessions/{session.id}")
    pressed = 'value="excused" aria-pressed="true"'
    assert page.html.count(pressed) == 1
    assert (await finn.post(f"/staff/sessions/{session.id}/held")).status == 303
    assert {row.registration_id: row.mark for row in gathering.rows(Attendance)} == {
        rita: AttendanceMark.EXCUSED,
        bob: AttendanceMark.UNKNOWN,
    }
    gathering.guests[bob] = guest = gathering.browse()
    await guest.post("/register/code", {"code": gathering.codes[bob]})
    given = {"receipt_code": gathering.codes[bob], "comes": "no"}
    assert (await guest.post(f"/register/mine/sessions/{session.id}/rsvp", given)).status == 409


@BOTH
async def test_two_taps_at_once_are_one_excuse(gathering):
    group, (rita, _) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    answers = await asyncio.gather(*(say(gathering, rita, session) for _ in range(4)))
    assert {answer.status for answer in answers} == {303}
    assert [row.mark for row in gathering.rows(Attendance)] == [AttendanceMark.EXCUSED]


async def test_a_seat_somewhere_else_says_nothing_here(gathering):
    group, (rita, _) = await going_on(gathering)
    other = await gathering.group(first_in=20)
    session = gathering.sessions(other)[0]
    assert (await say(gathering, rita, session)).status == 404
    assert (await say(gathering, rita, gathering.sessions(group)[0], comes="misschien")).status == 409
    assert gathering.rows(Attendance) == []


async def test_not_coming_to_a_return_meeting_does_not_count_against_the_norm(gathering, later):
    group, (rita, bob) = await going_on(gathering, sessions=2)
    await gathering.plan(group, first_in=60, is_return="on")
    finn = await evening(gathering, later)
    first, second, meeting = gathering.sessions(group)
    for one in (rita, bob):
        await finn.post(f"/staff/sessions/{first.id}/attendance", {"registration": str(one), "mark": "present"})
    await finn.post(f"/staff/sessions/{first.id}/held")
    finn = await evening(gathering, later, days=7, hours=0)
    for one in (rita, bob):
        await finn.post(f"/staff/sessions/{second.id}/attendance", {"registration": str(one), "mark": "absent"})
    await finn.post(f"/staff/sessions/{second.id}/held")
    await back(gathering, rita)
    assert (await say(gathering, rita, meeting)).status == 303
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert gathering.states(bob, rita) == ["completed", "completed"]


async def test_who_gave_the_seat_back_and_took_it_again_is_expected(gathering):
    group, (rita, _) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    await say(gathering, rita, session)
    assert (await gathering.guests[rita].post("/register/mine/release")).status == 303
    await gathering.seated(group, rita)
    assert gathering.rows(Attendance) == []


async def test_another_length_of_the_same_evening_forgets_no_excuse(gathering):
    group, (rita, _) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    await say(gathering, rita, session)
    moving = {"version": str(session.version), "day": session.day.isoformat(), "starts": "19:00"}
    moving |= {"minutes": "90", "seen": "on"}
    assert (await gathering.cora.post(f"/staff/sessions/{session.id}/move", moving)).status == 303
    assert [row.mark for row in gathering.rows(Attendance)] == [AttendanceMark.EXCUSED]


@PG
@pytest.mark.parametrize("what", ["move", "cancel"])
async def test_an_excuse_in_the_same_moment_as_a_move_is_forgotten_too(gathering, database, what):
    group, (rita, _) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    ids = gathering.people.ids

    def excuse(db):
        attendance.record_rsvp(
            db, db.get_one(GroupSession, session.id), db.get_one(Registration, rita), attending=False
        )

    def change(db):
        row, cora = db.get_one(GroupSession, session.id), db.get_one(Staff, ids["cora"])
        if what == "cancel":
            sessions.cancel(db, row, "", by=cora)
        else:
            moving = SessionMove(version=row.version, day=row.day + timedelta(days=1), starts=time(19), minutes=120)
            sessions.move(db, row, moving, by=cora)

    wrong = side_by_side(database, excuse, change)
    assert not [one for one in wrong if not isinstance(one, RuleBroken)]
    left = gathering.rows(Attendance)
    assert wrong or left == [], left


@BOTH
async def test_who_says_so_after_the_reminder_stood_ready_is_not_called_and_not_written_to(gathering, database, later):
    group, (rita, bob) = await going_on(gathering, mode="call_me")
    ann = await gathering.somebody(mode="mail")
    await gathering.seated(group, ann)
    deliver_due(database, ADDRESSEES)
    session = gathering.sessions(group)[0]
    later(seconds=(session.begins_at - now() - timedelta(hours=20)).total_seconds())
    with database.write() as db:
        remind_of_sessions(db)
    for one in (rita, ann):
        await back(gathering, one)
        assert (await say(gathering, one, session)).status == 303
    reminded = {
        row.registration_id for row in gathering.rows(ContactTask) if row.notification is Notification.SESSION_REMINDER
    }
    assert reminded == {bob}
    deliver_due(database, ADDRESSEES)
    assert [row.state for row in gathering.rows(OutgoingLetter) if row.kind is Letter.REMINDER] == ["void"]


async def test_who_leads_sees_in_the_week_and_on_the_group_how_many_cannot_come(gathering):
    group, (rita, _) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    await say(gathering, rita, session)
    finn = gathering.browse("finn")
    for address in (f"/staff/week/{session.day}", f"/staff/groups/{group}", f"/staff/sessions/{session.id}"):
        assert (await finn.open(address)).text.count("één kan niet") == 1, address
