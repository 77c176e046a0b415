"""Where a form or a cookie may lead: one of our own pages, to the letter."""

import pytest

from accounts.models import Staff
from accounts.operations import staff_sign_ins
from foundation.sealing import seal_token
from tests.browsing import Browser
from web.areas import COOKIES, Area
from web.pages import PLACE_COOKIE

ELSEWHERE = [
    "http://evil.example",
    "https://evil.example/help",
    "http:///evil.example",
    "http:evil.example",
    "https:/evil.example",
    "http:\\\\evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/help",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\evil.example",
    "/%2f%2fevil.example",
    "%2f%2fevil.example",
    "/%5cevil.example",
    "//evil.example@127.0.0.1:8000/help",
    "http://127.0.0.1:8000@evil.example/",
    "http://127.0.0.1:8000/help",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    " javascript:alert(1)",
    "\x08javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "ftp://evil.example",
    "mailto:x@evil.example",
    "\thttp://evil.example",
    "\n//evil.example",
    " //evil.example",
    "/help\r\nSet-Cookie: __Host-a=x",
    "/help\nLocation: //evil.example",
    "/help\n",
    "/help ",
    "/help?next=//evil.example",
    "/help#x",
    "/help;x",
    "/help/..//evil.example",
    "/../help",
    "/./help",
    "//help",
    "/help/",
    "/HELP",
    "/hel\u200bp",
    "/\u2044\u2044evil.example",
    "\uff0f\uff0fevil.example",
    "/nothing-here",
    "/static/x/css/naast.css",
    "/language",
    "[", "http://[", "//[::1]/", "?", "#", ".", "", " ", "None", "0", "-" * 1000, "/" * 1000,
]  # fmt: skip


async def test_choosing_a_language_never_leads_elsewhere(browse):
    guest = browse()
    for place in ELSEWHERE:
        page = await guest.post("/language", {"language": "fr", "place": place})
        assert (page.status, page.location) == (303, "/"), place
        assert "evil" not in str(page.response.headers)


async def test_choosing_a_language_stays_on_the_page(browse, make):
    thread = make.thread()
    ada = browse("ada")
    for place in ("/", "/help", "/night", "/rooms", "/my-texts", f"/threads/{thread}"):
        shown = await ada.open(place)
        kept = shown.field("place") if shown.status == 200 else place
        assert kept == place
        page = await ada.post("/language", {"language": "en", "place": kept})
        assert page.location == place


async def test_previewing_never_sends_the_words_elsewhere(browse):
    ada = browse("ada")
    for place in ELSEWHERE:
        page = await ada.post("/preview", {"source": "Ik ben er.", "back": place})
        assert page.status == 200
        for action in page.form_actions:
            assert action.startswith("/")
            assert "evil" not in action


@pytest.fixture
def half_mia(app, database, people):
    """Mia's browser after her passphrase, before her code."""
    browser = Browser.of(app, database, people, "guest")
    with database.write() as db:
        token = staff_sign_ins.begin(db, db.get_one(Staff, people.ids["mia"]))
    browser.client.cookies.set(COOKIES[Area.STAFF], token, domain="127.0.0.1")
    return browser


async def test_the_place_asked_for_is_kept_until_the_code_is_typed(half_mia, make, people):
    version = make.opening(make.room())
    turned = await half_mia.open(f"/staff/texts/{version}")
    assert (turned.status, turned.location) == (303, "/staff/code")
    assert str(version) not in str(turned.response.headers)
    page = await half_mia.post("/staff/code", {"one_time_code": people.one_time_code("mia")})
    assert (page.status, page.location) == (303, f"/staff/texts/{version}")


async def test_a_place_that_was_tampered_with_is_forgotten(half_mia, people):
    await half_mia.open("/staff/invites")
    sealed = half_mia.client.cookies[PLACE_COOKIE]
    flipped = sealed[:-1] + ("0" if sealed[-1] != "0" else "1")
    half_mia.client.cookies.set(PLACE_COOKIE, flipped, domain="127.0.0.1")
    page = await half_mia.post("/staff/code", {"one_time_code": people.one_time_code("mia")})
    assert (page.status, page.location) == (303, "/staff/")


@pytest.mark.parametrize("purpose", ["place", "joining"])
@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example", "/nothing-here", 7, None, ["/help"]])
async def test_even_a_well_sealed_place_leads_to_our_own_pages_only(half_mia, people, keys, place, purpose):
    half_mia.client.cookies.set(PLACE_COOKIE, seal_token(keys, purpose, place), domain="127.0.0.1")
    page = await half_mia.post("/staff/code", {"one_time_code": people.one_time_code("mia")})
    assert page.status == 303
    assert page.location in ("/", "/staff/")


async def test_the_kept_place_is_what_our_table_says_and_not_what_the_request_says(half_mia, people, keys):
    await half_mia.open("/staff/invites?next=//evil.example", headers={"x-forwarded-host": "evil.example"})
    page = await half_mia.post("/staff/code", {"one_time_code": people.one_time_code("mia")})
    assert page.location == "/staff/invites"
