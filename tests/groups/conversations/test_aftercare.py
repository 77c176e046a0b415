"""Some weeks after a group: asked once, planned from the last session held, the conversation, and what follows."""

import json
from datetime import timedelta

import pytest

from foundation.clock import now
from groups.jobs import purge_registrations
from groups.models import AttendanceMark, Conversation
from groups.peer_groups.operations import peer_groups
from groups.sessions.operations import attendance
from tests.conftest import BOTH
from tests.groups.registrant import visit
from tests.groups.sessions.test_running_a_group import confirmed_group, evening


async def finished_group(group_setup, later, number=1):
    """So many people whose group is over, its session, and its facilitator."""
    group, people = await confirmed_group(group_setup, number=number, sessions=1)
    finn = await evening(group_setup, later)
    (session,) = group_setup.sessions(group)
    with group_setup.act() as (db, cora):
        for one in people:
            attendance.mark_attendance(db, session, group_setup.registration(one), AttendanceMark.PRESENT, by=cora)
    await group_setup.hold_first_session(group)
    group_setup.move_on(group, peer_groups.finish)
    for one in people:
        await sign_in_again(group_setup, one)
    return people, group_setup.sessions(group)[0], finn


async def sign_in_again(group_setup, one):
    """Signed in by code once more."""
    with group_setup.act() as (db, _):
        visit(db, group_setup.guests[one], one)
    return group_setup.guests[one]


def aftercare_conversations(group_setup, kind="aftercare"):
    return sorted((row for row in group_setup.rows(Conversation) if row.kind == kind), key=lambda row: row.not_before)


@BOTH
async def test_it_is_asked_once_and_planned_from_the_last_session_that_was_held(group_setup, later):
    (ann, bob), session, _ = await finished_group(group_setup, later, number=2)
    guest = group_setup.guests[ann]
    assert "Zullen we je nog eens bellen?" in (await guest.open("/register/mine")).text
    assert (await guest.post("/register/mine/aftercare", {})).status == 409
    assert (await guest.post("/register/mine/aftercare", {"choice": "yes"})).status == 303
    assert (await guest.post("/register/mine/aftercare", {"choice": "yes"})).status == 409
    (conversation,) = aftercare_conversations(group_setup)
    assert (conversation.registration_id, conversation.not_before) == (ann, session.day + timedelta(days=42))
    text = (await guest.open("/register/mine")).text
    assert "We bellen je nog eens" in text
    assert "Zullen we je nog eens bellen?" not in text
    assert (await group_setup.guests[bob].post("/register/mine/aftercare", {"choice": "no"})).status == 303
    assert len(aftercare_conversations(group_setup)) == 1
    assert "Zullen we" not in (await group_setup.guests[bob].open("/register/mine")).text


async def test_somebody_who_left_a_running_group_is_asked_too_and_a_colleague_records_the_answer(group_setup, later):
    group, (ann, bob) = await confirmed_group(group_setup, sessions=2)
    finn = await evening(group_setup, later)
    await finn.post(f"/staff/sessions/{group_setup.sessions(group)[0].id}/held")
    await (await sign_in_again(group_setup, ann)).post("/register/mine/departure")
    address = f"/staff/registrations/{ann}/aftercare"
    assert (await finn.post(f"/staff/registrations/{bob}/aftercare", {"choice": "yes"})).status == 409
    assert (await group_setup.browse("mia").post(address, {"choice": "yes"})).status == 403
    assert (await finn.post(address, {"choice": "yes"})).status == 303
    assert [conversation.registration_id for conversation in aftercare_conversations(group_setup)] == [ann]


