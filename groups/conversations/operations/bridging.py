"""Contact while somebody waits: every so many weeks, spoken or written, until there is a group."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from foundation.data_keys import load_keys
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.rows import hold_some, ids_of, last_of
from groups.conversations.operations.lifecycle import end
from groups.conversations.operations.planning import plan
from groups.models import Call, CallKind, CallState, Channel, PrivateWord, Registration, RegistrationState


def plan_contacts(db: Session, after: UUID | None = None) -> UUID | None:
    """Whoever is on the list and heard nothing for so long has a contact to come.

    Some of them, those that come after `after`; the last one, or None when there are no more.
    """
    days, today = settings_of(db).bridge_days, local_today(db)
    if not days:
        return None
    before = today - timedelta(days=days)
    busy = select(Call.registration_id).where(Call.is_to_come())
    waits = (col(Registration.state) == RegistrationState.POOL, col(Registration.id).not_in(busy))
    so_long = (col(Registration.talked_on) <= before, col(Registration.entered_on) <= before)
    people = hold_some(db, Registration, *waits, *so_long, after=after)
    # asked again now that they are held: whoever held them before may have planned one
    planned = set(db.exec(busy.where(col(Call.registration_id).in_(ids_of(people)))))
    heard = _heard(db, ids_of(people))
    quiet = [one for one in people if one.id not in planned and heard.get(one.id, before) <= before]
    load_keys(db, {one.data_key_id for one in quiet})
    for one in quiet:
        plan(db, one, CallKind.BRIDGE, today)
    return last_of(people)


def note_written(db: Session, registration: Registration) -> None:
    """Words of the team are a contact too: one that has no moment yet is done by them."""
    planned = (col(Call.registration_id) == registration.id, col(Call.state) == CallState.PLANNED)
    for call in db.exec(select(Call).where(*planned, col(Call.kind) == CallKind.BRIDGE)).all():
        end(db, call, CallState.DONE, channel=Channel.WORDS)


def _heard(db: Session, ids: list[UUID]) -> dict[UUID, date]:
    """On which day each of these last spoke with the team, said no to it, was not reached, or was written to."""
    held: Any = (
        select(Call.registration_id, func.max(Call.done_on))
        .where(col(Call.registration_id).in_(ids), col(Call.state) != CallState.CANCELLED)
        .group_by(col(Call.registration_id))
    )
    wrote: Any = (
        select(PrivateWord.registration_id, func.max(PrivateWord.said_on))
        .where(col(PrivateWord.registration_id).in_(ids), col(PrivateWord.staff_id).is_not(None))
        .group_by(col(PrivateWord.registration_id))
    )
    heard: dict[UUID, date] = dict(db.exec(held).all())
    for one, day in db.exec(wrote).all():
        heard[one] = max(day, heard.get(one, day))
    return heard
