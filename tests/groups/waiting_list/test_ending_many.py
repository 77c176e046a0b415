"""After a flood the coordinator ends many registrations at once: after a look, with words that each reads."""

import re

import pytest
from sqlmodel import select

from groups.models import Registration, RegistrationState
from tests.conftest import BOTH
from tests.groups.registrant import register


def all_of(database, model):
    with database.read() as db:
        return db.exec(select(model)).all()


@BOTH
async def test_a_coordinator_ends_many_at_once_after_a_look_and_each_reads_the_words(browse, database, group_setup):
    taken_up = await group_setup.assigned_to_finn()
    guests = [browse() for _ in range(3)]
    for guest in guests:
        await register(guest)
    cora = browse("cora")
    page = await cora.open("/staff/arrivals")
    picks = re.findall(r'name="(pick-[^"]+)"', page.html)
    assert len(picks) == 3
    assert str(taken_up) not in page.html
    fields = dict.fromkeys(picks[:2], "on")
    assert (await cora.post("/staff/arrivals", fields)).status == 422
    page = await cora.post("/staff/arrivals", {**fields, "message": "Er ging iets mis. Meld je gerust opnieuw aan."})
    assert page.status == 200
    assert "Er eindigen 2 aanmeldingen" in page.text
    assert sorted(re.findall(r'name="(pick-[^"]+)"', page.html)) == sorted(fields)
    assert not [one for one in all_of(database, Registration) if one.state is RegistrationState.NOT_SUITABLE]
    done = {**fields, "message": "Er ging iets mis. Meld je gerust opnieuw aan.", "confirmed": "on"}
    assert (await cora.post("/staff/arrivals", done)).location == "/staff/arrivals"
    states = [one.state for one in all_of(database, Registration)]
    assert states.count(RegistrationState.NOT_SUITABLE) == 2
    read = [await guest.open("/register/mine") for guest in guests]
    assert sum("Meld je gerust opnieuw aan." in page.text for page in read) == 2
    assert (await cora.post("/staff/arrivals", done)).status == 422, "they are ended already"


@pytest.mark.settings(many_arrivals=3)
async def test_only_who_came_on_a_day_of_very_many_is_ticked_beforehand(browse, later):
    cora = browse("cora")
    await register(browse())
    assert " checked" not in (await cora.open("/staff/arrivals")).html
    later(days=2)
    for _ in range(3):
        await register(browse())
    assert (await browse("cora").open("/staff/arrivals")).html.count(" checked") == 3


@pytest.mark.parametrize("who", ["mia", "finn"])
async def test_nobody_else_ends_many_at_once(browse, who):
    assert (await browse(who).open("/staff/arrivals")).status == 403
    assert (await browse(who).post("/staff/arrivals", {"message": "x"})).status == 403
