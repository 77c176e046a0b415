"""Guessing is slow, nobody is locked out, and pages stay quick while many sign in."""

import asyncio
import threading

import pytest

from accounts.models import Budget, BudgetKind
from accounts.operations import budgets
from foundation.clock import now, round_down
from tests.accounts.entry_steps import OTHER_SENTENCE, Slept, half_sign_in, sign_in
from tests.conftest import BOTH
from tests.people import PASSPHRASES, PSEUDONYMS
from web import hashing
from web.turns import Lane

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


async def test_guesses_on_the_account_page_are_held_back_too_and_apart(browse, slept):
    ada = browse("ada")
    for number in range(5):
        given = {"passphrase": f"een gok, nummer {number}", "new_passphrase": "een fiets zonder bel en licht"}
        assert (await ada.post("/account/passphrase", given)).status == 422
    assert slept.seconds == [1.0]
    await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])
    assert slept.seconds == [1.0]  # who is signed in already counts apart: neither of the two doors slows the other


async def test_a_name_that_is_hammered_is_turned_away_and_others_still_get_in(browse, slept: Slept, monkeypatch):
    monkeypatch.setattr(hashing, "HELD_PER_NAME", 20)
    await guess(browse, PSEUDONYMS["ada"], 5)
    slept.gate = asyncio.Event()
    held = [asyncio.create_task(sign_in(browse(), PSEUDONYMS["ada"], "nog een gok erbij")) for _ in range(20)]
    while len(slept.seconds) < 1 + len(held):
        await asyncio.sleep(0)
    page = await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"], "own")
    assert page.status == 429
    assert int(page.response.headers["retry-after"]) > 0
    assert page.field("name") == PSEUDONYMS["ada"]
    assert 'value="own" checked' in page.html
    assert PASSPHRASES["ada"] not in page.html
    assert (await sign_in(browse(), PSEUDONYMS["ben"], PASSPHRASES["ben"])).status == 303
    slept.gate.set()
    assert {page.status for page in await asyncio.gather(*held)} == {422}
    assert (await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])).status == 303


async def test_when_too_many_names_wait_for_hashing_more_are_turned_away_and_pages_still_answer(
    browse, hasher, monkeypatch
):
    monkeypatch.setattr(hashing, "LONGEST_QUEUE", 20)
    gate, at_once, most = threading.Event(), [0], [0]
    run = hasher._run

    def slow(job):
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        gate.wait(60)
        at_once[0] -= 1
        return run(job)

    monkeypatch.setattr(hasher, "_run", slow)
    waiting = [asyncio.create_task(sign_in(browse(), f"Niemand {one}", PASSPHRASES["ada"])) for one in range(22)]
    try:
        while hasher.queue_of(Lane.MEMBERS) < hashing.LONGEST_QUEUE:
            await asyncio.sleep(0)
        page = await sign_in(browse(), PSEUDONYMS["ben"], PASSPHRASES["ben"], "own")
        assert page.status == 503
        assert int(page.response.headers["retry-after"]) > 0
        assert page.field("name") == PSEUDONYMS["ben"]
        assert 'value="own" checked' in page.html
        assert PASSPHRASES["ben"] not in page.html
        assert (await browse().open("/")).status == 200
        assert (await browse("ada").open("/rooms")).status == 200
        assert most[0] <= 2
    finally:
        gate.set()
    assert {page.status for page in await asyncio.gather(*waiting)} == {422}
    assert (await sign_in(browse(), PSEUDONYMS["ben"], PASSPHRASES["ben"])).status == 303


async def test_somebody_who_waits_too_long_for_hashing_is_told_so(browse, hasher, monkeypatch):
    gate = threading.Event()
    run, begun = hasher._run, []
    monkeypatch.setattr(hasher, "_run", lambda job: (begun.append(job), gate.wait(60), run(job))[2])
    monkeypatch.setattr(hashing, "LONGEST_WAIT", 0.01)
    before = [asyncio.create_task(sign_in(browse(), f"Niemand {one}", PASSPHRASES["ada"])) for one in range(2)]
    try:
        while len(begun) < len(before):
            await asyncio.sleep(0)
        page = await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])
    finally:
        gate.set()
    assert page.status == 503
    assert hasher.queue_of(Lane.MEMBERS) == 0
    assert {page.status for page in await asyncio.gather(*before)} == {422}


@pytest.mark.parametrize(("limit", "status"), [("HELD_PER_NAME", 429), ("LONGEST_QUEUE", 503)])
@pytest.mark.parametrize(
    ("path", "given", "kept"),
    [
        ("/sign-in", {"name": "Stille Linde", "device": "own"}, "name"),
        ("/recover", {"name": "Stille Linde", "code": "0" * 20}, "name"),
        ("/staff/sign-in", {"email": "mia@example.org"}, "email"),
        ("/staff/enrol", {"email": "mia@example.org", "code": "0" * 16}, "email"),
    ],
)
async def test_who_has_to_wait_finds_all_but_the_passphrase_in_the_form_again(
    browse, monkeypatch, path, given, kept, limit, status
):
    monkeypatch.setattr(hashing, limit, 0)
    page = await browse().post(path, {**given, "passphrase": OTHER_SENTENCE})
    assert page.status == status
    assert page.response.headers["retry-after"] == "30"
    assert page.field(kept) == given[kept]
    assert OTHER_SENTENCE not in page.html
    assert path in page.form_actions


async def test_who_comes_with_a_code_while_many_do_finds_it_in_the_form_again(browse, monkeypatch):
    monkeypatch.setattr(hashing, "HELD_PER_NAME", 0)
    for path in ("/apply/code", "/register/code"):
        page = await browse().post(path, {"code": "1234 5678 9012 3456"})
        assert (page.status, page.field("code")) == (429, "1234 5678 9012 3456")


def test_a_name_that_is_hammered_for_long_is_held_back_and_nothing_breaks(database):
    with database.write() as db:
        subject = budgets._subject(db, "een naam")
        db.add(Budget(kind=BudgetKind.SIGN_IN, subject=subject, minute=round_down(now(), minutes=1), number=5_000))
        db.flush()
        assert budgets.delay(db, BudgetKind.SIGN_IN, "een naam") == budgets.LONGEST_DELAY
