"""Is the file of a SQLite database whole? PostgreSQL looks after its own."""

import time
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

LOOKS_FOR = 30.0
"""Seconds after which it is left at what was seen by then."""
STEPS = 100_000
"""Instructions of SQLite between two looks at the clock."""


def find_damage(engine: Engine) -> str:
    """A word for the first damage found; empty when there is none, or none was found in time."""
    if engine.dialect.name != "sqlite":
        return ""
    until = time.monotonic() + LOOKS_FOR
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        try:
            found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
        except DBAPIError as error:
            name = getattr(error.orig, "sqlite_errorname", type(error).__name__)
            return "" if name == "SQLITE_INTERRUPT" else name
        finally:
            driver.set_progress_handler(None, 0)
    return "" if found == "ok" else "SQLITE_CORRUPT"
