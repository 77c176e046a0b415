"""Scheduled jobs of the moderation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

import mail
from accounts.jobs import staff_address
from accounts.models import Staff
from foundation.clock import now
from foundation.database import settings_of
from foundation.duty import DutyPeriod
from mail import Letter, OutgoingLetter
from mail.composing import Address
from moderation.operations import decisions, duty
from moderation.queries import total_waiting, waiting_since
from moderation.queries.duty import eligible_moderators, empty_half_days, keeps_a_rota, on_duty

SOON = timedelta(hours=1)
"""So long before a time of duty ends, what waited when it began is about to break our promise."""
AHEAD = timedelta(days=3)
"""So long before a half-day begins, it should be somebody's."""
TURN, LATE, EMPTY = "turn", "late", "empty"
"""What a letter that something waits is about; behind it stands when that time begins."""


@dataclass(frozen=True)
class DutyRecipients:
    """The current half-day and whoever has it; or the period of duty and everybody eligible."""

    period: DutyPeriod
    staff_ids: Collection[UUID]


def notify_on_duty(db: Session) -> None:
    """Once in each half-day, as soon as something is waiting: a neutral letter to the moderator on the rota.

    When nobody has the half-day, every moderator is notified, once in the whole period of duty. Coordinators are
    notified before a promise breaks: when the period is nearly over and older items are still waiting, and, once a
    day, when an upcoming half-day is unassigned.
    """
    turn = _duty_recipients(db)
    if turn and total_waiting(db):
        _notify(db, turn.staff_ids, TURN, turn.period.begins)
    if turn and _breaks_a_promise(db, turn.period):
        _notify(db, _coordinators(db), LATE, turn.period.begins)
    if keeps_a_rota(db) and empty_half_days(db, AHEAD):
        _notify(db, _coordinators(db), EMPTY, _day_begins(db))


def purge_rota(db: Session) -> None:
    """Delete duty turns of long ago: they are nobody's business any more."""
    duty.purge(db)


def purge_decisions(db: Session, after: UUID | None = None) -> UUID | None:
    """Delete decisions about texts that are gone, with the words for their authors."""
    return decisions.purge(db, after)


def something_waits_address(db: Session, letter: OutgoingLetter) -> Address | None:
    """The address of a moderator or coordinator, while the letter still applies."""
    staff = db.get(Staff, letter.person_id)
    kind, _, begins = letter.subject.partition(":")
    return staff_address(db, staff) if staff and _is_true(db, staff, kind, datetime.fromisoformat(begins)) else None


def _is_true(db: Session, staff: Staff, kind: str, begins: datetime) -> bool:
    if kind == EMPTY:
        return staff.is_coordinator and begins == _day_begins(db) and bool(empty_half_days(db, AHEAD))
    turn = _duty_recipients(db)
    if turn is None or turn.period.begins != begins:
        return False
    if kind == LATE:
        return staff.is_coordinator and _breaks_a_promise(db, turn.period)
    return staff.id in turn.staff_ids and bool(total_waiting(db))


def _duty_recipients(db: Session) -> DutyRecipients | None:
    duty_hours, moment = settings_of(db).duty, now()
    half, stretch = duty_hours.current_half_day(moment), duty_hours.current_period(moment)
    reader = on_duty(db, half) if half else None
    if half and reader:
        return DutyRecipients(half, [reader])
    return DutyRecipients(stretch, [one.id for one in eligible_moderators(db)]) if stretch else None


def _breaks_a_promise(db: Session, slot: DutyPeriod) -> bool:
    since = waiting_since(db)
    return slot.ends - now() <= SOON and since is not None and since < slot.begins


def _coordinators(db: Session) -> Collection[UUID]:
    return db.exec(select(Staff.id).where(col(Staff.coordinates), Staff.is_active)).all()


def _day_begins(db: Session) -> datetime:
    zone = settings_of(db).duty.zone
    return datetime.combine(now().astimezone(zone).date(), time(), zone)


def _notify(db: Session, staff_ids: Collection[UUID], about: str, since: datetime) -> None:
    for staff_id in staff_ids:
        mail.send(db, Letter.SOMETHING_WAITS, to=staff_id, subject=f"{about}:{since.isoformat()}")


ADDRESS_LOOKUPS = {Letter.SOMETHING_WAITS: something_waits_address}
