"""A route whose guard was forgotten is closed to strangers."""

import pytest
from starlette.responses import PlainTextResponse

from accounts.access import everyone, members, moderators
from accounts.models import Staff
from accounts.operations import staff_sign_ins
from tests.browsing import Browser
from web.areas import COOKIES, Area
from web.hashing import ToHash
from web.routing import action, hashing, page, question

ran = []


@pytest.fixture(autouse=True)
def _fresh():
    ran.clear()


def act(request, db):
    ran.append(request.user)
    return PlainTextResponse("inside")


def read(request, db):
    ran.append(request.user)
    return ToHash(make="x", name="x", known=None)


def write(request, db, hashed):
    return PlainTextResponse("inside")


MAKERS = {
    "page": lambda **given: page("/trial", act, name="trial", **given),
    "question": lambda **given: question("/trial", act, name="trial", **given),
    "action": lambda **given: action("/trial", act, name="trial", **given),
    "hashing": lambda **given: hashing("/trial", read, write, name="trial", **given),
}


@pytest.mark.parametrize("kind", MAKERS)
async def test_a_guest_is_shown_out_and_nothing_runs(browse, add_route, kind):
    add_route(MAKERS[kind]())
    answer = await ask(browse(), kind)
    assert (answer.status, answer.location) == (303, "/")
    assert not ran


@pytest.mark.parametrize("kind", MAKERS)
async def test_on_the_staff_side_a_guest_is_shown_to_the_staff_sign_in(browse, add_route, kind):
    add_route(MAKERS[kind](area=Area.STAFF))
    answer = await ask(browse(), kind)
    assert (answer.status, answer.location) == (303, "/staff/")
    assert not ran


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("area", [Area.APPLICATIONS, Area.REGISTRATIONS])
async def test_an_area_whose_code_nobody_typed_is_closed(browse, add_route, kind, area):
    add_route(MAKERS[kind](area=area))
    for name in ("guest", "ada", "mia", "cora"):
        assert (await ask(browse(name), kind)).status == 303
    assert not ran


@pytest.mark.parametrize("kind", MAKERS)
async def test_a_cookie_of_one_side_opens_nothing_on_the_other(browse, add_route, kind):
    add_route(MAKERS[kind](area=Area.STAFF))
    assert (await ask(browse("ada"), kind)).location == "/staff/"
    mia = browse("mia")
    token = mia.client.cookies[COOKIES[Area.STAFF]]
    for area in (Area.MEMBERS, Area.APPLICATIONS, Area.REGISTRATIONS):
        mia.client.cookies.set(COOKIES[area], token, domain="127.0.0.1")
    assert (await mia.open("/rooms")).status == 303
    assert not ran


@pytest.mark.parametrize("kind", MAKERS)
async def test_staff_without_their_code_are_not_in_yet(app, database, people, add_route, kind):
    add_route(MAKERS[kind](area=Area.STAFF))
    browser = Browser.of(app, database, people, "guest")
    with database.write() as db:
        token = staff_sign_ins.begin(db, db.get_one(Staff, people.ids["mia"]))
    browser.client.cookies.set(COOKIES[Area.STAFF], token, domain="127.0.0.1")
    answer = await ask(browser, kind)
    assert answer.status in (303, 403)
    assert "inside" not in answer.html
    assert not ran


async def test_somebody_signed_in_without_the_right_role_is_refused(browse, add_route):
    add_route(MAKERS["page"](area=Area.STAFF, open_to=moderators))
    assert (await browse("finn").open("/trial")).status == 403
    assert (await browse("cora").open("/trial")).status == 403
    assert not ran
    assert (await browse("mia").open("/trial")).html == "inside"


@pytest.mark.parametrize("kind", MAKERS)
async def test_a_guard_that_breaks_lets_nobody_in(browse, add_route, kind):
    def broken(viewer):
        raise ZeroDivisionError

    add_route(MAKERS[kind](open_to=broken))
    for name in ("guest", "ada"):
        assert (await ask(browse(name), kind)).status == 500
    assert not ran


@pytest.mark.parametrize("token", ["", "x", "a" * 101, "0" * 43, "' OR 1=1 --", "é", "%00"])
async def test_a_made_up_token_is_nobody(browse, add_route, token):
    add_route(MAKERS["page"](open_to=members))
    guest = browse()
    answer = await guest.client.get("/trial", headers={"cookie": f"__Host-a={token}".encode()})
    assert answer.status_code == 303
    assert not ran


async def test_public_routes_stay_open(browse, add_route):
    add_route(MAKERS["page"](open_to=everyone))
    assert (await browse().open("/trial")).html == "inside"


async def test_other_verbs_are_refused_before_anything_runs(browse, add_route):
    add_route(MAKERS["page"](open_to=everyone))
    for verb in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PROPFIND"):
        assert (await browse().client.request(verb, "/trial")).status_code == 405
    assert not ran


async def ask(browser, kind):
    return await (browser.open("/trial") if kind == "page" else browser.post("/trial"))
