"""A member's own page: sign-ins, another passphrase, and what is shown beside the pseudonym."""

import pytest

from accounts.models import Device, Member, Relation
from tests.accounts.entry_steps import OTHER_SENTENCE, acts
from tests.conftest import BOTH
from tests.people import PASSPHRASES, PSEUDONYMS


def member(database, people, name="ada"):
    with database.read() as db:
        return db.get_one(Member, people.ids[name])


def beside(page):
    """What is shown beside the first pseudonym of a page."""
    line = page.html.split('class="byline-more">')[1].split("</p>")[0]
    return line.split("<time")[0].replace("<span>", "").replace("</span>", "").strip()


async def test_the_list_names_each_living_sign_in_and_marks_this_one(browse):
    ada = browse("ada")
    page = await ada.open("/account")
    assert page.html.count("<strong>(") == 1
    assert "/account/sign-ins" not in page.form_actions
    elsewhere = browse("ada", device=Device.OWN)
    browse("ben")
    page = await ada.open("/account")
    assert page.html.split('class="sheet"')[1].split("</ul>")[0].count("<li>") == 2
    assert page.html.count("<strong>(") == 1
    assert "/account/sign-ins" in page.form_actions
    await elsewhere.post("/sign-out")
    assert "/account/sign-ins" not in (await ada.open("/account")).form_actions


async def test_an_inactive_sign_in_is_no_longer_in_the_list(browse, later):
    ada = browse("ada", device=Device.OWN)
    browse("ada")
    later(minutes=40)
    page = await ada.open("/account")
    assert page.html.split('class="sheet"')[1].split("</ul>")[0].count("<li>") == 1


@BOTH
async def test_a_wrong_current_passphrase_changes_nothing(browse, database, people):
    ada, elsewhere = browse("ada"), browse("ada")
    before = member(database, people).passphrase_hash
    given = {"passphrase": "iets heel anders dan dat", "new_passphrase": OTHER_SENTENCE}
    page = await ada.post("/account/passphrase", given)
    assert page.status == 422
    assert 'id="error-passphrase"' in page.html
    assert OTHER_SENTENCE not in page.html
    assert member(database, people).passphrase_hash == before
    assert (await elsewhere.open("/rooms")).status == 200


@pytest.mark.parametrize("new", ["", "kort", "x" * 129, "de kat\0slaapt op zolder", " " * 30, "Stille Linde 1"])
async def test_a_weak_new_passphrase_is_refused_before_hashing(browse, hasher, new):
    ada, calls = browse("ada"), hasher.calls
    page = await ada.post("/account/passphrase", {"passphrase": PASSPHRASES["ada"], "new_passphrase": new})
    assert page.status == 422
    assert 'id="error-new_passphrase"' in page.html
    assert hasher.calls == calls


async def test_a_current_passphrase_that_is_too_long_is_refused_before_hashing(browse, hasher):
    ada, calls = browse("ada"), hasher.calls
    page = await ada.post("/account/passphrase", {"passphrase": "x" * 129, "new_passphrase": OTHER_SENTENCE})
    assert page.status == 422
    assert hasher.calls == calls


async def test_the_relation_is_shown_beside_the_pseudonym_only_if_wanted(browse, make, database, people):
    thread = make.thread(by="ada")
    ada, ben = browse("ada"), browse("ben")
    shown = beside(await ben.open(f"/threads/{thread}"))
    assert shown
    page = await ada.post("/account/relation", {"relation": "sibling", "relation_shown": "on"})
    assert (page.status, page.location) == (303, "/account")
    other = beside(await ben.open(f"/threads/{thread}"))
    assert other not in ("", shown)
    await ada.post("/account/relation", {"relation": "sibling"})
    assert beside(await ben.open(f"/threads/{thread}")) == ""
    assert beside(await browse("ben").open(f"/threads/{thread}")) == ""
    assert (member(database, people).relation, member(database, people).relation_shown) == (Relation.SIBLING, False)


async def test_no_relation_is_never_shown(browse, database, people):
    ada = browse("ada")
    await ada.post("/account/relation", {"relation": "", "relation_shown": "on"})
    assert (member(database, people).relation, member(database, people).relation_shown) == (None, False)


@pytest.mark.parametrize("relation", ["offender", "<b>", "PARTNER", "\0"])
async def test_a_relation_that_does_not_exist_is_refused(browse, database, people, relation):
    page = await browse("ada").post("/account/relation", {"relation": relation, "relation_shown": "on"})
    assert page.status == 422
    assert member(database, people).relation is Relation.PARTNER


async def test_fields_that_were_not_asked_for_are_ignored(browse, database, people):
    given = {"relation": "friend", "pseudonym": "Moderator", "seed": "1", "ended_on": "2020-01-01", "id": "x"}
    await browse("ada").post("/account/relation", given)
    ada = member(database, people)
    assert (ada.pseudonym, ada.ended_on, ada.relation) == (PSEUDONYMS["ada"], None, Relation.FRIEND)


async def test_a_members_own_acts_are_never_audited(browse, database):
    before = acts(database)
    ada = browse("ada")
    await ada.post("/account/relation", {"relation": "friend"})
    assert (await ada.post("/account/code", {"passphrase": PASSPHRASES["ada"]})).location == "/new-code"
    await ada.post("/account/passphrase", {"passphrase": PASSPHRASES["ada"], "new_passphrase": OTHER_SENTENCE})
    await ada.post("/account/sign-ins")
    await ada.post("/sign-out")
    assert acts(database) == before


async def test_an_unlocked_phone_gives_nobody_a_recovery_code(browse, database, people):
    ada, before = browse("ada"), member(database, people).recovery_mac
    for typed in ({}, {"passphrase": ""}, {"passphrase": "iets heel anders dan dat"}):
        page = await ada.post("/account/code", typed)
        assert page.status == 422
        assert 'id="error-passphrase"' in page.html
        assert (await ada.open("/new-code")).location == "/account"
    assert member(database, people).recovery_mac == before


@pytest.mark.parametrize("device", list(Device))
async def test_a_shared_browser_is_not_asked_to_remember(browse, device):
    page = await browse("ada", device=device).open("/account/passphrase")
    assert ('autocomplete="current-password"' in page.html) is (device is Device.OWN)
    assert ('autocomplete="new-password"' in page.html) is (device is Device.OWN)


@pytest.mark.parametrize("path", ["/account", "/account/passphrase", "/new-code"])
async def test_a_guest_and_staff_see_nothing_here(browse, path):
    for name in ("guest", "mia", "cora"):
        page = await browse(name).open(path)
        assert (page.status, page.location) == (303, "/")
