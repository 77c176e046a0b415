"""A new colleague enrols: enrolment code and passphrase, then the app for one-time codes."""

import asyncio

import pyotp
import pytest

import audit
from accounts.models import Role, Staff, StaffRecoveryCode
from accounts.operations import one_time_codes
from accounts.operations import staff as colleagues
from foundation.clock import now
from tests.accounts.entry_steps import (
    OTHER_SENTENCE,
    acts,
    count,
    half_sign_in,
    hold,
    set_cookie,
    token,
    type_code,
    whole,
)
from tests.conftest import BOTH
from tests.people import PASSPHRASES
from web.areas import Area

EMAIL = "nora@example.org"


@pytest.fixture
def code(database, people):
    """Nora's enrolment code."""
    with database.write() as db:
        return colleagues.add(db, "Nora", EMAIL, [Role.FACILITATOR], "Hulplijn Zuid")[1]


def form(code, **other):
    return {"email": EMAIL, "code": code, "passphrase": OTHER_SENTENCE, **other}


async def enrol(browser, code):
    """Everything a new colleague does."""
    page = await browser.post("/staff/enrol", form(code))
    assert (page.status, page.location) == (303, "/staff/app")
    secret = (await browser.follow(page)).code
    return secret, await browser.post("/staff/app", {"one_time_code": pyotp.TOTP(secret).at(now())})


@BOTH
async def test_code_passphrase_and_app_make_a_colleague(browse, code, database):
    nora = browse()
    assert (await nora.open("/staff/enrol")).status == 200
    page = await nora.post("/staff/enrol", form(code.lower()))
    assert (page.status, page.location) == (303, "/staff/app")
    half = token(nora, Area.STAFF)
    page = await nora.follow(page)
    assert page.status == 200
    assert 'class="qr"' in page.html
    secret = page.code
    assert len(secret) == 32
    page = await nora.post("/staff/app", {"one_time_code": pyotp.TOTP(secret).at(now())})
    assert page.status == 200
    assert len(set(page.html.split("<code>")[1:])) == 8
    assert token(nora, Area.STAFF) not in ("", half)
    assert "Max-Age" not in set_cookie(page, "__Host-d")
    stale = browse()
    hold(stale, half, Area.STAFF)
    assert (await stale.open("/staff/app")).location == "/staff/"
    assert (await nora.open("/staff/invites")).status == 200
    assert (await nora.open("/staff/colleagues")).status == 403
    assert acts(database)[-3:] == ["staff added", "staff enrolled", "staff signed in"]
    with database.read() as db:
        assert audit.verify(db) is None


async def test_the_secret_is_shown_only_while_enrolling(browse, code, later):
    nora = browse()
    secret, _ = await enrol(nora, code)
    page = await nora.open("/staff/app")
    assert (page.status, page.location) == (303, "/staff/")
    assert (await nora.post("/staff/app", {"one_time_code": "000000"})).location == "/staff/"
    for path in ("/staff/account", "/staff/code", "/staff/"):
        assert secret not in (await nora.open(path)).html
    other = browse()
    await other.post("/staff/sign-in", {"email": EMAIL, "passphrase": OTHER_SENTENCE})
    assert (await other.open("/staff/app")).location == "/staff/"
    assert (await other.open("/staff/code")).status == 200


async def test_the_code_that_proved_the_app_is_used_up(browse, code):
    nora = browse()
    secret, _ = await enrol(nora, code)
    other = browse()
    await other.post("/staff/sign-in", {"email": EMAIL, "passphrase": OTHER_SENTENCE})
    assert (await type_code(other, pyotp.TOTP(secret).at(now()))).status == 422


async def test_until_the_app_works_only_its_page_opens(browse, code):
    nora = browse()
    await nora.post("/staff/enrol", form(code))
    secret = (await nora.open("/staff/app")).code
    for path in ("/staff/invites", "/staff/account"):
        assert (await nora.open(path)).location == "/staff/code"
    assert (await nora.open("/staff/code")).location == "/staff/app"
    assert (await type_code(nora, pyotp.TOTP(secret).at(now()))).status == 422
    assert (await nora.open("/staff/invites")).location == "/staff/code"
    page = await nora.post("/staff/app", {"one_time_code": "000000"})
    assert page.status == 422
    assert page.code == secret


async def test_somebody_who_was_interrupted_goes_on_with_the_passphrase(browse, code):
    await browse().post("/staff/enrol", form(code))
    nora = browse()
    given = {"email": EMAIL, "passphrase": OTHER_SENTENCE}
    page = await nora.post("/staff/sign-in", given)
    page = await nora.follow(page)
    assert page.location == "/staff/app"
    secret = (await nora.follow(page)).code
    assert (await nora.post("/staff/app", {"one_time_code": pyotp.TOTP(secret).at(now())})).status == 200