@pytest.mark.parametrize(("outcome", "again", "state", "planned"), [
    ("well", "", "completed", 0),
    ("worried", "on", "completed", 1),
    ("another_group", "on", "pool", 0),
    ("refer", "", "completed", 0),
])  # fmt: skip
async def test_the_outcome_is_recorded_and_a_second_conversation_is_planned_only_if_wanted(
    group_setup, later, outcome, again, state, planned
):
    (ann,), session, _ = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (conversation,) = aftercare_conversations(group_setup)
    later(days=43)
    finn, address = group_setup.browse("finn"), f"/staff/conversations/{conversation.id}"
    assert address in (await finn.open("/staff/week")).links
    given = {"revision": str(conversation.revision), "notes": "Slaapt beter.", "wants_another": again}
    assert (await finn.post(f"{address}/held", given)).status == 422
    assert (await finn.post(f"{address}/held", {**given, "outcome": "group"})).status == 422
    words = {"referral_text": "Bij het CAW kun je terecht."} if outcome == "refer" else {}
    assert (await finn.post(f"{address}/held", {**given, **words, "outcome": outcome})).status == 303
    row = group_setup.registration(ann)
    assert (row.state, row.aftercare_answered) == (state, state != "pool")
    open_ones = [one for one in aftercare_conversations(group_setup) if one.state == "unbooked"]
    assert len(open_ones) == planned
    if planned:
        assert open_ones[0].not_before == session.day + timedelta(days=120)
    if outcome == "refer":
        assert "CAW" in (await (await sign_in_again(group_setup, ann)).open("/register/mine")).text


async def test_after_another_group_aftercare_starts_again(group_setup, later):
    (ann,), _, _ = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (conversation,) = aftercare_conversations(group_setup)
    later(days=43)
    given = {"revision": str(conversation.revision), "outcome": "another_group"}
    assert (await group_setup.browse("finn").post(f"/staff/conversations/{conversation.id}/held", given)).status == 303
    group_setup.cora = group_setup.browse("cora")
    group = await group_setup.group(sessions=1)
    await sign_in_again(group_setup, ann)
    await group_setup.seat(group, ann)
    await group_setup.confirm(group)
    finn, (session,) = await evening(group_setup, later), group_setup.sessions(group)
    await finn.post(f"/staff/sessions/{session.id}/held")
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert (
        await (await sign_in_again(group_setup, ann)).post("/register/mine/aftercare", {"choice": "yes"})
    ).status == 303
    assert [one.not_before for one in aftercare_conversations(group_setup) if one.is_open] == [
        session.day + timedelta(days=42)
    ]


async def test_a_conversation_that_a_colleague_already_planned_is_not_planned_twice(group_setup, later):
    (ann,), _, finn = await finished_group(group_setup, later)
    assert (
        await finn.post(f"/staff/registrations/{ann}/conversations", {"conversation_kind": "aftercare"})
    ).status == 303
    assert (await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})).status == 303
    assert [(one.state, one.not_before) for one in group_setup.rows(Conversation) if one.kind == "aftercare"] == [
        ("unbooked", None)
    ]


@BOTH
async def test_the_registration_stays_open_while_a_conversation_is_to_come_and_closes_when_it_is_given_up(
    group_setup, later, database
):
    (ann, bob), _, _ = await finished_group(group_setup, later, number=2)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})

    def tidied():
        with database.write() as db:
            purge_registrations(db)
        return group_setup.states(ann, bob)

    later(days=65)
    assert tidied() == ["completed", "closed"]
    (conversation,) = aftercare_conversations(group_setup)
    for _ in range(3):
        begins = (now() + timedelta(days=1)).replace(hour=10, minute=0)
        given = {"day": begins.date().isoformat(), "starts": "10:00", "channel": "in_person"}
        given["facilitator"] = str(group_setup.people.ids["finn"])
        assert (
            await group_setup.browse("cora").post(f"/staff/conversations/{conversation.id}/slot", given)
        ).status == 303
        later(days=2)
        seen = {"revision": str(aftercare_conversations(group_setup)[0].revision)}
        assert (
            await group_setup.browse("finn").post(f"/staff/conversations/{conversation.id}/no-answer", seen)
        ).status == 303
    assert [one.state for one in aftercare_conversations(group_setup)] == ["not_reached"]
    assert tidied() == ["closed", "closed"]


@pytest.mark.settings(aftercare_days="")
async def test_nobody_is_asked_when_aftercare_is_switched_off(group_setup, later):
    (ann,), _, _ = await finished_group(group_setup, later)
    assert "Zullen we je nog eens bellen?" not in (await group_setup.guests[ann].open("/register/mine")).text


