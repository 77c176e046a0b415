"""Whoever waits hears of the team every so many weeks, spoken or written; a broken promise is seen."""

import pytest

from groups.jobs import plan_check_ins
from groups.models import Conversation
from tests.conftest import BOTH
from tests.groups.conversations.test_aftercare import finished_group, sign_in_again


def check_ins(group_setup, database):
    """The contacts while waiting, once the scheduler has looked."""
    with database.write() as db:
        plan_check_ins(db)
    return [row for row in group_setup.rows(Conversation) if row.kind == "check_in"]


@BOTH
async def test_after_seven_weeks_without_contact_one_is_to_come_and_one_only(group_setup, database, later):
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


async def test_words_of_the_team_are_a_contact_and_the_weeks_begin_anew(group_setup, database, later):
    rita = await group_setup.registrant()
    later(days=49)
    assert len(check_ins(group_setup, database)) == 1
    cora, address = group_setup.browse("cora"), f"/staff/registrations/{rita}/messages"
    assert (await cora.post(address, {"words": "Je staat er nog. Hoe gaat het?", "seen": "0"})).status == 303
    (conversation,) = check_ins(group_setup, database)
    assert (conversation.state, conversation.channel) == ("done", "written")
    later(days=48)
    assert len(check_ins(group_setup, database)) == 1
    later(days=1)
    assert len(check_ins(group_setup, database)) == 2


async def test_a_broken_promise_is_shown_to_the_coordinator_whoever_looks_after_the_person(
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


async def test_a_seat_ends_it_and_who_pauses_is_left_in_peace(group_setup, database, later):
    rita, bob = await group_setup.registrant(), await group_setup.registrant()
    await group_setup.guests[bob].post("/register/mine/pause", {})
    later(days=49)
    assert [one.registration_id for one in check_ins(group_setup, database)] == [rita]
    group_setup.cora = group_setup.browse("cora")
    group = await group_setup.group()
    await group_setup.guests[rita].post("/register/code", {"code": group_setup.codes[rita]})
    await group_setup.seat(group, rita)
    assert [one.state for one in check_ins(group_setup, database)] == ["cancelled"]


async def test_who_says_no_to_it_is_not_asked_again_for_as_many_weeks(group_setup, database, later):
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


async def test_who_comes_back_from_a_group_waits_from_that_day_on(group_setup, database, later):
    (rita,), _, _ = await finished_group(group_setup, later)
    later(days=60)
    assert (await (await sign_in_again(group_setup, rita)).post("/register/mine/re-entry")).status == 303
    assert check_ins(group_setup, database) == []
    later(days=48)
    assert check_ins(group_setup, database) == []
    later(days=1)
    assert [one.registration_id for one in check_ins(group_setup, database)] == [rita]


@pytest.mark.settings(check_in_days=0)
async def test_a_house_that_plans_them_by_hand_only_plans_none(group_setup, database, later):
    await group_setup.registrant()
    later(days=200)
    assert check_ins(group_setup, database) == []
