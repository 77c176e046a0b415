"""An outcome that was tapped by mistake is corrected, with everything that followed from it."""

import asyncio
from datetime import timedelta
from itertools import permutations

import pytest

from facts import MonthlyFact
from foundation.clock import today
from groups.conversations.forms import ConversationReport
from groups.conversations.operations import recording
from groups.models import ContactTask, Conversation, ConversationState, Notification
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.conversations.test_aftercare import aftercare_conversations, finished_group, sign_in_again
from tests.groups.sessions.test_running_a_group import evening

CONSEQUENCES = {
    "group": ("pool", None, []),
    "preparation": ("pool", "running", ["preparation"]),
    "not_now": ("on_hold", None, []),
}


async def held(conversation_setup, outcome):
    """The intake was held, with this outcome."""
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    conversation = conversation_setup.conversation(rita)
    given = ConversationReport(revision=conversation.revision, outcome=outcome, notes="Wil eerst luisteren.")
    with conversation_setup.group_setup.act() as (db, cora):
        recording.record_held(db, db.get_one(Conversation, conversation.id), given, by=cora)
    return rita, conversation.id


def consequences(conversation_setup):
    """State, preparation, and what is still to come."""
    (conversation, *_) = [row for row in conversation_setup.group_setup.rows(Conversation) if row.kind == "intake"]
    row = conversation_setup.group_setup.registration(conversation.registration_id)
    coming = [one.kind for one in conversation_setup.group_setup.rows(Conversation) if one.is_open]
    return row.state, row.preparation, coming


def begun(conversation_setup):
    return sum(
        row.number for row in conversation_setup.group_setup.rows(MonthlyFact) if row.fact == "preparation begun"
    )


async def correct_outcome(colleague, conversation_id, outcome):
    page = await colleague.open(f"/staff/conversations/{conversation_id}")
    return await colleague.post(
        f"/staff/conversations/{conversation_id}/outcome", {"revision": page.field("revision"), "outcome": outcome}
    )


def rita_of(conversation_setup):
    return next(iter(conversation_setup.group_setup.guests))


def seen(conversation_setup, conversation, outcome):
    """The fields of a form that showed the conversation as it is now."""
    row = next(one for one in conversation_setup.group_setup.rows(Conversation) if one.id == conversation)
    return {"revision": str(row.revision), "outcome": outcome}


@BOTH
@pytest.mark.parametrize(("tapped", "meant"), list(permutations(CONSEQUENCES, 2)))
async def test_whichever_outcome_was_tapped_becomes_the_one_that_was_meant(conversation_setup, database, tapped, meant):
    _, conversation = await held(conversation_setup, tapped)
    assert consequences(conversation_setup) == CONSEQUENCES[tapped]
    assert "Het werd iets anders" in (await conversation_setup.cora.open(f"/staff/conversations/{conversation}")).text
    assert (await correct_outcome(conversation_setup.cora, conversation, meant)).status == 303
    assert consequences(conversation_setup) == CONSEQUENCES[meant]
    assert begun(conversation_setup) == (meant == "preparation")
    assert "outcome of a call put right" in acts(database)
    assert (await correct_outcome(conversation_setup.cora, conversation, tapped)).status == 303
    assert consequences(conversation_setup) == CONSEQUENCES[tapped]
    notes = (
        await conversation_setup.cora.open(
            f"/staff/registrations/{conversation_setup.group_setup.rows(Conversation)[0].registration_id}"
        )
    ).text
    assert "Kennismakingsgesprek" in notes


async def test_an_outcome_is_not_corrected_once_things_have_moved_on(conversation_setup):
    rita, conversation = await held(conversation_setup, "group")
    registration = next(one for one, guest in conversation_setup.group_setup.guests.items() if guest is rita)
    group = await conversation_setup.group_setup.group()
    await conversation_setup.group_setup.offer(group, registration)
    page = await conversation_setup.cora.open(f"/staff/conversations/{conversation}")
    assert "Het werd iets anders" not in page.text
    revision = next(one for one in conversation_setup.group_setup.rows(Conversation) if one.id == conversation).revision
    given = {"revision": str(revision), "outcome": "not_now"}
    assert (await conversation_setup.cora.post(f"/staff/conversations/{conversation}/outcome", given)).status == 409
    assert conversation_setup.group_setup.states(registration) == ["offered"]


async def test_an_outcome_is_not_corrected_into_one_that_needs_a_message_or_does_not_fit(conversation_setup):
    _, conversation = await held(conversation_setup, "group")
    assert (await correct_outcome(conversation_setup.cora, conversation, "refer")).status == 409
    assert (await correct_outcome(conversation_setup.cora, conversation, "well")).status == 409
    assert (await correct_outcome(conversation_setup.cora, conversation, "")).status == 409
    assert consequences(conversation_setup) == CONSEQUENCES["group"]


