"""What was answered so far travels sealed: the browser can neither read nor change it."""

import pytest

from accounts.models import Staff
from accounts.operations import invites
from foundation.sealing import bytes_of, open_token, seal_token
from web.steps import COOKIE


@pytest.fixture
def code(database, people):
    """A fresh invite."""
    with database.write() as db:
        _, codes = invites.issue(db, 1, by=db.get_one(Staff, people.ids["mia"]))
    return codes[0]


@pytest.fixture
async def begun(browse, code):
    """A guest who typed the code."""
    guest = browse()
    page = await guest.post("/join", {"code": code})
    assert page.location == "/join/words"
    return guest


async def test_nothing_of_the_answers_can_be_read_in_the_cookie(begun, code):
    value = begun.client.cookies[COOKIE]
    bytes_of(value)
    assert code not in value
    assert code.encode().hex() not in value
    assert b"answers" not in bytes_of(value)


async def test_the_same_answers_never_look_the_same_twice(begun, browse, code):
    other = browse()
    await other.post("/join", {"code": code})
    assert other.client.cookies[COOKIE][:40] != begun.client.cookies[COOKIE][:40]


async def test_it_ends_with_the_browser(browse, code):
    line = (await browse().post("/join", {"code": code})).response.headers["set-cookie"]
    assert "Max-Age" not in line
    assert "expires" not in line.lower()
    assert "HttpOnly" in line
    assert "Secure" in line


async def test_it_is_good_for_an_hour_and_no_longer(begun, later):
    later(minutes=59)
    assert (await begun.open("/join/words")).status == 200
    later(minutes=2)
    assert (await begun.open("/join/words")).location == "/join"


async def test_any_change_makes_it_worthless(begun):
    sealed = begun.client.cookies[COOKIE]
    spots = [0, 1, 2, 3, 25, 26, 40, len(sealed) // 2, len(sealed) - 1]
    changed = [sealed[:at] + ("0" if sealed[at] != "0" else "f") + sealed[at + 1 :] for at in spots]
    changed += ["", "x", "00", sealed[:-2], sealed + "00", sealed[2:], sealed * 2, "zz" + sealed[2:], sealed[:20]]
    for value in changed:
        begun.client.cookies.set(COOKIE, value, domain="127.0.0.1")
        page = await begun.open("/join/words")
        assert (page.status, page.location) == (303, "/join"), value


async def test_the_cookie_of_one_journey_is_worthless_on_another(begun, keys):
    content = open_token(keys, "joining", begun.client.cookies[COOKIE])
    for purpose in ("recovery", "place", "budget", "Joining", ""):
        begun.client.cookies.set(COOKIE, seal_token(keys, purpose, content), domain="127.0.0.1")
        assert (await begun.open("/join/words")).location == "/join"


async def test_steps_cannot_be_skipped(begun):
    for step in ("device", "name", "about", "rules"):
        assert (await begun.open(f"/join/{step}")).location == "/join"
    fields = {"agree": "on", "passphrase": "een lange zin over water", "repeated": "een lange zin over water"}
    assert (await begun.post("/join/rules", fields)).location == "/join"


async def test_it_is_small_enough_for_every_browser_at_its_fullest(keys):
    answers = {
        "code": "0" * 16,
        "has_read": True,
        "device": "shared",
        "name": "\u00e9" * 24,
        "proposals": ["\u00e9" * 24] * 3,
        "country": "elsewhere",
        "relation": "other_relative",
        "relation_shown": True,
    }
    assert len(seal_token(keys, "joining", {"at": 1, "answers": answers})) < 3800
