"""Whoever waits hears of the team every so many weeks, spoken or written; a broken promise is seen."""

import pytest

from groups.jobs import plan_check_ins
from groups.models import Conversation
from tests.conftest import BOTH
from tests.groups.conversations.test_aftercare import after_a_group, back


def contacts(gathering, database):
    """The contacts while waiting, once the scheduler has looked."""
    with database.write() as db:
        plan_check_ins(db)
    return [row for row in gathering.rows(Conversation) if row.kind == "check_in"]


@BOTH
async def test_after_seven_weeks_without_contact_one_is_to_come_and_one_only(gathering, database, later):
    rita = await gathering.somebody()
    later(days=48)
    assert contacts(gathering, database) == []
    later(days=1)
    (call,) = contacts(gathering, database)
    assert (call.registration_id, call.state) == (rita, "unbooked")
    assert len(contacts(gathering, database)) == 1
    guest = gathering.guests[rita]
    await guest.post("/register/code", {"code": gathering.codes[rita]})
    assert "Tussengesprek" in (await guest.open("/register/mine")).text


async def test_words_of_the_team_are_a_contact_and_the_weeks_begin_anew(gathering, database, later):
    rita = await gathering.somebody()
    later(days=49)
    assert len(contacts(gathering, database)) == 1
    cora, address = gathering.browse("cora"), f"/staff/registrations/{rita}/messages"
    assert (await cora.post(address, {"words": "Je staat er nog. Hoe gaat het?", "seen": "0"})).status == 303
    (call,) = contacts(gathering, database)
    assert (call.state, call.channel) == ("done", "written")
    later(days=48)
    assert len(contacts(gathering, database)) == 1
    later(days=1)
    assert len(contacts(gathering, database)) == 2


async def test_a_broken_promise_is_shown_to_the_coordinator_whoever_looks_after_the_person(gathering, database, later):
    rita = await gathering.somebody()
    given = {"facilitator": str(gathering.people.ids["finn"])}
    await gathering.cora.post(f"/staff/registrations/{rita}/facilitator", given)
    later(days=49)
    (call,) = contacts(gathering, database)
    card = f"/staff/conversations/{call.id}"
    assert card in (await gathering.browse("finn").open("/staff/week")).links
    assert card not in (await gathering.browse("cora").open("/staff/week")).links
    later(days=7)
    page = await gathering.browse("cora").open("/staff/week")
    assert card in page.links
    assert "beloofd, en een week te laat" in page.text


async def test_a_seat_ends_it_and_who_pauses_is_left_in_peace(gathering, database, later):
    rita, bob = await gathering.somebody(), await gathering.somebody()
    await gathering.guests[bob].post("/register/mine/pause", {})
    later(days=49)
    assert [one.registration_id for one in contacts(gathering, database)] == [rita]
    gathering.cora = gathering.browse("cora")
    group = await gathering.group()
    await gathering.guests[rita].post("/register/code", {"code": gathering.codes[rita]})
    await gathering.seated(group, rita)
    assert [one.state for one in contacts(gathering, database)] == ["cancelled"]


async def test_who_says_no_to_it_is_not_asked_again_for_as_many_weeks(gathering, database, later):
    rita = await gathering.somebody()
    later(days=49)
    assert len(contacts(gathering, database)) == 1
    guest = gathering.guests[rita]
    await guest.post("/register/code", {"code": gathering.codes[rita]})
    assert (await guest.post("/register/mine/conversation/decline")).status == 303
    later(days=48)
    assert [one.state for one in contacts(gathering, database)] == ["declined"]
    later(days=1)
    assert sorted(one.state for one in contacts(gathering, database)) == ["declined", "unbooked"]


async def test_who_comes_back_from_a_group_waits_from_that_day_on(gathering, database, later):
    (rita,), _, _ = await after_a_group(gathering, later)
    later(days=60)
    assert (await (await back(gathering, rita)).post("/register/mine/re-entry")).status == 303
    assert contacts(gathering, database) == []
    later(days=48)
    assert contacts(gathering, database) == []
    later(days=1)
    assert [one.registration_id for one in contacts(gathering, database)] == [rita]


@pytest.mark.settings(check_in_days=0)
async def test_a_house_that_plans_them_by_hand_only_plans_none(gathering, database, later):
    await gathering.somebody()
    later(days=200)
    assert contacts(gathering, database) == []
