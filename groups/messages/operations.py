"""Words between somebody who registered and the team."""

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.data_keys import seal
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.local_time import local_today
from foundation.rows import lock
from groups.contact.operations import notifications
from groups.conversations.operations import bridging
from groups.lookups import group_of
from groups.messages.queries import stands_in_for
from groups.models import News, PrivateWord, Registration

MOST = 200
ENOUGH = N_("There is no room for more messages here. This one was not sent. Call us, and we can continue talking.")
ENOUGH_FOR_US = N_("There is no room for more messages here. This was not sent. Call the person.")


def say(db: Session, registration: Registration, words: str, by: Staff | None = None, seen: int = 0) -> None:
    """Say something: the person, or the colleague who looks after them, who has read up to number `seen`.

    Raises `Refused` beyond what anybody can read, `OutOfStep` when nobody would read it any more.
    """
    lock(db, registration)
    if by:
        _require_reader(db, registration, by)
    if not registration.may_talk:
        raise OutOfStep("it is over")
    said = col(PrivateWord.registration_id) == registration.id
    number = db.exec(select(func.count()).select_from(PrivateWord).where(said)).one()
    if number >= MOST:
        raise Refused(ENOUGH_FOR_US if by else ENOUGH)
    word = PrivateWord(
        registration_id=registration.id,
        data_key_id=registration.data_key_id,
        staff_id=by.id if by else None,
        number=number + 1,
        said_on=local_today(db),
    )
    seal(db, word, sealed_words=words)
    db.add(word)
    db.flush()
    if by:
        note_read(db, registration, seen, by)
        bridging.note_written(db, registration)
        notifications.tell(db, [registration], News.WORDS, word.id)


def note_read(db: Session, registration: Registration, seen: int, by: Staff) -> None:
    """A colleague has read what the person said, up to number `seen`: what came meanwhile still waits."""
    _require_reader(db, registration, by)
    unread = (col(PrivateWord.registration_id) == registration.id, col(PrivateWord.staff_id).is_(None))
    still = (col(PrivateWord.read_on).is_(None), col(PrivateWord.number) <= seen)
    db.execute(update(PrivateWord).where(*unread, *still).values(read_on=local_today(db)))


def _require_reader(db: Session, registration: Registration, by: Staff) -> None:
    """Who looks after the person, or stands in for them once words have waited too long."""
    looks_after = registration.looked_after_by(by, group_of(db, registration))
    require(looks_after or stands_in_for(db, registration, by))
