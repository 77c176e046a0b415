"""Colleagues sign in: passphrase, then a one-time code; after inactivity the code again, with the place kept."""

import asyncio

import pytest
from sqlmodel import col, select

import audit
from accounts.models import Staff, StaffSignIn
from accounts.operations import budgets, one_time_codes
from accounts.operations import staff as colleagues
from mail import Letter, OutgoingLetter
from tests.accounts.entry_steps import (
    acts,
    all_gone,
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
from web.routing import HouseRoute

HALF = {"/staff/code", "/staff/app"}


def staff_routes(app, verb):
    return [
        route
        for route in app.app.routes
        if isinstance(route, HouseRoute) and route.spec.area is Area.STAFF and verb in route.methods
    ]


def filled(path):
    return "/".join(
        "0f0e7f4e-0000-4000-8000-000000000000" if part.startswith("{") else part for part in path.split("/")
    )


async def arrive(browse, people, name="mia"):
    """A colleague signs in by typing everything."""
    browser = browse()
    assert (await half_sign_in(browser, name)).location == "/staff/code"
    assert (await type_code(browser, people.one_time_code(name))).status == 303
    return browser


@BOTH
async def test_passphrase_then_code_opens_everything_under_a_new_token(browse, people, database):
    guest = browse()
    page = await half_sign_in(guest, "mia")
    assert (page.status, page.location) == (303, "/staff/code")
    half = token(guest, Area.STAFF)
    assert (await guest.follow(page)).status == 200
    page = await type_code(guest, people.one_time_code("mia"))
    assert (page.status, page.location) == (303, "/staff/")
    line = set_cookie(page, "__Host-d")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in line
    assert "Max-Age" not in line
    assert "Domain" not in line
    assert token(guest, Area.STAFF) not in ("", half)
    assert (await guest.open("/staff/invites")).status == 200
    other = browse()
    hold(other, half, Area.STAFF)
    assert (await other.open("/staff/invites")).location == "/staff/"
    with database.read() as db:
        letters = db.exec(select(OutgoingLetter)).all()
        assert Letter.NEW_SIGN_IN in {letter.kind for letter in letters if letter.person_id == people.ids["mia"]}
        assert audit.verify(db) is None
    assert acts(database)[-1] == "staff signed in"


async def test_a_code_may_be_typed_with_a_space(browse, people):
    guest = browse()
    await half_sign_in(guest, "mia")
    code = people.one_time_code("mia")
    assert (await type_code(guest, f" {code[:3]} {code[3:]} ")).status == 303


async def test_half_signed_in_opens_only_the_code_pages(app, browse):
    guest = browse()
    await half_sign_in(guest, "cora")
    pages = staff_routes(app, "GET")
    assert len(pages) > 8
    for route in pages:
        page = await guest.open(filled(route.path))
        if route.path in ("/staff/code", "/staff/enrol"):
            assert page.status == 200
        elif route.path == "/staff/app":
            assert page.location == "/staff/"
        else:
            assert (page.status, page.location) == (303, "/staff/code"), route.path
    public = {"/staff/sign-in", "/staff/sign-out", "/staff/enrol"}
    for route in staff_routes(app, "POST"):
        if route.path not in HALF | public:
            page = await guest.post(filled(route.path), {"number": "1", "name": "x"})
            expected = 403 if route.spec.kind == "action" else 303
            assert page.status == expected, route.path
            assert expected == 403 or page.location == "/staff/code"


async def test_being_half_signed_in_opens_nothing_for_members(browse):
    guest = browse()
    await half_sign_in(guest, "mia")
    hold(guest, token(guest, Area.STAFF))
    assert (await guest.open("/rooms")).location == "/"


async def test_a_members_token_opens_nothing_of_the_staff(browse):
    ada = browse("ada")
    hold(ada, token(ada), Area.STAFF)
    assert (await ada.open("/staff/invites")).location == "/staff/"
    mia = browse("mia")
    hold(mia, token(mia, Area.STAFF))
    assert (await mia.open("/rooms")).location == "/"


async def test_the_page_that_was_asked_for_opens_after_the_code(browse, people):
    guest = browse()
    await half_sign_in(guest, "cora")
    assert (await guest.open("/staff/colleagues")).location == "/staff/code"
    page = await type_code(guest, people.one_time_code("cora"))
    assert (page.status, page.location) == (303, "/staff/colleagues")


async def test_the_place_is_kept_only_once(browse, people):
    computer = browse()
    await half_sign_in(computer, "cora")
    await computer.open("/staff/colleagues")
    await type_code(computer, people.one_time_code("cora"))
    await computer.post("/staff/sign-out")
    await half_sign_in(computer, "finn")
    assert (await type_code(computer, people.one_time_code("finn"))).location == "/staff/"


async def test_a_place_that_was_tampered_with_leads_to_the_sign_in_page(browse, people):
    guest = browse()
    await half_sign_in(guest, "cora")
    guest.client.cookies.set("__Host-h", "//evil.example/", domain="127.0.0.1")
    assert (await type_code(guest, people.one_time_code("cora"))).location == "/staff/"


async def test_unknown_address_and_wrong_passphrase_get_the_same_answer_at_the_same_cost(
    browse, people, database, hasher
):
    with database.write() as db:
        cora = db.get_one(Staff, people.ids["cora"])
        colleagues.add(db, "Nieuw", "nieuw@example.org", cora.roles, "Hulplijn Zuid")
        colleagues.end(db, db.get_one(Staff, people.ids["max"]), by=cora)
    answers = []
    for email, passphrase in [
        ("mia@example.org", "iets heel anders dan dat"),
        ("niemand@example.org", PASSPHRASES["mia"]),
        ("max@example.org", PASSPHRASES["max"]),
        ("nieuw@example.org", PASSPHRASES["mia"]),
        ("mia@example.org", "de kat\0slaapt op zolder"),
        ("mia\0@example.org", "                    "),
    ]:
        before = hasher.calls
        page = await browse().post("/staff/sign-in", {"email": email, "passphrase": passphrase})
        assert hasher.calls == before + 1
        assert not set_cookie(page, "__Host-d")
        answers.append(whole(page, email))
    assert answers[0][0] == 422
    assert all(answer == answers[0] for answer in answers)
    assert acts(database).count("staff sign-in failed") == len(answers)
    with database.read() as db:
        assert audit.verify(db) is None


@pytest.mark.parametrize(("length", "status"), [(129, 422), (150_000, 422), (1_000_000, 413)])
async def test_a_passphrase_that_is_too_long_is_refused_before_hashing(browse, hasher, length, status):
    before = hasher.calls
    page = await browse().post("/staff/sign-in", {"email": "mia@example.org", "passphrase": "w" * length})
    assert page.status == status
    assert hasher.calls == before


async def test_a_flood_of_wrong_passphrases_does_not_fill_the_record(browse, database, people, later, monkeypatch):
    monkeypatch.setattr(budgets, "MAX_RECORDED", 3)
    guest = browse()
    for number in range(6):
        name = "mia" if number % 2 else f"nobody{number}"
        fields = {"email": f"{name}@example.org", "passphrase": "dit is het zeker niet"}
        assert (await guest.post("/staff/sign-in", fields)).status == 422
    assert acts(database).count(audit.Action.STAFF_SIGN_IN_FAILED) == 3
    later(minutes=20)
    await guest.post("/staff/sign-in", {"email": "mia@example.org", "passphrase": "dit is het zeker niet"})
    assert acts(database).count(audit.Action.STAFF_SIGN_IN_FAILED) == 4


async def test_a_code_works_once(browse, people):
    code = people.one_time_code("mia")
    first, second = browse(), browse()
    await half_sign_in(first, "mia")
    await half_sign_in(second, "mia")
    assert (await type_code(first, code)).status == 303
    for typed in (code, f"{code[:3]} {code[3:]}"):
        assert (await type_code(second, typed)).status == 422
    assert (await second.open("/staff/invites")).location == "/staff/code"


async def test_the_code_of_the_window_before_the_used_one_is_refused(browse, people):
    first, second = browse(), browse()
    await half_sign_in(first, "mia")
    await half_sign_in(second, "mia")
    before = people.one_time_code("mia", steps=-1)
    assert (await type_code(first, people.one_time_code("mia"))).status == 303
    assert (await type_code(second, before)).status == 422


@pytest.mark.parametrize("steps", [-5, -3, 3, 20])
async def test_a_code_of_another_time_is_refused(browse, people, steps):
    guest = browse()
    await half_sign_in(guest, "mia")
    assert (await type_code(guest, people.one_time_code("mia", steps=steps))).status == 422


async def test_a_code_of_another_colleague_is_refused(browse, people):
    guest = browse()
    await half_sign_in(guest, "mia")
    assert (await type_code(guest, people.one_time_code("max"))).status == 422


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "000000\0", "½½½½½½", "x" * 41])
async def test_what_is_no_code_is_refused(browse, typed):
    guest = browse()
    await half_sign_in(guest, "mia")
    assert (await type_code(guest, typed)).status == 422


