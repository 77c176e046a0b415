"""After a flood a moderator declines many applications at once: after a look, with words that each reads."""

import re

import pytest
from sqlmodel import select

from accounts.models import Application, ApplicationState
from tests.accounts.applicant import apply
from tests.conftest import BOTH

WORDS = "Er ging iets mis. Vraag het gerust opnieuw."


def states(database):
    with database.read() as db:
        return [one.state for one in db.exec(select(Application))]


@BOTH
async def test_a_moderator_declines_many_at_once_after_a_look_and_each_reads_the_words(browse, database):
    guests = [browse() for _ in range(3)]
    for number, guest in enumerate(guests):
        await apply(guest, f"Even iemand horen, {number}.")
    mia = browse("mia")
    page = await mia.open("/staff/applications/latest")
    assert "Even iemand horen, 2." in page.text
    picks = dict.fromkeys(re.findall(r'name="(pick-[^"]+)"', page.html)[:2], "on")
    page = await mia.post("/staff/applications/latest", {**picks, "message": " "})
    assert page.status == 422
    page = await mia.post("/staff/applications/latest", {**picks, "message": WORDS})
    assert (page.status, page.field("message").strip()) == (200, WORDS)
    assert sorted(re.findall(r'name="(pick-[^"]+)"', page.html)) == sorted(picks)
    assert states(database).count(ApplicationState.DECLINED) == 0
    done = {**picks, "message": WORDS, "confirmed": "on"}
    assert (await mia.post("/staff/applications/latest", done)).location == "/staff/applications/latest"
    assert sorted(states(database)) == [ApplicationState.DECLINED, ApplicationState.DECLINED, ApplicationState.RECEIVED]
    read = [await guest.open("/apply/mine") for guest in guests]
    assert sum(WORDS in page.text for page in read) == 2
    assert (await browse("max").post("/staff/applications/latest", done)).status == 422, "they are declined already"


@pytest.mark.parametrize("who", ["finn", "cora"])
async def test_nobody_else_declines_many_at_once(browse, who):
    assert (await browse(who).open("/staff/applications/latest")).status == 403
    assert (await browse(who).post("/staff/applications/latest", {"message": WORDS})).status == 403


@pytest.mark.settings(arrivals_a_minute=1, arrivals_an_hour=1, arrivals_a_day=1)
async def test_moderators_see_one_quiet_sign_of_those_who_wait_for_a_turn(browse):
    assert "wacht op een beurt" not in (await browse("mia").open("/staff/queue")).text
    for _ in range(2):
        await apply(browse())
    assert "1 persoon wacht op een beurt" in (await browse("mia").open("/staff/queue")).text
