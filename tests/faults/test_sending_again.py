"""When it goes wrong at our side nothing that was typed is lost, and one button sends it again: once, not twice."""

import asyncio
import re
import sqlite3
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
import pytest
from sqlmodel import select

from accounts.models import Invite
from forum.models import Draft, PostVersion
from foundation.data_keys import unseal
from foundation.errors import TooBusy, TooMany
from foundation.forms import Form
from foundation.settings import ROOT
from groups.models import Message, Registration
from scheduler.running import poll
from tests.browsing import _Reader
from tests.conftest import BOTH
from tests.groups.registrant import STEPS, registered
from tests.races import PG
from web import retrying
from web.areas import COOKIES, Area
from web.form_data import MAX_BODY_BYTES, MAX_FIELDS
from web.models import RetryKey
from web.retrying import KEY, NEVER_CARRIED

MESSAGES = "/register/mine/messages"
WORDS = {"text": "Mag ik iemand meebrengen?\nIk durf niet goed alleen, en mijn zus kent het verhaal al."}


@pytest.fixture
def breaks(database, monkeypatch):
    """`breaks(kept=True)`: the connection is lost at the end of the next write, just after it was kept; or before."""

    def arm(kept):
        dialect, left = database.engine.dialect, [1]
        real, lost = dialect.do_commit, psycopg.OperationalError("the connection is lost")
        if dialect.name == "sqlite":
            lost = sqlite3.OperationalError("database is locked")

        def do_commit(connection):
            if not left:
                return real(connection)
            left.clear()
            if kept:
                real(connection)
            raise lost

        monkeypatch.setattr(dialect, "do_commit", do_commit)

    return arm


@pytest.fixture
def rita(browse, database):
    """The browser of somebody who registered."""
    browser = browse()
    with database.write() as db:
        registered(db, browser)
    return browser


@pytest.fixture
def busy(monkeypatch):
    """`busy()`: from now on nobody is let in, however right their form is; `busy(TooMany(60))` for another reason."""

    def be(why=None):
        def admit(*_):
            raise why or TooBusy

        monkeypatch.setattr("web.transactions._admit", admit)

    return be


def form_on(page):
    """What the button on a page that says that something went wrong sends."""
    reader = _Reader()
    reader.feed(page.html.split('class="form"')[1].split("</form>")[0])
    return reader.fields


def messages(database):
    with database.read() as db:
        return [unseal(db, one, "sealed_text") for one in db.exec(select(Message))]


@BOTH
async def test_what_was_not_kept_is_sent_again_with_one_button(rita, database, breaks):
    breaks(kept=False)
    page = await rita.post(MESSAGES, WORDS)
    assert page.status == 503
    assert "Je woorden staan hieronder nog." in page.text
    assert "mijn zus kent het verhaal al." in page.text
    assert messages(database) == []
    assert (await rita.post(MESSAGES, form_on(page))).status == 303
    assert messages(database) == [WORDS["text"]]


@PG
async def test_what_was_kept_although_the_answer_was_lost_is_not_done_twice(rita, database, breaks):
    breaks(kept=True)
    page = await rita.post(MESSAGES, WORDS)
    assert page.status == 503
    again = await rita.post(MESSAGES, form_on(page))
    assert again.status == 200
    assert "Dat was al gelukt" in again.text
    assert MESSAGES in again.links
    assert messages(database) == [WORDS["text"]]


