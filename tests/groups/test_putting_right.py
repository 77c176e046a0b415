"""An outcome that was tapped by mistake is put right, with everything that followed from it."""

import asyncio
from itertools import permutations

import pytest

from facts import MonthlyFact
from groups.models import Call, CallState
from tests.accounts.door import acts
from tests.conftest import BOTH
from tests.groups.test_aftercare import after_a_group, the_calls

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
    given = {"revision": str(call.revision), "outcome": outcome, "notes": "Wil eerst luisteren."}
    assert (await talks.cora.post(f"/staff/calls/{call.id}/held", given)).status == 303
    return rita, call.id


def how_it_stands(talks):
    """State, preparation, and what is still to come."""
    (call, *_) = [row for row in talks.gathering.rows(Call) if row.kind == "introductory"]
    row = talks.gathering.one(call.registration_id)
    coming = [one.kind for one in talks.gathering.rows(Call) if one.is_open]
    return row.state, row.preparing, coming


def begun(talks):
    return sum(row.number for row in talks.gathering.rows(MonthlyFact) if row.fact == "preparation begun")


async def put_right(colleague, call_id, outcome):
    page = await colleague.open(f"/staff/calls/{call_id}")
    return await colleague.post(
        f"/staff/calls/{call_id}/outcome", {"revision": page.field("revision"), "outcome": outcome}
    )


@BOTH
@pytest.mark.parametrize(("tapped", "meant"), list(permutations(STANDS, 2)))
async def test_whatever_was_tapped_becomes_what_was_meant(talks, database, tapped, meant):
    _, call = await held(talks, tapped)
    assert how_it_stands(talks) == STANDS[tapped]
    assert "Het werd iets anders" in (await talks.cora.open(f"/staff/calls/{call}")).text
    assert (await put_right(talks.cora, call, meant)).status == 303
    assert how_it_stands(talks) == STANDS[meant]
    assert begun(talks) == (meant == "preparation")
    assert "outcome of a call put right" in acts(database)
    assert (await put_right(talks.cora, call, tapped)).status == 303
    assert how_it_stands(talks) == STANDS[tapped]
    notes = (await talks.cora.open(f"/staff/registrations/{talks.gathering.rows(Call)[0].registration_id}")).text
    assert "Kennismakingsgesprek" in notes


@BOTH
async def test_not_once_things_have_gone_on(talks):
    rita, call = await held(talks, "group")
    registration = next(one for one, guest in talks.gathering.guests.items() if guest is rita)
    group = await talks.gathering.group()
    await talks.gathering.offer(group, registration)
    page = await talks.cora.open(f"/staff/calls/{call}")
    assert "Het werd iets anders" not in page.text
    revision = next(one for one in talks.gathering.rows(Call) if one.id == call).revision
    given = {"revision": str(revision), "outcome": "not_now"}
    assert (await talks.cora.post(f"/staff/calls/{call}/outcome", given)).status == 409
    assert talks.gathering.states(registration) == ["offered"]


@BOTH
async def test_not_into_what_needs_words_and_not_out_of_it(talks):
    _, call = await held(talks, "group")
    assert (await put_right(talks.cora, call, "refer")).status == 409
    assert (await put_right(talks.cora, call, "well")).status == 409
    assert (await put_right(talks.cora, call, "")).status == 409
    assert how_it_stands(talks) == STANDS["group"]


@BOTH
async def test_of_two_at_once_one_wins_and_the_other_is_told(talks):
    _, call = await held(talks, "group")
    revision = next(one for one in talks.gathering.rows(Call) if one.id == call).revision
    tries = [{"revision": str(revision), "outcome": outcome} for outcome in ("preparation", "not_now")]
    answers = await asyncio.gather(*(talks.cora.post(f"/staff/calls/{call}/outcome", one) for one in tries))
    assert sorted(answer.status for answer in answers) == [303, 409]
    (row,) = [one for one in talks.gathering.rows(Call) if one.id == call]
    assert how_it_stands(talks) == STANDS[row.outcome]


@BOTH
async def test_a_call_after_a_group_too(gathering, later):
    (ann,), _, finn = await after_a_group(gathering, later)
    await gathering.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (call,) = the_calls(gathering)
    given = {"revision": str(call.revision), "outcome": "well", "notes": ""}
    assert (await finn.post(f"/staff/calls/{call.id}/held", given)).status == 303
    assert (await put_right(finn, call.id, "worried")).status == 303
    assert [one.outcome for one in the_calls(gathering)] == ["worried"]
    assert gathering.states(ann) == ["completed"]
    assert (await put_right(finn, call.id, "another_group")).status == 303
    assert gathering.states(ann) == ["pool"]
    assert "Het werd iets anders" not in (await finn.open(f"/staff/calls/{call.id}")).text
    assert {one.state for one in the_calls(gathering)} == {CallState.DONE}
