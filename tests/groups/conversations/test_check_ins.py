"""Whoever waits hears from the team every so many weeks, spoken or written; an overdue check-in is seen."""

import pytest

from groups.jobs import plan_check_ins
from groups.models import Conversation
from tests.conftest import BOTH
from tests.groups.conversations.test_aftercare import finished_group, sign_in_again


def check_ins(group_setup, database):
    """The check-ins, once the scheduler has run."""
    with database.write() as db:
        plan_check_ins(db)
    return [row for row in group_setup.rows(Conversation) if row.kind == "check_in"]


@BOTH
async def test_after_seven_weeks_without_contact_exactly_one_check_in_is_planned(group_setup, database, later):
    rita = await group_setup.registrant()
    later(days=48)
    assert check_ins(group_setup, database) == []
    later(days=1)
    (conversation,) = check_ins(group_setup, database)
    assert (conversation.registration_id, conversation.state) == (rita, "unbooked")
    assert len(check_ins(group_setup, database)) == 1
    guest = group_setup.guests[rita]
    await guest.post("/register/code", {"code": group_setup.codes[rita]})
    assert "Tussengesprek" in (await guest.open("/register/mine")).text


async def test_a_message_of_the_team_counts_as_a_check_in_and_the_weeks_start_again(group_setup, database, later):
    rita = await group_setup.registrant()
    later(days=49)
    assert len(check_ins(group_setup, database)) == 1
    cora, address = group_setup.browse("cora"), f"/staff/registrations/{rita}/messages"
    assert (await cora.post(address, {"text": "Je staat er nog. Hoe gaat het?", "seen_number": "0"})).status == 303
    (conversation,) = check_ins(group_setup, database)
    assert (conversation.state, conversation.channel) == ("done", "written")
    later(days=48)
    assert len(check_ins(group_setup, database)) == 1
    later(days=1)
    assert len(check_ins(group_setup, database)) == 2


async def test_an_overdue_check_in_is_shown_to_the_coordinator_whoever_looks_after_the_person(
    group_setup, database, later
):
    rita = await group_setup.registrant()
    given = {"facilitator": str(group_setup.people.ids["finn"])}
    await group_setup.cora.post(f"/staff/registrations/{rita}/facilitator", given)
    later(days=49)
    (conversation,) = check_ins(group_setup, database)
    card = f"/staff/conversations/{conversation.id}"
    assert card in (await group_setup.browse("finn").open("/staff/week")).links
    assert card not in (await group_setup.browse("cora").open("/staff/week")).links
    later(days=7)
    page = await group_setup.browse("cora").open("/staff/week")
    assert card in page.links
    assert "beloofd, en een week te laat" in page.text


async def test_a_seat_cancels_the_check_in_and_nobody_on_pause_gets_one(group_setup, database, later):
    rita, bob = await group_setup.registrant(), await group_setup.registrant()
    await group_setup.guests[bob].post("/register/mine/pause", {})
    later(days=49)
    assert [one.registration_id for one in check_ins(group_setup, database)] == [rita]
    group_setup.cora = group_setup.browse("cora")
    group = await group_setup.group()
    await group_setup.guests[rita].post("/register/code", {"code": group_setup.codes[rita]})
    await group_setup.seat(group, rita)
    assert [one.state for one in check_ins(group_setup, database)] == ["cancelled"]


async def test_somebody_who_declines_it_is_not_asked_again_for_as_many_weeks(group_setup, database, later):
    rita = await group_setup.registrant()
    later(days=49)
    assert len(check_ins(group_setup, database)) == 1
    guest = group_setup.guests[rita]
    await guest.post("/register/code", {"code": group_setup.codes[rita]})
    assert (await guest.post("/register/mine/conversation/decline")).status == 303
    later(days=48)
    assert [one.state for one in check_ins(group_setup, database)] == ["declined"]
    later(days=1)
    assert sorted(one.state for one in check_ins(group_setup, database)) == ["declined", "unbooked"]


async def test_for_somebody_back_from_a_group_the_weeks_count_from_that_day(group_setup, database, later):
    (rita,), _, _ = await finished_group(group_setup, later)
    later(days=60)
    assert (await (await sign_in_again(group_setup, rita)).post("/register/mine/re-entry")).status == 303
    assert check_ins(group_setup, database) == []
    later(days=48)
    assert check_ins(group_setup, database) == []
    later(days=1)
    assert [one.registration_id for one in check_ins(group_setup, database)] == [rita]


@pytest.mark.settings(check_in_days=0)
async def test_none_are_planned_when_they_are_only_planned_by_hand(group_setup, database, later):
    await group_setup.registrant()
    later(days=200)
    assert check_ins(group_setup, database) == []
