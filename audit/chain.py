"""The chain itself."""

import hmac
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import LargeBinary, String, cast
from sqlmodel import Field, Session, SQLModel, col, select

from audit.actions import Action
from foundation.clock import now, round_down
from foundation.columns import datetime_field, enum_field
from foundation.database import keys_of
from foundation.rows import select_columns

BEGINNING = b"\x00" * 32


class AuditEntry(SQLModel, table=True):
    """One act. `number` runs without gaps; `mac` covers this entry and, through it, all before it."""

    __tablename__ = "audit_entry"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = datetime_field()
    action: Action = enum_field(Action, 40)
    subject_id: UUID | None = None
    staff_id: UUID | None = None
    key_id: int
    mac: bytes = Field(sa_type=LargeBinary)


class AuditHead(SQLModel, table=True):
    """The end of the chain: one row, locked last, so that entries queue up one behind the other."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    number: int = 0
    mac: bytes = Field(default=BEGINNING, sa_type=LargeBinary)


def record(db: Session, action: Action, subject_id: UUID | None = None, *, by: UUID | None = None) -> None:
    """Write down that `by` (a staff id; None for the command line) did `action` to `subject_id`."""
    keys = keys_of(db)
    head = db.exec(select(AuditHead).where(col(AuditHead.id) == 1).with_for_update()).one()
    db.refresh(head)
    told = EntryValues(
        head.number + 1, round_down(now(), minutes=1), Action(action).value, subject_id, by, keys.newest, b""
    )
    mac = _mac(keys.derived("audit", keys.newest), head.mac, told)
    entry = AuditEntry(
        number=told.number,
        at=told.at,
        action=action,
        subject_id=subject_id,
        staff_id=by,
        key_id=told.key_id,
        mac=mac,
    )
    head.number, head.mac = entry.number, entry.mac
    db.add_all([entry, head])
    db.flush()


def verify(db: Session) -> int | None:
    """The number of the first entry that is wrong or missing; None when the whole chain holds.

    Cutting off the end is seen because the head is kept apart; somebody who rewrites both is seen only by
    comparing with a head that was printed before (`naast audit verify` prints it). Entries that are recorded
    meanwhile do no harm: the head is read first, and what follows it must only go on from there.
    """
    keys = keys_of(db)
    head = db.execute(select(AuditHead.number, AuditHead.mac)).first()
    before, expected, end = BEGINNING, 1, BEGINNING
    for entry in _entries(db):
        try:
            mac = _mac(keys.derived("audit", entry.key_id), before, entry)
        except KeyError:
            return expected
        if entry.number != expected or not _same(mac, entry.mac):
            return expected
        before, expected = entry.mac, expected + 1
        end = entry.mac if head and entry.number == head.number else end
    if head is None or head.number >= expected or not hmac.compare_digest(head.mac, end):
        return expected
    return None


class EntryValues(NamedTuple):
    """What an entry says, as plain values: also when somebody put a word there that does not exist."""

    number: int
    at: datetime
    action: str
    subject_id: UUID | None
    staff_id: UUID | None
    key_id: int
    mac: bytes


def _entries(db: Session) -> list[EntryValues]:
    columns: tuple[object, ...] = (
        AuditEntry.number,
        AuditEntry.at,
        cast(col(AuditEntry.action), String),
        AuditEntry.subject_id,
        AuditEntry.staff_id,
        AuditEntry.key_id,
        AuditEntry.mac,
    )
    try:
        return [EntryValues(*row) for row in db.execute(select_columns(*columns).order_by(col(AuditEntry.number)))]
    except (ValueError, TypeError, AttributeError):
        return _one_by_one(db, columns)


def _one_by_one(db: Session, columns: tuple[object, ...]) -> list[EntryValues]:
    """As far as entries can be read at all: one that holds rubbish stands there as one that is wrong."""
    entries = []
    for number in db.execute(select(AuditEntry.number).order_by(col(AuditEntry.number))).scalars().all():
        try:
            row = db.execute(select_columns(*columns).where(col(AuditEntry.number) == number)).one()
            entries.append(EntryValues(*row))
        except (ValueError, TypeError, AttributeError):
            entries.append(EntryValues(number, now(), "", None, None, keys_of(db).newest, b""))
    return entries


def _same(one: bytes, other: object) -> bool:
    return isinstance(other, bytes) and hmac.compare_digest(one, other)


def _mac(key: bytes, before: bytes, entry: EntryValues) -> bytes:
    told = "|".join(
        str(part)
        for part in (
            entry.number,
            int(entry.at.timestamp()),
            entry.action,
            entry.subject_id,
            entry.staff_id,
            entry.key_id,
        )
    )
    return hmac.new(key, before + told.encode(), sha256).digest()
