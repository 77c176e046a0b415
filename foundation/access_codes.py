"""Access codes and visits: how somebody without an account returns.

A code is sixteen digits, so that it looks like any number; its owner may replace it with a sentence of their own. Only
a keyed hash is stored. Typing the code opens a *visit*: a short, nameless sign-in. Each side of the service has its own
label, tables and cookie, so that equal codes never look equal.
"""

import hmac
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import LargeBinary, delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, col, select

from foundation.clock import now, round_down
from foundation.codes import hash_of
from foundation.columns import Record, datetime_field
from foundation.database import keys_of
from foundation.errors import Refused
from foundation.keys import Keys
from foundation.language import N_

DIGITS = 16
SHORTEST_SENTENCE = 20
FEWEST_WORDS = 4
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=1)
STEP = timedelta(minutes=5)
SENTENCE_IS_TAKEN = N_("Please think of another sentence, a longer one.")
_BETWEEN_DIGITS = re.compile(r"[\s.\u2010-\u2015-]")


def new_nonce() -> str:
    """What makes a form, or a code given in conversation, unique."""
    return secrets.token_hex(16)


def code_for(keys: Keys, side: str, nonce: str) -> str:
    """The sixteen digits for a form: the same form sent twice yields the same code."""
    digest = hmac.new(keys.derived(f"receipt code {side}"), nonce.encode(), sha256).digest()
    return str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)


def normalise_access_code(typed: str) -> str:
    """The code as it was issued: bare digits, or a sentence in one case and with single spaces."""
    plain = unicodedata.normalize("NFKC", typed)
    digits = _BETWEEN_DIGITS.sub("", plain)
    return digits if digits.isdecimal() else " ".join(plain.casefold().split())


def is_sentence(typed: str) -> bool:
    """Is it long enough to be a sentence rather than digits?"""
    sentence = normalise_access_code(typed)
    return len(sentence) >= SHORTEST_SENTENCE and len(sentence.split()) >= FEWEST_WORDS


def mac_of(keys: Keys, side: str, typed: str) -> bytes:
    """The keyed hash stored for a code or sentence."""
    return keys.mac(f"receipt {side}", normalise_access_code(typed))


def macs_of(keys: Keys, side: str, typed: str) -> list[bytes]:
    """What a lookup compares with: the keyed hashes under every current key."""
    return keys.macs(f"receipt {side}", normalise_access_code(typed))


class Opened(Protocol):
    """A row that a code opens, or the sentence of one's own that took its place."""

    id: UUID
    code_mac: bytes
    has_own_sentence: bool


O = TypeVar("O", bound=Opened)  # noqa: E741


def find_by_code(db: Session, model: type[O], side: str, typed: str) -> O | None:
    """The row that this code or sentence opens."""
    return db.exec(select(model).where(col(model.code_mac).in_(macs_of(keys_of(db), side, typed)))).first()


def use_own_sentence(db: Session, row: Opened, side: str, sentence: str) -> None:
    """Replace the digits with a secret sentence; they stop working. Raises `Refused`."""
    row.code_mac, row.has_own_sentence = mac_of(keys_of(db), side, sentence), True
    db.add(row)
    try:
        db.flush()
    except IntegrityError:
        raise Refused(SENTENCE_IS_TAKEN) from None


class Visit(Record):
    """A browser in which a code was typed. Deleted when it ends; `visited_id` is the row the code opens."""

    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    if TYPE_CHECKING:  # each side's table has a field of its own for it, which refers to its rows
        visited_id: UUID

    seen_at: datetime = datetime_field()
    ends_at: datetime = datetime_field(index=True)


V = TypeVar("V", bound=Visit)


def begin_visit(db: Session, model: type[V], visited_id: UUID, replacing: str = "") -> str:
    """A new visit; the one behind the old token, if any, ends. Returns the token, which is never stored."""
    if replacing:
        end_visit(db, model, replacing)
    token, moment = secrets.token_urlsafe(32), round_down(now())
    ends_at = moment + LONGEST + STEP
    db.add(model(visited_id=visited_id, token_hash=hash_of(token), seen_at=moment, ends_at=ends_at))
    db.flush()
    return token


def current_visit(db: Session, model: type[V], token: str) -> V | None:
    """The visit behind a token, if still valid: for fifteen minutes after the last page, an hour in all."""
    if not token:
        return None
    found = (col(model.token_hash) == hash_of(token), col(model.ends_at) > now())
    visit = db.exec(select(model).where(*found)).first()
    return visit if visit and visit.seen_at + IDLE + STEP > now() else None


def replace_code(db: Session, row: Opened, side: str, visits: type[V]) -> str:
    """A new code for somebody who lost theirs; the old one, and every visit with it, ends."""
    code = code_for(keys_of(db), side, new_nonce())
    row.code_mac, row.has_own_sentence = mac_of(keys_of(db), side, code), False
    db.add(row)
    end_visits_of(db, visits, row.id)
    return code


def renew_visit(db: Session, model: type[V], visit_id: UUID) -> None:
    """Record that the visit is still in use."""
    db.execute(update(model).where(col(model.id) == visit_id).values(seen_at=round_down(now())))


def end_visit(db: Session, model: type[V], token: str) -> None:
    """End the visit behind a token, if there is one."""
    db.execute(delete(model).where(col(model.token_hash) == hash_of(token)))


def end_visits_of(db: Session, model: type[V], visited_id: UUID) -> None:
    """End every visit with this code, when it is replaced or its row is gone."""
    db.execute(delete(model).where(col(model.visited_id) == visited_id))


def purge_visits(db: Session, model: type[V]) -> None:
    """Delete visits that expired or went idle."""
    moment = now()
    db.execute(delete(model).where((col(model.ends_at) < moment) | (col(model.seen_at) < moment - IDLE - STEP)))
