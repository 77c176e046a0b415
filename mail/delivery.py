"""Bringing letters away: claim one, ask again whether it is still true, deliver it, note that.

Letters go to the mail server of the settings; without one to files in the data folder, one each, readable by the owner
only. A letter carries the same Message-ID however often it is tried, so that one sent twice can be told.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.database import Database, settings_of
from foundation.error_log import log_error
from foundation.files import keep_file
from foundation.language import current
from foundation.rows import BATCH_SIZE, batch_cursor, ids_of, lock_batch
from foundation.settings import Settings
from foundation.templates import make_environment
from mail.letters import Letter, LetterState, OutgoingLetter
from mail.smtp import Rejected, hand_to_server

MAX_TRIES = 5
ABANDONED_AFTER = timedelta(minutes=15)
KEEP_FOR = timedelta(days=7)
FIRST_RETRY_DELAY = timedelta(minutes=5)
"""After a failure; each further one waits twice as long."""


@dataclass(frozen=True)
class Address:
    """Where a letter goes and in which language."""

    email: str
    language: str


AddressLookup = Callable[[Session, OutgoingLetter], Address | None]


def deliver_due(database: Database, address_lookups: dict[Letter, AddressLookup]) -> int:
    """Deliver every letter that is due. How many went out."""
    return sum(deliver_each(database, address_lookups))


def deliver_each(database: Database, address_lookups: dict[Letter, AddressLookup]) -> Iterator[bool]:
    """Deliver every letter that is due, each in transactions of its own. Of each: did it go out?"""
    while due := _next_due(database):
        for letter_id in due:
            yield _deliver(database, letter_id, address_lookups)


def purge_outbox(db: Session, after: UUID | None = None) -> UUID | None:
    """Give letters that were claimed and forgotten another try, but not for ever; drop the old ones.

    Some of the old ones, those that come after `after`; the last one, or None when there are no more.
    """
    forgotten = (
        col(OutgoingLetter.state) == LetterState.CLAIMED,
        col(OutgoingLetter.claimed_at) < now() - ABANDONED_AFTER,
    )
    spent = (*forgotten, col(OutgoingLetter.tries) >= MAX_TRIES)
    db.execute(update(OutgoingLetter).where(*spent).values(state=LetterState.FAILED))
    db.execute(update(OutgoingLetter).where(*forgotten).values(state=LetterState.QUEUED))
    over = col(OutgoingLetter.state).in_([LetterState.SENT, LetterState.VOID, LetterState.FAILED])
    old = lock_batch(db, OutgoingLetter, over, col(OutgoingLetter.due_at) < now() - KEEP_FOR, after=after)
    for letter in old:
        file_of(settings_of(db), letter.id).unlink(missing_ok=True)
    db.execute(delete(OutgoingLetter).where(col(OutgoingLetter.id).in_(ids_of(old))))
    return batch_cursor(old)


def delete_letters(db: Session, person_id: UUID) -> None:
    """Somebody is erased: their letters and the files that hold their address go at once."""
    theirs = col(OutgoingLetter.person_id) == person_id
    for letter_id in db.exec(select(OutgoingLetter.id).where(theirs)).all():
        file_of(settings_of(db), letter_id).unlink(missing_ok=True)
    db.execute(delete(OutgoingLetter).where(theirs))


def _next_due(database: Database) -> Sequence[UUID]:
    is_due = (col(OutgoingLetter.state) == LetterState.QUEUED, col(OutgoingLetter.due_at) <= now())
    with database.read() as db:
        oldest = select(OutgoingLetter.id).where(*is_due).order_by(col(OutgoingLetter.due_at))
        return db.exec(oldest.limit(BATCH_SIZE)).all()


def _deliver(database: Database, letter_id: UUID, addressees: dict[Letter, AddressLookup]) -> bool:
    with database.write() as db:
        letter = _claim(db, letter_id)
    if letter is None:
        return False
    try:
        state = _dispatch(database, letter, addressees)
    except Exception as error:
        log_error(error)
        state = LetterState.FAILED if letter.tries >= MAX_TRIES else LetterState.QUEUED
    _record_result(database, letter, state)
    return state is LetterState.SENT


def _dispatch(database: Database, letter: OutgoingLetter, addressees: dict[Letter, AddressLookup]) -> LetterState:
    with database.read() as db:
        stale = letter.due_at < now() - timedelta(hours=settings_of(db).stale_letter_hours)
        address = None if stale else addressees[letter.kind](db, letter)
    if address is None:
        return LetterState.VOID
    try:
        dispatch(database.settings, letter, address)
    except Rejected:
        return LetterState.FAILED
    return LetterState.SENT


def _claim(db: Session, letter_id: UUID) -> OutgoingLetter | None:
    """The letter, for whoever claims it first."""
    queued = (col(OutgoingLetter.id) == letter_id, col(OutgoingLetter.state) == LetterState.QUEUED)
    claimed = {"state": LetterState.CLAIMED, "claimed_at": now(), "tries": OutgoingLetter.tries + 1}
    done = db.execute(update(OutgoingLetter).where(*queued).values(**claimed))
    return db.get(OutgoingLetter, letter_id) if isinstance(done, CursorResult) and done.rowcount == 1 else None


def _record_result(database: Database, letter: OutgoingLetter, state: LetterState) -> None:
    """What came of it, unless it took so long that the letter was given up on and claimed once more."""
    mine = (
        col(OutgoingLetter.id) == letter.id,
        col(OutgoingLetter.state) == LetterState.CLAIMED,
        col(OutgoingLetter.tries) == letter.tries,
    )
    again = {"due_at": now() + FIRST_RETRY_DELAY * 2 ** (letter.tries - 1)} if state is LetterState.QUEUED else {}
    with database.write() as db:
        done = db.execute(update(OutgoingLetter).where(*mine).values(state=state, **again))
        is_noted = isinstance(done, CursorResult) and done.rowcount == 1
        if not is_noted and db.get(OutgoingLetter, letter.id) is None:  # somebody was erased while it was on its way
            file_of(database.settings, letter.id).unlink(missing_ok=True)


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


def dispatch(settings: Settings, letter: OutgoingLetter, address: Address) -> None:
    """To the mail server, or to a file where there is none. Raises `NotWanted`, or `OSError` to be tried again."""
    if settings.mail_server:
        hand_to_server(settings, compose(settings, letter, address))
    else:
        write_file(settings, letter, address)


def file_of(settings: Settings, letter_id: UUID) -> Path:
    """Where a letter lies once it was written; it goes with its row in the outbox."""
    return settings.data_dir / "outgoing" / f"{letter_id}.eml"


def write_file(settings: Settings, letter: OutgoingLetter, address: Address) -> Path:
    """Put the letter in the folder `outgoing`; doing it twice leaves one file. Raises `OSError`."""
    path = file_of(settings, letter.id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_file(path, bytes(compose(settings, letter, address)), mode=0o600)
    return path
