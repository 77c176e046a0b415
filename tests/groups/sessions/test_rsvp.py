"""Saying in advance that one cannot come this time, or that one can after all."""

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
from tests.groups.conversations.test_aftercare import sign_in_again
from tests.groups.sessions.test_running_a_group import confirmed_group, evening
from tests.races import PG, race


def excused(group_setup):
    return {row.registration_id for row in group_setup.rows(Attendance) if row.mark is AttendanceMark.EXCUSED}


async def rsvp(group_setup, rita, session, comes="no"):
    return await group_setup.guests[rita].post(f"/register/mine/sessions/{session.id}/rsvp", {"attending": comes})


@BOTH
async def test_somebody_who_cannot_come_says_so_keeps_the_seat_and_is_expected_again_when_they_can(group_setup):
    group, (rita, bob) = await confirmed_group(group_setup)
    session, later_one = group_setup.sessions(group)[:2]
    page = await group_setup.guests[rita].open("/register/mine")
    assert page.text.count("Je hoeft niet te zeggen waarom.") == len(group_setup.sessions(group))
    assert (await rsvp(group_setup, rita, session)).status == 303
    page = await group_setup.guests[rita].open("/register/mine")
    assert page.text.count("je kunt deze keer niet") == 1
    assert group_setup.states(rita) == ["placed"]
    page = await group_setup.browse("finn").open(f"/staff/sessions/{session.id}")
    assert page.text.count("kan deze keer niet") == 1
    assert "jij kan" not in (await group_setup.guests[bob].open("/register/mine")).text
    assert "Noteer: komt toch" not in (await group_setup.browse("finn").open(f"/staff/sessions/{later_one.id}")).text
    assert (await rsvp(group_setup, rita, session, comes="yes")).status == 303
    assert excused(group_setup) == set()


async def test_a_colleague_records_it_by_phone(group_setup):
    group, (rita, bob) = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    finn, address = group_setup.browse("finn"), f"/staff/sessions/{session.id}/rsvp"
    given = {"registration": str(rita), "attending": "no"}
    assert (await finn.post(address, given)).location.endswith(f"/staff/sessions/{session.id}#person-{rita}")
    assert excused(group_setup) == {rita}
    assert "je kunt deze keer niet" in (await group_setup.guests[rita].open("/register/mine")).text
    assert (await finn.post(address, {**given, "attending": "yes"})).status == 303
    assert excused(group_setup) == set()
    assert (await finn.post(address, {"registration": str(rita)})).status == 409
    other = await group_setup.registrant()
    assert (await group_setup.cora.post(address, {"registration": str(other), "attending": "no"})).status == 409
    assert bob


async def test_nobody_is_reminded_of_a_session_they_cannot_come_to(group_setup, database, later):
    group, (rita, bob) = await confirmed_group(group_setup, mode="call_me")
    session = group_setup.sessions(group)[0]
    await rsvp(group_setup, rita, session)
    later(seconds=(session.begins_at - now() - timedelta(hours=20)).total_seconds())
    with database.write() as db:
        remind_of_sessions(db)
    reminded = {
        row.registration_id
        for row in group_setup.rows(ContactTask)
        if row.notification is Notification.SESSION_REMINDER
    }
    assert reminded == {bob}


async def test_a_session_that_is_moved_or_cancelled_forgets_it(group_setup):
    group, (rita, _) = await confirmed_group(group_setup)
    first, second = group_setup.sessions(group)[:2]
    await rsvp(group_setup, rita, first)
    await rsvp(group_setup, rita, second)
    day = (first.day + timedelta(days=1)).isoformat()
    moving = {"version": str(first.version), "day": day, "starts": "19:00", "minutes": "120", "reviewed": "on"}
    assert (await group_setup.cora.post(f"/staff/sessions/{first.id}/move", moving)).status == 303
    assert [row.session_id for row in group_setup.rows(Attendance)] == [second.id]
    assert (await group_setup.cora.post(f"/staff/sessions/{second.id}/cancellation", {})).status == 303
    assert group_setup.rows(Attendance) == []


async def test_on_the_evening_the_excuse_is_already_ticked_and_it_is_too_late_to_rsvp(group_setup, later):
    group, (rita, bob) = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    await rsvp(group_setup, rita, session)
    finn = await evening(group_setup, later)
    page = await finn.open(f"/staff/sessions/{session.id}")
    pressed = 'value="excused" aria-pressed="true"'
    assert page.html.count(pressed) == 1
    assert (await finn.post(f"/staff/sessions/{session.id}/held")).status == 303
    assert {row.registration_id: row.mark for row in group_setup.rows(Attendance)} == {
        rita: AttendanceMark.EXCUSED,
        bob: AttendanceMark.UNKNOWN,
    }
    group_setup.guests[bob] = guest = group_setup.browse()
    await guest.post("/register/code", {"code": group_setup.codes[bob]})
    given = {"access_code": group_setup.codes[bob], "attending": "no"}
    assert (await guest.post(f"/register/mine/sessions/{session.id}/rsvp", given)).status == 409


