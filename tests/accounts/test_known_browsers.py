"""A browser in which somebody signed in before gets past a crowd at the door, until they say that it should not."""

import pytest

from accounts.forms import Restricting
from accounts.models import Device, Member, RestrictionReason, Staff
from accounts.operations import known_browsers, restrictions, sign_ins
from accounts.operations import staff as colleagues
from tests.accounts.entry_steps import OTHER_SENTENCE, give, half_sign_in, set_cookie, sign_in, token, type_code, walk
from tests.conftest import BOTH
from tests.people import PASSPHRASES, PSEUDONYMS
from tests.races import race
from web.areas import KNOWN_BROWSERS, Area

MEMBER, STAFF = KNOWN_BROWSERS[Area.MEMBERS], KNOWN_BROWSERS[Area.STAFF]


def known(browser, area=Area.MEMBERS):
    """What this browser holds."""
    return browser.client.cookies.get(KNOWN_BROWSERS[area], "") or ""


def counts(database, people, name, held):
    """Does it still count?"""
    with database.read() as db:
        person = db.get_one(Member if people.is_member(name) else Staff, people.ids[name])
        return bool(known_browsers.recognise(db, held, person))


async def own_browser(browse, name="ada"):
    """A browser in which somebody signed in, on a device of their own."""
    browser = browse()
    assert (await sign_in(browser, PSEUDONYMS[name], PASSPHRASES[name], "own")).status == 303
    return browser


async def staff_browser(browse, people, name="mia"):
    browser = browse()
    assert (await half_sign_in(browser, name)).status == 303
    assert (await type_code(browser, people.one_time_code(name))).status == 303
    return browser


async def guess(browser, times, name="ada"):
    for number in range(times):
        assert (await sign_in(browser, PSEUDONYMS[name], f"een gok, nummer {number}")).status == 422


async def test_guesses_elsewhere_do_not_delay_a_known_browser_and_its_own_do(browse, slept):
    ada = await own_browser(browse)
    await guess(browse(), 9)
    slept.seconds.clear()
    assert (await sign_in(ada, PSEUDONYMS["ada"], PASSPHRASES["ada"], "own")).status == 303
    assert slept.seconds == []
    await guess(ada, 6)
    assert slept.seconds == [1.0, 2.0]
    slept.seconds.clear()
    assert (await sign_in(browse(), PSEUDONYMS["ben"], PASSPHRASES["ben"])).status == 303
    assert slept.seconds == []


async def test_a_known_browser_of_one_is_a_stranger_at_the_door_of_another(browse, slept):
    ada = await own_browser(browse)
    await guess(browse(), 9, "ben")
    slept.seconds.clear()
    await sign_in(ada, PSEUDONYMS["ben"], PASSPHRASES["ben"], "own")
    assert slept.seconds == [30.0]


async def test_guesses_in_a_known_browser_leave_other_browsers_alone(browse, slept):
    await guess(await own_browser(browse), 5)
    slept.seconds.clear()
    assert (await sign_in(browse(), PSEUDONYMS["ada"], PASSPHRASES["ada"])).status == 303
    assert slept.seconds == []


async def test_it_is_given_on_an_own_device_only_and_taken_back_on_a_shared_one(browse, database, people):
    shared = browse()
    await sign_in(shared, PSEUDONYMS["ada"], PASSPHRASES["ada"])
    assert not known(shared)
    ada = await own_browser(browse)
    page = await sign_in(ada, PSEUDONYMS["ada"], PASSPHRASES["ada"], "shared")
    assert "Max-Age=0" in set_cookie(page, MEMBER)
    joined = browse()
    await walk(joined, give(database, people)[0])
    assert not known(joined)
    joined = browse()
    await walk(joined, give(database, people)[0], device={"device": "own"}, name={"own": "Stevige Berk"})
    assert known(joined)


async def test_it_says_nothing_opens_nothing_and_outlives_signing_out(browse, database, people):
    ada = browse()
    page = await sign_in(ada, PSEUDONYMS["ada"], PASSPHRASES["ada"], "own")
    line = set_cookie(page, MEMBER)
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/", f"Max-Age={90 * 86400}"):
        assert part in line
    assert str(people.ids["ada"]) not in line
    await ada.post("/sign-out")
    assert known(ada)
    assert not token(ada)
    assert (await ada.open("/rooms")).location == "/"
    assert PSEUDONYMS["ada"] not in (await ada.open("/sign-in")).html
    page = await ada.open("/exit")
    assert "Max-Age=0" in set_cookie(page, MEMBER)


async def test_staff_get_it_with_the_one_time_code_and_not_before(browse, people, slept):
    mia = browse()
    await half_sign_in(mia, "mia")
    assert not known(mia, Area.STAFF)
    await type_code(mia, people.one_time_code("mia"))
    assert known(mia, Area.STAFF)
    await mia.post("/staff/sign-out")
    for number in range(9):
        given = {"email": "mia@example.org", "passphrase": f"een gok, nummer {number}"}
        assert (await browse().post("/staff/sign-in", given)).status == 422
    slept.seconds.clear()
    assert (await half_sign_in(mia, "mia")).status == 303
    assert slept.seconds == []
    assert (await half_sign_in(browse(), "mia")).status == 303
    assert slept.seconds == [30.0]


