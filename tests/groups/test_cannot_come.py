"""Saying beforehand that one cannot come this time, and that one can after all."""

import asyncio
from datetime import timedelta

from foundation.clock import now
from groups.jobs import remind_of_sessions
from groups.models import Attendance, Errand, Mark, News
from tests.conftest import BOTH
from tests.groups.test_running_a_group import evening, going_on


def excused(gathering):
    return {row.registration_id for row in gathering.rows(Attendance) if row.mark is Mark.EXCUSED}


async def say(gathering, rita, session, comes="no"):
    return await gathering.guests[rita].post(f"/register/mine/sessions/{session.id}/coming", {"comes": comes})


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


@BOTH
async def test_a_colleague_notes_it_on_the_phone(gathering):
    group, (rita, bob) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    finn, address = gathering.browse("finn"), f"/staff/sessions/{session.id}/coming"
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


@BOTH
async def test_nobody_is_reminded_of_what_they_cannot_come_to(gathering, database, later):
    group, (rita, bob) = await going_on(gathering, mode="call_me")
    session = gathering.sessions(group)[0]
    await say(gathering, rita, session)
    later(seconds=(session.begins_at - now() - timedelta(hours=20)).total_seconds())
    with database.write() as db:
        remind_of_sessions(db)
    reminded = {row.registration_id for row in gathering.rows(Errand) if row.news is News.REMINDER}
    assert reminded == {bob}


@BOTH
async def test_a_session_that_is_moved_or_called_off_forgets_it(gathering):
    group, (rita, _) = await going_on(gathering)
    first, second = gathering.sessions(group)[:2]
    await say(gathering, rita, first)
    await say(gathering, rita, second)
    day = (first.day + timedelta(days=1)).isoformat()
    moving = {"version": str(first.version), "day": day, "starts": "19:00", "minutes": "120", "seen": "on"}
    assert (await gathering.cora.post(f"/staff/sessions/{first.id}/moving", moving)).status == 303
    assert [row.session_id for row in gathering.rows(Attendance)] == [second.id]
    assert (await gathering.cora.post(f"/staff/sessions/{second.id}/cancellation", {})).status == 303
    assert gathering.rows(Attendance) == []


@BOTH
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
        rita: Mark.EXCUSED,
        bob: Mark.UNKNOWN,
    }
    gathering.guests[bob] = guest = gathering.browse()
    await guest.post("/register/back", {"code": gathering.codes[bob]})
    given = {"receipt_code": gathering.codes[bob], "comes": "no"}
    assert (await guest.post(f"/register/mine/sessions/{session.id}/coming", given)).status == 409


@BOTH
async def test_two_taps_at_once_are_one_excuse(gathering):
    group, (rita, _) = await going_on(gathering)
    session = gathering.sessions(group)[0]
    answers = await asyncio.gather(*(say(gathering, rita, session) for _ in range(4)))
    assert {answer.status for answer in answers} == {303}
    assert [row.mark for row in gathering.rows(Attendance)] == [Mark.EXCUSED]


@BOTH
async def test_a_seat_somewhere_else_says_nothing_here(gathering):
    group, (rita, _) = await going_on(gathering)
    other = await gathering.group(first_in=20)
    session = gathering.sessions(other)[0]
    assert (await say(gathering, rita, session)).status == 404
    assert (await say(gathering, rita, gathering.sessions(group)[0], comes="misschien")).status == 409
    assert gathering.rows(Attendance) == []
