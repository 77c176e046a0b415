"""Rows: finding one the viewer may see, changing its state, locking it, and processing very many in batches."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Row, Select, inspect, update
from sqlalchemy import select as select_any
from sqlalchemy.exc import InvalidRequestError
from sqlmodel import Session, col, select

from foundation.columns import Condition, Record, Versioned
from foundation.errors import NotVisible, OutOfStep
from foundation.lifecycle import Lifecycle
from foundation.person import Person


class Visible(Protocol):
    """A table that knows, in SQL, which rows a viewer may see."""

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition: ...


BATCH_SIZE = 100
"""How many rows a job handles in one transaction, so that others never wait long."""
R = TypeVar("R", bound=Record)
AnySelect = Select[*tuple[Any, ...]]
"""A query for more columns than SQLModel has types for; its rows are asked by the names of columns."""
AnyRow = Row[*tuple[Any, ...]]
"""A row of such a query."""
S = TypeVar("S", bound=StrEnum)


def select_columns(*columns: Any) -> AnySelect:
    """A query for any number of columns."""
    return select_any(*columns)


def find_visible(db: Session, model: type[R], given_id: object, viewer: Person) -> R:
    """The row with this id, if the viewer may see it. Raises `NotVisible` otherwise, also for an invalid id."""
    row_id = parse_id(given_id)
    seen = model.visible_to(viewer)  # type: ignore[attr-defined]
    row = db.exec(select(model).where(col(model.id) == row_id, seen)).first()
    if row is None:
        raise NotVisible
    return row


def parse_id(given: object) -> UUID:
    """The id in an address. Raises `NotVisible` for anything else."""
    try:
        return UUID(str(given))
    except ValueError:
        raise NotVisible from None


def parse_day(given: object) -> date:
    """The day in an address, within this century. Raises `NotVisible` for anything else."""
    try:
        day = date.fromisoformat(str(given))
    except ValueError:
        raise NotVisible from None
    if not 2020 <= day.year <= 2100:
        raise NotVisible
    return day


def transition(db: Session, row: R, from_state: S, to_state: S, lifecycle: Lifecycle[S], **changes: object) -> None:
    """Change `row` from `from_state` to `to_state` if it is still in the former; whoever is second gets `OutOfStep`."""
    lifecycle.check(from_state, to_state)
    table = inspect(type(row)).local_table
    done = db.execute(
        update(type(row)).where(table.c.id == row.id, table.c.state == from_state).values(state=to_state, **changes),
        execution_options={"synchronize_session": False},
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise OutOfStep(f"{type(row).__tablename__} is no longer {from_state}")
    reload(db, row)


def lock(db: Session, row: Record) -> None:
    """Reload a row and lock it until the transaction ends; new rows may still refer to it.

    Raises `OutOfStep` when it is gone.
    """
    reload(db, row, with_for_update={"key_share": True})


def reload(db: Session, row: Record, **how: Any) -> None:
    """Read a row anew. Raises `OutOfStep` when it is gone: who erases something does not wait for others."""
    try:
        db.refresh(row, **how)
    except InvalidRequestError:
        raise OutOfStep(f"{type(row).__tablename__} is gone") from None


def require_unchanged(row: Versioned, seen_version: int) -> None:
    """Raise `OutOfStep` when what the decision was about has changed since it was shown."""
    if row.version != seen_version:
        raise OutOfStep("a colleague was faster")


def lock_batch(db: Session, model: type[R], *conditions: Condition, after: UUID | None = None) -> list[R]:
    """The next of these rows by id, locked until the transaction ends. Rows locked elsewhere are skipped."""
    rest = conditions if after is None else (*conditions, col(model.id) > after)
    some = select(model).where(*rest).order_by(col(model.id)).limit(BATCH_SIZE)
    return list(db.exec(some.with_for_update(skip_locked=True, key_share=True)))


def batch_cursor(some: Sequence[Record]) -> UUID | None:
    """The id after which to continue; None when these were the last."""
    return some[-1].id if len(some) == BATCH_SIZE else None


def ids_of(rows: Sequence[Record]) -> list[UUID]:
    return [row.id for row in rows]
