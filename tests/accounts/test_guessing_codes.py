"""Codes of sixteen digits are safe because guesses are slowed down: each by its own tries, all of them in a flood."""

import pytest

from accounts.models import BudgetKind
from accounts.operations import budgets, code_delays
from tests.accounts.applicant import apply
from tests.accounts.entry_steps import Slept
from tests.conftest import BOTH
from web import hashing

KIND = BudgetKind.APPLICATION_CODE


@pytest.fixture
def slept(monkeypatch):
    """How long answers were delayed."""
    watched = Slept()
    monkeypatch.setattr(hashing, "asyncio", watched.as_module())
    return watched


@BOTH
async def test_one_code_tried_again_and_again_is_slowed_down_and_another_is_not(browse, database):
    guest = browse()
    for _ in range(budgets.FREE_TRIES + 3):
        with database.write() as db:
            code_delays.record_wrong_code(db, KIND, "1234 5678 1234 5678")
    with database.read() as db:
        assert code_delays.lookup_delay(db, KIND, "1234567812345678") == 8.0
        assert code_delays.lookup_delay(db, KIND, "8765432187654321") == 0.0
    assert (await guest.open("/apply/code")).status == 200


async def test_a_flood_of_different_codes_slows_everybody_down_but_locks_nobody_out(browse, database, slept):
    code = await apply(browse())
    with database.write() as db:
        for number in range(code_delays.FREE_GUESSES + 60):
            code_delays.record_wrong_code(db, KIND, f"{number:016}")
        assert code_delays.lookup_delay(db, KIND, code) == 6.0
        assert code_delays.lookup_delay(db, BudgetKind.REGISTRATION_CODE, code) == 0.0
    assert (await browse().post("/apply/code", {"code": code})).location == "/apply/mine"
    assert slept.seconds == [6.0]


async def test_a_wrong_code_is_counted_though_the_answer_is_a_refusal(browse, database):
    assert (await browse().post("/apply/code", {"code": "1" * 16})).status == 422
    with database.read() as db:
        since = budgets.now() - budgets.WINDOW
        assert budgets.spent(db, KIND, "1" * 16, since) == budgets.spent(db, KIND, budgets.EVERYBODY, since) == 1
