"""Some weeks after a group: asked once, planned from the last session held, called, and what follows."""

import json
from datetime import timedelta

import pytest

from foundation.clock import now
from groups.jobs import purge_registrations
from groups.models import AttendanceMark, Conversation
from groups.peer_groups.operations import peer_groups
from groups.sessions.operations import sessions
from tests.conftest import BOTH
from tests.groups.registrant import visit
from tests.groups.sessions.test_running_a_group import evening, going_on


async def after_a_group(gathering, later, number=1):
    """So many people whose group is over, and its facilitator."""
    group, people = await going_on(gathering, number=number, sessions=1)
    finn = await evening(gathering, later)
    (session,) = gathering.sessions(group)
    with gathering.act() as (db, cora):
        for one in people:
            sessions.mark_attendance(db, session, gathering.one(one), AttendanceMark.PRESENT, by=cora)
    await gathering.begin(group)
    gathering.move_on(group, peer_groups.finish)
    for one in people:
        await back(gathering, one)
    return people, gathering.sessions(group)[0], finn


async def back(gathering, one):
    """Signed in by code once more."""
    with gathering.act() as (db, _):
        visit(db, gathering.guests[one], one)
    return gathering.guests[one]


def the_calls(gathering, kind="aftercare"):
    return sorted((row for row in gathering.rows(Conversation) if row.kind == kind), key=lambda row: row.not_before)


@BOTH
async def test_it_is_asked_once_and_planned_from_the_last_session_that_was_held(gathering, later):
    (ann, bob), session, _ = await after_a_group(gathering, later, number=2)
    guest = gathering.guests[ann]
    assert "Zullen we je nog eens bellen?" in (await guest.open("/register/mine")).text
    assert (await guest.post("/register/mine/aftercare", {})).status == 409
    assert (await guest.post("/register/mine/aftercare", {"choice": "yes"})).status == 303
    assert (await guest.post("/register/mine/aftercare", {"choice": "yes"})).status == 409
    (call,) = the_calls(gathering)
    assert (call.registration_id, call.not_before) == (ann, session.day + timedelta(days=42))
    text = (await guest.open("/register/mine")).text
    assert "We bellen je nog eens" in text
    assert "Zullen we je nog eens bellen?" not in text
    assert (await gathering.guests[bob].post("/register/mine/aftercare", {"choice": "no"})).status == 303
    assert len(the_calls(gathering)) == 1
    assert "Zullen we" not in (await gathering.guests[bob].open("/register/mine")).text


async def test_who_left_a_group_that_runs_is_asked_too_and_a_colleague_notes_the_answer(gathering, later):
    group, (ann, bob) = await going_on(gathering, sessions=2)
    finn = await evening(gathering, later)
    await finn.post(f"/staff/sessions/{gathering.sessions(group)[0].id}/held")
    await (await back(gathering, ann)).post("/register/mine/departure")
    address = f"/staff/registrations/{ann}/aftercare"
    assert (await finn.post(f"/staff/registrations/{bob}/aftercare", {"choice": "yes"})).status == 409
    assert (await gathering.browse("mia").post(address, {"choice": "yes"})).status == 403
    assert (await finn.post(address, {"choice": "yes"})).status == 303
    assert [call.registration_id for call in the_calls(gathering)] == [ann]


@pytest.mark.parametrize(("outcome", "again", "state", "planned"), [
    ("well", "", "completed", 0),
    ("worried", "on", "completed", 1),
    ("another_group", "on", "pool", 0),
    ("refer", "", "completed", 0),
])  # fmt: skip
async def test_what_it_came_to_and_a_second_call_only_for_who_wants_it(
    gathering, later, outcome, again, state, planned
):
    (ann,), session, _ = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (call,) = the_calls(gathering)
    later(days=43)
    finn, address = gathering.browse("finn"), f"/staff/conversations/{call.id}"
    assert address in (await finn.open("/staff/week")).links
    given = {"revision": str(call.revision), "notes": "Slaapt beter.", "again": again}
    assert (await finn.post(f"{address}/held", given)).status == 422
    assert (await finn.post(f"{address}/held", {**given, "outcome": "group"})).status == 422
    words = {"words": "Bij het CAW kun je terecht."} if outcome == "refer" else {}
    assert (await finn.post(f"{address}/held", {**given, **words, "outcome": outcome})).status == 303
    row = gathering.one(ann)
    assert (row.state, row.aftercare_answered) == (state, state != "pool")
    open_ones = [one for one in the_calls(gathering) if one.state == "unbooked"]
    assert len(open_ones) == planned
    if planned:
        assert open_ones[0].not_before == session.day + timedelta(days=120)
    if outcome == "refer":
        assert "CAW" in (await (await back(gathering, ann)).open("/register/mine")).text


async def test_after_another_group_it_begins_anew(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (call,) = the_calls(gathering)
    later(days=43)
    given = {"revision": str(call.revision), "outcome": "another_group"}
    assert (await gathering.browse("finn").post(f"/staff/conversations/{call.id}/held", given)).status == 303
    gathering.cora = gathering.browse("cora")
    group = await gathering.group(sessions=1)
    await back(gathering, ann)
    await gathering.seated(group, ann)
    await gathering.confirm(group)
    finn, (session,) = await evening(gathering, later), gathering.sessions(group)
    await finn.post(f"/staff/sessions/{session.id}/held")
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert (await (await back(gathering, ann)).post("/register/mine/aftercare", {"choice": "yes"})).status == 303
    assert [one.not_before for one in the_calls(gathering) if one.is_open] == [session.day + timedelta(days=42)]


async def test_a_call_that_a_colleague_planned_already_is_the_one(gathering, later):
    (ann,), _, finn = await after_a_group(gathering, later)
    assert (await finn.post(f"/staff/registrations/{ann}/conversations", {"talk": "aftercare"})).status == 303
    assert (await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})).status == 303
    assert [(one.state, one.not_before) for one in gathering.rows(Conversation) if one.kind == "aftercare"] == [
        ("unbooked", None)
    ]


