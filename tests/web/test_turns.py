"""Turns are fair: between lanes, between names, and for whoever stays while others go away."""

import asyncio
from types import SimpleNamespace

import pytest

from foundation.errors import TooMany
from web import hashing
from web.hashing import Hasher, ToHash
from web.turns import Lane, OneByOne, Turns, by_lot

CHEAP = SimpleNamespace(hash_time=1, hash_memory_kib=8, hash_lanes=1)


async def wait(turns, went, lane, name):
    await turns.take(lane)
    went.append(name)
    turns.pass_on()


async def begin(*work):
    """Begin these in order; each is at its waiting place when the next begins."""
    tasks = []
    for one in work:
        tasks.append(asyncio.create_task(one))
        await asyncio.sleep(0)
    return tasks


async def test_lanes_take_turns_and_within_one_who_came_first_goes_first():
    turns, went = Turns(1, OneByOne()), []
    await turns.take(Lane.MEMBERS)
    crowd = [wait(turns, went, Lane.MEMBERS, f"m{number}") for number in range(9)]
    waiting = await begin(*crowd, wait(turns, went, Lane.STAFF, "s"), wait(turns, went, Lane.KNOWN_MEMBERS, "k"))
    turns.pass_on()
    await asyncio.gather(*waiting)
    assert went == ["m0", "s", "k", *(f"m{number}" for number in range(1, 9))]


async def test_who_goes_away_while_waiting_takes_nobody_elses_turn():
    turns, went = Turns(1, OneByOne()), []
    await turns.take(Lane.MEMBERS)
    first, second, third = await begin(*(wait(turns, went, Lane.MEMBERS, number) for number in range(3)))
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    turns.pass_on()  # to the second, who leaves before they notice
    second.cancel()
    await asyncio.gather(second, third, return_exceptions=True)
    assert went == [2]
    assert turns.number_in(Lane.MEMBERS) == 0
    await asyncio.wait_for(turns.take(Lane.MEMBERS), 1)


async def test_who_is_next_of_one_name_is_drawn_by_lot():
    firsts = set()
    for _ in range(60):
        turns, went = Turns(1, by_lot), []
        await turns.take(Lane.MEMBERS)
        waiting = await begin(*(wait(turns, went, Lane.MEMBERS, number) for number in range(3)))
        turns.pass_on()
        await asyncio.gather(*waiting)
        firsts.add(went[0])
    assert firsts == {0, 1, 2}


@pytest.fixture
def hasher(monkeypatch):
    made = Hasher(CHEAP)
    yield made
    made.close()


async def test_sixty_tries_on_one_name_stand_in_nobodys_way(hasher):
    done = []

    async def work(name):
        await hasher.work(ToHash(check=(None, "x"), name=name, known=None))
        done.append(name)

    hammering = await begin(*(work("hammered") for _ in range(60)))
    before = len(done)
    await work("another")
    assert done.index("another") - before < 20
    await asyncio.gather(*hammering)


async def test_while_answers_are_held_back_two_tries_on_one_name_are_some_time_apart(hasher, monkeypatch):
    monkeypatch.setattr(hashing, "PACE", 0.05)
    clock = asyncio.get_running_loop().time
    began = clock()
    await asyncio.gather(*(hasher.work(ToHash(check=(None, "x"), hold=0.001, name="a", known=None)) for _ in range(5)))
    assert clock() - began >= 4 * 0.05


async def test_whose_turn_does_not_come_in_time_is_told_to_try_again(hasher, monkeypatch):
    monkeypatch.setattr(hashing, "LONGEST_TURN", 0.02)
    monkeypatch.setattr(hashing, "PACE", 0.2)
    jobs = (hasher.work(ToHash(check=(None, "x"), hold=0.001, name="a", known=None)) for _ in range(2))
    _, late = await asyncio.gather(*jobs, return_exceptions=True)
    assert isinstance(late, TooMany)


async def test_a_code_waits_for_no_thread(hasher):
    hasher._queue = Turns(0, OneByOne())
    hashed = await asyncio.wait_for(hasher.work(ToHash(name="a code", known=7)), 1)
    assert (hashed.matches, hashed.made, hashed.known) == (False, "", 7)
