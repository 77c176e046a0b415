"""A database that fails at a chosen moment: in a statement, at the commit, or by a connection that is cut."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from sqlalchemy import event

from foundation.database import Database


class Strike(StrEnum):
    """Where it hits."""

    STATEMENT = "statement"
    COMMIT = "commit"
    CONNECTION = "connection"


class Lightning(Exception):
    """What no code expects."""


@contextmanager
def lightning(database: Database, strike: Strike, after: int) -> Iterator[list[Strike]]:
    """Let the database fail once, after so many statements (or commits of somebody who wrote). Holds what struck."""
    struck: list[Strike] = []
    left, one_at_a_time = [after], threading.Lock()

    def is_now() -> bool:
        with one_at_a_time:
            left[0] -= 1
            if left[0] == 0:
                struck.append(strike)
            return left[0] == 0

    def on_statement(connection: Any, *_: Any) -> None:
        if not is_now():
            return
        if strike is Strike.STATEMENT:
            raise Lightning
        connection.connection.dbapi_connection.close()

    def on_commit(connection: Any) -> None:
        if connection.get_execution_options().get("write") and is_now():
            raise Lightning

    name, listener = ("commit", on_commit) if strike is Strike.COMMIT else ("before_cursor_execute", on_statement)
    event.listen(database.engine, name, listener)
    try:
        yield struck
    finally:
        event.remove(database.engine, name, listener)
