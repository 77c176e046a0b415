"""A member signs in with pseudonym and passphrase."""

import pytest
from sqlmodel import col, select

from accounts.models import Device, Member, MemberSignIn
from tests.accounts.entry_steps import SENTENCE, acts, give, hold, set_cookie, sign_in, token, walk, whole
from tests.browsing import Page
from tests.conftest import BOTH
from tests.people import PASSPHRASES, PSEUDONYMS

REAL = {"hash_time": 3, "hash_memory_kib": 65536, "hash_lanes": 4}


@BOTH
async def test_name_and_passphrase_open_the_rooms(browse, database, people):
    guest = browse()
    assert (await guest.open("/sign-in")).status == 200
    page = await sign_in(guest, PSEUDONYMS["ada"], PASSPHRASES["ada"])
    assert (page.status, page.location) == (303, "/rooms")
    assert (await guest.open("/rooms")).status == 200
    assert (await guest.open("/sign-in")).location == "/rooms"
    with database.read() as db:
        row = db.exec(select(MemberSignIn)).one()
    assert row.member_id == people.ids["ada"]
    assert row.seen_at.minute % 5 == row.seen_at.second == row.seen_at.microsecond == 0
    assert token(guest) not in str(row.model_dump())


@pytest.mark.parametrize("typed", ["stille linde", "  STILLE   LINDE ", "stille-linde", "Stillelinde"])
async def test_a_name_may_be_typed_in_many_ways(browse, typed):
    assert (await sign_in(browse(), typed, PASSPHRASES["ada"])).status == 303


@pytest.mark.parametrize(("device", "lasts"), [("own", f"Max-Age={14 * 86400}"), ("shared", "")])
async def test_the_device_decides_how_long_the_cookie_stays(browse, device, lasts):
    line = set_cookie(await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"], device), "__Host-a")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in line
    assert "Domain" not in line
    assert lasts in line if lasts else "Max-Age" not in line


async def test_a_shared_device_is_assumed_when_nothing_is_chosen(browse, database):
    page = await browse().post("/sign-in", {"name": PSEUDONYMS["ada"], "passphrase": PASSPHRASES["ada"]})
    assert "Max-Age" not in set_cookie(page, "__Host-a")
    with database.read() as db:
        assert db.exec(select(MemberSignIn)).one().device is Device.SHARED


async def test_an_unknown_name_and_a_wrong_passphrase_get_the_same_answer_at_the_cost_of_one_hash(
    browse, hasher, people, database
):
    with database.write() as db:
        ben = db.get_one(Member, people.ids["ben"])
        ben.ended_on = ben.joined_on
        db.add(ben)
    before = acts(database)
    answers = []
    for name, passphrase in [
        (PSEUDONYMS["ada"], "iets heel anders dan dat"),
        ("Niemand Hier", PASSPHRASES["ada"]),
        (PSEUDONYMS["ben"], PASSPHRASES["ben"]),
        ("\0 \0", PASSPHRASES["ada"]),
        ("%", PASSPHRASES["ada"]),
        (PSEUDONYMS["ada"], "de kat\0slaapt op zolder"),
        (PSEUDONYMS["ada"], " " * 30),
    ]:
        calls = hasher.calls
        page = await sign_in(browse(), name, passphrase)
        assert hasher.calls == calls + 1
        assert passphrase not in page.html or not passphrase.strip()
        answers.append(whole(page, f'value="{name}"'))
    assert answers[0][0] == 422
    assert all(answer == answers[0] for answer in answers)
    assert acts(database) == before


@pytest.mark.parametrize(("length", "status"), [(0, 422), (129, 422), (150_000, 422), (1_000_000, 413)])
async def test_no_passphrase_or_one_that_is_too_long_is_refused_before_hashing(browse, hasher, length, status):
    calls = hasher.calls
    assert (await sign_in(browse(), PSEUDONYMS["ada"], "w" * length)).status == status
    assert hasher.calls == calls


@pytest.mark.parametrize("device", ["", "mine", "OWN"])
async def test_a_device_that_is_neither_is_refused_before_hashing(browse, hasher, device):
    calls = hasher.calls
    page = await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"], device)
    assert (page.status, page.field("name")) == (422, PSEUDONYMS["ada"])
    assert hasher.calls == calls


async def test_the_name_is_kept_and_the_passphrase_is_not(browse):
    page = await sign_in(browse(), '"><script>Wilg', "iets heel anders dan dat")
    assert page.status == 422
    assert page.field("name") == '"><script>Wilg'
    assert "<script>Wilg" not in page.html
    assert "iets heel anders" not in page.html


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
async def test_nobody_is_signed_in_from_another_site(browse, hasher, headers):
    guest, calls = browse(), hasher.calls
    given = {"name": PSEUDONYMS["ada"], "passphrase": PASSPHRASES["ada"]}
    page = await guest.post("/sign-in", given, headers=headers)
    assert page.status == 403
    assert not token(guest)
    assert hasher.calls == calls


async def test_a_planted_token_is_replaced(browse):
    guest, other = browse(), browse()
    for one in (guest, other):
        hold(one, "planted")
    await sign_in(guest, PSEUDONYMS["ada"], PASSPHRASES["ada"])
    assert token(guest) not in ("", "planted")
    assert (await other.open("/rooms")).location == "/"


async def test_signing_in_again_ends_the_sign_in_this_browser_had(browse):
    ada, stale = browse("ada"), browse()
    hold(stale, token(ada))
    await sign_in(ada, PSEUDONYMS["ben"], PASSPHRASES["ben"])
    assert (await stale.open("/rooms")).location == "/"
    assert (await ada.open("/account")).status == 200
    assert PSEUDONYMS["ben"] in (await ada.open("/account")).text


async def test_a_broken_or_endless_token_makes_a_guest(browse):
    for value in ("x", "x" * 101, "%00", "a" * 8000):
        guest = browse()
        hold(guest, value)
        page = await guest.open("/rooms")
        assert (page.status, page.location) == (303, "/")


@pytest.mark.settings(**REAL)
async def test_joining_and_signing_in_work_with_the_real_hashing_cost(browse, database, people):
    code = give(database, people)[0]
    assert (await walk(browse(), code)).status == 303
    with database.read() as db:
        stored = db.exec(select(Member.passphrase_hash).where(col(Member.pseudonym) == "Zachte Wilg")).one()
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert (await sign_in(browse(), "Zachte Wilg", SENTENCE)).status == 303
    assert (await sign_in(browse(), "Zachte Wilg", SENTENCE + ".")).status == 422
    assert (await sign_in(browse(), "Niemand Hier", SENTENCE)).status == 422


async def test_pages_that_ask_for_a_passphrase_never_suggest_one(browse):
    page: Page = await browse().open("/sign-in")
    assert page.field("passphrase") == ""
    assert page.field("device") == "shared"