@BOTH
async def test_of_two_who_type_the_same_code_at_once_one_gets_in(browse, people, database):
    browsers = [browse() for _ in range(4)]
    for one in browsers:
        await half_sign_in(one, "mia")
    code = people.one_time_code("mia")
    pages = await asyncio.gather(*(type_code(one, code) for one in browsers))
    assert sorted(page.status for page in pages)[0] == 303
    assert [page.status for page in pages].count(303) == 1
    with database.read() as db:
        assert audit.verify(db) is None


async def test_a_recovery_code_works_once(browse, people, database):
    with database.write() as db:
        codes = one_time_codes.renew_recovery_codes(db, db.get_one(Staff, people.ids["mia"]))
    first, second = browse(), browse()
    await half_sign_in(first, "mia")
    await half_sign_in(second, "mia")
    assert (await type_code(first, codes[0].lower())).status == 303
    assert (await type_code(second, codes[0])).status == 422
    assert (await type_code(second, codes[1])).status == 303
    assert acts(database).count("staff recovery code used") == 2


@BOTH
async def test_of_two_who_type_the_same_recovery_code_at_once_one_gets_in(browse, people, database):
    with database.write() as db:
        code = one_time_codes.renew_recovery_codes(db, db.get_one(Staff, people.ids["mia"]))[0]
    browsers = [browse() for _ in range(4)]
    for one in browsers:
        await half_sign_in(one, "mia")
    pages = await asyncio.gather(*(type_code(one, code) for one in browsers))
    assert [page.status for page in pages].count(303) == 1
    with database.read() as db:
        assert audit.verify(db) is None


