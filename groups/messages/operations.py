"""Messages between somebody who registered and the team."""

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.data_keys import seal
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.local_time import local_today
from foundation.rows import lock
from groups.contact.operations import notifications
from groups.conversations.operations import check_ins
from groups.lookups import is_in_care_of
from groups.messages.queries import covers_for
from groups.models import Message, Notification, Registration

MAX_MESSAGES = 200
MAILBOX_FULL = N_(
    "There is no room for more messages here. This one was not sent. Call us, and we can continue talking."
)
MAILBOX_FULL_FOR_STAFF = N_("There is no room for more messages here. This was not sent. Call the person.")


def send(db: Session, registration: Registration, text: str, by: Staff | None = None, seen_number: int = 0) -> None:
    """Send a message: the person, or the responsible colleague, who has read up to number `seen_number`.

    Raises `Refused` when the mailbox is full, `OutOfStep` when nobody would read it any more.
    """
    lock(db, registration)
    if by:
        _require_reader(db, registration, by)
    if not registration.can_message:
        raise OutOfStep("it is over")
    of_this_person = col(Message.registration_id) == registration.id
    number = db.exec(select(func.count()).select_from(Message).where(of_this_person)).one()
    if number >= MAX_MESSAGES:
        raise Refused(MAILBOX_FULL_FOR_STAFF if by else MAILBOX_FULL)
    message = Message(
        registration_id=registration.id,
        data_key_id=registration.data_key_id,
        staff_id=by.id if by else None,
        number=number + 1,
        written_on=local_today(db),
    )
    seal(db, message, sealed_text=text)
    db.add(message)
    db.flush()
    if by:
        mark_read(db, registration, seen_number, by)
        check_ins.record_written_check_in(db, registration)
        notifications.notify(db, [registration], Notification.MESSAGE, message.id)


def mark_read(db: Session, registration: Registration, seen_number: int, by: Staff) -> None:
    """A colleague has read the person's messages up to `seen_number`; newer ones still count as unread."""
    _require_reader(db, registration, by)
    unread = (col(Message.registration_id) == registration.id, col(Message.staff_id).is_(None))
    still = (col(Message.read_on).is_(None), col(Message.number) <= seen_number)
    db.execute(update(Message).where(*unread, *still).values(read_on=local_today(db)))


def _require_reader(db: Session, registration: Registration, by: Staff) -> None:
    """The colleague responsible, or their cover once messages have waited too long."""
    looks_after = is_in_care_of(db, registration, by)
    require(looks_after or covers_for(db, registration, by))
