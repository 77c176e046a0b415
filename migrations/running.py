"""Bringing a database up to date, and asking how it stands: by its number, and by its real tables."""

import re
from enum import StrEnum
from functools import cache
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from foundation.postgresql import without_limit
from foundation.settings import ROOT
from migrations import every_table

NEVER_RELEASED = frozenset(f"000{number}" for number in range(1, 8))
"""Numbers of migrations before 0.2.0. They were edited after use, so nobody knows what such a database holds."""
VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
TABLES = every_table.__all__


class Standing(StrEnum):
    """How a database stands to this version of Naast."""

    EMPTY = "empty"
    BEHIND = "behind"
    PRESENT = "present"
    DIFFERENT = "different"
    BEFORE_THE_FIRST = "before_the_first"
    NEWER = "newer"
    UNKNOWN = "unknown"


def upgrade(engine: Engine, to: str = "head") -> tuple[str, str]:
    """Run every migration up to `to`, in one transaction. The number it had before, and has now."""
    with engine.execution_options(write=True).begin() as connection, without_limit(connection):
        before = _number(connection)
        command.upgrade(_config(connection), to)
        return before, _number(connection)


def downgrade(engine: Engine, to: str = "base") -> None:
    """Undo migrations down to `to`."""
    with engine.execution_options(write=True).begin() as connection, without_limit(connection):
        command.downgrade(_config(connection), to)


def standing(engine: Engine) -> Standing:
    """How this database stands: what its number says, and whether its tables are really those of the models."""
    history = ScriptDirectory.from_config(_config(None))
    with engine.connect() as connection:
        numbers = MigrationContext.configure(connection).get_current_heads()
        if not numbers:
            return Standing.UNKNOWN if inspect(connection).get_table_names() else Standing.EMPTY
        if len(numbers) > 1:
            return Standing.UNKNOWN
        (number,) = numbers
        if number in NEVER_RELEASED:
            return Standing.BEFORE_THE_FIRST
        if number not in {step.revision for step in history.walk_revisions()}:
            return Standing.NEWER if _is_later(number, history.get_current_head()) else Standing.UNKNOWN
        if number != history.get_current_head():
            return Standing.BEHIND
        return Standing.DIFFERENT if _differing_tables(connection) else Standing.PRESENT


def _is_later(number: str, head: str | None) -> bool:
    """Is this the number of a version after ours? Migrations are named after versions."""
    theirs, ours = VERSION.fullmatch(number), VERSION.fullmatch(head or "")
    if theirs is None or ours is None:
        return False
    return [*map(int, theirs.groups())] > [*map(int, ours.groups())]


def _number(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def differing_tables(engine: Engine) -> list[str]:
    """The tables that are not what the models say, by name."""
    with engine.connect() as connection:
        return sorted(_differing_tables(connection))


def _differing_tables(connection: Connection) -> set[str]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    differences: list[Any] = compare_metadata(context, SQLModel.metadata)
    unseen = _as_on_sqlite if connection.dialect.name == "sqlite" else _as_on_postgresql
    return {_table_of(one) for one in differences} | unseen(connection)


def _as_on_sqlite(connection: Connection) -> set[str]:
    """What Alembic does not compare: how a table is kept, what an index leaves out, triggers."""
    return {table for table, _ in _statements(connection) ^ _expected_statements()}


@cache
def _expected_statements() -> frozenset[tuple[str, str]]:
    """What a database says that was made by these migrations just now."""
    fresh = create_engine("sqlite://", poolclass=StaticPool)
    upgrade(fresh)
    with fresh.connect() as expected:
        return _statements(expected)


def _statements(connection: Connection) -> frozenset[tuple[str, str]]:
    rows = connection.execute(text("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return frozenset((table, " ".join(sql.split())) for table, sql in rows)


def _as_on_postgresql(connection: Connection) -> set[str]:
    """The same, as far as it can be asked: triggers, and indexes that leave out rows or leave out none."""
    partial = {
        index.name: table.name
        for table in SQLModel.metadata.sorted_tables
        for index in table.indexes
        if index.dialect_options["postgresql"]["where"] is not None
    }
    found = connection.execute(
        text(
            "SELECT index.relname, owner.relname FROM pg_index JOIN pg_class index ON index.oid = indexrelid"
            " JOIN pg_class owner ON owner.oid = indrelid WHERE indpred IS NOT NULL"
            " AND owner.relnamespace = current_schema()::regnamespace"
        )
    )
    different = {table for _, table in {(name, table) for name, table in found} ^ {*partial.items()}}
    triggers = connection.execute(text("SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"))
    return different | {str(table) for (table,) in triggers}


def _table_of(difference: Any) -> str:
    """Alembic tells of columns by the name of their table, of everything else by the thing itself."""
    if isinstance(difference, list):
        return _table_of(difference[0])
    if "column" in difference[0] or difference[0].startswith("modify"):
        return str(difference[2])
    thing = difference[1]
    return str(getattr(getattr(thing, "table", thing), "name", ""))


def _config(connection: Connection | None) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    return config
