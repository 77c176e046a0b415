"""What may be in a posted body, and how much."""

from uuid import UUID

import pytest

from tests.conftest import BOTH, some_and_then_all
from web.form_data import MAX_BODY_BYTES, MAX_FIELDS

FORM = "application/x-www-form-urlencoded"
FIELDS = """
    name pseudonym own proposal passphrase new_passphrase code one_time_code email title source words reason verdict
    language place device country relation nonce draft version last count role roles organisation back agree
"""


OTHER_KINDS = (
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "application/json",
    "application/octet-stream",
    "application/xml",
    f"text/plain; {FORM}",
    f"{FORM}2",
    "nonsense",
)


@pytest.mark.parametrize("path", ["/language", "/sign-in", "/join"])
async def test_other_kinds_of_body_are_refused(browse, path):
    guest = browse()
    for kind in OTHER_KINDS:
        page = await send(guest, path, b"language=fr", kind)
        assert page.status_code == 415, kind
        assert not page.cookies


async def test_a_body_without_a_kind_is_refused_and_an_empty_one_is_not(browse):
    assert (await send(browse(), "/language", b"language=fr", "")).status_code == 415
    guest = browse()
    assert (await guest.client.post("/language")).status_code == 303


async def test_a_plain_form_is_read_however_its_kind_is_written(browse):
    guest = browse()
    for kind in (FORM, f"{FORM}; charset=utf-8", FORM.upper(), f" {FORM} ;x=y"):
        page = await send(guest, "/language", b"language=fr&place=/help", kind)
        assert (page.status_code, page.headers["location"]) == (303, "/help"), kind


@pytest.mark.parametrize("path", ["/language", "/sign-in", "/no-such-page"])
async def test_a_body_that_is_too_large_gets_the_kind_page(browse, path):
    page = await send(browse(), path, b"place=" + b"a" * MAX_BODY_BYTES, FORM)
    if path == "/no-such-page":
        assert page.status_code in (404, 413)
        return
    assert page.status_code == 413
    assert 'href="/exit"' in page.text
    assert page.headers["content-type"].startswith("text/html")


async def test_a_body_that_grows_without_saying_how_large_is_stopped(browse):
    async def endless():
        yield b"place="
        for _ in range(MAX_BODY_BYTES // 1000 + 1):
            yield b"a" * 1001

    guest = browse()
    page = await guest.client.post("/language", content=endless(), headers={"content-type": FORM})
    assert page.status_code == 413
    assert 'href="/exit"' in page.text


async def test_a_body_of_exactly_the_largest_size_is_read(browse):
    start = b"language=fr&place=/help&x="
    page = await send(browse(), "/language", start + b"a" * (MAX_BODY_BYTES - len(start)), FORM)
    assert page.status_code == 303


async def test_a_form_with_too_many_fields_is_refused(browse):
    fields = [b"language=fr", b"place=/help", *(b"x%d=1" % number for number in range(MAX_FIELDS - 2))]
    assert (await send(browse(), "/language", b"&".join(fields), FORM)).status_code == 303
    assert (await send(browse(), "/language", b"&".join([*fields, b"y=1"]), FORM)).status_code == 422
    assert (await send(browse(), "/language", b"&" * 100_000, FORM)).status_code == 422


async def test_broken_encoding_is_refused(browse):
    guest = browse()
    for body in (b"%FF", b"%C3", b"%ED%A0%80", b"%F5%80%80%80", "é".encode(), b"\xff"):
        assert (await send(guest, "/language", b"place=" + body, FORM)).status_code == 422, body


async def test_an_odd_form_is_no_trouble(browse):
    guest = browse()
    for body in (b"%", b"%zz=1", b"=", b"&&&", b"=&=", b"a" * 1000, b"[[[[[[[[=]", b"language"):
        assert (await send(guest, "/language", body, FORM)).status_code == 303, body


async def test_of_two_fields_with_one_name_the_last_counts(browse):
    page = await send(browse(), "/language", b"place=/help&place=/night", FORM)
    assert page.headers["location"] == "/night"


@BOTH
@pytest.mark.parametrize("who", some_and_then_all(["ada", "cora"], ["guest", "ada", "mia", "cora"]))
async def test_no_form_anywhere_breaks_over_odd_characters(app, browse, make, who):
    browser = browse(who)
    known = {"room_id": make.room(), "thread_id": make.thread(), "version_id": make.opening(make.room())}
    for path in posting_paths(app, known):
        for odd in ("a\0b\ufffe\x1b[31m'; -- %00" + "\u0300" * 200, "9" * 40):
            page = await browser.post(path, dict.fromkeys(FIELDS.split(), odd))
            assert page.status < 500, (path, odd)
            if page.location == "/sign-in":
                browser = browse(who)


@BOTH
async def test_a_text_with_invisible_zeroes_is_kept_without_them(browse, make):
    room = make.room()
    ada = browse("ada")
    nonce = (await ada.open(f"/rooms/{room}/write")).field("nonce")
    page = await ada.post(f"/rooms/{room}/write", {"title": "Dag\0 nacht", "source": "Ik\0 slaap.", "nonce": nonce})
    assert page.status == 303
    shown = await ada.follow(page)
    assert "Ik slaap." in shown.text
    version = UUID(page.location.split("/")[2])
    make.decide(version)
    assert "Ik slaap." in (await browse("ben").open(f"/threads/{make.thread_of(version)}")).text


@BOTH
async def test_an_address_with_odd_characters_leads_nowhere(browse):
    ada = browse("ada")
    for path in ("/threads/%00", "/rooms/a%00b", "/new/from/%00", "/rooms/%FF", "/drafts/%EF%BF%BE"):
        assert (await ada.open(path)).status == 404, path


async def send(browser, path, body, kind):
    headers = {"content-type": kind} if kind else {}
    return await browser.client.post(path, content=body, headers=headers)


def posting_paths(app, known):
    for route in app.app.routes:
        if "POST" in (getattr(route, "methods", None) or ()) and "sign-out" not in route.path:
            yield route.path.format_map(Params(known))


class Params(dict):
    def __missing__(self, name):
        return "00000000-0000-4000-8000-000000000000"
