"""One-to-one preparation: a goal in one's own words, one to three conversations, and an end with its consequences."""

import pytest

from facts import MonthlyFact
from groups.models import Conversation
from tests.conftest import BOTH


async def in_preparation(group_setup, why="not_ready"):
    """Somebody on the list who is prepared one to one first."""
    rita = await group_setup.registrant()
    address = f"/staff/registrations/{rita}/preparation"
    assert (await group_setup.cora.post(address, {"preparation_reason": why})).status == 303
    return rita, address


def preparation_conversations(group_setup):
    return [row for row in group_setup.rows(Conversation) if row.kind == "preparation"]


async def held(group_setup, rita):
    """The upcoming preparation conversation was held."""
    conversation = next(row for row in preparation_conversations(group_setup) if row.state == "unbooked")
    given = {"revision": str(conversation.revision), "notes": "Over wat je vertelt en wat niet."}
    assert (await group_setup.cora.post(f"/staff/conversations/{conversation.id}/held", given)).status == 303


@BOTH
async def test_it_begins_with_a_reason_and_a_conversation_and_is_mentioned_when_composing_a_group(group_setup):
    rita = await group_setup.registrant()
    address = f"/staff/registrations/{rita}/preparation"
    assert (await group_setup.cora.post(address, {})).status == 422
    assert (await group_setup.cora.post(address, {"preparation_reason": "own_choice"})).status == 303
    assert (await group_setup.cora.post(address, {"preparation_reason": "own_choice"})).status == 409
    row = group_setup.registration(rita)
    assert (row.state, row.preparation, row.preparation_reason) == ("pool", "running", "own_choice")
    assert len(preparation_conversations(group_setup)) == 1
    group = await group_setup.group()
    assert "is nog in een voortraject" in (await group_setup.cora.open(f"/staff/groups/{group}/candidates")).text


async def test_the_goal_belongs_to_the_person_and_is_sealed(group_setup):
    rita, address = await in_preparation(group_setup)
    guest = group_setup.guests[rita]
    assert "Wat hoop je erin te vinden?" in (await guest.open("/register/mine")).text
    assert (await guest.post("/register/mine/goal", {"goal": "Weten wat ik mijn zus vertel."})).status == 303
    assert (await guest.open("/register/mine")).field("goal") == "Weten wat ik mijn zus vertel."
    page = await group_setup.cora.open(f"/staff/registrations/{rita}")
    assert page.field("goal") == "Weten wat ik mijn zus vertel."
    assert b"zus" not in group_setup.registration(rita).sealed_goal
    page = await group_setup.cora.post(f"{address}/goal", {"goal": "x" * 501})
    assert (page.status, page.field("goal")) == (422, "x" * 501)
    assert (await group_setup.cora.post(f"{address}/goal", {"goal": "Slapen."})).status == 303
    bob = await group_setup.registrant()
    assert (await group_setup.guests[bob].post("/register/mine/goal", {"goal": "Rust."})).status == 409


async def test_there_are_three_conversations_at_most(group_setup):
    rita, _ = await in_preparation(group_setup)
    address = f"/staff/registrations/{rita}/conversations"
    for _ in range(2):
        await held(group_setup, rita)
        assert (await group_setup.cora.post(address, {"conversation_kind": "preparation"})).status == 303
    await held(group_setup, rita)
    page = await group_setup.cora.post(address, {"conversation_kind": "preparation"})
    assert page.status == 422
    assert "Zeg hoe het voortraject eindigt" in page.text


