"""Access codes and visits: how somebody without an account returns.

A code is sixteen digits, so that it looks like any number. Its owner may choose a sentence of their own beside it,
which opens together with four digits only. Keyed hashes are all that is stored. Typing one of them opens a *visit*: a
short, nameless sign-in. Each side of the service has its own labels, tables and cookie, so that equal codes never look
equal.
"""

import hmac
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sqlalchemy import LargeBinary, and_, delete, or_, update
from sqlmodel import Field, Session, col, select

from foundation.clock import now, round_down
from foundation.codes import digits_of, hash_of
from foundation.columns import Condition, Record, datetime_field, later_flag_field
from foundation.database import keys_of
from foundation.keys import Keys
from foundation.own_sentences import fold_sentence, split_sentence

DIGITS = 16
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=1)
STEP = timedelta(minutes=5)
_FOUR_BEHIND_IT = re.compile(r"\s[0-9]{4}\s*$")


def new_nonce() -> str:
    """What makes a form, or a code given in conversation, unique."""
    return secrets.token_hex(16)


def code_for(keys: Keys, side: str, nonce: str) -> str:
    """The sixteen digits for a form: the same form sent twice yields the same code."""
    digest = hmac.new(keys.derived(f"receipt code {side}"), nonce.encode(), sha256).digest()
    return str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)


def normalise_access_code(typed: str) -> str:
    """The bare digits of a code, or a sentence as it is compared, with its four digits behind it."""
    return digits_of(typed) or fold_sentence(typed)


def tried_name(typed: str) -> str:
    """What tries are counted under: the code, or the sentence alone, so that its digits are not tried in a row."""
    return digits_of(typed) or split_sentence(typed)[0]


def mac_of(keys: Keys, side: str, code: str) -> bytes:
    """The keyed hash stored for a code."""
    return keys.mac(_codes_of(side), normalise_access_code(code))


class Opened(Record):
    """A row that a code opens, and a sentence of one's own together with its four digits.

    `sentence_mac` is there once a sentence was chosen, `has_own_sentence` says that it was tried and opens. A row that
    has one without the other is from before 0.3.0: its `code_mac` is that of a sentence without digits.
    """

    code_mac: bytes = Field(sa_type=LargeBinary, unique=True)
    sentence_mac: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True, unique=True, index=True)
    has_own_sentence: bool = False

    @property
    def owes_digits(self) -> bool:
        """Does a sentence open it that has no four digits yet?"""
        return self.has_own_sentence and self.sentence_mac is None

    @property
    def has_untried_sentence(self) -> bool:
        """Was a sentence chosen that has not opened anything yet?"""
        return self.sentence_mac is not None and not self.has_own_sentence


O = TypeVar("O", bound=Opened)  # noqa: E741


def find_by_code(db: Session, model: type[O], side: str, typed: str) -> O | None:
    """The row that this code opens, or this sentence with its four digits."""
    keys = keys_of(db)
    found: Condition
    if digits := digits_of(typed):
        found = col(model.code_mac).in_(keys.macs(_codes_of(side), digits))
    else:
        found = or_(col(model.sentence_mac).in_(_sentence_macs(keys, side, typed)), _owing(model, keys, side, typed))
    return db.exec(select(model).where(found)).first()


def _owing(model: type[Opened], keys: Keys, side: str, typed: str) -> Condition:
    """Is it opened by a sentence from before 0.3.0, read as sentences were then, whatever digits stand behind it?"""
    plain = unicodedata.normalize("NFKC", typed).casefold()
    read = {" ".join(words.split()) for words in (plain, _FOUR_BEHIND_IT.sub("", plain))}
    macs = [mac for sentence in sorted(read) for mac in keys.macs(_codes_of(side), sentence)]
    return and_(col(model.code_mac).in_(macs), col(model.has_own_sentence), col(model.sentence_mac).is_(None))


def choose_sentence(db: Session, row: Opened, side: str, typed: str) -> None:
    """From now on this sentence with its four digits opens the row beside the code, once it was tried.

    If they open another row already, they go on opening that one alone, and nothing here tells: what is kept looks the
    same, and opens nothing.
    """
    keys = keys_of(db)
    model = type(row)
    opens_another = (col(model.sentence_mac).in_(_sentence_macs(keys, side, typed)), col(model.id) != row.id)
    is_taken = db.exec(select(model.id).where(*opens_another)).first() is not None
    row.sentence_mac = keys.mac(_sentences_of(side), new_nonce() if is_taken else fold_sentence(typed))
    row.has_own_sentence = False
    db.add(row)
    db.flush()


def confirm_sentence(db: Session, row: Opened, typed: str) -> None:
    """It was opened by this: if that is the sentence, it is known to work."""
    if row.has_untried_sentence and not digits_of(typed):
        row.has_own_sentence = True
        db.add(row)


def replace_code(db: Session, row: Opened, side: str, visits: "type[Visit]") -> str:
    """A new code for somebody who lost theirs; the old one, the sentence, and every visit with them end."""
    code = code_for(keys_of(db), side, new_nonce())
    row.code_mac, row.sentence_mac, row.has_own_sentence = mac_of(keys_of(db), side, code), None, False
    db.add(row)
    end_visits_of(db, visits, row.id)
    return code


def _codes_of(side: str) -> str:
    return f"receipt {side}"


def _sentences_of(side: str) -> str:
    return f"sentence and digits {side}"


def _sentence_macs(keys: Keys, side: str, typed: str) -> list[bytes]:
    return keys.macs(_sentences_of(side), fold_sentence(typed))


class Visit(Record):
    """A browser in which a code was typed. Deleted when it ends; `visited_id` is the row the code opens.

    It `owes_digits` when a sentence without digits was typed: nothing opens in it until they are chosen.
    """

    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    if TYPE_CHECKING:  # each side's table has a field of its own for it, which refers to its rows
        visited_id: UUID

    seen_at: datetime = datetime_field()
    ends_at: datetime = datetime_field(index=True)
    owes_digits: bool = later_flag_field()


V = TypeVar("V", bound=Visit)


def begin_visit(db: Session, model: type[V], visited_id: UUID, replacing: str = "", owes_digits: bool = False) -> str:
    """A new visit; the one behind the old token, if any, ends. Returns the token, which is never stored."""
    if replacing:
        end_visit(db, model, replacing)
    token, moment = secrets.token_urlsafe(32), round_down(now())
    ends_at = moment + LONGEST + STEP
    visit = model(visited_id=visited_id, token_hash=hash_of(token), seen_at=moment, ends_at=ends_at)
    visit.owes_digits = owes_digits
    db.add(visit)
    db.flush()
    return token


def current_visit(db: Session, model: type[V], token: str) -> V | None:
    """The visit behind a token, if still valid: for fifteen minutes after the last page, an hour in all."""
    if not token:
        return None
    found = (col(model.token_hash) == hash_of(token), col(model.ends_at) > now())
    visit = db.exec(select(model).where(*found)).first()
    return visit if visit and visit.seen_at + IDLE + STEP > now() else None


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