async def test_after_five_wrong_codes_in_five_minutes_even_the_right_one_waits(browse, people, later, database):
    guest = browse()
    await half_sign_in(guest, "mia")
    for _ in range(5):
        assert (await type_code(guest, "000000")).status == 422
    page = await type_code(guest, people.one_time_code("mia"))
    assert page.status == 429
    assert int(page.response.headers["retry-after"]) >= 60
    other = browse()
    await half_sign_in(other, "max")
    assert (await type_code(other, people.one_time_code("max"))).status == 303
    later(minutes=6)
    assert (await type_code(guest, people.one_time_code("mia"))).status == 303
    assert acts(database).count("staff one-time code failed") == 5


async def test_after_twenty_wrong_codes_in_a_day_the_right_one_waits(browse, people, later):
    for _ in range(4):
        guest = browse()
        await half_sign_in(guest, "mia")
        for _ in range(5):
            assert (await type_code(guest, "000000")).status == 422
        later(minutes=10)
    assert (await type_code(guest, people.one_time_code("mia"))).status == 429
    later(hours=25)
    guest = browse()
    await half_sign_in(guest, "mia")
    assert (await type_code(guest, people.one_time_code("mia"))).status == 303


@BOTH
async def test_guessing_codes_at_once_hardly_gets_further(browse, settings, database):
    guest = browse()
    await half_sign_in(guest, "mia")
    pages = await asyncio.gather(*(type_code(guest, f"{number:06}") for number in range(30)))
    assert {page.status for page in pages} <= {422, 429}
    assert [page.status for page in pages].count(422) <= 5 + settings.threads


