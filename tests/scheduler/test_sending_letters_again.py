"""The coordinator sees what became of emails, by kind and without whom, and sends again what still makes sense."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

import audit
from audit import Action, AuditEntry
from foundation.clock import now
from mail import Letter, LetterState, OutgoingLetter
from mail.composing import Address
from mail.delivery import deliver_due
from scheduler import overview, routes
from tests.conftest import BOTH

LETTERS = "/staff/scheduler/letters"


@pytest.fixture
def still_true(monkeypatch):
    """Letters whose subject is in this set still tell something; they go to somebody who is made up."""
    subjects = {"a", "b"}

    def ask(db, letter):
        return Address("somebody@example.org", "nl") if letter.subject in subjects else None

    lookups = dict.fromkeys(Letter, ask)
    monkeypatch.setattr(overview, "ADDRESSEES", lookups)
    monkeypatch.setattr(routes, "ADDRESSEES", lookups)
    return lookups


def put(database, subject, state=LetterState.FAILED, kind=Letter.UPDATE_READY, age=timedelta(hours=1)):
    moment = now() - age
    with database.write() as db:
        db.add(OutgoingLetter(kind=kind, person_id=uuid4(), subject=subject, state=state, first_due_at=moment,
                              due_at=moment, tries=5, faults=5))  # fmt: skip


def subjects(database, state):
    with database.read() as db:
        found = db.exec(select(OutgoingLetter).where(OutgoingLetter.kind != Letter.NEW_SIGN_IN))  # Cora's own
        return sorted(letter.subject for letter in found if letter.state is state)


def acts(database):
    with database.read() as db:
        assert audit.verify(db) is None
        return [entry.action for entry in db.exec(select(AuditEntry))].count(Action.LETTERS_SENT_AGAIN)


@BOTH
async def test_what_failed_and_still_tells_something_goes_again_once_it_was_looked_at(browse, database, still_true):
    put(database, "a")
    put(database, "b", kind=Letter.REMINDER)
    put(database, "no longer so")
    put(database, "a", age=timedelta(hours=25))
    put(database, "sent", LetterState.SENT)
    cora = browse("cora")
    assert LETTERS in (await cora.open("/staff/scheduler")).links
    looked = (await cora.open(LETTERS)).text
    assert "er is nieuws over een aanmelding 3 1" in looked
    assert "herinnering aan een afspraak 1 1" in looked
    done = await cora.post(LETTERS)
    assert done.location == "/staff/scheduler"
    assert "Ze staan in de wachtrij" in (await cora.follow(done)).text
    assert subjects(database, LetterState.QUEUED) == ["a", "b"]
    assert subjects(database, LetterState.FAILED) == ["a", "no longer so"]
    assert acts(database) == 1
    assert deliver_due(database, still_true) == 2


@BOTH
async def test_sent_again_a_letter_has_its_tries_again_and_keeps_the_hour_at_which_it_is_too_late(
    browse, database, still_true, later
):
    put(database, "a")
    await browse("cora").post(LETTERS)

    def ours(db, letter):
        raise ZeroDivisionError

    deliver_due(database, dict.fromkeys(Letter, ours))
    assert subjects(database, LetterState.QUEUED) == ["a"]
    later(hours=23)
    assert deliver_due(database, still_true) == 0
    assert subjects(database, LetterState.STALE) == ["a"]


async def test_where_nothing_can_go_there_is_no_button_and_nothing_is_recorded(browse, database, still_true):
    cora = browse("cora")
    assert "Elke mail kon weg." in (await cora.open(LETTERS)).text
    put(database, "no longer so")
    page = await cora.open(LETTERS)
    assert "Geen daarvan kan nog weg." in page.text
    assert "Opnieuw versturen" not in page.text
    assert (await cora.post(LETTERS)).location == LETTERS
    assert acts(database) == 0


async def test_pressed_twice_at_once_it_happens_once(browse, database, still_true):
    put(database, "a")
    cora = browse("cora")
    assert (await cora.post(LETTERS)).location == "/staff/scheduler"
    assert (await cora.post(LETTERS)).location == LETTERS
    assert acts(database) == 1


async def test_the_page_says_what_became_of_each_kind_and_never_of_whom(browse, database, still_true):
    for state in LetterState:
        put(database, "a", state, kind=Letter.DAY_AHEAD)
    page = await browse("cora").open("/staff/scheduler")
    assert "er wacht iets op een begeleider 2 1 1 1 1" in page.text
    with database.read() as db:
        for letter in db.exec(select(OutgoingLetter)):
            assert str(letter.person_id) not in page.html


@pytest.mark.parametrize("person", ["mia", "finn", "ada", "guest"])
async def test_nobody_else_sends_anything(browse, database, still_true, person):
    put(database, "a")
    browser = browse(person)
    assert (await browser.open(LETTERS)).status in (303, 403)
    assert (await browser.post(LETTERS)).status in (303, 403)
    assert subjects(database, LetterState.FAILED) == ["a"]
