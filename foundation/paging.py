"""Keyset paging: a page starts after the last row of the previous one, so deep pages cost no more than the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, or_
from sqlmodel import Session

from foundation.errors import NotVisible

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
    statement: Select[Any],
    moment: Any,
    row_id: Any,
    cursor: Cursor | None,
    *,
    newest_first: bool,
) -> Slice[Any]:
    """One page of `statement`, ordered by (moment, row_id); both must be among its column names."""
    back = cursor is not None and cursor.back
    falling = newest_first != back
    if cursor:
        statement = statement.where(_beyond(moment, row_id, cursor, falling))
    order = (moment.desc(), row_id.desc()) if falling else (moment, row_id)
    found: list[Any] = list(db.execute(statement.order_by(*order).limit(PAGE_SIZE + 1)))
    more, rows = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if back:
        rows.reverse()
    has_before = more if back else cursor is not None
    has_after = True if back else more
    return Slice(
        rows,
        _cursor(rows, 0, moment, row_id, back=True) if has_before else None,
        _cursor(rows, -1, moment, row_id, back=False) if has_after else None,
    )


def _beyond(moment: Any, row_id: Any, cursor: Cursor, falling: bool) -> Any:
    if falling:
        return or_(moment < cursor.moment, and_(moment == cursor.moment, row_id < cursor.row_id))
    return or_(moment > cursor.moment, and_(moment == cursor.moment, row_id > cursor.row_id))


def _cursor(rows: Sequence[Any], at: int, moment: Any, row_id: Any, back: bool) -> Cursor | None:
    if not rows:
        return None
    row = rows[at]._mapping
    return Cursor(row[moment.key], row[row_id.key], back)
