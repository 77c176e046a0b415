"""A letter is a row in the same transaction as what it tells about."""

import threading
from datetime import timedelta
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

import mail
from foundation.clock import now
from foundation.database import Database
from mail import Letter, LetterState, OutgoingLetter
from tests.conftest import BOTH


def outbox(database):
    with database.read() as db:
        return list(db.exec(select(OutgoingLetter)))


@BOTH
def test_the_same_letter_is_never_queued_twice(database):
    person = uuid4()
    with database.write() as db:
        assert mail.send(db, Letter.SOMETHING_WAITS, to=person, subject="a")
        assert not mail.send(db, Letter.SOMETHING_WAITS, to=person, subject="a")
    with database.write() as db:
        assert not mail.send(db, Letter.SOMETHING_WAITS, to=person, subject="a")
        assert mail.send(db, Letter.SOMETHING_WAITS, to=person, subject="a", revision=1)
        assert mail.send(db, Letter.SOMETHING_WAITS, to=person, subject="b")
        assert mail.send(db, Letter.NEW_SIGN_IN, to=person, subject="a")
        assert mail.send(db, Letter.SOMETHING_WAITS, to=uuid4(), subject="a")
    assert len(outbox(database)) == 5


@BOTH
def test_it_is_not_sent_when_what_it_tells_about_is_undone(database):
    with database.write() as db:
        mail.send(db, Letter.SOMETHING_WAITS, to=uuid4(), subject="a")
        db.rollback()
    assert outbox(database) == []


@BOTH
def test_two_transactions_that_queue_the_same_letter_at_once_queue_one(settings, keys):
    house = Database(settings, keys)
    person, start, failed = uuid4(), threading.Barrier(4), []

    def work():
        start.wait()
        try:
            with house.write() as db:
                mail.send(db, Letter.SOMETHING_WAITS, to=person, subject="a")
        except IntegrityError:
            pass
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(outbox(house)) == 1
    house.close()


def test_a_letter_waits_from_now_on_unless_told_otherwise(database):
    moment = now() + timedelta(hours=3)
    with database.write() as db:
        mail.send(db, Letter.SOMETHING_WAITS, to=uuid4(), subject="a")
        mail.send(db, Letter.SOMETHING_WAITS, to=uuid4(), subject="b", due_at=moment)
    first, second = sorted(outbox(database), key=lambda letter: letter.subject)
    assert first.due_at <= now()
    assert second.due_at == moment
    assert {first.state, second.state} == {LetterState.QUEUED}


def test_a_letter_in_the_outbox_holds_neither_words_nor_an_address():
    facts = {"kind", "person_id", "subject", "revision"}
    course = {"state", "first_due_at", "due_at", "claimed_at", "tries", "faults"}
    assert set(OutgoingLetter.model_fields) == {"id", *facts, *course}


async def test_nothing_in_the_outbox_of_a_busy_day_looks_like_an_address_or_a_link(browse, database, make, people):
    make.opening(make.room())
    await browse("mia").open("/staff/queue")
    browse("max")
    for letter in outbox(database):
        assert "@" not in letter.subject
        assert "/" not in letter.subject
    assert outbox(database)
