"""Letters are claimed once, checked again whether they are still true, and delivered as files."""

import sqlite3
import stat
import threading
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

import pytest
from jinja2 import TemplateNotFound
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import select

import mail
from foundation.clock import now
from foundation.database import Database
from mail import Letter, LetterState, OutgoingLetter, delivery
from mail.composing import Address, compose
from mail.delivery import delete_letters, deliver_due, purge_outbox
from tests.conftest import BOTH

TO_SOMEBODY = dict.fromkeys(Letter, lambda db, letter: Address("somebody@example.org", "nl"))


def put(database, number=1, **given):
    with database.write() as db:
        for n in range(number):
            mail.send(db, Letter.SOMETHING_WAITS, to=uuid4(), subject=str(n), **given)


def states(database):
    with database.read() as db:
        return sorted(letter.state for letter in db.exec(select(OutgoingLetter)))


def files(database):
    return sorted((database.settings.data_dir / "outgoing").glob("*.eml"))


def read(path: Path):
    return message_from_bytes(path.read_bytes(), policy=policy.default)


@BOTH
def test_what_is_due_goes_out_once(database):
    put(database, 3)
    assert deliver_due(database, TO_SOMEBODY) == 3
    assert deliver_due(database, TO_SOMEBODY) == 0
    assert states(database) == [LetterState.SENT] * 3
    assert len(files(database)) == 3


