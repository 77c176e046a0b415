"""Handing a letter to a mail server, over an encrypted connection; in plain text only to this very machine."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import urlsplit

from foundation.settings import LOOPBACK, Settings

TIMEOUT = 30
"""Seconds that a mail server may take to say something."""


ABOUT_US = re.compile(rb"(5\.7\.|.*\b(authenticat|relay))", re.IGNORECASE)
"""How a server words it when it refuses us, and not the address: by its code for security, or in words."""
AUTHENTICATION_REQUIRED = 530


class Rejected(Exception):
    """The server said that it will never take a letter to this address: trying again is of no use."""


def hand_to_server(settings: Settings, message: EmailMessage) -> None:
    """Give the letter to the server of the settings.

    Raises `Rejected` for an address that the server refuses for good; any other failure is the server's or the way's
    trouble and an `OSError` (smtplib's errors among them).
    """
    server = urlsplit(settings.mail_server)
    host = server.hostname or ""
    with _connect(server.scheme, host, server.port or 0) as connection:
        if server.scheme == "smtp" and host not in LOOPBACK:
            connection.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            connection.login(settings.mail_user, settings.mail_password)
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            if all(_is_for_good(code, words) for code, words in refused.recipients.values()):
                raise Rejected from None
            raise


def _is_for_good(code: int, words: bytes) -> bool:
    """Is it the address that is refused, and for ever? Or is it us, by a server that was set up wrongly?"""
    return 500 <= code < 600 and code != AUTHENTICATION_REQUIRED and not ABOUT_US.match(words)


def _connect(scheme: str, host: str, port: int) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=TIMEOUT)
