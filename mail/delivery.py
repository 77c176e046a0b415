"""Bringing letters away: claim one, ask again whether it is still true, deliver it, note that.

Letters go to the mail server of the settings; without one to files in the data folder, one each, readable by the owner
only. A letter carries the same Message-ID however often it is tried, so that one sent twice can be told.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.database import Database, is_unavailable, settings_of
from foundation.error_log import Event, log_error, log_event
from foundation.files import keep_file
from foundation.rows import BATCH_SIZE, batch_cursor, ids_of, lock_batch
from foundation.settings import Settings
from mail.composing import Address, compose
from mail.letters import Letter, LetterState, OutgoingLetter
from mail.smtp import Rejected, hand_to_server

MAX_FAULTS = 5
"""So often a letter is tried of which we cannot blame anybody but ourselves."""
ABANDONED_AFTER = timedelta(minutes=15)
KEEP_FOR = timedelta(days=7)
FIRST_RETRY_DELAY, LONGEST_RETRY_DELAY = timedelta(minutes=5), timedelta(hours=1)
"""After a failure; each further one waits twice as long, up to the longest."""


AddressLookup = Callable[[Session, OutgoingLetter], Address | None]


class Trouble(Exception):
    """The letter is right, and could not be brought away: the server, the network, the disk, the database."""


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
    spent = (*forgotten, col(OutgoingLetter.faults) >= MAX_FAULTS)
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


def is_stale(db: Session, letter: OutgoingLetter) -> bool:
    """Is it too late for this letter, counted from when it was meant to go?"""
    return letter.first_due_at < now() - timedelta(hours=settings_of(db).stale_letter_hours)


def _deliver(database: Database, letter_id: UUID, addressees: dict[Letter, AddressLookup]) -> bool:
    with database.write() as db:
        letter = _claim(db, letter_id)
    if letter is None:
        return False
    faults = letter.faults
    try:
        state = _dispatch(database, letter, addressees)
    except Exception as error:
        log_error(error.__cause__ or error, Event.LETTER_FAILED, letter=letter.kind.value)
        if isinstance(error, Trouble) or is_unavailable(error):
            faults -= 1
        state = LetterState.FAILED if faults >= MAX_FAULTS else LetterState.QUEUED
    _record_result(database, letter, state, faults)
    return state is LetterState.SENT


def _dispatch(database: Database, letter: OutgoingLetter, addressees: dict[Letter, AddressLookup]) -> LetterState:
    with database.read() as db:
        address = None if (is_late := is_stale(db, letter)) else addressees[letter.kind](db, letter)
    if is_late:
        return LetterState.STALE
    if address is None:
        return LetterState.VOID
    message = compose(database.settings, letter, address)
    try:
        hand_over(database.settings, letter, message)
    except Rejected:
        log_event(Event.LETTER_REFUSED, letter=letter.kind.value)
        return LetterState.FAILED
    except OSError as error:
        raise Trouble from error
    return LetterState.SENT


def _claim(db: Session, letter_id: UUID) -> OutgoingLetter | None:
    """The letter, for whoever claims it first. Until more is known it counts as a fault: we may die of this letter."""
    queued = (col(OutgoingLetter.id) == letter_id, col(OutgoingLetter.state) == LetterState.QUEUED)
    counted = {"tries": OutgoingLetter.tries + 1, "faults": OutgoingLetter.faults + 1}
    claimed = {"state": LetterState.CLAIMED, "claimed_at": now(), **counted}
    done = db.execute(update(OutgoingLetter).where(*queued).values(**claimed))
    return db.get(OutgoingLetter, letter_id) if isinstance(done, CursorResult) and done.rowcount == 1 else None


def _record_result(database: Database, letter: OutgoingLetter, state: LetterState, faults: int) -> None:
    """What came of it, unless it took so long that the letter was given up on and claimed once more."""
    mine = (
        col(OutgoingLetter.id) == letter.id,
        col(OutgoingLetter.state) == LetterState.CLAIMED,
        col(OutgoingLetter.tries) == letter.tries,
    )
    again = {"due_at": now() + retry_delay(letter.tries)} if state is LetterState.QUEUED else {}
    with database.write() as db:
        done = db.execute(update(OutgoingLetter).where(*mine).values(state=state, faults=faults, **again))
        is_noted = isinstance(done, CursorResult) and done.rowcount == 1
        if not is_noted and db.get(OutgoingLetter, letter.id) is None:  # somebody was erased while it was on its way
            file_of(database.settings, letter.id).unlink(missing_ok=True)


def retry_delay(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    return min(FIRST_RETRY_DELAY * (1 << min(tries - 1, 10)), LONGEST_RETRY_DELAY)


def hand_over(settings: Settings, letter: OutgoingLetter, message: EmailMessage) -> None:
    """To the mail server, or to a file where there is none. Raises `Rejected`, or `OSError` to be tried again."""
    if settings.mail_server:
        hand_to_server(settings, message)
    else:
        write_file(settings, letter.id, message)


def file_of(settings: Settings, letter_id: UUID) -> Path:
    """Where a letter lies once it was written; it goes with its row in the outbox."""
    return settings.data_dir / "outgoing" / f"{letter_id}.eml"


def write_file(settings: Settings, letter_id: UUID, message: EmailMessage) -> Path:
    """Put the letter in the folder `outgoing`; doing it twice leaves one file. Raises `OSError`."""
    path = file_of(settings, letter_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_file(path, bytes(message), mode=0o600)
    return path
