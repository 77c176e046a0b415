"""Databases for tests. A statement is compiled once in a run, as in a house that stands open, and not in each test."""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.util import LRUCache

from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import Settings

FIRST: dict[str, Engine] = {}
"""The first engine of each kind: what it knows of its kind of database, and what it has compiled, serves all others."""
STATEMENTS = 5000


def open_database(settings: Settings, keys: Keys) -> Database:
    """The database of these settings. Its connections are its own; nobody cuts their power, so they need no disk."""
    opened = Database(settings, keys)
    if opened.engine.name == "sqlite":
        event.listen(opened.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    first = FIRST.get(opened.engine.name) or _first(opened.engine)
    engines: tuple[Any, ...] = (opened.engine, opened._writing)
    for engine in engines:
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        engine.pool._dialect = first.dialect
    return opened


def _first(engine: Engine) -> Engine:
    engine.connect().close()  # the first connection asks what kind of database it is
    engine._compiled_cache = LRUCache(STATEMENTS)
    FIRST[engine.name] = engine
    return engine
