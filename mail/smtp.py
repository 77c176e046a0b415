"""Handing a letter to a mail server, over an encrypted connection; in plain text only to this very machine."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import urlsplit

from foundation.settings import LOOPBACK, Settings

TIMEOUT = 30
"""Seconds that a mail server may take to say something."""


class Rejected(Exception):
    """The server said that it will never take this letter: trying again is of no use."""


def hand_to_server(settings: Settings, message: EmailMessage) -> None:
    """Give the letter to the server of the settings.

    Raises `NotWanted` for an address that the server refuses for good; any other failure, to be tried again, is an
    `OSError` (smtplib's errors among them).
    """
    server = urlsplit(settings.mail_server)
    host, context = server.hostname or "", ssl.create_default_context()
    with _connect(server.scheme, host, server.port or 0, context) as connection:
        if server.scheme == "smtp" and host not in LOOPBACK:
            connection.starttls(context=context)
        if settings.mail_user:
            connection.login(settings.mail_user, settings.mail_password)
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            if all(500 <= code < 600 for code, _ in refused.recipients.values()):
                raise Rejected from None
            raise


def _connect(scheme: str, host: str, port: int, context: ssl.SSLContext) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(host, port, timeout=TIMEOUT)
