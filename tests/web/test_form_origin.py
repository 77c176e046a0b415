"""A form is taken only from one of our own pages."""

import itertools

import pytest

SITES = {
    None: "silent",
    "same-origin": "ours",
    "same-site": "foreign",
    "cross-site": "foreign",
    "none": "foreign",
    "": "foreign",
    "same-origin, cross-site": "foreign",
}
ORIGINS = {
    None: "silent",
    "http://127.0.0.1:8000": "ours",
    "http://localhost:8000": "ours",
    "null": "foreign",
    "": "foreign",
    "http://evil.example": "foreign",
    "http://evil.example:8000": "foreign",
    "http://127.0.0.1": "foreign",
    "http://127.0.0.1:8001": "foreign",
    "http://127.0.0.1:80000": "foreign",
    "https://127.0.0.1:8000": "foreign",
    "http://127.0.0.1:8000.evil.example": "foreign",
    "http://127.0.0.1:8000@evil.example": "foreign",
    "http://127.0.0.1:8000/": "foreign",
    "http://127.0.0.1:8000 http://evil.example": "foreign",
    "http://sub.localhost:8000": "foreign",
}
TAKEN = {("ours", "ours"), ("ours", "silent"), ("silent", "ours")}


async def test_every_pair_of_fetch_site_and_origin_is_answered_as_the_table_says(browse):
    guest = browse()
    for site, origin in itertools.product(SITES, ORIGINS):
        set_headers(guest, site, origin)
        page = await guest.post("/language", {"language": "fr", "place": "/help"})
        is_taken = (SITES[site], ORIGINS[origin]) in TAKEN
        assert page.status == (303 if is_taken else 403), (site, origin)
        assert ("__Host-e" in page.response.cookies) is is_taken, (site, origin)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("guest", "/sign-in"),
        ("guest", "/join"),
        ("guest", "/recover"),
        ("guest", "/staff/sign-in"),
        ("guest", "/staff/enrol"),
        ("ada", "/sign-out"),
        ("ada", "/preview"),
        ("ada", "/account/passphrase"),
        ("ada", "/account/code"),
        ("mia", "/staff/sign-out"),
        ("mia", "/staff/invites"),
    ],
)
async def test_a_foreign_page_can_post_nothing_whoever_is_signed_in(browse, who, path):
    browser = browse(who)
    for site, origin in (("cross-site", "null"), ("same-site", "http://evil.example"), (None, None)):
        set_headers(browser, site, origin)
        page = await browser.post(path, {"source": "x", "count": "1"})
        assert page.status == 403
        assert "set-cookie" not in page.response.headers


async def test_a_foreign_page_cannot_sign_somebody_out(browse):
    ada = browse("ada")
    set_headers(ada, "cross-site", "http://evil.example")
    await ada.post("/sign-out")
    set_headers(ada, "same-origin", "http://127.0.0.1:8000")
    assert (await ada.open("/rooms")).status == 200


async def test_a_refused_form_costs_no_hash(app, browse):
    guest = browse()
    set_headers(guest, "cross-site", None)
    before = app.app.state.hasher.calls
    await guest.post("/sign-in", {"name": "Stille Linde", "passphrase": "ada loopt langs het water"})
    assert app.app.state.hasher.calls == before


async def test_pages_open_whatever_page_the_link_stood_on(browse):
    guest = browse()
    set_headers(guest, "cross-site", None)
    assert (await guest.open("/help")).status == 200


def set_headers(browser, site, origin):
    for name, value in (("sec-fetch-site", site), ("origin", origin)):
        browser.client.headers.pop(name, None)
        if value is not None:
            browser.client.headers[name] = value