@BOTH
async def test_wrong_expired_and_used_codes_and_unknown_addresses_get_the_same_answer_at_the_cost_of_one_hash(
    browse, code, hasher, later, database
):
    answers = []

    async def tries(given):
        calls = hasher.calls
        page = await browse().post("/staff/enrol", given)
        assert hasher.calls == calls + 1
        assert OTHER_SENTENCE not in page.html
        answers.append(whole(page, f'value="{given["email"]}"', f'value="{given["code"]}"'))

    await tries(form("0" * 16))
    await tries(form(code, email="niemand@example.org"))
    await tries(form(code, email="mia@example.org"))
    await tries(form("\0", email="nora\0@example.org"))
    later(days=8)
    await tries(form(code))
    later(days=-8)
    assert (await browse().post("/staff/enrol", form(code))).status == 303
    await tries(form(code))
    assert answers[0][0] == 422
    assert all(answer == answers[0] for answer in answers)


@BOTH
async def test_of_two_with_one_code_one_enrols(browse, code, database):
    browsers = [browse() for _ in range(6)]
    pages = await asyncio.gather(
        *(one.post("/staff/enrol", form(code, passphrase=f"{OTHER_SENTENCE} {n}")) for n, one in enumerate(browsers))
    )
    assert [page.status for page in pages].count(303) == 1
    assert {page.status for page in pages} <= {303, 409, 422}
    winner = next(number for number, page in enumerate(pages) if page.status == 303)
    given = {"email": EMAIL, "passphrase": f"{OTHER_SENTENCE} {winner}"}
    assert (await browse().post("/staff/sign-in", given)).status == 303
    given["passphrase"] = f"{OTHER_SENTENCE} {(winner + 1) % 6}"
    assert (await browse().post("/staff/sign-in", given)).status == 422


@pytest.mark.parametrize("passphrase", ["kort", "x" * 129, "de kat\0slaapt op zolder", " " * 30, "wachtwoord123"])
async def test_a_weak_passphrase_is_refused_before_hashing_and_uses_up_nothing(browse, code, hasher, passphrase):
    calls = hasher.calls
    page = await browse().post("/staff/enrol", form(code, passphrase=passphrase))
    assert (page.status, page.field("email")) == (422, EMAIL)
    assert hasher.calls == calls
    assert (await browse().post("/staff/enrol", form(code))).status == 303


async def test_a_passphrase_like_the_address_is_refused(browse, code):
    assert (await browse().post("/staff/enrol", form(code, passphrase="nora@example.org"))).status == 422


async def test_enrolling_codes_are_guessed_five_times_and_no_more(browse, code, later):
    nora = browse()
    await nora.post("/staff/enrol", form(code))
    secret = (await nora.open("/staff/app")).code
    for _ in range(5):
        assert (await nora.post("/staff/app", {"one_time_code": "000000"})).status == 422
    assert (await nora.post("/staff/app", {"one_time_code": pyotp.TOTP(secret).at(now())})).status == 429
    later(minutes=6)
    assert (await nora.post("/staff/app", {"one_time_code": pyotp.TOTP(secret).at(now())})).status == 200


async def test_a_renewed_enrolment_invalidates_passphrase_app_recovery_codes_and_sign_ins(browse, people, database):
    with database.write() as db:
        old = one_time_codes.renew_recovery_codes(db, db.get_one(Staff, people.ids["mia"]))
    mia, before = browse("mia"), people.one_time_code("mia")
    page = await browse("cora").post(f"/staff/colleagues/{people.ids['mia']}/enrolment", {"confirmed": "on"})
    assert page.status == 200
    code = page.code
    assert len(code) == 16
    assert (await mia.open("/staff/invites")).location == "/staff/"
    assert (await half_sign_in(browse(), "mia")).status == 422
    anew = browse()
    page = await anew.post("/staff/enrol", form(code, email="mia@example.org"))
    assert page.status == 303
    assert (await anew.post("/staff/app", {"one_time_code": before})).status == 422
    assert (await anew.post("/staff/app", {"one_time_code": old[0]})).status == 422
    secret = (await anew.open("/staff/app")).code
    page = await anew.post("/staff/app", {"one_time_code": pyotp.TOTP(secret).at(now())})
    assert page.status == 200
    assert count(database, StaffRecoveryCode)[0] == 8 * 4
    other = browse()
    given = {"email": "mia@example.org", "passphrase": OTHER_SENTENCE}
    assert (await other.post("/staff/sign-in", given)).status == 303
    assert (await type_code(other, old[1])).status == 422
    with database.read() as db:
        assert audit.verify(db) is None


async def test_a_colleague_who_left_cannot_enrol(browse, code, database, people):
    with database.write() as db:
        nora = colleagues.find_by_email(db, EMAIL)
        colleagues.end(db, nora, by=db.get_one(Staff, people.ids["cora"]))
    assert (await browse().post("/staff/enrol", form(code))).status == 422


async def test_the_address_of_the_app_holds_no_persons_name(browse, code, database, people):
    await browse().post("/staff/enrol", form(code))
    with database.read() as db:
        nora = colleagues.find_by_email(db, EMAIL)
        address = one_time_codes.address_for_app(db, nora, "Naast")
    assert "nora" not in address.lower()
    assert PASSPHRASES["mia"] not in address
