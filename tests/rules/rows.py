"""Every row of every table, to see whether anything has changed."""

from typing import Any

from sqlalchemy import inspect, text

from foundation.database import Database

Rows = dict[str, list[tuple[str, ...]]]


def all_rows(database: Database, excluding: dict[str, set[str]] | None = None) -> Rows:
    """The rows by table, as text; without the columns named in `excluding` ({"table": {"column"}}; "*" is all)."""
    left_out = excluding or {}
    found: Rows = {}
    with database.read() as db:
        for table in inspect(db.connection()).get_table_names():
            names = [column["name"] for column in inspect(db.connection()).get_columns(table)]
            wanted = [name for name in names if not left_out.get(table, set()) & {name, "*"}]
            if wanted:
                columns = ", ".join(f'"{name}"' for name in wanted)
                rows: Any = db.execute(text(f'SELECT {columns} FROM "{table}"'))
                found[table] = sorted(tuple(map(repr, row)) for row in rows)
    return found


def what_changed(before: Rows, after: Rows) -> dict[str, tuple[int, int]]:
    """By table: how many rows went, how many came."""
    return {
        table: (len(set(before.get(table, [])) - set(rows)), len(set(rows) - set(before.get(table, []))))
        for table, rows in after.items()
        if rows != before.get(table)
    }
