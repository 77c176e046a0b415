"""Leaving quickly always works, at once."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from accounts.models import MemberSignIn, StaffSignIn
from foundation.settings import Settings
from tests.conftest import BOTH, CHEAP
from web.areas import COOKIES, KNOWN_BROWSERS
from web.language import COOKIE as LANGUAGE
from web.pages import FLASH_COOKIE, PLACE_COOKIE
from web.steps import COOKIE as STEPS

NEUTRAL = Settings(mode="demo", **CHEAP).exit_url


async def test_it_leads_at_once_to_the_neutral_page(browse):
    for who in ("guest", "ada", "mia"):
        page = await browse(who).open("/exit")
        assert (page.status, page.location) == (303, NEUTRAL)
        assert page.response.headers["clear-site-data"] == '"cache", "storage"'
        assert page.response.headers["cache-control"] == "no-store"
        assert page.html == ""


async def test_every_cookie_of_ours_expires(browse):
    ada = browse("ada")
    names = sorted({*COOKIES.values(), *KNOWN_BROWSERS.values(), LANGUAGE, STEPS, PLACE_COOKIE, FLASH_COOKIE})
    sent = "; ".join([*(f"{name}=x" for name in names), "other=x"])
    page = await ada.client.get("/exit", headers={"cookie": sent})
    dropped = page.headers.get_list("set-cookie")
    assert sorted(line.split("=")[0] for line in dropped) == names
    for line in dropped:
        assert "Max-Age=0" in line
        assert "Path=/" in line
        assert "Secure" in line
        assert "Domain" not in line


@BOTH
async def test_both_sign_ins_of_this_browser_end_afterwards(browse, database):
    ada, mia = browse("ada"), browse("mia")
    for name, value in mia.client.cookies.items():
        ada.client.cookies.set(name, value, domain="127.0.0.1")
    token = dict(ada.client.cookies)
    await ada.open("/exit")
    with database.read() as db:
        assert all(row.ended_at for row in db.exec(select(MemberSignIn)))
        assert all(row.ended_at for row in db.exec(select(StaffSignIn)))
    for name, value in token.items():
        ada.client.cookies.set(name, value, domain="127.0.0.1")
    assert (await ada.open("/rooms")).status == 303
    assert (await ada.open("/staff/queue")).status == 303


async def test_other_browsers_of_the_same_person_stay_signed_in(browse):
    here, there = browse("ada"), browse("ada")
    await here.open("/exit")
    assert (await there.open("/rooms")).status == 200


async def test_it_leaves_though_the_database_is_broken(browse, database, monkeypatch):
    ada = browse("ada")

    def broken():
        raise OperationalError("x", {}, sqlite3.OperationalError("unable to open database file"))

    monkeypatch.setattr(database, "read", broken)
    monkeypatch.setattr(database, "write", broken)
    page = await ada.open("/exit")
    assert (page.status, page.location) == (303, NEUTRAL)
    assert "__Host-a" in page.response.headers["set-cookie"]


async def test_the_answer_is_out_before_the_database_is_touched(app, browse, database, monkeypatch):
    order = []
    for way in ("read", "write"):
        monkeypatch.setattr(database, way, watched(order, getattr(database, way)))

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        is_last = message["type"] == "http.response.body" and not message.get("more_body", False)
        order.append("answered" if is_last else "answering")

    ada = browse("ada")
    order.clear()
    cookie = f"__Host-a={ada.client.cookies['__Host-a']}"
    headers = [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode())]
    scope = {"type": "http", "method": "GET", "path": "/exit", "headers": headers, "query_string": b"", "root_path": ""}
    await app(scope, receive, send)
    assert order == ["answering", "answered", "database"]


@pytest.mark.parametrize(
    "cookie",
    [
        "__Host-a=dead",
        "__Host-a=",
        "__Host-a",
        "__Host-a=" + "x" * 5000,
        '__Host-a="unclosed',
        "__Host-a=a=b=c; __Host-a=second",
        "__Host-d=é",
        "__Host-a b=1",
        "__Host-[x]=1",
        "__Host-é=1",
        "__Host-=1",
        "__Host-,=1",
        ";;;=;=",
        "\x7f=\x7f",
    ],
)
async def test_no_cookie_keeps_anybody_here(browse, cookie):
    page = await browse().client.get("/exit", headers={"cookie": cookie.encode()})
    assert (page.status_code, page.headers["location"]) == (303, NEUTRAL)


async def test_it_needs_nothing_a_form_would_need(browse):
    guest = browse()
    headers = {"sec-fetch-site": "cross-site", "origin": "null", "referer": "http://evil.example"}
    assert (await guest.open("/exit", headers=headers)).location == NEUTRAL
    assert (await guest.open("/exit?anything=1")).location == NEUTRAL


@pytest.mark.settings(exit_url="https://weather.example/today")
async def test_the_neutral_page_is_a_setting(browse):
    assert (await browse().open("/exit")).location == "https://weather.example/today"


async def test_the_link_stands_first_on_every_kind_of_page(browse, make):
    make.thread()
    for who, path in (("guest", "/"), ("guest", "/join"), ("ada", "/rooms"), ("mia", "/staff/queue"), ("ada", "/x")):
        page = await browse(who).open(path)
        assert page.links[0] == "/exit"
        assert 'href="/exit" rel="noreferrer"' in page.html


def watched(order, way):
    def open_it():
        order.append("database")
        return way()

    return open_it
