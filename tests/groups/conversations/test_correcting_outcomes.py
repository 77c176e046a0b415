"""An outcome that was tapped by mistake is put right, with everything that followed from it."""

import asyncio
from datetime import timedelta
from itertools import permutations

import pytest

from facts import MonthlyFact
from foundation.clock import today
from groups.conversations.forms import ConversationReport
from groups.conversations.operations import holding
from groups.models import ContactTask, Conversation, ConversationState, Notification
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.conversations.test_aftercare import after_a_group, back, the_calls
from tests.groups.sessions.test_running_a_group import evening

STANDS = {
    "group": ("pool", None, []),
    "preparation": ("pool", "running", ["preparation"]),
    "not_now": ("on_hold", None, []),
}


async def held(talks, outcome):
    """The introduction was held, and came to this."""
    await talks.work()
    rita = await talks.somebody()
    call = talks.call(rita)
    given = ConversationReport(revision=call.revision, outcome=outcome, notes="Wil eerst luisteren.")
    with talks.gathering.act() as (db, cora):
        holding.record_held(db, db.get_one(Conversation, call.id), given, by=cora)
    return rita, call.id


def how_it_stands(talks):
    """State, preparation, and what is still to come."""
    (call, *_) = [row for row in talks.gathering.rows(Conversation) if row.kind == "intake"]
    row = talks.gathering.one(call.registration_id)
    coming = [one.kind for one in talks.gathering.rows(Conversation) if one.is_open]
    return row.state, row.preparation, coming


def begun(talks):
    return sum(row.number for row in talks.gathering.rows(MonthlyFact) if row.fact == "preparation begun")


async def put_right(colleague, conversation_id, outcome):
    page = await colleague.open(f"/staff/conversations/{conversation_id}")
    return await colleague.post(
        f"/staff/conversations/{conversation_id}/outcome", {"revision": page.field("revision"), "outcome": outcome}
    )


def rita_of(talks):
    return next(iter(talks.gathering.guests))


def seen(talks, call, outcome):
    """As from a page that showed how it stands now."""
    row = next(one for one in talks.gathering.rows(Conversation) if one.id == call)
    return {"revision": str(row.revision), "outcome": outcome}


@BOTH
@pytest.mark.parametrize(("tapped", "meant"), list(permutations(STANDS, 2)))
async def test_whatever_was_tapped_becomes_what_was_meant(talks, database, tapped, meant):
    _, call = await held(talks, tapped)
    assert how_it_stands(talks) == STANDS[tapped]
    assert "Het werd iets anders" in (await talks.cora.open(f"/staff/conversations/{call}")).text
    assert (await put_right(talks.cora, call, meant)).status == 303
    assert how_it_stands(talks) == STANDS[meant]
    assert begun(talks) == (meant == "preparation")
    assert "outcome of a call put right" in acts(database)
    assert (await put_right(talks.cora, call, tapped)).status == 303
    assert how_it_stands(talks) == STANDS[tapped]
    notes = (
        await talks.cora.open(f"/staff/registrations/{talks.gathering.rows(Conversation)[0].registration_id}")
    ).text
    assert "Kennismakingsgesprek" in notes


async def test_not_once_things_have_gone_on(talks):
    rita, call = await held(talks, "group")
    registration = next(one for one, guest in talks.gathering.guests.items() if guest is rita)
    group = await talks.gathering.group()
    await talks.gathering.offer(group, registration)
    page = await talks.cora.open(f"/staff/conversations/{call}")
    assert "Het werd iets anders" not in page.text
    revision = next(one for one in talks.gathering.rows(Conversation) if one.id == call).revision
    given = {"revision": str(revision), "outcome": "not_now"}
    assert (await talks.cora.post(f"/staff/conversations/{call}/outcome", given)).status == 409
    assert talks.gathering.states(registration) == ["offered"]


