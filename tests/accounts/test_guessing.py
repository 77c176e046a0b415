"""Guessing is slow, nobody is locked out, and pages stay quick while many sign in."""

import asyncio
import threading

import pytest

from accounts.models import Budget, BudgetKind
from accounts.operations import budgets
from foundation.clock import now, round_down
from tests.accounts.entry_steps import Slept, half_sign_in, sign_in
from tests.conftest import BOTH
from tests.people import PASSPHRASES, PSEUDONYMS
from web import hashing

GROWING = [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]


async def guess(browse, name, times):
    for number in range(times):
        assert (await sign_in(browse(), name, f"een gok, nummer {number}")).status == 422


@BOTH
async def test_delays_grow_to_half_a_minute_and_the_right_passphrase_still_gets_in(browse, slept, later):
    await guess(browse, PSEUDONYMS["ada"], 4)
    assert slept.seconds == []
    await guess(browse, PSEUDONYMS["ada"], len(GROWING))
    assert slept.seconds == GROWING
    assert (await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])).status == 303
    assert slept.seconds == [*GROWING, 30.0]


async def test_the_budget_of_one_name_leaves_others_alone(browse, slept):
    await guess(browse, PSEUDONYMS["ada"], 6)
    slept.seconds.clear()
    assert (await sign_in(browse(), PSEUDONYMS["ben"], PASSPHRASES["ben"])).status == 303
    assert (await half_sign_in(browse(), "mia")).status == 303
    assert slept.seconds == []


async def test_other_ways_to_write_a_name_share_its_budget(browse, slept):
    for name in ("Stille Linde", "stille linde", "STILLE-LINDE", "Sti1le L1nde", "stillelinde"):
        await guess(browse, name, 1)
    assert slept.seconds == [1.0]


async def test_an_unknown_name_is_held_back_just_as_long(browse, slept):
    await guess(browse, "Niemand Hier", 4 + len(GROWING))
    assert slept.seconds == GROWING


async def test_after_a_quarter_of_an_hour_it_is_forgotten(browse, slept, later):
    await guess(browse, PSEUDONYMS["ada"], 6)
    slept.seconds.clear()
    later(minutes=16)
    assert (await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])).status == 303
    assert slept.seconds == []


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/recover", {"name": "Stille Linde", "code": "0" * 20, "passphrase": "een fiets zonder bel en licht"}),
        ("/recover", {"name": "Niemand Hier", "code": "0" * 20, "passphrase": "een fiets zonder bel en licht"}),
        ("/staff/sign-in", {"email": "mia@example.org", "passphrase": "een gok en nog een gok"}),
        ("/staff/sign-in", {"email": "niemand@example.org", "passphrase": "een gok en nog een gok"}),
        ("/staff/enrol", {"email": "mia@example.org", "code": "0" * 16, "passphrase": "een fiets zonder bel en licht"}),
    ],
)
async def test_every_other_way_in_slows_down_too(browse, slept, people, path, given):
    for _ in range(4 + len(GROWING)):
        assert (await browse().post(path, given)).status == 422
    assert slept.seconds == GROWING


async def test_guesses_on_the_account_page_count_as_well(browse, slept):
    ada = browse("ada")
    for number in range(5):
        given = {"passphrase": f"een gok, nummer {number}", "new_passphrase": "een fiets zonder bel en licht"}
        assert (await ada.post("/account/passphrase", given)).status == 422
    assert slept.seconds == [1.0]
    await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])
    assert slept.seconds == [1.0, 2.0]


async def test_a_name_that_is_hammered_is_turned_away_and_others_still_get_in(browse, slept: Slept):
    await guess(browse, PSEUDONYMS["ada"], 5)
    slept.gate = asyncio.Event()
    held = [asyncio.create_task(sign_in(browse(), PSEUDONYMS["ada"], "nog een gok erbij")) for _ in range(50)]
    while len(slept.seconds) < 1 + len(held):
        await asyncio.sleep(0)
    page = await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])
    assert page.status == 429
    assert int(page.response.headers["retry-after"]) > 0
    assert (await sign_in(browse(), PSEUDONYMS["ben"], PASSPHRASES["ben"])).status == 303
    slept.gate.set()
    assert {page.status for page in await asyncio.gather(*held)} == {422}
    assert (await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])).status == 303


async def test_a_hundred_may_wait_for_hashing_and_pages_still_answer(browse, hasher, monkeypatch):
    gate, at_once, most = threading.Event(), [0], [0]
    run = hasher._run

    def slow(job):
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        gate.wait(60)
        at_once[0] -= 1
        return run(job)

    monkeypatch.setattr(hasher, "_run", slow)
    waiting = [
        asyncio.create_task(sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"]))
        for _ in range(hashing.LONGEST_QUEUE)
    ]
    try:
        while hasher._waiting < hashing.LONGEST_QUEUE:
            await asyncio.sleep(0)
        page = await sign_in(browse(), PSEUDONYMS["ben"], PASSPHRASES["ben"])
        assert page.status == 503
        assert int(page.response.headers["retry-after"]) > 0
        assert (await browse().open("/")).status == 200
        assert (await browse("ada").open("/rooms")).status == 200
        assert most[0] <= 2
    finally:
        gate.set()
    assert {page.status for page in await asyncio.gather(*waiting)} == {303}
    assert (await sign_in(browse(), PSEUDONYMS["ben"], PASSPHRASES["ben"])).status == 303


async def test_somebody_who_waits_too_long_for_hashing_is_told_so(browse, hasher, monkeypatch):
    gate = threading.Event()
    run = hasher._run
    monkeypatch.setattr(hasher, "_run", lambda job: (gate.wait(60), run(job))[1])
    monkeypatch.setattr(hashing, "LONGEST_WAIT", 0.01)
    try:
        page = await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])
    finally:
        gate.set()
    assert page.status == 503
    assert hasher._waiting == 0


def test_a_name_that_is_hammered_for_long_is_held_back_and_nothing_breaks(database):
    with database.write() as db:
        subject = budgets._subject(db, "een naam")
        db.add(Budget(kind=BudgetKind.SIGN_IN, subject=subject, minute=round_down(now(), minutes=1), number=5_000))
        db.flush()
        assert budgets.delay(db, BudgetKind.SIGN_IN, "een naam") == budgets.LONGEST_DELAY
