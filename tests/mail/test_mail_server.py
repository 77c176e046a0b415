"""Letters sent to a mail server on this machine: received as they are, tried again, given up, never sent in clear."""

import smtplib
import ssl
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from pydantic import ValidationError
from sqlmodel import select

from foundation.clock import now
from mail import LetterState, OutgoingLetter, smtp
from mail.delivery import MAX_FAULTS, _claim, deliver_due, purge_outbox
from tests.browser.house import free_port
from tests.conftest import plain_settings
from tests.mail.test_delivering import TO_SOMEBODY, files, put, states


class Postbox:
    """A mail server that keeps what it gets, or refuses with the code it was given."""

    def __init__(self):
        self.letters, self.refuses = [], ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def postbox(database, monkeypatch):
    box, port = Postbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    given = {"mail_server": f"smtp://127.0.0.1:{port}"}
    monkeypatch.setattr(database, "settings", database.settings.model_copy(update=given))
    yield box
    controller.stop()


def the_letter(database):
    with database.read() as db:
        return db.exec(select(OutgoingLetter)).one()


def test_a_letter_arrives_with_the_fixed_sender_and_subject_and_no_file_is_left(database, postbox):
    put(database)
    assert deliver_due(database, TO_SOMEBODY) == 1
    ((receivers, letter),) = postbox.letters
    assert receivers == ["somebody@example.org"]
    assert (letter["From"], letter["Subject"]) == ("bericht@naast.invalid", "Bericht")
    assert letter["Message-ID"] == f"<{the_letter(database).id.hex}@naast.invalid>"
    assert "Er wacht iets op je." in letter.get_content()
    assert files(database) == []
    assert states(database) == [LetterState.SENT]


def go_on(database, later):
    """Until the letter is tried next. The minutes that it waits."""
    wait = (the_letter(database).due_at - now()).total_seconds()
    later(seconds=wait + 1)
    return round(wait / 60)


def test_what_a_server_cannot_take_now_is_tried_again_later_and_later_but_at_least_once_an_hour(
    database, postbox, later
):
    put(database)
    postbox.refuses = "451 later please"
    waits = []
    for _ in range(12):
        assert deliver_due(database, TO_SOMEBODY) == 0
        assert states(database) == [LetterState.QUEUED]
        waits.append(go_on(database, later))
    assert waits == [5, 10, 20, 40] + [60] * 8
    postbox.refuses = ""
    assert deliver_due(database, TO_SOMEBODY) == 1


@pytest.mark.parametrize("words", [
    "451 4.7.1 greylisted, come back later",
    "530 5.7.0 authentication required",
    "550 5.7.1 relaying denied",
    "554 Relay access denied",
])  # fmt: skip
def test_what_a_server_says_about_us_is_never_held_against_a_letter(database, postbox, later, words):
    put(database)
    postbox.refuses = words
    for _ in range(2 * MAX_FAULTS):
        deliver_due(database, TO_SOMEBODY)
        go_on(database, later)
    postbox.refuses = ""
    assert deliver_due(database, TO_SOMEBODY) == 1


@pytest.mark.parametrize("words", ["550 nobody of that name", "550 5.1.1 user unknown", "553 no such mailbox"])
def test_an_address_that_a_server_will_never_take_is_not_tried_again(database, postbox, words):
    put(database)
    postbox.refuses = words
    assert deliver_due(database, TO_SOMEBODY) == 0
    assert states(database) == [LetterState.FAILED]


@pytest.mark.parametrize("refusal", [
    smtplib.SMTPAuthenticationError(535, b"no"),
    smtplib.SMTPSenderRefused(550, b"we do not know you", "bericht@naast.invalid"),
    smtplib.SMTPDataError(554, b"looks like spam"),
    smtplib.SMTPServerDisconnected("gone"),
    TimeoutError(),
    ssl.SSLError("certificate"),
])  # fmt: skip
def test_hours_of_a_server_that_takes_nothing_cost_no_letter(database, postbox, monkeypatch, later, refusal):
    put(database)
    real = smtplib.SMTP.send_message

    def refuse(*_):
        raise refusal

    monkeypatch.setattr(smtplib.SMTP, "send_message", refuse)
    for _ in range(2 * MAX_FAULTS):
        deliver_due(database, TO_SOMEBODY)
        later(hours=1)
    assert states(database) == [LetterState.QUEUED]
    monkeypatch.setattr(smtplib.SMTP, "send_message", real)
    assert deliver_due(database, TO_SOMEBODY) == 1