@BOTH
async def test_of_two_corrections_at_once_one_wins_and_the_other_is_told(conversation_setup):
    _, conversation = await held(conversation_setup, "group")
    revision = next(one for one in conversation_setup.group_setup.rows(Conversation) if one.id == conversation).revision
    tries = [{"revision": str(revision), "outcome": outcome} for outcome in ("preparation", "not_now")]
    answers = await asyncio.gather(
        *(conversation_setup.cora.post(f"/staff/conversations/{conversation}/outcome", one) for one in tries)
    )
    assert sorted(answer.status for answer in answers) == [303, 409]
    (row,) = [one for one in conversation_setup.group_setup.rows(Conversation) if one.id == conversation]
    assert consequences(conversation_setup) == CONSEQUENCES[row.outcome]


async def test_the_outcome_of_an_aftercare_conversation_is_corrected_too(group_setup, later):
    (ann,), _, finn = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (conversation,) = aftercare_conversations(group_setup)
    given = {"revision": str(conversation.revision), "outcome": "well", "notes": ""}
    assert (await finn.post(f"/staff/conversations/{conversation.id}/held", given)).status == 303
    assert (await correct_outcome(finn, conversation.id, "worried")).status == 303
    assert [one.outcome for one in aftercare_conversations(group_setup)] == ["worried"]
    assert group_setup.states(ann) == ["completed"]
    assert (await correct_outcome(finn, conversation.id, "another_group")).status == 303
    assert group_setup.states(ann) == ["pool"]
    assert "Het werd iets anders" not in (await finn.open(f"/staff/conversations/{conversation.id}")).text
    assert {one.state for one in aftercare_conversations(group_setup)} == {ConversationState.DONE}


@pytest.mark.parametrize("meant", ["preparation", "not_now"])
async def test_a_pause_the_person_chose_survives_a_correction(conversation_setup, meant):
    guest, conversation = await held(conversation_setup, "group")
    until = today("Europe/Brussels") + timedelta(days=60)
    assert (await guest.post("/register/mine/pause", {"until": until.isoformat()})).status == 303
    page = await conversation_setup.cora.post(
        f"/staff/conversations/{conversation}/outcome", seen(conversation_setup, conversation, meant)
    )
    row = conversation_setup.group_setup.registration(rita_of(conversation_setup))
    assert (row.state, row.hold_until) == ("on_hold", until), page.status


async def test_a_second_preparation_begun_by_hand_is_not_undone(conversation_setup):
    guest, conversation = await held(conversation_setup, "preparation")
    rita = rita_of(conversation_setup)
    one = f"/staff/registrations/{rita}"
    assert (
        await conversation_setup.cora.post(f"{one}/preparation/ending", {"preparation_outcome": "stopped"})
    ).status == 303
    assert (
        await conversation_setup.cora.post(f"{one}/preparation", {"preparation_reason": "own_choice"})
    ).status == 303
    assert (await guest.post("/register/mine/goal", {"goal": "Leren slapen."})).status == 303
    page = await conversation_setup.cora.post(
        f"/staff/conversations/{conversation}/outcome", seen(conversation_setup, conversation, "group")
    )
    row = conversation_setup.group_setup.registration(rita)
    assert (page.status, row.preparation, row.preparation_reason, row.sealed_goal is not None) == (
        409, "running", "own_choice", True,
    )  # fmt: skip


async def test_no_monthly_count_falls_below_zero(conversation_setup, later):
    _, conversation = await held(conversation_setup, "group")
    later(days=32)
    cora = conversation_setup.group_setup.browse("cora")
    assert (
        await cora.post(
            f"/staff/conversations/{conversation}/outcome", seen(conversation_setup, conversation, "preparation")
        )
    ).status == 303
    assert (
        await cora.post(f"/staff/conversations/{conversation}/outcome", seen(conversation_setup, conversation, "group"))
    ).status == 303
    facts = {
        row.month: row.number
        for row in conversation_setup.group_setup.rows(MonthlyFact)
        if row.fact == "preparation begun"
    }
    assert set(facts.values()) == {0}, facts


