"""A data key for each person or case: destroy it, and everything sealed with it is gone, in old backups too."""

import json
import os
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict
from sqlalchemy import LargeBinary, Select, delete
from sqlmodel import Field, Session, SQLModel, col, func, select

from foundation.columns import WITHOUT_ROWID, Record
from foundation.database import keys_of
from foundation.rows import BATCH_SIZE, AnyRow, AnySelect
from foundation.sealing import SealBroken, seal_bytes, unseal_bytes, unwrap, wrap


class DataKey(Record, table=True):
    """One wrapped key. Nothing in the row reveals whose it is."""

    __tablename__ = "data_key"
    __table_args__ = WITHOUT_ROWID

    wrapped: bytes = Field(sa_type=LargeBinary)


class Sealable(Protocol):
    """A row whose sealed columns are opened with one data key."""

    id: UUID
    data_key_id: UUID


def make_key(db: Session) -> UUID:
    """A new data key; the caller stores its id on the row it is for."""
    plain = os.urandom(32)
    key_id = uuid4()
    row = DataKey(id=key_id, wrapped=wrap(keys_of(db), plain, key_id))
    db.add(row)
    db.flush()
    db.info["data_keys"][row.id] = plain
    return row.id


def destroy_key(db: Session, key_id: UUID) -> None:
    """Make everything sealed with this key permanently unreadable."""
    db.execute(delete(DataKey).where(col(DataKey.id) == key_id))
    db.info["data_keys"].pop(key_id, None)


def destroy_keys(db: Session, key_ids: Select[UUID] | Sequence[UUID]) -> None:
    """The same for several keys, or all that a query selects."""
    db.execute(delete(DataKey).where(col(DataKey.id).in_(key_ids)), execution_options={"synchronize_session": False})


def find_orphans(db: Session) -> Sequence[UUID]:
    """Some keys with which nothing is sealed any more: no row of any table names them."""
    users = [table for table in SQLModel.metadata.sorted_tables if "data_key_id" in table.columns]
    unused = [col(DataKey.id).not_in(select(table.columns["data_key_id"])) for table in users]
    return db.exec(select(DataKey.id).where(*unused).order_by(col(DataKey.id)).limit(BATCH_SIZE)).all()


def purge_orphans(db: Session, _: UUID | None = None) -> UUID | None:
    """Destroy some keys with which nothing is sealed any more; the last one, or None when these were all."""
    orphans = find_orphans(db)
    destroy_keys(db, orphans)
    return orphans[-1] if len(orphans) == BATCH_SIZE else None


def load_keys(db: Session, key_ids: Iterable[UUID]) -> None:
    """Load several keys in one query, before many rows are unsealed."""
    known = db.info["data_keys"]
    if wanted := {key_id for key_id in key_ids if key_id not in known}:
        for key_id, wrapped in db.exec(select(DataKey.id, DataKey.wrapped).where(col(DataKey.id).in_(wanted))):
            known[key_id] = unwrap(keys_of(db), wrapped, key_id)


def rows_with_keys(db: Session, statement: AnySelect, key_id: object) -> list[AnyRow]:
    """The rows of a query for columns, with their data keys loaded in the same query, however many they are."""
    keyed = statement.add_columns(col(DataKey.wrapped)).outerjoin(DataKey, col(DataKey.id) == key_id)
    rows, known = list(db.execute(keyed)), db.info["data_keys"]
    for row in rows:
        if row.wrapped is not None and row.data_key_id not in known:
            known[row.data_key_id] = unwrap(keys_of(db), row.wrapped, row.data_key_id)
    return rows


def find_unopened(db: Session) -> int | None:
    """The id of a root key that some data key needs and that is missing or another one here; None when all fit.

    One data key of each root key is tried: whoever has the right one opens all.
    """
    keys, of_root = keys_of(db), func.substr(DataKey.wrapped, 1, 1, type_=LargeBinary)
    unknown = select(of_root).where(of_root.not_in([bytes([root]) for root in keys.ids])).limit(1)
    if (first := db.exec(unknown).first()) is not None:
        return int.from_bytes(first)
    for root in keys.ids:
        row = db.exec(select(DataKey).where(of_root == bytes([root])).limit(1)).first()
        try:
            if row is not None:
                unwrap(keys, row.wrapped, row.id)
        except SealBroken:
            return root
    return None


def seal(db: Session, row: Sealable, **values: str | None) -> None:
    """Seal each value into the column of that name."""
    key = _key(db, row.data_key_id)
    for column, text in values.items():
        sealed = None if text is None else seal_bytes(key, text.encode(), _place(row, column))
        setattr(row, column, sealed)


def unseal(db: Session, row: Sealable | AnyRow, column: str, table: type[Sealable] | None = None) -> str:
    """The text in a sealed column; empty when nothing was sealed. Raises `SealBroken`.

    `table` says where a row of columns is from.
    """
    sealed: bytes | None = getattr(row, column)
    if sealed is None:
        return ""
    return unseal_bytes(_key(db, row.data_key_id), sealed, _place(row, column, table)).decode()


def unseal_fields(db: Session, row: Sealable, column: str) -> dict[str, object]:
    """JSON from a sealed column; empty when nothing was sealed. Raises `SealBroken`."""
    text = unseal(db, row, column)
    fields: dict[str, object] = json.loads(text) if text else {}
    return fields


class SealedValue(BaseModel):
    """What a sealed column holds, as a type of its own; each field says what holds when nothing was put there."""

    model_config = ConfigDict(frozen=True, extra="ignore")


V = TypeVar("V", bound=SealedValue)


def unseal_value(
    db: Session, row: Sealable | AnyRow, column: str, kind: type[V], table: type[Sealable] | None = None
) -> V:
    """The value that was sealed; the one that says nothing when there is none. Raises `SealBroken`."""
    text = unseal(db, row, column, table)
    return kind.model_validate_json(text) if text else kind()


def _key(db: Session, key_id: UUID) -> bytes:
    load_keys(db, [key_id])
    try:
        key: bytes = db.info["data_keys"][key_id]
    except KeyError:
        raise SealBroken("the data key is gone") from None
    return key


def _place(row: Sealable | AnyRow, column: str, table: type[Sealable] | None = None) -> str:
    name = (table or type(row)).__tablename__  # type: ignore[union-attr]
    return f"{name}|{column}|{row.id}|{row.data_key_id}"