@pytest.mark.settings(stale_letter_hours=6)
def test_it_is_too_late_so_long_after_a_letter_was_meant_to_go_however_often_it_was_tried(database, postbox, later):
    put(database)
    meant_for = the_letter(database).first_due_at
    postbox.refuses = "451 later please"
    while states(database) == [LetterState.QUEUED]:
        deliver_due(database, TO_SOMEBODY)
        go_on(database, later)
        assert the_letter(database).first_due_at == meant_for
    assert states(database) == [LetterState.STALE]
    assert timedelta(hours=6) <= now() - meant_for < timedelta(hours=8)


def test_a_letter_that_kills_its_worker_again_and_again_is_given_up_even_after_trouble(database, postbox, later):
    put(database)
    postbox.refuses = "451 later please"
    for _ in range(8):
        deliver_due(database, TO_SOMEBODY)
        go_on(database, later)
    for _ in range(MAX_FAULTS):
        assert states(database) == [LetterState.QUEUED]
        with database.write() as db:
            assert _claim(db, the_letter(database).id)
        later(minutes=16)
        with database.write() as db:
            purge_outbox(db)
    assert states(database) == [LetterState.FAILED]


def test_a_letter_that_was_tried_twice_carries_one_identifier(database, postbox, monkeypatch, later):
    put(database)
    real = smtplib.SMTP.send_message

    def breaks_after_sending(self, message):
        real(self, message)
        raise ConnectionResetError

    monkeypatch.setattr(smtplib.SMTP, "send_message", breaks_after_sending)
    deliver_due(database, TO_SOMEBODY)
    monkeypatch.setattr(smtplib.SMTP, "send_message", real)
    later(minutes=6)
    assert deliver_due(database, TO_SOMEBODY) == 1
    assert len(postbox.letters) == 2
    assert len({letter["Message-ID"] for _, letter in postbox.letters}) == 1


def test_no_server_at_all_is_a_failure_that_is_tried_again(database, monkeypatch):
    given = {"mail_server": f"smtp://127.0.0.1:{free_port()}"}
    monkeypatch.setattr(database, "settings", database.settings.model_copy(update=given))
    put(database)
    assert deliver_due(database, TO_SOMEBODY) == 0
    assert states(database) == [LetterState.QUEUED]
    assert the_letter(database).due_at > now() + timedelta(minutes=4)


@pytest.mark.parametrize(("server", "acts"), [
    ("smtp://mail.example.org:587", ["connect", "starttls", "login", "send"]),
    ("smtps://mail.example.org:465", ["connect over tls", "login", "send"]),
])  # fmt: skip
def test_to_another_machine_nothing_is_said_before_the_line_is_encrypted(tmp_path, monkeypatch, server, acts):
    done = []

    class Line:
        def __init__(self, host, port, timeout, context=None):
            done.append("connect over tls" if context else "connect")

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def starttls(self, context):
            assert context.check_hostname
            done.append("starttls")

        def login(self, user, password):
            assert (user, password) == ("naast", "geheim")
            done.append("login")

        def send_message(self, message):
            done.append("send")

    monkeypatch.setattr(smtp.smtplib, "SMTP", Line)
    monkeypatch.setattr(smtp.smtplib, "SMTP_SSL", Line)
    smtp.hand_to_server(plain_settings(tmp_path, mail_server=server, mail_user="naast", mail_password="geheim"), None)
    assert done == acts


@pytest.mark.parametrize("server", ["mail.example.org", "http://mail.example.org:25", "smtp://mail.example.org", "x"])
def test_a_server_that_cannot_be_one_is_refused_at_the_start(tmp_path, server):
    with pytest.raises(ValidationError, match="must be like"):
        plain_settings(tmp_path, mail_server=server)