async def test_after_inactivity_only_the_code_is_asked_again_and_the_place_is_kept(browse, people, later):
    mia = await arrive(browse, people)
    later(minutes=40)
    page = await mia.open("/staff/account")
    assert (page.status, page.location) == (303, "/staff/code")
    page = await type_code(mia, people.one_time_code("mia"))
    assert (page.status, page.location) == (303, "/staff/account")
    assert (await mia.open("/staff/account")).status == 200


async def test_after_inactivity_a_recovery_code_works_too(browse, people, later, database):
    with database.write() as db:
        codes = one_time_codes.renew_recovery_codes(db, db.get_one(Staff, people.ids["mia"]))
    mia = await arrive(browse, people)
    later(minutes=40)
    await mia.open("/staff/account")
    assert (await type_code(mia, codes[0])).status == 303
    with database.read() as db:
        assert one_time_codes.recovery_codes_left(db, db.get_one(Staff, people.ids["mia"])) == len(codes) - 1


async def test_after_inactivity_a_wrong_code_counts_once(browse, people, later, database):
    mia = await arrive(browse, people)
    later(minutes=40)
    assert (await type_code(mia, "000000")).status == 422
    assert acts(database).count("staff one-time code failed") == 1


async def test_somebody_already_signed_in_is_not_asked_again_by_the_code_page(browse, people, later):
    mia = await arrive(browse, people)
    later(minutes=1)
    assert (await mia.open("/staff/code")).location == "/staff/"


async def test_activity_keeps_the_sign_in_alive_for_eight_hours_at_most(browse, people, later):
    mia = await arrive(browse, people)
    for _ in range(18):
        later(minutes=25)
        assert (await mia.open("/staff/invites")).status == 200
    later(minutes=25)
    await mia.open("/staff/invites")
    later(minutes=10)
    assert (await mia.open("/staff/invites")).location == "/staff/"


async def test_what_was_submitted_after_inactivity_is_kept_until_the_code_is_right(browse, people, later, database):
    mia = await arrive(browse, people)
    later(minutes=40)
    before = count(database, StaffSignIn)
    page = await mia.post("/staff/invites", {"number": "3", "more": '"><b>woord</b>', "passphrase": "stil gehouden"})
    assert page.status == 403
    assert page.field("number") == "3"
    assert page.field("more") == '"><b>woord</b>'
    assert "stil gehouden" not in page.html
    assert "<b>woord" not in page.html
    assert page.field("one_time_code") == ""
    kept = {"number": page.field("number"), "more": page.field("more")}
    page = await mia.post("/staff/invites", {**kept, "one_time_code": "000000"})
    assert page.status == 403
    assert page.field("number") == "3"
    assert acts(database).count("staff one-time code failed") == 1
    page = await mia.post("/staff/invites", {**kept, "one_time_code": people.one_time_code("mia")})
    assert (await mia.follow(page)).html.count("<code>") == 3
    assert acts(database).count("invites issued") == 3
    assert count(database, StaffSignIn) == before


async def test_a_code_page_for_a_kept_form_counts_its_tries(browse, people, later):
    mia = await arrive(browse, people)
    later(minutes=40)
    for _ in range(5):
        assert (await mia.post("/staff/invites", {"number": "1", "one_time_code": "000000"})).status == 403
    given = {"number": "1", "one_time_code": people.one_time_code("mia")}
    assert (await mia.post("/staff/invites", given)).status == 429


async def test_a_code_used_for_a_kept_form_is_used_up(browse, people, later):
    mia = await arrive(browse, people)
    later(minutes=40)
    code = people.one_time_code("mia")
    assert (await mia.post("/staff/invites", {"number": "1", "one_time_code": code})).location == "/staff/invites/new"
    other = browse()
    await half_sign_in(other, "mia")
    assert (await type_code(other, code)).status == 422