@BOTH
async def test_the_page_stays_open_while_a_call_is_to_come_and_closes_when_it_is_given_up(gathering, later, database):
    (ann, bob), _, _ = await after_a_group(gathering, later, number=2)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})

    def tidied():
        with database.write() as db:
            purge_registrations(db)
        return gathering.states(ann, bob)

    later(days=65)
    assert tidied() == ["completed", "closed"]
    (call,) = the_calls(gathering)
    for _ in range(3):
        begins = (now() + timedelta(days=1)).replace(hour=10, minute=0)
        given = {"day": begins.date().isoformat(), "starts": "10:00", "channel": "in_person"}
        given["facilitator"] = str(gathering.people.ids["finn"])
        assert (await gathering.browse("cora").post(f"/staff/conversations/{call.id}/slot", given)).status == 303
        later(days=2)
        seen = {"revision": str(the_calls(gathering)[0].revision)}
        assert (await gathering.browse("finn").post(f"/staff/conversations/{call.id}/no-answer", seen)).status == 303
    assert [one.state for one in the_calls(gathering)] == ["not_reached"]
    assert tidied() == ["closed", "closed"]


@pytest.mark.settings(aftercare_days="")
async def test_a_house_without_aftercare_asks_nobody(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    assert "Zullen we je nog eens bellen?" not in (await gathering.guests[ann].open("/register/mine")).text


@BOTH
async def test_notes_of_the_call_are_sealed_and_erased_with_the_person(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (call,) = the_calls(gathering)
    later(days=43)
    given = {"revision": str(call.revision), "notes": "Slaapt beter.", "outcome": "well"}
    assert (await gathering.browse("finn").post(f"/staff/conversations/{call.id}/held", given)).status == 303
    (call,) = the_calls(gathering)
    assert b"Slaapt" not in call.sealed_about
    assert json.dumps("Slaapt beter.").encode() not in call.sealed_about
    await (await back(gathering, ann)).post("/register/mine/erasure", {"sure": "on"})
    assert the_calls(gathering) == []


async def test_who_goes_back_on_the_list_by_code_is_not_called_about_the_last_group(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    assert (await gathering.guests[ann].post("/register/mine/re-entry")).status == 303
    assert [one.state for one in the_calls(gathering)] == ["cancelled"]
    assert gathering.one(ann).aftercare_answered is False


async def test_a_return_meeting_may_stand_in_the_place_of_a_call_for_whoever_was_there(gathering, later):
    (ann, bob, _), _, finn = await after_a_group(gathering, later, number=3)
    for one in (ann, bob):
        await gathering.guests[one].post("/register/mine/aftercare", {"choice": "yes"})
    group = gathering.one(ann).group_id
    await gathering.plan(group, first_in=30, is_return="on")
    meeting = next(one for one in gathering.sessions(group) if one.is_return)
    later(seconds=(meeting.begins_at - now()).total_seconds() + 600)
    finn = gathering.browse("finn")
    page = await finn.open(f"/staff/sessions/{meeting.id}")
    assert "hoeft geen gesprek meer" in page.text
    await finn.post(f"/staff/sessions/{meeting.id}/attendance", {"registration": str(ann), "mark": "present"})
    await finn.post(f"/staff/sessions/{meeting.id}/attendance", {"registration": str(bob), "mark": "excused"})
    assert (await finn.post(f"/staff/sessions/{meeting.id}/held", {"instead_of_call": "on"})).status == 303
    assert {call.registration_id: call.state.value for call in the_calls(gathering)} == {
        ann: "cancelled",
        bob: "unbooked",
    }
    assert "We bellen je nog eens" not in (await (await back(gathering, ann)).open("/register/mine")).text


async def test_a_return_meeting_leaves_the_calls_alone_when_that_was_not_ticked(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    group = gathering.one(ann).group_id
    await gathering.plan(group, first_in=30, is_return="on")
    meeting = next(one for one in gathering.sessions(group) if one.is_return)
    later(seconds=(meeting.begins_at - now()).total_seconds() + 600)
    finn = gathering.browse("finn")
    await finn.post(f"/staff/sessions/{meeting.id}/attendance", {"registration": str(ann), "mark": "present"})
    assert (await finn.post(f"/staff/sessions/{meeting.id}/held")).status == 303
    assert [call.state.value for call in the_calls(gathering)] == ["unbooked"]


async def test_who_waits_for_a_call_after_a_group_can_change_how_to_be_reached(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    guest = gathering.guests[ann]
    await guest.post("/register/mine/aftercare", {"choice": "yes"})
    page = await guest.open("/register/mine/answers")
    assert page.status == 200
    answers = {"relation": "parent", "format": "either", "call_me": page.field("call_me"), "mode": "nothing"}
    assert (await guest.post("/register/mine/answers", answers)).status == 303
    assert the_calls(gathering)[0].channel == "dial_in"


@pytest.mark.settings(aftercare_days="42")
async def test_one_more_call_is_offered_only_while_there_is_one(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (call,) = the_calls(gathering)
    assert "nog eens gebeld worden" not in (await gathering.browse("finn").open(f"/staff/conversations/{call.id}")).text
