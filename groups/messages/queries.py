"""Messages with somebody, and who is waiting for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, false, or_
from sqlmodel import Session, col, func, select

from accounts.models import belongs_to
from accounts.queries import names_of
from foundation.columns import Condition
from foundation.data_keys import load_keys, unseal
from foundation.database import settings_of
from foundation.errors import NotVisible
from foundation.local_time import local_today
from foundation.paging import Cursor, Slice, read_slice
from foundation.person import Person
from foundation.rows import parse_id, select_columns
from groups.models import Cover, Message, PeerGroup, Registration


@dataclass(frozen=True)
class MessageRow:
    """One message; `by` is empty for the registrant's own."""

    number: int
    by: str
    written_on: date
    text: str


@dataclass(frozen=True)
class UnreadRow:
    """Somebody whose message nobody in the team has read."""

    registration_id: UUID
    name: str
    since: date


def last_team_message_on(db: Session, registration: Registration) -> date | None:
    """The day of the team's message, if it is the latest; None otherwise."""
    of_this_person = col(Message.registration_id) == registration.id
    latest = (
        select(col(Message.staff_id), col(Message.written_on))
        .where(of_this_person)
        .order_by(col(Message.number).desc())
        .limit(1)
    )
    found = db.exec(latest).first()
    return found[1] if found and found[0] else None


def messages_with(db: Session, registration: Registration) -> list[MessageRow]:
    """All messages, oldest first."""
    of_this_person = col(Message.registration_id) == registration.id
    rows: Sequence[Message] = db.exec(select(Message).where(of_this_person).order_by(col(Message.number))).all()
    names = names_of(db, {row.staff_id for row in rows})
    return [
        MessageRow(
            row.number,
            names.get(row.staff_id, "") if row.staff_id else "",
            row.written_on,
            unseal(db, row, "sealed_text"),
        )
        for row in rows
    ]


def people_with_unread(db: Session, viewer: Person, cursor: Cursor | None = None) -> Slice[UnreadRow]:
    """One page of the people with unread messages for this colleague, the longest wait first."""
    people = (
        select_columns(col(Registration.id), func.min(col(Message.written_on)).label("since"))
        .join(Message, col(Message.registration_id) == Registration.id)
        .where(*_unread_for(db, viewer))
        .group_by(col(Registration.id))
        .subquery()
    )
    columns = (people.c.since, Registration.tiebreaker, Registration.id, Registration.data_key_id)
    statement = select_columns(*columns, Registration.sealed_name).join(people, people.c.id == Registration.id)
    page = read_slice(db, statement, (people.c.since, Registration.tiebreaker, Registration.id), cursor)
    load_keys(db, {row.data_key_id for row in page.rows})
    rows = [UnreadRow(row.id, unseal(db, row, "sealed_name", Registration), row.since) for row in page.rows]
    return Slice(rows, page.before, page.after)


def unread_count(db: Session, viewer: Person) -> int:
    """How many people have unread messages for this colleague."""
    people = select(func.count(func.distinct(Message.registration_id))).join(
        Registration, col(Message.registration_id) == Registration.id
    )
    return db.exec(people.where(*_unread_for(db, viewer))).one()


def find_for_reading(db: Session, given_id: object, viewer: Person) -> Registration:
    """The registration whose messages this colleague may read, as responsible or as cover. Raises `NotVisible`."""
    read = or_(Registration.visible_to(viewer), _overdue_for_covered(db, viewer))
    found = db.exec(select(Registration).where(col(Registration.id) == parse_id(given_id), read)).first()
    if found is None:
        raise NotVisible
    return found


def covers_for(db: Session, registration: Registration, viewer: Person) -> bool:
    """Did a message wait too long for the colleague whom `viewer` covers?"""
    one = (col(Registration.id) == registration.id, _overdue_for_covered(db, viewer))
    return db.exec(select(Registration.id).where(*one)).first() is not None


def _unread_for(db: Session, viewer: Person) -> tuple[Condition, ...]:
    own = and_(Registration.visible_to(viewer), Registration.in_care_of(viewer))
    return (Message.unread(), or_(own, _overdue_for_covered(db, viewer)))


def _overdue_for_covered(db: Session, viewer: Person) -> Condition:
    """Unread for two working days: then the cover reads it too, until it was read."""
    if not viewer.is_facilitator:
        return false()
    absent = select(Cover.facilitator_id).where(belongs_to(viewer, Cover.cover_id))
    led = or_(col(PeerGroup.facilitator_id).in_(absent), col(PeerGroup.second_facilitator_id).in_(absent))
    theirs = or_(
        col(Registration.facilitator_id).in_(absent), col(Registration.group_id).in_(select(PeerGroup.id).where(led))
    )
    old = (Message.unread(), col(Message.written_on) <= _two_working_days_before(db, local_today(db)))
    return and_(theirs, col(Registration.id).in_(select(Message.registration_id).where(*old)))


def _two_working_days_before(db: Session, day: date) -> date:
    left = 2
    while left:
        day -= timedelta(days=1)
        left -= settings_of(db).duty.is_working_day(day)
    return day
