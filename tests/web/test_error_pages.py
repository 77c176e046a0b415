"""Every no is a page: a sentence, a next step, the way out."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from starlette.exceptions import HTTPException

from accounts.access import everyone
from foundation.errors import NotAllowed, NotVisible, OutOfStep, Refused, TooBusy, TooMany
from web.areas import Area
from web.language import COOKIE
from web.routing import action, page

ERRORS = {
    "not allowed": (NotAllowed(), 403),
    "not visible": (NotVisible(), 404),
    "gone meanwhile": (ObjectDeletedError(None, "gisteren"), 404),
    "wrong verb": (HTTPException(405), 405),
    "out of step": (OutOfStep("gisteren"), 409),
    "stale": (StaleDataError("gisteren"), 409),
    "too large": (HTTPException(413), 413),
    "wrong kind": (HTTPException(415), 415),
    "refused": (Refused("There is no text yet."), 422),
    "refused with odd words": (Refused("100% %(x)s {{ 7*7 }} <b>"), 422),
    "too many": (TooMany(600), 429),
    "too many, shortly": (TooMany(), 429),
    "broken": (ZeroDivisionError("gisteren"), 500),
    "database broken": (OperationalError("gisteren", {}, sqlite3.OperationalError("disk I/O error")), 500),
    "database busy": (OperationalError("gisteren", {}, sqlite3.OperationalError("database is locked")), 503),
    "too busy": (TooBusy(), 503),
    "teapot": (HTTPException(418), 418),
}


@pytest.mark.parametrize("kind", ERRORS)
async def test_every_error_has_its_page_for_everybody_in_every_language(browse, add_route, kind):
    error, status = ERRORS[kind]

    def fail(request, db):
        raise error

    for area in (Area.MEMBERS, Area.STAFF):
        add_route(page(f"/trial/{area}", fail, name=f"trial:{area}", open_to=everyone, area=area))
    seen = set()
    for who in ("guest", "ada", "mia", "cora"):
        for language in ("nl", "en", "fr"):
            browser = browse(who)
            browser.client.cookies.set(COOKIE, language, domain="127.0.0.1")
            for area in (Area.MEMBERS, Area.STAFF):
                answer = await browser.open(f"/trial/{area}")
                check(answer, status, language)
                seen.add((language, answer.title))
    assert {language for language, _ in seen} == {"nl", "en", "fr"}


@pytest.mark.parametrize("status", [403, 404, 405, 409, 413, 415, 422, 429, 500, 503])
async def test_the_same_for_a_form(browse, add_route, status):
    def fail(request, db):
        raise HTTPException(status)

    add_route(action("/trial", fail, name="trial", open_to=everyone))
    check(await browse("ada").post("/trial", {"source": "Ik slaap niet."}), status, "nl")


async def test_what_happens_outside_our_routes_has_its_page_too(browse):
    check(await browse().open("/nothing-here"), 404, "nl")
    check(await browse("ada").open("/static/x/nothing.css"), 404, "nl")
    check(await browse().post("/help"), 405, "nl")
    check(await browse().post("/static/x/css/naast.css"), 405, "nl")


async def test_a_page_of_somebody_else_looks_like_one_that_never_was(browse, make):
    theirs = make.draft(make.room(), by="ben")
    ada = browse("ada")
    hidden = await ada.open(f"/drafts/{theirs}")
    unknown = await ada.open("/drafts/00000000-0000-4000-8000-000000000000")
    assert hidden.status == unknown.status == 404
    assert hidden.html.replace(str(theirs), "x") == unknown.html.replace("00000000-0000-4000-8000-000000000000", "x")


async def test_too_many_and_too_busy_say_when_to_come_back(browse, add_route):
    def busy(request, db):
        raise TooBusy

    def many(request, db):
        raise TooMany(600)

    add_route(page("/busy", busy, name="busy", open_to=everyone))
    add_route(page("/many", many, name="many", open_to=everyone))
    assert (await browse().open("/busy")).response.headers["retry-after"] == "30"
    assert (await browse().open("/many")).response.headers["retry-after"] == "600"


async def test_nothing_leaks_when_even_the_error_page_fails(app, browse, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("gisteren")

    monkeypatch.setattr(app.app.state.templates, "get_template", broken)
    answer = await browse().open("/help")
    assert answer.status == 500
    assert "gisteren" not in answer.html
    assert "ZeroDivision" not in answer.html
    assert answer.response.headers["cache-control"] == "no-store"


async def test_with_a_broken_database_every_page_fails_kindly(app, browse, database, monkeypatch):
    guest, ada = browse(), browse("ada")

    def broken():
        raise OperationalError("gisteren", {}, sqlite3.OperationalError("unable to open database file"))

    monkeypatch.setattr(database, "read", broken)
    monkeypatch.setattr(database, "write", broken)
    for answer in (await guest.open("/"), await ada.open("/rooms"), await ada.post("/sign-out")):
        check(answer, 500, "nl")


def check(answer, status, language):
    assert answer.status == status
    assert f'<html lang="{language}">' in answer.html
    assert answer.title
    assert "/exit" in answer.links
    assert "/help" in answer.links
    assert any(link.startswith("/") and link not in ("/exit", "/help") for link in answer.links)
    assert "gisteren" not in answer.html
    assert "<b>" not in answer.html
    assert "Traceback" not in answer.html
    assert answer.response.headers["cache-control"] == "no-store"
