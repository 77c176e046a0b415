"""The site answers to its own names only, and believes no header about them."""

import pytest

EVIL = ("evil.example", "127.0.0.1.evil.example", "evil.example:8000", "evil@127.0.0.1", "", "127.0.0.2", "[::1]:8000")
BELIEVE_ME = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-for": "6.6.6.6",
    "x-forwarded-proto": "gopher",
    "x-forwarded-server": "evil.example",
    "x-host": "evil.example",
    "x-original-url": "/staff/queue",
    "x-rewrite-url": "/staff/queue",
    "forwarded": "host=evil.example;proto=gopher",
}


async def test_our_own_names_are_answered(browse):
    for host in ("127.0.0.1:8000", "127.0.0.1", "localhost:8000", "localhost"):
        assert (await browse().open("/help", headers={"host": host})).status == 200


@pytest.mark.parametrize("path", ["/", "/help", "/exit", "/rooms", "/static/x/css/naast.css", "/nothing"])
async def test_other_names_are_not(browse, path):
    for host in EVIL:
        page = await browse("ada").open(path, headers={"host": host})
        assert page.status == 400, host
        assert "evil" not in page.html
        assert "content-security-policy" in page.response.headers


async def test_two_names_at_once_are_not_answered(browse):
    for pair in (("127.0.0.1:8000", "evil.example"), ("evil.example", "127.0.0.1:8000"), ("localhost", "localhost")):
        page = await browse().client.get("/help", headers=[("host", host) for host in pair])
        assert page.status_code == 400


async def test_a_request_without_a_name_is_not_answered(app):
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", "server": ("evil", 80)}
    await app(scope, receive, send)
    assert sent[0]["status"] == 400


async def test_no_header_about_other_names_is_believed(browse):
    for path in ("/", "/help", "/join", "/sign-in", "/nothing", "/staff/queue"):
        plain, told = await browse().open(path), await browse().open(path, headers=BELIEVE_ME)
        assert (told.status, told.location, told.html) == (plain.status, plain.location, plain.html)


async def test_every_redirect_stays_on_this_site(browse):
    for path in ("/rooms", "/staff/queue", "/join/words", "/account"):
        page = await browse().open(path, headers=BELIEVE_ME)
        assert page.status == 303
        assert page.location.startswith("/")
        assert not page.location.startswith("//")


ALMOST_OURS = (
    "@evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "http://evil.example/",
    "/rooms/",
    "//rooms",
    "/help/",
    "/help//",
    "/HELP",
    "/./help",
    "/rooms;x",
    "/help.css",
    "*",
    "",
)


async def test_an_address_that_is_almost_ours_leads_nowhere(raw_get):
    for path in ALMOST_OURS:
        status, headers, body = await raw_get(path)
        assert status == 404, path
        assert "location" not in headers
        assert b"evil" not in body


async def test_a_query_string_changes_nothing(browse):
    guest = browse()
    for path in ("/", "/help", "/sign-in", "/rooms"):
        plain, asked = await guest.open(path), await guest.open(f"{path}?next=//evil.example&language=fr&role=staff")
        assert (asked.status, asked.location, asked.html) == (plain.status, plain.location, plain.html)
