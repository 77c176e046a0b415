"""One-to-one preparation: a goal in one's own words, one to three conversations, and an end that follows through."""

import pytest

from facts import MonthlyFact
from groups.models import Conversation
from tests.conftest import BOTH


async def in_preparation(gathering, why="not_ready"):
    """Somebody on the list who is prepared one to one first."""
    rita = await gathering.somebody()
    address = f"/staff/registrations/{rita}/preparation"
    assert (await gathering.cora.post(address, {"why": why})).status == 303
    return rita, address


def preparing_calls(gathering):
    return [row for row in gathering.rows(Conversation) if row.kind == "preparation"]


async def held(gathering, rita):
    """The preparing conversation that is to come was held."""
    call = next(row for row in preparing_calls(gathering) if row.state == "unbooked")
    given = {"revision": str(call.revision), "notes": "Over wat je vertelt en wat niet."}
    assert (await gathering.cora.post(f"/staff/conversations/{call.id}/held", given)).status == 303


@BOTH
async def test_it_begins_with_a_reason_and_a_conversation_to_come_and_is_said_when_composing(gathering):
    rita = await gathering.somebody()
    address = f"/staff/registrations/{rita}/preparation"
    assert (await gathering.cora.post(address, {})).status == 422
    assert (await gathering.cora.post(address, {"why": "own_choice"})).status == 303
    assert (await gathering.cora.post(address, {"why": "own_choice"})).status == 409
    row = gathering.one(rita)
    assert (row.state, row.preparation, row.preparation_reason) == ("pool", "running", "own_choice")
    assert len(preparing_calls(gathering)) == 1
    group = await gathering.group()
    assert "is nog in een voortraject" in (await gathering.cora.open(f"/staff/groups/{group}/candidates")).text


async def test_the_goal_is_the_persons_own_and_sealed(gathering):
    rita, address = await in_preparation(gathering)
    guest = gathering.guests[rita]
    assert "Wat hoop je erin te vinden?" in (await guest.open("/register/mine")).text
    assert (await guest.post("/register/mine/goal", {"goal": "Weten wat ik mijn zus vertel."})).status == 303
    assert (await guest.open("/register/mine")).field("goal") == "Weten wat ik mijn zus vertel."
    page = await gathering.cora.open(f"/staff/registrations/{rita}")
    assert page.field("goal") == "Weten wat ik mijn zus vertel."
    assert b"zus" not in gathering.one(rita).sealed_goal
    page = await gathering.cora.post(f"{address}/goal", {"goal": "x" * 501})
    assert (page.status, page.field("goal")) == (422, "x" * 501)
    assert (await gathering.cora.post(f"{address}/goal", {"goal": "Slapen."})).status == 303
    bob = await gathering.somebody()
    assert (await gathering.guests[bob].post("/register/mine/goal", {"goal": "Rust."})).status == 409


async def test_there_are_three_conversations_at_most(gathering):
    rita, _ = await in_preparation(gathering)
    address = f"/staff/registrations/{rita}/conversations"
    for _ in range(2):
        await held(gathering, rita)
        assert (await gathering.cora.post(address, {"talk": "preparation"})).status == 303
    await held(gathering, rita)
    page = await gathering.cora.post(address, {"talk": "preparation"})
    assert page.status == 422
    assert "Zeg hoe het voortraject eindigt" in page.text


@pytest.mark.parametrize(("outcome", "state", "fact"), [
    ("to_group", "pool", "preparation led to a group"),
    ("enough", "closed", "preparation was enough"),
    ("referred", "referred", "preparation led elsewhere"),
    ("stopped", "pool", "preparation stopped"),
])  # fmt: skip
async def test_it_ends_in_one_of_four_ways_and_what_hangs_on_it_follows(gathering, outcome, state, fact):
    rita, address = await in_preparation(gathering)
    given = {"came_to": outcome}
    if outcome == "referred":
        assert (await gathering.cora.post(f"{address}/ending", given)).status == 422
        given["where"] = "Bij het CAW kun je terecht."
    else:
        page = await gathering.cora.post(f"{address}/ending", {**given, "where": "Tot gauw."})
        assert (page.status, "Tot gauw." in page.html) == (422, True)
    assert (await gathering.cora.post(f"{address}/ending", given)).status == 303
    assert (await gathering.cora.post(f"{address}/ending", given)).status == 409
    row = gathering.one(rita)
    assert (row.state, row.preparation) == (state, outcome)
    assert fact in {one.fact for one in gathering.rows(MonthlyFact)}
    assert {one.state for one in preparing_calls(gathering)} == {"cancelled"}
    assert "/register/mine/conversation" not in (await gathering.guests[rita].open("/register/mine")).links
    if outcome == "referred":
        assert "CAW" in (await gathering.guests[rita].open("/register/mine")).text


@BOTH
async def test_a_seat_ends_it_by_itself_and_it_may_begin_again_afterwards(gathering):
    rita, address = await in_preparation(gathering)
    group = await gathering.group()
    await gathering.seated(group, rita)
    assert gathering.one(rita).preparation == "to_group"
    assert {one.state for one in preparing_calls(gathering)} == {"cancelled"}
    await gathering.guests[rita].post("/register/mine/release")
    assert (await gathering.cora.post(address, {"why": "no_group"})).status == 303
    assert gathering.one(rita).preparation == "running"


@pytest.mark.parametrize(("end", "came_to"), [("withdrawal", "stopped"), ("loss", "stopped"), ("referral", "referred")])
async def test_whoever_leaves_is_prepared_for_nothing_any_more(gathering, end, came_to):
    rita, _ = await in_preparation(gathering)
    guest = gathering.guests[rita]
    assert "Samen voorbereiden" in (await guest.open("/register/mine")).text
    if end == "referral":
        ending = {"version": str(gathering.one(rita).version), "outcome": "referred", "words": "Bij het CAW."}
        assert (await gathering.cora.post(f"/staff/registrations/{rita}/ending", ending)).status == 303
    else:
        await guest.post(f"/register/mine/{end}")
    assert "Samen voorbereiden" not in (await guest.open("/register/mine")).text
    assert (await guest.post("/register/mine/goal", {"goal": "Slapen."})).status == 409
    assert gathering.one(rita).preparation == came_to
    counted = {one.fact: one.number for one in gathering.rows(MonthlyFact)}
    assert counted["preparation begun"] == sum(
        counted.get(f"preparation {how}", 0) for how in ("stopped", "led elsewhere")
    )


async def test_a_facilitator_who_does_not_look_after_somebody_changes_nothing(gathering):
    _, address = await in_preparation(gathering)
    finn = gathering.browse("finn")
    for path, given in ((address, {"why": "no_group"}), (f"{address}/ending", {"came_to": "enough"})):
        assert (await finn.post(path, given)).status == 404


async def test_a_goal_of_many_lines_fits_as_the_field_counts_and_one_too_long_comes_back(gathering):
    rita, _ = await in_preparation(gathering)
    guest = gathering.guests[rita]
    full = "\r\n".join(["Ik wil rust"] * 41) + "\r\n" + "x" * 8
    assert len(full.replace("\r\n", "\n")) == 500
    assert (await guest.post("/register/mine/goal", {"goal": full})).status == 303
    assert (await guest.open("/register/mine")).field("goal").split() == full.split()
    page = await guest.post("/register/mine/goal", {"goal": full + "y"})
    assert (page.status, "hooguit 500 tekens" in page.text) == (422, True)
    assert page.field("goal").split() == (full + "y").split()
