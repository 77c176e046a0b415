"""The same headers on every answer there is, and nothing beside them that tells."""

from typing import Any

import pytest

from foundation.settings import ROOT
from tests.browsing import BASE, Page
from tests.conftest import some_and_then_all
from tests.rules.conftest import House
from tests.rules.crawl import answers_of
from tests.rules.served import serving
from web.form_data import MAX_BODY_BYTES
from web.pages import static
from web.security import HEADERS

OF_AN_ANSWER = {"content-type", "content-length"}
OF_A_FILE = {"content-type", "content-length", "last-modified", "etag", "accept-ranges"}
TELLS = {"server", "date", "x-powered-by", "via", "x-request-id", "x-process-time", "age", "vary", "location"}
FILES = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
BESIDE_THE_FILES = [
    "/static/",
    "/static/x",
    "/static/x/",
    "/static/x/css",
    "/static/x/css/",
    "/static/x/no.css",
    "/static/x/../app.py",
    "/static/x/%2e%2e/app.py",
    "/static/x/%2e%2e%2fapp.py",
]
FORM = {"content-type": "application/x-www-form-urlencoded"}
CLEARS = '"cache", "storage"'
WRITTEN = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow, noarchive",
}
"""Written once more on purpose: a change must be meant."""


def test_the_house_headers_are_those_that_were_decided():
    assert HEADERS == WRITTEN


@pytest.mark.parametrize("person", some_and_then_all(["ada", "mia"], ["guest", "ada", "half", "mia"]))
async def test_every_route_has_exactly_the_house_headers(house: House, person: str):
    async for path, page in answers_of(house, person):
        _check(page, path)


@pytest.mark.parametrize("person", ["guest", "ada", "mia"])
async def test_every_refusal_has_them_too(house: House, person: str):
    kinds = {
        404: await house.ask(person, "GET", "/nothing/here"),
        405: await house.ask(person, "DELETE", "/"),
        413: await house.ask(person, "POST", "/sign-in", content="x" * (MAX_BODY_BYTES + 1)),
        415: await house.ask(person, "POST", "/sign-in", headers={"content-type": "application/json"}, content="{}"),
        422: await house.ask(person, "POST", "/sign-in", headers=FORM, content=b"name=\xff"),
        400: await house.ask(person, "GET", "/", headers={"host": "elsewhere.example"}),
        403: await house.ask(person, "POST", "/sign-in", headers={"origin": "https://elsewhere.example"}),
    }
    for status, page in kinds.items():
        assert page.status == status
        _check(page, str(status))
        if status != 400:
            assert 'href="/exit"' in page.html, status
            assert 'href="/help"' in page.html, status


@pytest.mark.parametrize("person", ["guest", "ada", "mia"])
async def test_an_error_of_ours_has_them_and_says_nothing_of_what_happened(house: House, person: str, monkeypatch):
    def breaks(*given: Any) -> None:
        raise RuntimeError("kanarievogel in de mijn")

    monkeypatch.setitem(house.app.app.state._state, "layout_counts", breaks)
    paths = {"guest": "/", "ada": "/rooms", "mia": "/staff/queue"}
    page = await house.ask(person, "GET", paths[person])
    assert page.status == 500
    _check(page, "500")
    assert "kanarievogel" not in page.html
    assert "RuntimeError" not in page.html


async def test_an_error_outside_every_route_has_them(house: House, monkeypatch):
    async def breaks(*given: Any) -> None:
        raise RuntimeError("kanarievogel in de mijn")

    monkeypatch.setattr(house.app, "app", breaks)
    page = await house.ask("guest", "GET", "/")
    assert page.status == 500
    _check(page, "500")
    assert "kanarievogel" not in page.html


async def test_files_have_them_and_only_what_a_file_needs(house: House):
    for path in FILES:
        page = await house.ask("guest", "GET", static(str(path.relative_to(ROOT / "static"))))
        assert page.status == 200, path
        _check(page, path.name, OF_A_FILE)
    assert FILES


async def test_beside_the_files_there_is_nothing_and_that_too_has_them(house: House):
    for path in BESIDE_THE_FILES:
        page = await house.ask("guest", "GET", path)
        assert page.status == 404, path
        _check(page, path)


async def test_every_cookie_is_kept_from_scripts_and_other_sites(house: House):
    seen = 0
    given = {"language": "fr", "place": "/"}
    async for _, page in answers_of(house, "half", given, cookies={"__Host-g": "saved"}):
        for cookie in page.response.headers.get_list("set-cookie"):
            first, *attributes = [part.strip().lower() for part in cookie.split(";")]
            seen += 1
            assert first.startswith("__host-")
            assert {"path=/", "secure", "httponly", "samesite=lax"} <= set(attributes), cookie
            assert not any(one.startswith("domain") for one in attributes)
    assert seen > 20


async def test_a_name_of_the_host_with_a_twin_or_without_any_is_refused(house: House):
    for host in ("", "127.0.0.1.elsewhere.example", "elsewhere.example:8000", "localhost@elsewhere.example", "[::1]"):
        page = await house.ask("guest", "GET", "/", headers={"host": host})
        assert page.status == 400, host
        assert not page.links


async def test_leaving_and_signing_out_clear_what_the_browser_kept(house: House):
    for person, verb, path in (
        ("ada", "GET", "/exit"),
        ("ada", "POST", "/sign-out"),
        ("mia", "POST", "/staff/sign-out"),
        ("iris", "POST", "/apply/leaving"),
        ("rita", "POST", "/register/leaving"),
    ):
        page = await house.ask(person, verb, path)
        assert page.response.headers["clear-site-data"] == CLEARS
        _check(page, path)


async def test_a_real_server_adds_nothing(settings, database, people):
    with serving(settings, database) as served:
        for path in ("/", "/nothing", "/exit", "/rooms", "/staff/", static("css/naast.css")):
            answer = served.client.get(path)
            extra = set(answer.headers) - set(HEADERS) - OF_A_FILE - {"location", "set-cookie", "clear-site-data"}
            assert not extra - {"connection"}, path
            assert not TELLS - {"location"} & set(answer.headers), path


def _check(page: Page, what: str, may: set[str] = OF_AN_ANSWER) -> None:
    given = page.response.headers.multi_items()
    for name, value in HEADERS.items():
        assert [told for header, told in given if header == name] == [value], (what, name)
    extra = {name for name, _ in given} - set(HEADERS) - may
    allowed = {
        303: {"location", "set-cookie", "clear-site-data"},
        405: {"allow"},
        429: {"retry-after"},
        503: {"retry-after"},
    }
    assert extra <= allowed.get(page.status, set()) | {"set-cookie"}, what
    if "location" in extra:
        assert page.location.startswith("/") or page.response.request.url.path == "/exit", what
        assert not page.location.startswith(("//", "/\\")), what
        assert "?" not in page.location, what
    if "clear-site-data" in extra:
        assert page.response.request.url.path in (
            "/exit",
            "/sign-out",
            "/staff/sign-out",
            "/apply/leaving",
            "/register/leaving",
        )
    assert BASE not in page.location
