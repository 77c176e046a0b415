"""Sending a form once more: what was typed comes along, and what was done already is not done twice.

An act and its answer are two things. When the connection breaks while the database keeps what was done, nobody knows
whether it was kept, and the person reads that something went wrong. So each form that arrives has a key, drawn by us.
The key is kept together with what was done, in one transaction, or not at all. A page that says that it went wrong
carries form and key along, for one button; the second time finds the key of the first, or does it.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select
from starlette.requests import Request
from starlette.responses import Response

from foundation.clock import today
from foundation.database import keys_of
from web.areas import Area
from web.models import RetryKey
from web.pages import FLASH_COOKIE, place

KEY = "retry_key"
ROOM_FOR_KEY = len(f"&{KEY}=") + len(secrets.token_urlsafe())
"""Bytes that a form is longer the second time."""
KEPT_FOR = timedelta(days=1)
NEVER_CARRIED = frozenset(
    {
        "one_time_code",
        "access_code",
        "access_digits",
        "code",
        "digits",
        "last_four",
        "sentence",
        "passphrase",
        "new_passphrase",
    }
)
"""Fields that no page shows again: what lets somebody in is typed anew."""
LONG = 60
KEEP = insert(RetryKey)
IDS = re.compile(r"[0-9a-f -]+")


@dataclass(frozen=True)
class Carried:
    """A form as it was sent, to be sent again: `words` are shown, `others` are not. Something secret may be missing."""

    words: Mapping[str, str]
    others: Mapping[str, str]
    asks_again: bool

    @property
    def is_empty(self) -> bool:
        """Was there nothing in it but a button?"""
        return not self.words and not self.others.keys() - {KEY}


def carried(request: Request) -> Carried | None:
    """What came in the form of this request, without secrets; None when no form came."""
    posted: dict[str, str] | None = getattr(request.state, "posted", None)
    if posted is None:
        return None
    given = {name: value for name, value in posted.items() if name not in NEVER_CARRIED}
    words = {name: value for name, value in given.items() if _are_words(value)}
    others = {name: value for name, value in given.items() if name not in words}
    return Carried(words, others, asks_again=len(given) < len(posted))


def _are_words(value: str) -> bool:
    return len(value) > LONG and " " in value and not IDS.fullmatch(value)


def give_key(request: Request) -> None:
    """The form that just came has a key: a new one, or that of the time before."""
    request.state.is_repeated = KEY in request.state.posted
    request.state.posted.setdefault(KEY, secrets.token_urlsafe())


def was_done(request: Request, db: Session, area: Area) -> bool:
    """Did the same person do this very thing already, with this very form?"""
    if not request.state.is_repeated:
        return False
    macs = keys_of(db).macs(f"retry {area}", _act(request))
    return db.exec(select(RetryKey).where(col(RetryKey.mac).in_(macs))).first() is not None


def keep_key(request: Request, db: Session, area: Area, response: Response) -> None:
    """What was done stands with its key.

    Not when its second time is its first anyway (a nonce), or when the answer hands something over, a code or a page:
    whoever did not get that needs it, and not our word that it went well. And not the first time on SQLite, which
    always knows whether it kept something; of a PostgreSQL whose connection breaks meanwhile nobody does.
    """
    may_be_unknown = request.state.is_repeated or db.get_bind().dialect.name == "postgresql"
    if may_be_unknown and "nonce" not in request.state.posted and not _hands_over(response):
        mac = keys_of(db).mac(f"retry {area}", _act(request))
        db.connection().execute(KEEP, {"mac": mac, "done_on": today()})


def purge_retry_keys(db: Session) -> None:
    """Nobody sends a form of the day before yesterday."""
    db.execute(delete(RetryKey).where(col(RetryKey.done_on) < today() - KEPT_FOR))


def _act(request: Request) -> str:
    viewer = getattr(request.user, "id", None)
    return f"{place(request)} {viewer} {request.state.posted[KEY]}"


def _hands_over(response: Response) -> bool:
    cookies = response.headers.getlist("set-cookie")
    return response.status_code != 303 or any(not cookie.startswith(f"{FLASH_COOKIE}=") for cookie in cookies)
