"""A colleague pauses what a member writes, or ends the membership; another one looks at it, and either can lift it."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from accounts.jobs import purge_accounts
from accounts.models import Member, Restriction, Staff
from accounts.operations.restrictions import begin_due
from foundation.clock import now, today
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.people import PASSPHRASES

WORDS = "Je schreef een naam van een kind. Bel ons, dan kijken we samen."
PAUSE = {"kind": "pause", "reason": "conduct", "days": "7", "message": WORDS, "is_danger": "on"}
END = {"kind": "end", "reason": "person_concerned", "message": WORDS, "is_danger": "on", "confirmed": "on"}


@pytest.fixture
def limit(browse, people):
    """`await limit(PAUSE)`: Mia limits Ada so; the answer, followed when it leads somewhere."""

    async def send(given, whom="ada"):
        mia = browse("mia")
        page = await mia.post(f"/staff/members/{people.ids[whom]}/restrictions", given)
        return await mia.follow(page) if page.status == 303 else page

    return send


def the_restriction(database):
    with database.read() as db:
        return db.exec(select(Restriction)).one()


def alone(database, people, *names):
    """Those colleagues have left."""
    with database.write() as db:
        for name in names:
            db.get_one(Staff, people.ids[name]).ended_on = today("Europe/Brussels")


async def sign_in(browse, name="Stille Linde"):
    return await browse().post("/sign-in", {"name": name, "passphrase": PASSPHRASES["ada"], "device": "shared"})


@BOTH
async def test_a_paused_member_reads_on_is_told_why_and_until_when_and_writes_again_by_itself(
    browse, limit, make, database, later
):
    thread, ada = make.thread(by="ben"), browse("ada")
    page = await limit(PAUSE)
    assert "Dit geldt nu" in page.text
    page = await ada.open(f"/threads/{thread}")
    assert page.status == 200
    assert "Je kunt lezen, maar niet schrijven tot" in page.text
    assert (await ada.post(f"/threads/{thread}", {"source": "Toch.", "nonce": str(make.room())})).status == 403
    page = await ada.open("/account/writing")
    assert WORDS in page.text
    assert "Mia" not in page.text
    later(days=7, minutes=1)
    page = await (ada := browse("ada")).open(f"/threads/{thread}")
    assert "niet schrijven" not in page.text
    assert "Je kunt schrijven" in (await ada.open("/account/writing")).text


@BOTH
async def test_an_ended_membership_is_over_everywhere_at_once_and_only_its_owner_reads_why(browse, limit, database):
    ada = browse("ada")
    assert "Dit geldt nu" in (await limit(END)).text
    assert (await ada.open("/rooms")).location == "/"
    page = await sign_in(browse)
    assert page.status == 403
    assert WORDS in page.text
    assert "niet alleen" in page.text
    wrong = await browse().post("/sign-in", {"name": "Stille Linde", "passphrase": "x" * 15, "device": "shared"})
    assert (wrong.status, WORDS in wrong.text) == (422, False)


@BOTH
async def test_lifting_it_lets_the_member_in_as_before(browse, limit, database, people):
    await limit(END)
    one = the_restriction(database)
    cora = browse("cora")
    page = await cora.follow(await cora.post(f"/staff/restrictions/{one.id}/lifting"))
    assert "Opgeheven" in page.text
    assert (await sign_in(browse)).location == "/rooms"
    again = await browse("cora").post(f"/staff/restrictions/{one.id}/lifting")
    assert again.status == 409
    assert [one for one in acts(database) if "signed in" not in one][-2:] == [
        "membership ended",
        "restriction of a member lifted",
    ]


async def test_two_pauses_hold_as_long_as_the_longer_and_lifting_one_leaves_the_other(browse, limit, database, people):
    await limit({**PAUSE, "days": "3"})
    first = the_restriction(database)
    await limit({**PAUSE, "days": "28"})
    assert (await browse("mia").post(f"/staff/restrictions/{first.id}/lifting")).status == 303
    with database.read() as db:
        until = db.get_one(Member, people.ids["ada"]).may_write_from
    assert until > now() + timedelta(days=27)


async def test_outside_duty_hours_it_begins_when_somebody_is_there_unless_it_stops_danger(
    browse, limit, database, later, people
):
    friday = now().astimezone() + timedelta(days=(4 - now().weekday()) % 7)
    later(seconds=(friday.replace(hour=22, minute=0) - now()).total_seconds())
    page = await limit({**PAUSE, "is_danger": ""})
    assert "Tot dan kun je het opheffen" in page.text
    assert "niet schrijven" not in (await browse("ada").open("/rooms")).text
    with database.write() as db:
        assert begin_due(db) is None
    assert not the_restriction(database).has_begun
    later(days=7)
    with database.write() as db:
        begin_due(db)
    assert the_restriction(database).has_begun == (the_restriction(database).ends_at > now())


@BOTH
async def test_another_colleague_looks_at_it_and_it_stands_on_top_until_then(browse, limit, database, people, later):
    await limit(END)
    one = the_restriction(database)
    assert (await browse("mia").post(f"/staff/restrictions/{one.id}/review")).status == 403
    assert "te bekijken" not in (await browse("mia").open("/staff/members")).text
    page = await browse("cora").open("/staff/members")
    assert ("te bekijken" in page.text, "Stille Linde" in page.text, WORDS in page.text) == (True, True, True)
    assert "persoon om wie het gaat" in page.text
    assert (await browse("cora").post(f"/staff/restrictions/{one.id}/review")).status == 303
    assert (await browse("max").post(f"/staff/restrictions/{one.id}/review")).status == 409
    page = await browse("cora").open("/staff/members")
    assert ("te bekijken" in page.text, "Cora bekeek dit" in page.text) == (False, True)
    assert "restriction of a member reviewed" in acts(database)


async def test_who_is_alone_looks_again_at_their_own(browse, limit, database, people):
    alone(database, people, "max", "cora")
    await limit(PAUSE)
    assert "Er is niemand anders" in (await browse("mia").open(f"/staff/members/{people.ids['ada']}")).text
    one = the_restriction(database)
    assert (await browse("mia").post(f"/staff/restrictions/{one.id}/review")).status == 303


async def test_a_coordinator_finds_a_member_by_name_which_stands_in_no_address(browse, people):
    cora = browse("cora")
    page = await cora.post("/staff/members", {"pseudonym": "stille  línde"})
    assert page.location == f"/staff/members/{people.ids['ada']}"
    assert (await cora.follow(page)).status == 200
    page = await cora.post("/staff/members", {"pseudonym": "Niemand"})
    assert (page.status, page.field("pseudonym")) == (422, "Niemand")
    assert "Geen lid heeft deze schuilnaam" in page.text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({**PAUSE, "message": " "}, "message"),
        ({**PAUSE, "reason": ""}, "reason"),
        ({**PAUSE, "kind": ""}, "kind"),
        ({**PAUSE, "days": "29"}, "days"),
        ({**END, "confirmed": ""}, "confirmed"),
        ({**PAUSE, "message": "x" * 2001}, "message"),
    ],
)
async def test_without_words_a_reason_or_being_meant_nothing_happens_and_nothing_is_lost(
    browse, limit, database, given, field
):
    page = await limit(given)
    assert page.status == 422
    assert f'id="error-{field}"' in page.html
    assert page.field("message").strip() == given["message"].strip()
    with database.read() as db:
        assert not db.exec(select(Restriction)).all()


async def test_a_fresh_one_time_code_is_wanted_and_the_form_is_kept(browse, people, database, later):
    mia = browse("mia")
    await mia.open("/staff/members")
    later(minutes=6)
    page = await mia.post(f"/staff/members/{people.ids['ada']}/restrictions", PAUSE)
    assert (page.status, page.field("message")) == (403, WORDS)


@pytest.mark.parametrize("who", ["guest", "ada", "finn"])
async def test_nobody_else_looks_up_limits_or_lifts(browse, people, database, limit, who):
    await limit(PAUSE, whom="ben")
    one = the_restriction(database)
    browser = browse(who)
    for path in ("/staff/members", f"/staff/members/{people.ids['ada']}"):
        assert (await browser.open(path)).status in (303, 403)
    for path in (
        "/staff/members",
        f"/staff/members/{people.ids['ada']}/restrictions",
        f"/staff/restrictions/{one.id}/lifting",
        f"/staff/restrictions/{one.id}/review",
    ):
        assert (await browser.post(path, PAUSE)).status in (303, 403)
    with database.read() as db:
        assert len(db.exec(select(Restriction)).all()) == 1
    assert the_restriction(database).lifted_on is None


@BOTH
async def test_ending_and_pausing_at_once_leave_the_membership_ended(browse, people, database):
    path = f"/staff/members/{people.ids['ada']}/restrictions"
    pages = await asyncio.gather(browse("mia").post(path, END), browse("cora").post(path, PAUSE))
    assert pages[0].status == 303
    with database.read() as db:
        assert db.get_one(Member, people.ids["ada"]).ended_on is not None
    assert (await sign_in(browse)).status == 403


async def test_reason_and_words_are_sealed_all_reasons_alike(limit, database):
    lengths = set()
    for reason in ("conduct", "danger", "person_concerned"):
        await limit({**PAUSE, "reason": reason})
    with database.read() as db:
        lengths = {len(one.sealed_reason) for one in db.exec(select(Restriction))}
    assert len(lengths) == 1


async def test_the_hourly_clearing_leaves_it_standing(limit, database, later):
    await limit(END)
    later(days=40)
    with database.write() as db:
        purge_accounts(db)
    assert the_restriction(database).is_standing


async def test_a_year_after_it_was_over_it_is_forgotten_with_its_words(limit, database, later):
    await limit(PAUSE)
    for days, left in ((360, 1), (20, 0)):
        later(days=days)
        with database.write() as db:
            purge_accounts(db)
            assert len(db.exec(select(Restriction)).all()) == left