async def test_the_outcome_of_the_intake_is_not_corrected_after_a_whole_group(conversation_setup, later):
    _, conversation = await held(conversation_setup, "group")
    group_setup, rita = conversation_setup.group_setup, rita_of(conversation_setup)
    group = await group_setup.group(sessions=2)
    await group_setup.seat(group, rita)
    await group_setup.confirm(group)
    finn = await evening(group_setup, later)
    await finn.post(f"/staff/sessions/{group_setup.sessions(group)[0].id}/held")
    guest = await sign_in_again(group_setup, rita)
    assert (await guest.post("/register/mine/departure")).status == 303
    assert (await guest.post("/register/mine/re-entry")).status == 303
    page = await group_setup.cora.post(
        f"/staff/conversations/{conversation}/outcome", seen(conversation_setup, conversation, "preparation")
    )
    assert (page.status, group_setup.registration(rita).preparation) == (409, None)


async def test_a_corrected_mistake_costs_no_days_on_the_list(group_setup, later):
    (ann,), _, _ = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (conversation,) = aftercare_conversations(group_setup)
    given = {"revision": str(conversation.revision), "outcome": "well"}
    assert (await group_setup.browse("finn").post(f"/staff/conversations/{conversation.id}/held", given)).status == 303
    held_on = today("Europe/Brussels")
    later(days=30)
    assert (await correct_outcome(group_setup.browse("finn"), conversation.id, "another_group")).status == 303
    assert group_setup.registration(ann).entered_on == held_on


async def test_a_booked_slot_has_to_be_released_before_the_correction(conversation_setup):
    guest, conversation = await held(conversation_setup, "preparation")
    free = await conversation_setup.slots(guest)
    assert (await conversation_setup.choose(guest, free[-1])).status == 303
    (booked,) = [one for one in conversation_setup.group_setup.rows(Conversation) if one.state == "booked"]
    page = await conversation_setup.cora.open(f"/staff/conversations/{conversation}")
    assert "Laat dat eerst los; dan hoort de naaste het." in page.text
    assert (
        await conversation_setup.cora.post(
            f"/staff/conversations/{conversation}/outcome", seen(conversation_setup, conversation, "group")
        )
    ).status == 409
    letting_go = {"revision": str(booked.revision)}
    assert (await conversation_setup.cora.post(f"/staff/conversations/{booked.id}/release", letting_go)).status == 303
    assert (await correct_outcome(conversation_setup.cora, conversation, "group")).status == 303
    assert [one.notification for one in conversation_setup.group_setup.rows(ContactTask)] == [Notification.SLOT_CHANGED]
    assert "Het moment van het gesprek is veranderd." in (await conversation_setup.cora.open("/staff/week")).text
    assert "gaat niet door. Je verliest er niets bij." in (await guest.open("/register/mine")).text


async def test_the_goal_survives_a_mistake_and_its_correction(conversation_setup):
    guest, conversation = await held(conversation_setup, "preparation")
    assert (await guest.post("/register/mine/goal", {"goal": "Leren slapen."})).status == 303
    await conversation_setup.cora.post(
        f"/staff/conversations/{conversation}/outcome", seen(conversation_setup, conversation, "group")
    )
    await conversation_setup.cora.post(
        f"/staff/conversations/{conversation}/outcome", seen(conversation_setup, conversation, "preparation")
    )
    assert (await guest.open("/register/mine")).field("goal").strip() == "Leren slapen."


async def test_a_conversation_about_an_earlier_group_does_not_move_somebody_who_finished_a_later_one(
    group_setup, later
):
    (ann,), _, _ = await finished_group(group_setup, later)
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (conversation,) = aftercare_conversations(group_setup)
    later(days=43)
    finn = group_setup.browse("finn")
    given = {"revision": str(conversation.revision), "outcome": "well"}
    assert (await finn.post(f"/staff/conversations/{conversation.id}/held", given)).status == 303
    assert (await (await sign_in_again(group_setup, ann)).post("/register/mine/re-entry")).status == 303
    group_setup.cora = group_setup.browse("cora")
    group = await group_setup.group(sessions=1)
    await sign_in_again(group_setup, ann)
    await group_setup.seat(group, ann)
    await group_setup.confirm(group)
    finn = await evening(group_setup, later)
    (session,) = group_setup.sessions(group)
    await finn.post(f"/staff/sessions/{session.id}/attendance", {"registration": str(ann), "mark": "present"})
    await finn.post(f"/staff/sessions/{session.id}/held")
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert group_setup.states(ann) == ["completed"]
    revision = next(one for one in group_setup.rows(Conversation) if one.id == conversation.id).revision
    given = {"revision": str(revision), "outcome": "another_group"}
    page = await finn.post(f"/staff/conversations/{conversation.id}/outcome", given)
    row = group_setup.registration(ann)
    assert (page.status, row.state, row.left_on) == (409, "completed", session.day)