@BOTH
async def test_two_taps_at_once_are_one_excuse(group_setup):
    group, (rita, _) = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    answers = await asyncio.gather(*(rsvp(group_setup, rita, session) for _ in range(4)))
    assert {answer.status for answer in answers} == {303}
    assert [row.mark for row in group_setup.rows(Attendance)] == [AttendanceMark.EXCUSED]


async def test_a_seat_somewhere_else_says_nothing_here(group_setup):
    group, (rita, _) = await confirmed_group(group_setup)
    other = await group_setup.group(first_in=20)
    session = group_setup.sessions(other)[0]
    assert (await rsvp(group_setup, rita, session)).status == 404
    assert (await rsvp(group_setup, rita, group_setup.sessions(group)[0], comes="misschien")).status == 409
    assert group_setup.rows(Attendance) == []


async def test_missing_a_return_meeting_does_not_count_against_completion(group_setup, later):
    group, (rita, bob) = await confirmed_group(group_setup, sessions=2)
    await group_setup.plan(group, first_in=60, is_return="on")
    finn = await evening(group_setup, later)
    first, second, meeting = group_setup.sessions(group)
    for one in (rita, bob):
        await finn.post(f"/staff/sessions/{first.id}/attendance", {"registration": str(one), "mark": "present"})
    await finn.post(f"/staff/sessions/{first.id}/held")
    finn = await evening(group_setup, later, days=7, hours=0)
    for one in (rita, bob):
        await finn.post(f"/staff/sessions/{second.id}/attendance", {"registration": str(one), "mark": "absent"})
    await finn.post(f"/staff/sessions/{second.id}/held")
    await sign_in_again(group_setup, rita)
    assert (await rsvp(group_setup, rita, meeting)).status == 303
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert group_setup.states(bob, rita) == ["completed", "completed"]


async def test_somebody_who_gave_up_the_seat_and_took_it_again_is_expected(group_setup):
    group, (rita, _) = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    await rsvp(group_setup, rita, session)
    assert (await group_setup.guests[rita].post("/register/mine/release")).status == 303
    await group_setup.seat(group, rita)
    assert group_setup.rows(Attendance) == []


async def test_changing_the_length_of_the_evening_forgets_no_excuse(group_setup):
    group, (rita, _) = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    await rsvp(group_setup, rita, session)
    moving = {"version": str(session.version), "day": session.day.isoformat(), "starts": "19:00"}
    moving |= {"minutes": "90", "reviewed": "on"}
    assert (await group_setup.cora.post(f"/staff/sessions/{session.id}/move", moving)).status == 303
    assert [row.mark for row in group_setup.rows(Attendance)] == [AttendanceMark.EXCUSED]


@PG
@pytest.mark.parametrize("what", ["move", "cancel"])
async def test_an_excuse_given_while_the_session_is_moved_is_forgotten_too(group_setup, database, what):
    group, (rita, _) = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    ids = group_setup.people.ids

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

    wrong = race(database, excuse, change)
    assert not [one for one in wrong if not isinstance(one, RuleBroken)]
    left = group_setup.rows(Attendance)
    assert wrong or left == [], left


@BOTH
async def test_somebody_who_cancels_after_the_reminder_was_prepared_is_neither_called_nor_written_to(
    group_setup, database, later
):
    group, (rita, bob) = await confirmed_group(group_setup, mode="call_me")
    ann = await group_setup.registrant(mode="mail")
    await group_setup.seat(group, ann)
    deliver_due(database, ADDRESSEES)
    session = group_setup.sessions(group)[0]
    later(seconds=(session.begins_at - now() - timedelta(hours=20)).total_seconds())
    with database.write() as db:
        remind_of_sessions(db)
    for one in (rita, ann):
        await sign_in_again(group_setup, one)
        assert (await rsvp(group_setup, one, session)).status == 303
    reminded = {
        row.registration_id
        for row in group_setup.rows(ContactTask)
        if row.notification is Notification.SESSION_REMINDER
    }
    assert reminded == {bob}
    deliver_due(database, ADDRESSEES)
    assert [row.state for row in group_setup.rows(OutgoingLetter) if row.kind is Letter.REMINDER] == ["void"]


async def test_the_facilitator_sees_in_the_week_and_on_the_group_how_many_cannot_come(group_setup):
    group, (rita, _) = await confirmed_group(group_setup)
    session = group_setup.sessions(group)[0]
    await rsvp(group_setup, rita, session)
    finn = group_setup.browse("finn")
    for address in (f"/staff/week/{session.day}", f"/staff/groups/{group}", f"/staff/sessions/{session.id}"):
        assert (await finn.open(address)).text.count("één kan niet") == 1, address