@pytest.mark.parametrize(
    "how", ["signing out", "exit", "passphrase", "others", "roles", "leaving", "enrolment", "time"]
)
async def test_an_old_token_opens_nothing(browse, people, later, how, database):
    mia, elsewhere = await arrive(browse, people), browse("mia")
    stale = browse()
    hold(stale, token(mia, Area.STAFF), Area.STAFF)
    assert (await stale.open("/staff/invites")).status == 200
    cora, colleague = browse("cora"), f"/staff/colleagues/{people.ids['mia']}"
    if how == "signing out":
        assert (await mia.post("/staff/sign-out")).location == "/staff/"
    elif how == "exit":
        assert (await mia.open("/exit")).status == 303
    elif how == "passphrase":
        change = {"passphrase": PASSPHRASES["mia"], "new_passphrase": "een fiets zonder bel en licht"}
        assert (await elsewhere.post("/staff/account/passphrase", change)).status == 303
    elif how == "others":
        assert (await elsewhere.post("/staff/account/sign-ins")).status == 303
    elif how == "roles":
        assert (await cora.post(f"{colleague}/roles", {"facilitator": "on"})).status == 303
    elif how == "leaving":
        assert (await cora.post(f"{colleague}/leaving", {"confirmed": "on"})).status == 303
    elif how == "enrolment":
        assert (await cora.post(f"{colleague}/enrolment", {"confirmed": "on"})).status == 200
    else:
        later(hours=8, minutes=1)
    pages = [await stale.open(path) for path in ("/staff/invites", "/staff/account", "/staff/code", "/staff/queue")]
    assert all_gone(pages[:3]), [page.status for page in pages]
    assert (await stale.post("/staff/invites", {"number": "1"})).location == "/staff/"
    if how in ("passphrase", "others"):
        assert (await elsewhere.open("/staff/account")).status == 200


async def test_signing_out_drops_the_cookie_and_works_with_a_dead_one(browse, people):
    mia = browse("mia")
    for _ in range(2):
        page = await mia.post("/staff/sign-out")
        assert (page.status, page.location) == (303, "/staff/")
        assert page.response.headers["clear-site-data"] == '"cache", "storage"'
        assert "Max-Age=0" in set_cookie(page, "__Host-d")


async def test_a_planted_token_is_replaced(browse):
    guest = browse()
    hold(guest, "planted", Area.STAFF)
    await half_sign_in(guest, "mia")
    assert token(guest, Area.STAFF) not in ("", "planted")


async def test_signing_in_ends_the_sign_in_this_browser_had(browse, people):
    mia = browse("mia")
    stale = browse()
    hold(stale, token(mia, Area.STAFF), Area.STAFF)
    await half_sign_in(mia, "mia")
    assert (await stale.open("/staff/invites")).location == "/staff/"


async def test_only_hashes_of_tokens_are_kept(browse, people, database):
    mia = await arrive(browse, people)
    with database.read() as db:
        rows = db.exec(select(StaffSignIn).where(col(StaffSignIn.staff_id) == people.ids["mia"])).all()
    held = token(mia, Area.STAFF)
    assert len(held) >= 43
    assert not [row for row in rows if held in str(row.model_dump()) or held.encode() == row.token_hash]


async def test_a_colleague_changes_passphrase_only_with_the_current_one(browse, people):
    mia = browse("mia")
    change = {"passphrase": "iets heel anders dan dat", "new_passphrase": "een fiets zonder bel en licht"}
    assert (await mia.post("/staff/account/passphrase", change)).status == 422
    change["passphrase"] = PASSPHRASES["mia"]
    assert (await mia.post("/staff/account/passphrase", {**change, "new_passphrase": "kort"})).status == 422
    assert (await mia.post("/staff/account/passphrase", change)).status == 303
    assert (await half_sign_in(browse(), "mia")).status == 422
    given = {"email": "mia@example.org", "passphrase": change["new_passphrase"]}
    assert (await browse().post("/staff/sign-in", given)).status == 303


async def test_making_new_recovery_codes_requires_a_fresh_code_and_invalidates_the_old_ones(
    browse, people, later, database
):
    with database.write() as db:
        old = one_time_codes.renew_recovery_codes(db, db.get_one(Staff, people.ids["mia"]))
    mia = browse("mia")
    later(minutes=6)
    assert (await mia.post("/staff/account/codes")).status == 403
    page = await mia.post("/staff/account/codes", {"one_time_code": people.one_time_code("mia")})
    assert page.status == 200
    assert page.html.count("<code>") == 8
    other = browse()
    await half_sign_in(other, "mia")
    assert (await type_code(other, old[0])).status == 422
    new = page.html.split("<code>")[1].split("</code>")[0]
    assert (await type_code(other, new)).status == 303