@pytest.mark.parametrize(("outcome", "state", "fact"), [
    ("to_group", "pool", "preparation led to a group"),
    ("enough", "closed", "preparation was enough"),
    ("referred", "referred", "preparation led elsewhere"),
    ("stopped", "pool", "preparation stopped"),
])  # fmt: skip
async def test_it_ends_in_one_of_four_ways_and_what_depends_on_it_follows(group_setup, outcome, state, fact):
    rita, address = await in_preparation(group_setup)
    given = {"preparation_outcome": outcome}
    if outcome == "referred":
        assert (await group_setup.cora.post(f"{address}/ending", given)).status == 422
        given["referral_text"] = "Bij het CAW kun je terecht."
    else:
        page = await group_setup.cora.post(f"{address}/ending", {**given, "referral_text": "Tot gauw."})
        assert (page.status, "Tot gauw." in page.html) == (422, True)
    assert (await group_setup.cora.post(f"{address}/ending", given)).status == 303
    assert (await group_setup.cora.post(f"{address}/ending", given)).status == 409
    row = group_setup.registration(rita)
    assert (row.state, row.preparation) == (state, outcome)
    assert fact in {one.fact for one in group_setup.rows(MonthlyFact)}
    assert {one.state for one in preparation_conversations(group_setup)} == {"cancelled"}
    assert "/register/mine/conversation" not in (await group_setup.guests[rita].open("/register/mine")).links
    if outcome == "referred":
        assert "CAW" in (await group_setup.guests[rita].open("/register/mine")).text


@BOTH
async def test_a_seat_ends_it_automatically_and_it_may_begin_again_afterwards(group_setup):
    rita, address = await in_preparation(group_setup)
    group = await group_setup.group()
    await group_setup.seat(group, rita)
    assert group_setup.registration(rita).preparation == "to_group"
    assert {one.state for one in preparation_conversations(group_setup)} == {"cancelled"}
    await group_setup.guests[rita].post("/register/mine/release")
    assert (await group_setup.cora.post(address, {"preparation_reason": "no_group"})).status == 303
    assert group_setup.registration(rita).preparation == "running"


@pytest.mark.parametrize(("end", "came_to"), [("withdrawal", "stopped"), ("loss", "stopped"), ("referral", "referred")])
async def test_preparation_ends_for_whoever_leaves(group_setup, end, came_to):
    rita, _ = await in_preparation(group_setup)
    guest = group_setup.guests[rita]
    assert "Samen voorbereiden" in (await guest.open("/register/mine")).text
    if end == "referral":
        ending = {
            "version": str(group_setup.registration(rita).version),
            "outcome": "referred",
            "message": "Bij het CAW.",
        }
        assert (await group_setup.cora.post(f"/staff/registrations/{rita}/ending", ending)).status == 303
    else:
        await guest.post(f"/register/mine/{end}")
    assert "Samen voorbereiden" not in (await guest.open("/register/mine")).text
    assert (await guest.post("/register/mine/goal", {"goal": "Slapen."})).status == 409
    assert group_setup.registration(rita).preparation == came_to
    counted = {one.fact: one.number for one in group_setup.rows(MonthlyFact)}
    assert counted["preparation begun"] == sum(
        counted.get(f"preparation {how}", 0) for how in ("stopped", "led elsewhere")
    )


async def test_a_facilitator_who_does_not_look_after_somebody_changes_nothing(group_setup):
    _, address = await in_preparation(group_setup)
    finn = group_setup.browse("finn")
    for path, given in (
        (address, {"preparation_reason": "no_group"}),
        (f"{address}/ending", {"preparation_outcome": "enough"}),
    ):
        assert (await finn.post(path, given)).status == 404


async def test_a_goal_of_many_lines_fits_by_the_count_of_the_field_and_one_too_long_comes_back(group_setup):
    rita, _ = await in_preparation(group_setup)
    guest = group_setup.guests[rita]
    full = "\r\n".join(["Ik wil rust"] * 41) + "\r\n" + "x" * 8
    assert len(full.replace("\r\n", "\n")) == 500
    assert (await guest.post("/register/mine/goal", {"goal": full})).status == 303
    assert (await guest.open("/register/mine")).field("goal").split() == full.split()
    page = await guest.post("/register/mine/goal", {"goal": full + "y"})
    assert (page.status, "hooguit 500 tekens" in page.text) == (422, True)
    assert page.field("goal").split() == (full + "y").split()