@BOTH
def test_however_many_are_due_they_all_go_out(database, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH_SIZE", 2)
    put(database, 7)
    assert deliver_due(database, TO_SOMEBODY) == 7
    assert states(database) == [LetterState.SENT] * 7


def test_what_is_not_due_waits(database, later):
    put(database, due_at=now() + timedelta(hours=1))
    assert deliver_due(database, TO_SOMEBODY) == 0
    later(hours=2)
    assert deliver_due(database, TO_SOMEBODY) == 1


@BOTH
def test_of_two_deliverers_at_once_each_letter_is_claimed_by_one(settings, keys):
    house = Database(settings.model_copy(update={"threads": 8}), keys)
    put(house, 20)
    start, sent, failed = threading.Barrier(4), [], []

    def note(db, letter):
        sent.append(letter.id)
        return Address("somebody@example.org", "nl")

    def work():
        start.wait()
        try:
            deliver_due(house, dict.fromkeys(Letter, note))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(sent) == len(set(sent)) == 20
    assert states(house) == [LetterState.SENT] * 20
    house.close()


@BOTH
def test_a_letter_to_nobody_is_void(database):
    put(database)
    assert deliver_due(database, dict.fromkeys(Letter, lambda db, letter: None)) == 0
    assert states(database) == [LetterState.VOID]
    assert files(database) == []


@pytest.mark.settings(stale_letter_hours=2)
def test_a_letter_that_is_too_late_is_stale_and_nobody_is_asked(database, later):
    put(database, 1)
    later(hours=2, minutes=1)
    asked = []
    assert deliver_due(database, dict.fromkeys(Letter, lambda db, letter: asked.append(letter))) == 0
    assert states(database) == [LetterState.STALE]
    assert asked == []


@BOTH
@pytest.mark.parametrize("never_went", ["void", "stale"])
def test_a_letter_that_never_went_goes_when_it_is_so_once_more(database, later, never_went):
    person = uuid4()
    with database.write() as db:
        mail.send(db, Letter.SOMETHING_WAITS, to=person, subject="a")
    later(days=2 if never_went == "stale" else 0)
    deliver_due(database, dict.fromkeys(Letter, lambda db, letter: None))
    assert states(database) == [never_went]
    with database.write() as db:
        mail.send(db, Letter.SOMETHING_WAITS, to=person, subject="a")
    assert deliver_due(database, TO_SOMEBODY) == 1


def test_the_addressee_is_asked_at_the_moment_of_sending_and_cannot_write(database):
    put(database)

    def ask(db, letter):
        assert letter.state is LetterState.CLAIMED
        with pytest.raises(DBAPIError):
            db.execute(text("DELETE FROM outgoing_letter"))
        return Address("somebody@example.org", "nl")

    assert deliver_due(database, dict.fromkeys(Letter, ask)) == 1


@BOTH
def test_one_letter_that_goes_wrong_does_not_keep_the_others_back(database):
    put(database, 4)

    def ask(db, letter):
        if letter.subject == "0":
            raise ZeroDivisionError
        return Address("somebody@example.org", "nl")

    assert deliver_due(database, dict.fromkeys(Letter, ask)) == 3
    assert states(database).count(LetterState.SENT) == 3


def test_a_mistake_of_ours_that_looks_like_trouble_of_the_disk_is_ours_all_the_same(database, later, monkeypatch):
    put(database)

    def missing(*_):
        raise TemplateNotFound("mail/x.txt")  # an OSError, of all things

    monkeypatch.setattr(delivery, "compose", missing)
    for _ in range(delivery.MAX_FAULTS):
        assert states(database) == [LetterState.QUEUED]
        deliver_due(database, TO_SOMEBODY)
        later(hours=1)
    assert states(database) == [LetterState.FAILED]


def test_a_database_that_is_busy_while_a_letter_is_looked_up_is_no_fault_of_the_letter(database, later):
    put(database)

    def busy(db, letter):
        raise OperationalError("SELECT", {}, sqlite3.OperationalError("database is locked"))

    for _ in range(2 * delivery.MAX_FAULTS):
        deliver_due(database, dict.fromkeys(Letter, busy))
        later(hours=1)
    assert states(database) == [LetterState.QUEUED]
    assert deliver_due(database, TO_SOMEBODY) == 1


def test_a_letter_that_goes_wrong_again_and_again_is_given_up(database, later):
    put(database)

    def ask(db, letter):
        return Address("somebody@example.org\r\nBcc: evil@example.org", "nl")

    for _ in range(12):
        deliver_due(database, dict.fromkeys(Letter, ask))
        later(minutes=20)
        with database.write() as db:
            purge_outbox(db)
    assert states(database) == [LetterState.FAILED]
    assert files(database) == []


@pytest.mark.settings(stale_letter_hours=3)
def test_a_full_disk_means_trying_again_later_until_it_is_too_late(database, later, monkeypatch):
    put(database)

    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(delivery, "write_file", full)
    for _ in range(3 * 4):
        assert deliver_due(database, TO_SOMEBODY) == 0
        assert states(database) == [LetterState.QUEUED]
        later(minutes=15)
    later(hours=1)
    monkeypatch.undo()
    assert deliver_due(database, TO_SOMEBODY) == 0
    assert states(database) == [LetterState.STALE]


def test_after_a_full_disk_the_letter_goes_out_when_there_is_room(database, later, monkeypatch):
    put(database)
    monkeypatch.setattr(delivery, "write_file", lambda *_: (_ for _ in ()).throw(OSError()))
    deliver_due(database, TO_SOMEBODY)
    monkeypatch.undo()
    later(minutes=6)
    assert deliver_due(database, TO_SOMEBODY) == 1


@BOTH
def test_a_letter_whose_deliverer_died_is_tried_again_and_leaves_one_file(database, later):
    put(database)
    with database.write() as db:
        letter = db.exec(select(OutgoingLetter)).one()
        assert delivery._claim(db, letter.id)
        address = Address("somebody@example.org", "nl")
        delivery.write_file(database.settings, letter.id, compose(database.settings, letter, address))
    with database.write() as db:
        purge_outbox(db)
    assert states(database) == [LetterState.CLAIMED]
    later(minutes=16)
    with database.write() as db:
        purge_outbox(db)
    assert deliver_due(database, TO_SOMEBODY) == 1
    assert len(files(database)) == 1


@BOTH
def test_a_letter_that_was_claimed_and_forgotten_again_and_again_is_given_up(database, later):
    put(database)
    for tries in range(1, delivery.MAX_FAULTS + 1):
        with database.write() as db:
            claimed = delivery._claim(db, db.exec(select(OutgoingLetter.id)).one())
            assert claimed.tries == tries
        later(minutes=16)
        with database.write() as db:
            purge_outbox(db)
    assert states(database) == [LetterState.FAILED]
    assert deliver_due(database, TO_SOMEBODY) == 0


@BOTH
def test_a_deliverer_so_slow_that_another_took_over_cannot_undo_what_the_other_recorded(database, later):
    put(database)

    def ask(db, letter):
        later(minutes=16)
        with database.write() as other:
            purge_outbox(other)
        assert deliver_due(database, TO_SOMEBODY) == 1
        raise OSError

    assert deliver_due(database, dict.fromkeys(Letter, ask)) == 0
    assert states(database) == [LetterState.SENT]


@BOTH
def test_a_letter_to_somebody_who_is_erased_while_it_is_on_its_way_leaves_no_file_and_stops_no_other(database):
    put(database, 2)
    erased = []

    def ask(db, letter):
        if not erased:
            erased.append(letter.id)
            with database.write() as other:
                delete_letters(other, letter.person_id)
        return Address("somebody@example.org", "nl")

    deliver_due(database, dict.fromkeys(Letter, ask))
    assert states(database) == [LetterState.SENT]
    assert len(files(database)) == 1
    assert not delivery.file_of(database.settings, erased[0]).exists()


def test_letters_that_are_over_are_dropped_after_a_week_and_waiting_ones_are_not(database, later):
    put(database, 2)
    deliver_due(database, TO_SOMEBODY)
    put(database, 3, due_at=now() + timedelta(days=30))
    later(days=6)
    with database.write() as db:
        purge_outbox(db)
    assert len(states(database)) == 5
    later(days=2)
    with database.write() as db:
        purge_outbox(db)
    assert states(database) == [LetterState.QUEUED] * 3


def test_a_letter_is_a_file_that_only_its_owner_reads(database):
    put(database)
    deliver_due(database, TO_SOMEBODY)
    (path,) = files(database)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.settings(mail_from="bericht@neutraal.example", mail_subject="Een bericht")
def test_sender_and_subject_are_fixed_and_there_are_no_other_headers(database):
    put(database)
    deliver_due(database, TO_SOMEBODY)
    message = read(files(database)[0])
    assert message["From"] == "bericht@neutraal.example"
    assert message["To"] == "somebody@example.org"
    assert message["Subject"] == "Een bericht"
    known = {"from", "to", "subject", "content-type", "content-transfer-encoding", "mime-version"}
    assert {name.lower() for name in message} <= known | {"date", "message-id"}
    assert not message.is_multipart()
    assert message.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    "email",
    [
        "a@example.org\r\nBcc: evil@example.org",
        "a@example.org\nBcc: evil@example.org",
        "a@example.org\rBcc: evil@example.org",
        "=?utf-8?q?a=0ABcc=3A_evil=40example.org?= <a@example.org>",
        "=?utf-8?q?=0D=0ABcc=3A?= evil@example.org",
        "a@example.org, evil@example.org",
        "a@example.org;evil@example.org",
        "Naam <a@example.org>, evil@example.org",
        "evil:a@example.org,evil@example.org;",
        "",
        "a",
        "a@example.org\0",
        "a@example.org\u2028Bcc: evil@example.org",
    ],
)
def test_no_address_can_slip_in_a_header_or_a_second_addressee(database, later, email):
    put(database)
    ask = dict.fromkeys(Letter, lambda db, letter: Address(email, "nl"))
    for _ in range(2):
        try:
            deliver_due(database, ask)
        except ValueError:
            continue
    for path in files(database):
        message = read(path)
        assert message["Bcc"] is None
        raw = path.read_bytes().split(b"\n\n")[0].lower()
        assert b"\nbcc" not in raw
        assert len(message["To"].addresses) == 1