async def test_not_into_what_needs_words_and_not_out_of_it(talks):
    _, call = await held(talks, "group")
    assert (await put_right(talks.cora, call, "refer")).status == 409
    assert (await put_right(talks.cora, call, "well")).status == 409
    assert (await put_right(talks.cora, call, "")).status == 409
    assert how_it_stands(talks) == STANDS["group"]


@BOTH
async def test_of_two_at_once_one_wins_and_the_other_is_told(talks):
    _, call = await held(talks, "group")
    revision = next(one for one in talks.gathering.rows(Conversation) if one.id == call).revision
    tries = [{"revision": str(revision), "outcome": outcome} for outcome in ("preparation", "not_now")]
    answers = await asyncio.gather(*(talks.cora.post(f"/staff/conversations/{call}/outcome", one) for one in tries))
    assert sorted(answer.status for answer in answers) == [303, 409]
    (row,) = [one for one in talks.gathering.rows(Conversation) if one.id == call]
    assert how_it_stands(talks) == STANDS[row.outcome]


async def test_a_call_after_a_group_too(gathering, later):
    (ann,), _, finn = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (call,) = the_calls(gathering)
    given = {"revision": str(call.revision), "outcome": "well", "notes": ""}
    assert (await finn.post(f"/staff/conversations/{call.id}/held", given)).status == 303
    assert (await put_right(finn, call.id, "worried")).status == 303
    assert [one.outcome for one in the_calls(gathering)] == ["worried"]
    assert gathering.states(ann) == ["completed"]
    assert (await put_right(finn, call.id, "another_group")).status == 303
    assert gathering.states(ann) == ["pool"]
    assert "Het werd iets anders" not in (await finn.open(f"/staff/conversations/{call.id}")).text
    assert {one.state for one in the_calls(gathering)} == {ConversationState.DONE}


@pytest.mark.parametrize("meant", ["preparation", "not_now"])
async def test_own_pause_of_the_person_survives_a_correction(talks, meant):
    guest, call = await held(talks, "group")
    until = today("Europe/Brussels") + timedelta(days=60)
    assert (await guest.post("/register/mine/pause", {"until": until.isoformat()})).status == 303
    page = await talks.cora.post(f"/staff/conversations/{call}/outcome", seen(talks, call, meant))
    row = talks.gathering.one(rita_of(talks))
    assert (row.state, row.hold_until) == ("on_hold", until), page.status


async def test_a_second_preparation_begun_by_hand_is_not_taken_back(talks):
    guest, call = await held(talks, "preparation")
    rita = rita_of(talks)
    one = f"/staff/registrations/{rita}"
    assert (await talks.cora.post(f"{one}/preparation/ending", {"came_to": "stopped"})).status == 303
    assert (await talks.cora.post(f"{one}/preparation", {"why": "own_choice"})).status == 303
    assert (await guest.post("/register/mine/goal", {"goal": "Leren slapen."})).status == 303
    page = await talks.cora.post(f"/staff/conversations/{call}/outcome", seen(talks, call, "group"))
    row = talks.gathering.one(rita)
    assert (page.status, row.preparation, row.preparation_reason, row.sealed_goal is not None) == (
        409, "running", "own_choice", True,
    )  # fmt: skip


async def test_no_month_counts_less_than_nothing(talks, later):
    _, call = await held(talks, "group")
    later(days=32)
    cora = talks.gathering.browse("cora")
    assert (await cora.post(f"/staff/conversations/{call}/outcome", seen(talks, call, "preparation"))).status == 303
    assert (await cora.post(f"/staff/conversations/{call}/outcome", seen(talks, call, "group"))).status == 303
    facts = {row.month: row.number for row in talks.gathering.rows(MonthlyFact) if row.fact == "preparation begun"}
    assert set(facts.values()) == {0}, facts


