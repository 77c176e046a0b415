"""A member's sign-in ends: by inactivity, by time, by signing out, by leaving quickly, by a new passphrase."""

import pytest
from sqlmodel import col, select

from accounts.models import Device, Member, MemberSignIn, StaffSignIn
from scheduler.running import poll
from tests.accounts.entry_steps import OTHER_SENTENCE, count, hold, set_cookie, token
from tests.conftest import BOTH
from tests.people import PASSPHRASES, PSEUDONYMS
from web.areas import Area

PAGES = ("/rooms", "/account", "/my-texts", "/notices", "/new-code", "/account/passphrase")


async def nothing_opens(browser):
    for path in PAGES:
        page = await browser.open(path)
        assert (page.status, page.location, page.html) == (303, "/", ""), path
    assert (await browser.post("/account/code")).location == "/"


def copy_of(browse, browser):
    """Somebody who wrote the token down."""
    stale = browse()
    hold(stale, token(browser))
    return stale


@BOTH
async def test_a_shared_device_is_signed_out_after_half_an_hour_of_inactivity(browse, later):
    ada = browse("ada")
    later(minutes=29)
    assert (await ada.open("/rooms")).status == 200
    later(minutes=29)
    assert (await ada.open("/rooms")).status == 200
    later(minutes=36)
    await nothing_opens(ada)


async def test_a_shared_device_is_signed_out_after_twelve_hours_whatever_happens(browse, later):
    ada = browse("ada")
    for _ in range(28):
        later(minutes=25)
        assert (await ada.open("/rooms")).status == 200
    later(minutes=20)
    await nothing_opens(ada)


async def test_an_own_device_stays_signed_in_for_two_weeks_and_no_longer(browse, later):
    ada = browse("ada", device=Device.OWN)
    for _ in range(13):
        later(days=1)
        assert (await ada.open("/rooms")).status == 200
    later(days=1, minutes=1)
    await nothing_opens(ada)


async def test_signing_out_ends_the_sign_in_and_empties_the_browser(browse, database):
    ada = browse("ada")
    stale, elsewhere = copy_of(browse, ada), browse("ada")
    page = await ada.post("/sign-out")
    assert (page.status, page.location) == (303, "/signed-out")
    assert (await ada.follow(page)).status == 200
    assert page.response.headers["clear-site-data"] == '"cache", "storage"'
    assert "Max-Age=0" in set_cookie(page, "__Host-a")
    await nothing_opens(stale)
    assert (await elsewhere.open("/rooms")).status == 200
    with database.read() as db:
        row = db.exec(select(MemberSignIn).where(col(MemberSignIn.ended_at).is_not(None))).one()
    assert row.begun_at == row.seen_at == row.ends_at == row.ended_at
    assert row.device is Device.SHARED


async def test_signing_out_works_for_a_guest_and_with_a_dead_token(browse):
    for value in ("", "dead", "x" * 500):
        guest = browse()
        if value:
            hold(guest, value)
        assert (await guest.post("/sign-out")).location == "/signed-out"


async def test_signing_out_on_one_side_leaves_the_other_side_alone(browse):
    both = browse("ada")
    hold(both, token(browse("mia"), Area.STAFF), Area.STAFF)
    await both.post("/sign-out")
    assert (await both.open("/staff/invites")).status == 200


async def test_leaving_quickly_ends_every_sign_in_of_the_browser(browse, settings, database):
    ada = browse("ada")
    hold(ada, token(browse("mia"), Area.STAFF), Area.STAFF)
    stale = copy_of(browse, ada)
    hold(stale, token(ada, Area.STAFF), Area.STAFF)
    page = await ada.open("/exit")
    assert (page.status, page.location) == (303, settings.exit_url)
    assert page.response.headers["clear-site-data"] == '"cache", "storage"'
    for name in ("__Host-a", "__Host-d"):
        assert "Max-Age=0" in set_cookie(page, name)
    await nothing_opens(stale)
    assert (await stale.open("/staff/invites")).location == "/staff/"
    with database.read() as db:
        assert not db.exec(select(MemberSignIn).where(col(MemberSignIn.ended_at).is_(None))).all()
        assert not db.exec(select(StaffSignIn).where(col(StaffSignIn.ended_at).is_(None))).all()


@pytest.mark.parametrize("value", ["", "dead", "x" * 3000])
async def test_leaving_quickly_works_for_everybody(browse, settings, value):
    guest = browse()
    if value:
        hold(guest, value)
    page = await guest.open("/exit")
    assert (page.status, page.location) == (303, settings.exit_url)


async def test_leaving_quickly_works_while_the_database_is_gone(browse, settings, database, monkeypatch):
    ada = browse("ada")

    def gone():
        raise OSError("no database")

    monkeypatch.setattr(database, "write", gone)
    monkeypatch.setattr(database, "read", gone)
    page = await ada.open("/exit")
    assert (page.status, page.location) == (303, settings.exit_url)


async def test_a_member_who_left_opens_nothing_any_more(browse, database, people):
    ada = browse("ada")
    with database.write() as db:
        member = db.get_one(Member, people.ids["ada"])
        member.ended_on = member.joined_on
        db.add(member)
    await nothing_opens(ada)


async def test_a_new_passphrase_ends_every_other_sign_in(browse):
    ada, elsewhere = browse("ada"), browse("ada", device=Device.OWN)
    change = {"passphrase": PASSPHRASES["ada"], "new_passphrase": OTHER_SENTENCE}
    page = await ada.post("/account/passphrase", change)
    assert (page.status, page.location) == (303, "/account")
    assert (await ada.open("/rooms")).status == 200
    await nothing_opens(elsewhere)
    given = {"name": PSEUDONYMS["ada"], "device": "shared"}
    assert (await browse().post("/sign-in", {**given, "passphrase": PASSPHRASES["ada"]})).status == 422
    assert (await browse().post("/sign-in", {**given, "passphrase": OTHER_SENTENCE})).status == 303


async def test_ending_the_others_leaves_this_one_and_other_members_alone(browse):
    ada, elsewhere, ben = browse("ada"), browse("ada", device=Device.OWN), browse("ben")
    page = await ada.post("/account/sign-ins")
    assert (page.status, page.location) == (303, "/account")
    assert (await ada.open("/rooms")).status == 200
    assert (await ben.open("/rooms")).status == 200
    await nothing_opens(elsewhere)


async def test_an_ended_sign_in_is_gone_a_day_later(browse, database, later):
    ada = browse("ada")
    browse("ben")
    await ada.post("/sign-out")
    assert count(database, MemberSignIn) == [2]
    later(hours=23)
    poll(database, "me")
    assert count(database, MemberSignIn) == [2]
    later(hours=2)
    poll(database, "me")
    assert count(database, MemberSignIn) == [1]
    later(hours=24)
    poll(database, "me")
    assert count(database, MemberSignIn) == [0]
