"""Keyset paging: a page starts after the last row of the previous one, so deep pages cost no more than the first.

What SQL can order and filter is read page by page (`read_slice`). Where something sealed decides what is in a list, or
where it stands, the whole list has to be opened; then `slice_of` shows it page by page, and its length is known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, tuple_
from sqlalchemy.orm import QueryableAttribute
from sqlmodel import Session

from foundation.columns import Condition
from foundation.errors import NotVisible
from foundation.rows import AnyRow, AnySelect, select_columns

PAGE_SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST_NUMBER = 2**63 - 1

Value = datetime | date | int | UUID
"""What a list may be ordered by."""
T = TypeVar("T")


@dataclass(frozen=True)
class Cursor:
    """A place in a list: everything beyond these values of what orders it, forwards or backwards."""

    values: tuple[Value, ...]
    back: bool = False

    def __str__(self) -> str:
        return ("b" if self.back else "a") + "-".join(map(_written, self.values))

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor in an address. Raises `NotVisible` for anything else."""
        try:
            cursor = cls(tuple(map(_value_of, text[1:].split("-"))), {"a": False, "b": True}[text[0]])
        except (ValueError, KeyError, IndexError, OverflowError):
            raise NotVisible from None
        if str(cursor) != text:
            raise NotVisible
        return cursor

    def require_kinds(self, kinds: Sequence[type]) -> None:
        """Raise `NotVisible` for the cursor of a list that is ordered by something else."""
        if [type(value) for value in self.values] != list(kinds):
            raise NotVisible


def _written(value: Value) -> str:
    """The kind of value, as one digit, and the value."""
    if isinstance(value, datetime):
        return f"0{(value - EPOCH) // MICROSECOND:x}"
    if isinstance(value, date):
        return f"1{value.toordinal():x}"
    return f"2{value.hex}" if isinstance(value, UUID) else f"3{value:x}"


def _value_of(word: str) -> Value:
    kind, written = word[0], word[1:]
    if kind == "2":
        return UUID(written)
    number = int(written, 16)
    if kind == "0":
        return EPOCH + number * MICROSECOND
    if kind == "1":
        return date.fromordinal(number)
    if kind != "3" or not 0 <= number <= LARGEST_NUMBER:
        raise ValueError("no value of a list")
    return number


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page of rows in reading order, and the cursors around it (None at either end)."""

    rows: list[T]
    before: Cursor | None
    after: Cursor | None


def read_slice(
    db: Session, statement: AnySelect, keys: Sequence[Any], cursor: Cursor | None, *, newest_first: bool = False
) -> Slice[AnyRow]:
    """One page of `statement`, ordered by `keys`, an id the last of them; all must be among its column names.

    They rise, or with `newest_first` all of them fall. Raises `NotVisible` for a cursor of another list.
    """
    back = cursor is not None and cursor.back
    falling = newest_first != back
    columns = [_column(key) for key in keys]
    if cursor:
        cursor.require_kinds([key.type.python_type for key in columns])
        statement = statement.where(_beyond(columns, cursor, falling))
    order = [key.desc() if falling else key.asc() for key in columns]
    found = list(db.execute(statement.order_by(*order).limit(PAGE_SIZE + 1)))
    names = [str(key.key) for key in columns]
    return _slice(found, lambda row: tuple(row._mapping[name] for name in names), cursor)


def slice_of(rows: Sequence[T], key: Callable[[T], tuple[Value, ...]], cursor: Cursor | None) -> Slice[T]:
    """One page of a whole list, which rises by `key`. Raises `NotVisible` for a cursor of another list."""
    if cursor and rows:
        cursor.require_kinds([type(value) for value in key(rows[0])])
    if cursor is None:
        return _slice(rows[: PAGE_SIZE + 1], key, None)
    if cursor.back:
        before = [row for row in rows if key(row) < cursor.values]
        return _slice(before[::-1][: PAGE_SIZE + 1], key, cursor)
    beyond = [row for row in rows if key(row) > cursor.values]
    return _slice(beyond[: PAGE_SIZE + 1], key, cursor)


def count_of(db: Session, statement: AnySelect) -> int:
    """How many rows a query finds, however few of them a page shows."""
    return int(db.execute(select_columns(func.count()).select_from(statement.subquery())).scalar_one())


def _slice(found: Sequence[T], key: Callable[[T], tuple[Value, ...]], cursor: Cursor | None) -> Slice[T]:
    """The page among these rows: one more than it holds, if there are, in the order of reading on."""
    back = cursor is not None and cursor.back
    more, rows = len(found) > PAGE_SIZE, list(found[:PAGE_SIZE])
    if back:
        rows.reverse()
    has_before = more if back else cursor is not None
    has_after = True if back else more
    return Slice(
        rows,
        Cursor(key(rows[0]), back=True) if rows and has_before else None,
        Cursor(key(rows[-1])) if rows and has_after else None,
    )


def _beyond(keys: Sequence[ColumnElement[Any]], cursor: Cursor, falling: bool) -> Condition:
    here = tuple_(*keys)
    there = tuple_(*(literal(value, key.type) for key, value in zip(keys, cursor.values, strict=True)))
    return here < there if falling else here > there


def _column(key: object) -> ColumnElement[Any]:
    """A key as what SQL orders by. Its name in a row stays the same, whatever subquery a row came from."""
    if isinstance(key, QueryableAttribute):
        return key.expression
    if not isinstance(key, ColumnElement):
        raise TypeError("only a column orders a list")
    return key
