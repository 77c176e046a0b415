"""With the code people see where they stand, pause, withdraw, report a death, and erase everything."""

import pytest
from sqlmodel import func, select

from foundation.data_keys import DataKey
from foundation.local_time import next_update_day
from groups.jobs import purge_registrations
from groups.models import Registration, RegistrationVisit
from tests.conftest import BOTH
from tests.groups.registrant import record_intake, register, the_registration
from web.areas import COOKIES, Area


def count(database, model):
    with database.read() as db:
        return db.exec(select(func.count()).select_from(model)).one()


def pass_days(database, later, days):
    later(days=days)
    with database.write() as db:
        purge_registrations(db)


@BOTH
async def test_the_code_opens_it_and_no_other_code_does(browse):
    code = await register(browse())
    other = browse()
    assert (await other.open("/register/mine")).location == "/register/code"
    assert (await other.post("/register/code", {"code": "1" * 16})).status == 422
    assert (await other.post("/apply/code", {"code": code})).status == 422
    assert (await other.post("/register/code", {"code": " ".join(code)})).location == "/register/mine"
    await other.post("/register/leaving")
    assert (await other.open("/register/mine")).location == "/register/code"


@BOTH
async def test_a_pause_keeps_the_place_and_ends_automatically_or_on_request(browse, database, later):
    guest, cora = browse(), browse("cora")
    code = await register(guest)
    assert (await guest.post("/register/mine/pause", {})).status == 409
    await record_intake(cora, the_registration(database))
    entered = the_registration(database).entered_on
    assert (await guest.post("/register/mine/pause", {"until": "geen dag"})).status == 422
    assert (await guest.post("/register/mine/pause", {})).location == "/register/mine"
    pass_days(database, later, 100)
    assert the_registration(database).state == "on_hold"
    page = await guest.post("/register/mine/return", {"access_code": code})
    assert page.location == "/register/mine"
    assert the_registration(database).state == "pool"
    assert the_registration(database).entered_on == entered


async def test_a_pause_until_a_day_is_over_on_that_day(browse, database, later):
    guest, cora = browse(), browse("cora")
    await register(guest)
    await record_intake(cora, the_registration(database))
    before = the_registration(database)
    until = before.received_on.replace(year=before.received_on.year + 1).isoformat()
    await guest.post("/register/mine/pause", {"until": until})
    assert the_registration(database).state == "on_hold"
    pass_days(database, later, 364)
    assert the_registration(database).state == "on_hold"
    pass_days(database, later, 3)
    after = the_registration(database)
    assert (after.state, after.hold_until, after.entered_on) == ("pool", None, before.entered_on)


@pytest.mark.parametrize(("act", "state"), [("withdrawal", "withdrawn"), ("loss", "bereaved")])
async def test_people_can_withdraw_from_every_open_state_and_only_once(browse, database, act, state):
    guest = browse()
    await register(guest)
    assert (await guest.post(f"/register/mine/{act}")).location == "/register/mine"
    assert the_registration(database).state == state
    page = await guest.open("/register/mine")
    assert page.status == 200
    assert "/register/mine/withdrawal" not in page.form_actions
    assert (await guest.post(f"/register/mine/{act}")).status == 409


@BOTH
async def test_erasing_destroys_the_key_and_the_code_at_once(browse, database):
    guest, cora = browse(), browse("cora")
    code = await register(guest)
    registration, keys = the_registration(database), count(database, DataKey)
    assert (await guest.post("/register/mine/erasure")).status == 422
    page = await guest.post("/register/mine/erasure", {"confirmed": "on"})
    assert page.location == "/register"
    assert not [name for name in guest.client.cookies if name == COOKIES[Area.REGISTRATIONS]]
    assert count(database, Registration) == 0
    assert count(database, DataKey) == keys - 1
    assert count(database, RegistrationVisit) == 0
    assert (await browse().post("/register/code", {"code": code})).status == 422
    assert (await cora.open(f"/staff/registrations/{registration.id}")).status == 404
    assert str(registration.id) not in (await cora.open("/staff/waiting-list")).html


@BOTH
async def test_what_ended_is_erased_automatically_after_some_weeks(browse, database, later, settings):
    guest = browse()
    await register(guest)
    await guest.post("/register/mine/withdrawal")
    pass_days(database, later, settings.ended_registration_days)
    assert the_registration(database).state == "withdrawn"
    pass_days(database, later, 2)
    assert count(database, Registration) == 0
    pass_days(database, later, 2)
    assert count(database, Registration) == 0


async def test_the_weekly_update_is_the_next_tuesday_at_noon_also_across_summer_time(settings, later):
    looks = set()
    later(hours=5)  # an afternoon in winter and in summer: at half past eleven one week of the year has two
    for _ in range(60):
        look = next_update_day(settings)
        assert (look.weekday(), look.hour, look.minute) == (1, 12, 0)
        looks.add(look)
        later(days=7)
    assert len(looks) == 60
    assert len({look.utcoffset() for look in looks}) == 2