async def test_after_ninety_days_it_counts_no_more(browse, later, database, people):
    held = known(await own_browser(browse))
    later(days=90)
    assert counts(database, people, "ada", held)
    later(days=1)
    assert not counts(database, people, "ada", held)


@pytest.mark.parametrize("held", ["", "x", "x" * 5000, "%00", "A" * 200])
async def test_what_is_no_token_of_ours_makes_a_stranger(browse, slept, held):
    await guess(browse(), 5)
    slept.seconds.clear()
    guest = browse()
    guest.client.cookies.set(MEMBER, held, domain="127.0.0.1")
    assert (await sign_in(guest, PSEUDONYMS["ada"], PASSPHRASES["ada"])).status == 303
    assert slept.seconds == [2.0]


async def test_that_of_staff_is_worth_nothing_at_the_door_of_members(browse, database, people):
    held = known(await staff_browser(browse, people), Area.STAFF)
    assert counts(database, people, "mia", held)
    assert not counts(database, people, "ada", held)
    assert not counts(database, people, "max", held)


@BOTH
@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/account/sign-ins", {}),
        ("/account/passphrase", {"passphrase": PASSPHRASES["ada"], "new_passphrase": OTHER_SENTENCE}),
    ],
)
async def test_ending_the_other_sign_ins_leaves_this_browser_known_and_no_other(browse, database, people, path, given):
    here, there = await own_browser(browse), await own_browser(browse)
    before = known(here)
    assert (await here.post(path, given)).status == 303
    assert known(here) != before
    assert counts(database, people, "ada", known(here))
    assert not counts(database, people, "ada", before)
    assert not counts(database, people, "ada", known(there))


async def test_ending_the_other_sign_ins_from_a_shared_device_leaves_none_known(browse, database, people):
    there, here = await own_browser(browse), browse("ada", device=Device.SHARED)
    await here.post("/account/sign-ins")
    assert not known(here)
    assert not counts(database, people, "ada", known(there))


@BOTH
async def test_recovering_makes_every_browser_a_stranger(browse, database, people):
    ada = await own_browser(browse)
    held = known(ada)
    given = {"name": PSEUDONYMS["ada"], "code": people.recovery["ada"], "passphrase": OTHER_SENTENCE}
    page = await ada.post("/recover", given)
    assert page.status == 303
    assert "Max-Age=0" in set_cookie(page, MEMBER)
    assert not counts(database, people, "ada", held)


@BOTH
async def test_the_end_of_a_membership_ends_it_also_when_that_is_lifted(browse, database, people):
    held = known(await own_browser(browse))
    with database.write() as db:
        given = Restricting(
            kind="end", reason=next(iter(RestrictionReason)), message="Dag.", is_danger=True, confirmed=True
        )
        mia, ada = db.get_one(Staff, people.ids["mia"]), db.get_one(Member, people.ids["ada"])
        restriction = restrictions.restrict(db, ada, given, by=mia)
    assert not counts(database, people, "ada", held)
    with database.write() as db:
        restrictions.lift(db, db.get_one(type(restriction), restriction.id), by=db.get_one(Staff, people.ids["mia"]))
    assert not counts(database, people, "ada", held)


@BOTH
@pytest.mark.parametrize("path", ["/staff/account/sign-ins", "/staff/account/passphrase"])
async def test_a_colleague_who_ends_other_sign_ins_keeps_this_browser(browse, database, people, later, path):
    there = await staff_browser(browse, people)
    later(minutes=1)
    here = await staff_browser(browse, people)
    given = {"passphrase": PASSPHRASES["mia"], "new_passphrase": OTHER_SENTENCE}
    assert (await here.post(path, given)).status == 303
    assert counts(database, people, "mia", known(here, Area.STAFF))
    assert not counts(database, people, "mia", known(there, Area.STAFF))


@BOTH
@pytest.mark.parametrize("how", [colleagues.end, colleagues.renew_enrolment])
async def test_a_colleague_who_leaves_or_enrols_anew_has_no_known_browser(browse, database, people, how):
    held = known(await staff_browser(browse, people), Area.STAFF)
    with database.write() as db:
        how(db, db.get_one(Staff, people.ids["mia"]), by=db.get_one(Staff, people.ids["cora"]))
    assert not counts(database, people, "mia", held)


@BOTH
def test_a_browser_that_becomes_known_while_all_are_forgotten_is_known_only_if_its_sign_in_lives(database, people):
    given = []

    def get_in(db):
        ada = db.get_one(Member, people.ids["ada"])
        given.append((sign_ins.begin(db, ada, Device.OWN), known_browsers.token_for(db, ada)))

    def end_all(db):
        sign_ins.end_others(db, db.get_one(Member, people.ids["ada"]))

    for first, then in ((get_in, end_all), (end_all, get_in)):
        given.clear()
        assert race(database, first, then) == []
        ((sign_in_token, held),) = given
        with database.read() as db:
            lives = sign_ins.current(db, sign_in_token) is not None
        assert lives or not counts(database, people, "ada", held)