@BOTH
async def test_notes_of_the_conversation_are_sealed_and_erased_with_the_registration(group_setup, later):
    (ann,), _, _ = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (conversation,) = aftercare_conversations(group_setup)
    later(days=43)
    given = {"revision": str(conversation.revision), "notes": "Slaapt beter.", "outcome": "well"}
    assert (await group_setup.browse("finn").post(f"/staff/conversations/{conversation.id}/held", given)).status == 303
    (conversation,) = aftercare_conversations(group_setup)
    assert b"Slaapt" not in conversation.sealed_about
    assert json.dumps("Slaapt beter.").encode() not in conversation.sealed_about
    await (await sign_in_again(group_setup, ann)).post("/register/mine/erasure", {"confirmed": "on"})
    assert aftercare_conversations(group_setup) == []


async def test_somebody_who_rejoins_the_list_by_code_is_not_called_about_the_last_group(group_setup, later):
    (ann,), _, _ = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    assert (await group_setup.guests[ann].post("/register/mine/re-entry")).status == 303
    assert [one.state for one in aftercare_conversations(group_setup)] == ["cancelled"]
    assert group_setup.registration(ann).aftercare_answered is False


async def test_a_return_meeting_may_replace_the_conversation_for_whoever_was_there(group_setup, later):
    (ann, bob, _), _, finn = await finished_group(group_setup, later, number=3)
    for one in (ann, bob):
        await group_setup.guests[one].post("/register/mine/aftercare", {"choice": "yes"})
    group = group_setup.registration(ann).group_id
    await group_setup.plan(group, first_in=30, is_return="on")
    meeting = next(one for one in group_setup.sessions(group) if one.is_return)
    later(seconds=(meeting.begins_at - now()).total_seconds() + 600)
    finn = group_setup.browse("finn")
    page = await finn.open(f"/staff/sessions/{meeting.id}")
    assert "hoeft geen gesprek meer" in page.text
    await finn.post(f"/staff/sessions/{meeting.id}/attendance", {"registration": str(ann), "mark": "present"})
    await finn.post(f"/staff/sessions/{meeting.id}/attendance", {"registration": str(bob), "mark": "excused"})
    assert (await finn.post(f"/staff/sessions/{meeting.id}/held", {"replaces_aftercare": "on"})).status == 303
    assert {
        conversation.registration_id: conversation.state.value for conversation in aftercare_conversations(group_setup)
    } == {
        ann: "cancelled",
        bob: "unbooked",
    }
    assert "We bellen je nog eens" not in (await (await sign_in_again(group_setup, ann)).open("/register/mine")).text


async def test_a_return_meeting_leaves_the_conversations_alone_unless_that_was_ticked(group_setup, later):
    (ann,), _, _ = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    group = group_setup.registration(ann).group_id
    await group_setup.plan(group, first_in=30, is_return="on")
    meeting = next(one for one in group_setup.sessions(group) if one.is_return)
    later(seconds=(meeting.begins_at - now()).total_seconds() + 600)
    finn = group_setup.browse("finn")
    await finn.post(f"/staff/sessions/{meeting.id}/attendance", {"registration": str(ann), "mark": "present"})
    assert (await finn.post(f"/staff/sessions/{meeting.id}/held")).status == 303
    assert [conversation.state.value for conversation in aftercare_conversations(group_setup)] == ["unbooked"]


async def test_somebody_waiting_for_aftercare_can_change_how_to_be_reached(group_setup, later):
    (ann,), _, _ = await finished_group(group_setup, later)
    guest = group_setup.guests[ann]
    await guest.post("/register/mine/aftercare", {"choice": "yes"})
    page = await guest.open("/register/mine/answers")
    assert page.status == 200
    answers = {
        "relation": "parent",
        "format": "either",
        "preferred_name": page.field("preferred_name"),
        "mode": "nothing",
    }
    assert (await guest.post("/register/mine/answers", answers)).status == 303
    assert aftercare_conversations(group_setup)[0].channel == "dial_in"


@pytest.mark.settings(aftercare_days="42")
async def test_another_conversation_is_offered_only_while_one_is_left(group_setup, later):
    (ann,), _, _ = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (conversation,) = aftercare_conversations(group_setup)
    assert (
        "nog eens gebeld worden"
        not in (await group_setup.browse("finn").open(f"/staff/conversations/{conversation.id}")).text
    )