async def test_an_introduction_is_not_put_right_after_a_whole_group(talks, later):
    _, call = await held(talks, "group")
    gathering, rita = talks.gathering, rita_of(talks)
    group = await gathering.group(sessions=2)
    await gathering.seated(group, rita)
    await gathering.confirm(group)
    finn = await evening(gathering, later)
    await finn.post(f"/staff/sessions/{gathering.sessions(group)[0].id}/held")
    guest = await back(gathering, rita)
    assert (await guest.post("/register/mine/departure")).status == 303
    assert (await guest.post("/register/mine/re-entry")).status == 303
    page = await gathering.cora.post(f"/staff/conversations/{call}/outcome", seen(talks, call, "preparation"))
    assert (page.status, gathering.one(rita).preparation) == (409, None)


async def test_a_slip_does_not_cost_days_on_the_list(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (call,) = the_calls(gathering)
    given = {"revision": str(call.revision), "outcome": "well"}
    assert (await gathering.browse("finn").post(f"/staff/conversations/{call.id}/held", given)).status == 303
    held_on = today("Europe/Brussels")
    later(days=30)
    assert (await put_right(gathering.browse("finn"), call.id, "another_group")).status == 303
    assert gathering.one(ann).entered_on == held_on


async def test_while_somebody_keeps_an_hour_free_that_is_let_go_first(talks):
    guest, call = await held(talks, "preparation")
    free = await talks.moments(guest)
    assert (await talks.take(guest, free[-1])).status == 303
    (booked,) = [one for one in talks.gathering.rows(Conversation) if one.state == "booked"]
    page = await talks.cora.open(f"/staff/conversations/{call}")
    assert "Laat dat eerst los; dan hoort de naaste het." in page.text
    assert (await talks.cora.post(f"/staff/conversations/{call}/outcome", seen(talks, call, "group"))).status == 409
    letting_go = {"revision": str(booked.revision)}
    assert (await talks.cora.post(f"/staff/conversations/{booked.id}/release", letting_go)).status == 303
    assert (await put_right(talks.cora, call, "group")).status == 303
    assert [one.notification for one in talks.gathering.rows(ContactTask)] == [Notification.SLOT_CHANGED]
    assert "Het moment van het gesprek is veranderd." in (await talks.cora.open("/staff/week")).text
    assert "gaat niet door. Je verliest er niets bij." in (await guest.open("/register/mine")).text


async def test_the_words_of_the_goal_are_not_lost_by_a_slip_and_its_correction(talks):
    guest, call = await held(talks, "preparation")
    assert (await guest.post("/register/mine/goal", {"goal": "Leren slapen."})).status == 303
    await talks.cora.post(f"/staff/conversations/{call}/outcome", seen(talks, call, "group"))
    await talks.cora.post(f"/staff/conversations/{call}/outcome", seen(talks, call, "preparation"))
    assert (await guest.open("/register/mine")).field("goal").strip() == "Leren slapen."


async def test_a_call_about_an_earlier_group_does_not_move_who_finished_a_later_one(gathering, later):
    (ann,), _, _ = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (call,) = the_calls(gathering)
    later(days=43)
    finn = gathering.browse("finn")
    given = {"revision": str(call.revision), "outcome": "well"}
    assert (await finn.post(f"/staff/conversations/{call.id}/held", given)).status == 303
    assert (await (await back(gathering, ann)).post("/register/mine/re-entry")).status == 303
    gathering.cora = gathering.browse("cora")
    group = await gathering.group(sessions=1)
    await back(gathering, ann)
    await gathering.seated(group, ann)
    await gathering.confirm(group)
    finn = await evening(gathering, later)
    (session,) = gathering.sessions(group)
    await finn.post(f"/staff/sessions/{session.id}/attendance", {"registration": str(ann), "mark": "present"})
    await finn.post(f"/staff/sessions/{session.id}/held")
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert gathering.states(ann) == ["completed"]
    revision = next(one for one in gathering.rows(Conversation) if one.id == call.id).revision
    given = {"revision": str(revision), "outcome": "another_group"}
    page = await finn.post(f"/staff/conversations/{call.id}/outcome", given)
    row = gathering.one(ann)
    assert (page.status, row.state, row.left_on) == (409, "completed", session.day)
