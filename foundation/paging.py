"""Keyset paging: a page starts after the last row of the previous one, so deep pages cost no more than the first."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Mapped, QueryableAttribute
from sqlmodel import Session, col

from foundation.columns import Condition
from foundation.errors import NotVisible
from foundation.rows import AnyRow, AnySelect

PAGE_SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

T = TypeVar("T")


@dataclass(frozen=True)
class Cursor:
    """A place in a list: everything beyond (moment, id), forwards or backwards."""

    moment: datetime
    row_id: UUID
    back: bool = False

    def __str__(self) -> str:
        direction = "b" if self.back else "a"
        return f"{direction}{(self.moment - EPOCH) // MICROSECOND:x}-{self.row_id.hex}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor in a query string. Raises `NotVisible` for anything else."""
        try:
            moment, row_id = text[1:].split("-")
            return cls(EPOCH + int(moment, 16) * MICROSECOND, UUID(row_id), {"a": False, "b": True}[text[0]])
        except (ValueError, KeyError, IndexError, OverflowError):
            raise NotVisible from None


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page of rows in reading order, and the cursors around it (None at either end)."""

    rows: list[T]
    before: Cursor | None
    after: Cursor | None


def read_slice(
    db: Session,
    statement: AnySelect,
    moment: object,
    row_id: object,
    cursor: Cursor | None,
    *,
    newest_first: bool,
) -> Slice[AnyRow]:
    """One page of `statement`, ordered by (moment, row_id); both must be among its column names."""
    back = cursor is not None and cursor.back
    falling = newest_first != back
    at, by_id = col(moment), col(row_id)
    if cursor:
        statement = statement.where(_beyond(at, by_id, cursor, falling))
    order = (at.desc(), by_id.desc()) if falling else (at.asc(), by_id.asc())
    found = list(db.execute(statement.order_by(*order).limit(PAGE_SIZE + 1)))
    more, rows = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if back:
        rows.reverse()
    has_before = more if back else cursor is not None
    has_after = True if back else more
    return Slice(
        rows,
        _cursor(rows[0], moment, row_id, back=True) if rows and has_before else None,
        _cursor(rows[-1], moment, row_id, back=False) if rows and has_after else None,
    )


def _beyond(moment: Mapped[object], row_id: Mapped[object], cursor: Cursor, falling: bool) -> Condition:
    if falling:
        return or_(moment < cursor.moment, and_(moment == cursor.moment, row_id < cursor.row_id))
    return or_(moment > cursor.moment, and_(moment == cursor.moment, row_id > cursor.row_id))


def _cursor(row: AnyRow, moment: object, row_id: object, back: bool) -> Cursor:
    return Cursor(row._mapping[_name_of(moment)], row._mapping[_name_of(row_id)], back)


def _name_of(column: object) -> str:
    """The name of a column in a row: SQLAlchemy reuses a query for another subquery's column of the same name."""
    if not isinstance(column, ColumnElement | QueryableAttribute):
        raise TypeError("only a column orders a list")
    return str(column.key)
