"""Rows that are begun or go on, in one statement that both databases know: of two at once, none is lost."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

Insert = sqlite.Insert | postgresql.Insert


def count_up(db: Session, model: type[SQLModel], key: Mapping[str, object], number: int = 1) -> None:
    """Add to the `number` of the row with this key; the first time, begin it there."""
    statement = _insert(db, model).values(**key, number=number)
    more = {"number": statement.table.c.number + statement.excluded.number}
    db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=more))


def move_on(db: Session, model: type[SQLModel], key: Mapping[str, object], until: datetime) -> None:
    """Move the `until` of the row with this key on to this moment, never back; the first time, begin it there."""
    statement = _insert(db, model).values(**key, until=until)
    later = statement.table.c.until < statement.excluded.until
    changes = {"until": statement.excluded.until}
    db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes, where=later))


def _insert(db: Session, model: type[SQLModel]) -> Insert:
    return sqlite.insert(model) if db.get_bind().dialect.name == "sqlite" else postgresql.insert(model)
