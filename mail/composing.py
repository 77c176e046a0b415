"""What a letter says: fixed sender and subject, the same words to everybody, no name, no link deeper than the front."""

from dataclasses import dataclass
from email.message import EmailMessage
from functools import lru_cache

from foundation.clock import now
from foundation.language import current
from foundation.settings import Settings
from foundation.templates import make_environment
from mail.letters import Letter, OutgoingLetter


@dataclass(frozen=True)
class Address:
    """Where a letter goes and in which language."""

    email: str
    language: str


def compose(settings: Settings, letter: OutgoingLetter, address: Address) -> EmailMessage:
    """The letter as it goes out: fixed sender and subject, a text without names or links deeper than the front."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = address.email
    message["Subject"] = settings.mail_subject
    message["Date"] = now()
    message["Message-ID"] = f"<{letter.id.hex}@{settings.mail_from.rpartition('@')[2]}>"
    message.set_content(text_of(settings, letter.kind, address.language))
    addresses = message["To"].addresses
    if len(addresses) != 1 or addresses[0].addr_spec != address.email:
        raise ValueError("not one plain address")
    return message


@lru_cache(maxsize=32)
def text_of(settings: Settings, kind: Letter, language: str) -> str:
    """What a letter says: the same to everybody."""
    token = current.set(language)
    try:
        templates = make_environment(settings.site_name, settings.time_zone)
        return templates.get_template(f"mail/{kind}.txt").render(address=settings.address)
    finally:
        current.reset(token)
