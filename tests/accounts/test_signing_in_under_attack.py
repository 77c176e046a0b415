"""Nobody is locked out: the right passphrase gets in while many guess at one name and many more at random ones.

A real server, real connections that never rest, and the time that a real hash takes.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count

import httpx
import pytest

from accounts.operations import budgets
from tests.people import PASSPHRASES, PSEUDONYMS
from tests.rules.served import Served, Visitor, serving
from web import hashing
from web.areas import COOKIES

ONE_HASH = 0.05
IN_TIME = 5.0
SIZES = [
    pytest.param(20, 45, id="small"),
    pytest.param(60, 130, id="as-found", marks=pytest.mark.prove),
]
WRONG = "een gok en nog een gok"


@pytest.fixture
def served(settings, database, people) -> Iterator[Served]:
    """A server on which a hash takes as long as it does for real, whatever this machine is busy with."""
    with serving(settings, database) as here:
        hasher = here.app.app.state.hasher
        run = hasher._run
        hasher._run = lambda job: (time.sleep(ONE_HASH), run(job))[1]
        yield here


@asynccontextmanager
async def attack(
    served: Served, on_one_name: int, on_random_names: int, door: str = "/sign-in"
) -> AsyncIterator[Counter[int]]:
    """So many connections, each trying again as soon as it hears no. What they heard, counted."""
    origin, heard, number = str(served.client.base_url).rstrip("/"), Counter[int](), count()
    headers = {"origin": origin, "sec-fetch-site": "same-origin"}
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)

    async def guess(client: httpx.AsyncClient, name: str) -> None:
        while True:
            stranger = f"niemand.{next(number)}@example.org"
            given = {"name": name or stranger, "email": name or stranger, "passphrase": WRONG, "device": "shared"}
            heard[(await client.post(door, data=given)).status_code] += 1

    async with httpx.AsyncClient(base_url=origin, headers=headers, timeout=120, limits=limits) as client:
        names = [PSEUDONYMS["ada"]] * on_one_name + [""] * on_random_names
        guessing = [asyncio.create_task(guess(client, name)) for name in names]
        hasher = served.app.app.state.hasher
        while sum(room.number for room in hasher._rooms.values()) < 0.9 * len(names):
            await asyncio.sleep(0.01)
        try:
            yield heard
        finally:
            for one in guessing:
                one.cancel()
            assert {type(one) for one in await asyncio.gather(*guessing, return_exceptions=True)} == {
                asyncio.CancelledError
            }


async def seconds_to_get_in(visitor: Visitor, path: str, **given: str) -> float:
    """How long it takes to get in, which it does at the first try."""
    began = time.monotonic()
    page = await asyncio.to_thread(visitor.post, path, **given)
    assert page.status == 303, page.text
    return time.monotonic() - began


AS_ADA = {"name": PSEUDONYMS["ada"], "passphrase": PASSPHRASES["ada"], "device": "own"}
AS_BEN = {"name": PSEUDONYMS["ben"], "passphrase": PASSPHRASES["ben"], "device": "shared"}
AS_MIA = {"email": "mia@example.org", "passphrase": PASSPHRASES["mia"]}
AS_MAX = {"email": "max@example.org", "passphrase": PASSPHRASES["max"]}


@pytest.mark.parametrize(("on_one_name", "on_random_names"), SIZES)
async def test_owner_and_moderators_get_in_while_names_are_hammered(served, people, on_one_name, on_random_names):
    ada, mia, ben, max_ = (served.visitor() for _ in range(4))
    await seconds_to_get_in(ada, "/sign-in", **AS_ADA)
    await asyncio.to_thread(ada.post, "/sign-out")
    await seconds_to_get_in(mia, "/staff/sign-in", **AS_MIA)
    await seconds_to_get_in(mia, "/staff/code", one_time_code=people.one_time_code("mia"))
    await asyncio.to_thread(mia.post, "/staff/sign-out")
    assert {*ada.cookies, *mia.cookies} & {*COOKIES.values()} == set()
    async with attack(served, on_one_name, on_random_names) as heard:
        took = await asyncio.gather(
            seconds_to_get_in(ada, "/sign-in", **AS_ADA),
            seconds_to_get_in(mia, "/staff/sign-in", **AS_MIA),
            seconds_to_get_in(max_, "/staff/sign-in", **AS_MAX),
            seconds_to_get_in(ben, "/sign-in", **AS_BEN),
        )
        assert max(took[:3]) < IN_TIME, took
        assert took[3] < hashing.LONGEST_WAIT, "a new browser, in the queue with all those names"
    assert set(heard) <= {422}, heard


@pytest.mark.parametrize("on_random_names", [pytest.param(45, id="small"), pytest.param(130, marks=pytest.mark.prove)])
async def test_a_crowd_at_the_door_of_colleagues_is_in_the_way_of_no_member_and_no_known_colleague(
    served, people, on_random_names
):
    mia, ben = served.visitor(), served.visitor()
    await seconds_to_get_in(mia, "/staff/sign-in", **AS_MIA)
    await seconds_to_get_in(mia, "/staff/code", one_time_code=people.one_time_code("mia"))
    async with attack(served, 0, on_random_names, door="/staff/sign-in"):
        took = await asyncio.gather(
            seconds_to_get_in(mia, "/staff/sign-in", **AS_MIA), seconds_to_get_in(ben, "/sign-in", **AS_BEN)
        )
    assert max(took) < IN_TIME, took


@pytest.mark.parametrize(
    ("on_the_name", "delay", "pace"),
    [
        pytest.param(20, 1.0, 0.06, id="small"),
        pytest.param(60, 30.0, 0.5, id="as-found", marks=pytest.mark.prove),
    ],
)
async def test_the_owner_gets_in_with_a_new_browser_too(served, monkeypatch, on_the_name, delay, pace):
    monkeypatch.setattr(budgets, "LONGEST_DELAY", delay)
    monkeypatch.setattr(hashing, "PACE", pace)
    async with attack(served, on_the_name, 0) as heard:
        while heard[422] < budgets.FREE_TRIES + on_the_name / 2:
            await asyncio.sleep(0.01)
        took = await seconds_to_get_in(served.visitor(), "/sign-in", **AS_ADA)
    assert took < delay + hashing.LONGEST_TURN