@BOTH
async def test_pressed_again_and_again_and_at_once_it_is_done_once(rita, database, breaks):
    breaks(kept=False)
    page = await rita.post(MESSAGES, WORDS)
    answers = await asyncio.gather(*(rita.post(MESSAGES, form_on(page)) for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 303]
    assert messages(database) == [WORDS["text"]]


@BOTH
async def test_two_forms_with_the_same_words_are_two(rita, database):
    for _ in range(2):
        assert (await rita.post(MESSAGES, WORDS)).status == 303
    assert len(messages(database)) == 2


@BOTH
async def test_a_key_says_nothing_to_anybody_else_and_nothing_about_another_form(browse, rita, database, breaks):
    breaks(kept=False)
    page = await rita.post(MESSAGES, WORDS)
    await rita.post(MESSAGES, form_on(page))
    other = browse()
    with database.write() as db:
        registered(db, other)
    assert (await other.post(MESSAGES, form_on(page))).status == 303
    goal = await rita.post("/register/mine/goal", {"goal": "Rust.", KEY: form_on(page)[KEY]})
    assert "Dat was al gelukt" not in goal.text
    assert len(messages(database)) == 2


@BOTH
async def test_a_text_is_handed_in_once_and_leads_to_where_it_stands(browse, make, database, breaks):
    thread, ada = make.thread(), browse("ada")
    breaks(kept=True)
    page = await ada.post(f"/threads/{thread}", {"source": "Ik slaap niet.", "nonce": str(uuid4())})
    assert page.status == 503
    assert (await ada.post(f"/threads/{thread}", form_on(page))).location.startswith("/submitted/")
    with database.read() as db:
        assert len(db.exec(select(PostVersion)).all()) == 2


@BOTH
async def test_who_was_signed_out_meanwhile_finds_the_words_as_a_draft(browse, make, database, breaks):
    thread, ada = make.thread(), browse("ada")
    breaks(kept=False)
    page = await ada.post(f"/threads/{thread}", {"source": "Ik slaap niet.", "nonce": str(uuid4())})
    token = ada.client.cookies[COOKIES[Area.MEMBERS]]
    await ada.post("/sign-out")
    ada.client.cookies.set(COOKIES[Area.MEMBERS], token, domain="127.0.0.1")
    assert (await ada.post(f"/threads/{thread}", form_on(page))).location == "/sign-in"
    with database.read() as db:
        assert unseal(db, db.exec(select(Draft)).one(), "sealed_source") == "Ik slaap niet."


@BOTH
async def test_who_has_to_type_a_code_first_keeps_words_and_key(rita, database, breaks, later):
    breaks(kept=False)
    page = await rita.post(MESSAGES, WORDS)
    later(hours=2)
    asked = await rita.post(MESSAGES, form_on(page))
    assert asked.status == 403
    assert form_on(asked) == form_on(page) | {"access_code": "", "access_digits": ""}


async def test_a_code_that_nobody_saw_yet_is_shown_the_second_time(browse, database, breaks):
    guest = browse()
    for path, fields in STEPS.items():
        if path == "/register/check":
            breaks(kept=True)
        page = await guest.post(path, fields)
    assert page.status == 503
    again = await guest.post("/register/check", form_on(page))
    assert again.location == "/register/receipt"
    assert len((await guest.follow(again)).code) == 16
    with database.read() as db:
        assert len(db.exec(select(Registration)).all()) == 1


@PG
async def test_invites_that_nobody_saw_are_made_anew_and_shown(browse, database, breaks):
    mia = browse("mia")
    breaks(kept=True)
    page = await mia.post("/staff/invites", {"number": "2"})
    assert page.status == 503
    again = await mia.post("/staff/invites", form_on(page))
    assert again.status == 303
    assert "2 nieuwe uitnodigingen" in (await mia.follow(again)).text
    with database.read() as db:
        assert len(db.exec(select(Invite)).all()) >= 4


async def test_no_secret_is_ever_carried_along_and_everything_else_is(app, browse, busy):
    cora, paths = (
        browse("cora"),
        {route.path for route in app.app.routes if "POST" in (getattr(route, "methods", 0) or ())},
    )
    busy()
    secrets = {name: f"geheim {name}" for name in NEVER_CARRIED}
    for path in sorted(paths - {"/language"}):
        page = await cora.post(re.sub(r"{\w+}", str(uuid4()), path), secrets | {"words": "Ik slaap niet."})
        assert page.status == 503, path
        assert "geheim" not in page.html, path
        assert page.field("words") == "Ik slaap niet.", path
        assert "wachtwoord of code wordt opnieuw gevraagd" in page.text


def test_every_field_that_lets_somebody_in_is_among_the_secrets():
    drawn = set()
    for path in (ROOT / "templates").rglob("*.html"):
        source = path.read_text("utf-8")
        drawn |= {*re.findall(r'passphrase_field\(\w+, "(\w+)"', source)}
        drawn |= {*re.findall(r'text_field\(\w+, "(\w+)"[^\n]*one-time-code', source)}
    named = {name for form in every_form(Form) for name in form.model_fields if re.search("code|phrase|sentence", name)}
    assert named - {"code_word"} <= NEVER_CARRIED  # a word that we say on the telephone
    assert drawn <= NEVER_CARRIED
    assert {"passphrase", "one_time_code", "code", "sentence"} <= drawn | named


def every_form(form):
    for one in form.__subclasses__():
        yield one
        yield from every_form(one)


async def test_a_sign_in_that_comes_too_early_keeps_the_name_and_asks_for_the_passphrase(browse, busy, monkeypatch):
    guest = browse()
    with monkeypatch.context() as now:
        now.setattr("web.transactions._admit", lambda *_: (_ for _ in ()).throw(TooMany(60)))
        page = await guest.post("/sign-in", {"name": "Stille Linde", "passphrase": "de kraan drupt"})
    assert page.status == 429
    assert form_on(page)["name"] == "Stille Linde"
    again = await guest.post("/sign-in", form_on(page))
    assert again.status == 422
    assert again.field("name") == "Stille Linde"


async def test_a_code_that_was_tried_too_often_does_not_lose_the_words(rita, database, later):
    later(hours=2)
    for _ in range(30):
        page = await rita.post(MESSAGES, WORDS | {"access_code": "1234 5678 1234 5678"})
        if page.status == 429:
            break
    assert page.status == 429
    assert form_on(page)["text"] == WORDS["text"]
    assert form_on(page)["access_code"] == ""


@pytest.mark.parametrize("status", [429, 503])
async def test_a_form_of_the_largest_size_can_be_sent_again(browse, busy, monkeypatch, status):
    ada = browse("ada")
    fields = {f"x{number}": "a" for number in range(MAX_FIELDS - 1)}
    fields["source"] = "a" * (MAX_BODY_BYTES - len(urlencode(fields | {"source": ""})))
    with monkeypatch.context() as now:
        now.setattr(
            "web.transactions._admit", lambda *_: (_ for _ in ()).throw(TooMany() if status == 429 else TooBusy)
        )
        page = await ada.post("/threads/x", fields)
    assert page.status == status
    assert len(form_on(page)) == MAX_FIELDS + 1
    assert (await ada.post("/threads/x", form_on(page))).status == 404
    assert (await ada.post("/threads/x", form_on(page) | {"more": "a" * 100})).status == 413


async def test_ids_and_short_answers_are_carried_unseen(browse, busy):
    busy()
    ids = " ".join(str(uuid4()) for _ in range(5))
    page = await browse("finn").post(f"/staff/contact-tasks/{uuid4()}", {"other_ids": ids})
    assert form_on(page)["other_ids"] == ids
    assert "<textarea" not in page.html
    assert "Wat je invulde staat nog op deze pagina." in page.text


@BOTH
async def test_keys_hold_nothing_but_a_day_and_are_forgotten_after_the_next(rita, database, breaks, later):
    breaks(kept=False)
    await rita.post(MESSAGES, form_on(await rita.post(MESSAGES, WORDS)))
    assert set(RetryKey.model_fields) == {"mac", "done_on"}

    def keys():
        with database.read() as db:
            return len(db.exec(select(RetryKey)).all())

    assert keys() == 1
    for days, left in ((1, 1), (1, 0)):
        later(days=days)
        poll(database, "a worker")
        assert keys() == left


async def test_a_page_that_was_only_read_carries_nothing(browse, busy):
    ada = browse("ada")
    busy()
    page = await ada.open("/rooms")
    assert page.status == 503
    assert KEY not in page.html


def test_the_key_cannot_be_guessed():
    assert retrying.ROOM_FOR_KEY - len(f"&{KEY}=") >= 40
