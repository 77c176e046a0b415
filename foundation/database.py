"""The database: SQLite or PostgreSQL, opened for reading or for writing, never for both by accident."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.errors import DeadlockDetected
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlmodel import Session

from foundation.error_log import log_error
from foundation.keys import Keys
from foundation.postgresql import CONNECT_SECONDS, set_up
from foundation.settings import Settings

PATIENCE = "PRAGMA busy_timeout = 10000"
"""How long SQLite waits for another writer, in milliseconds."""


PASSING = frozenset({"08", "40", "53", "55", "57"})
"""Classes of SQLSTATE: no connection, lost a race, no room, not now, told to stop."""


class Database:
    """One engine, two ways to open it: `read` (its transaction rejects writes) and `write`."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self.settings = settings
        self.keys = keys
        self.engine = make_engine(settings.database_address, 2 * settings.threads + 2)
        self._writing = self.engine.execution_options(write=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session with a read-only transaction that is always rolled back."""
        with self._session(self.engine) as db:
            yield db
            db.expunge_all()  # a rollback would expire what was read; rows may outlive their session
            db.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits when the block ends normally and rolls back when it raises.

        After the block all of it is on the disk: no power cut takes it away.
        """
        with self._session(self._writing) as db:
            yield db
            db.commit()
            leaves_nothing = db.info.pop("leaves_nothing", False)
        if leaves_nothing:
            try:
                self.empty_write_log()
            except sqlite3.Error as error:  # what was done stands; the log is emptied again within minutes
                log_error(error)

    def _session(self, engine: Engine) -> Session:
        info = {"settings": self.settings, "keys": self.keys, "data_keys": {}}
        return Session(engine, expire_on_commit=False, autoflush=True, info=info)

    def empty_write_log(self) -> None:
        """SQLite: checkpoint the write-ahead log and truncate it, so that deleted data is gone from it too.

        Waits for no reader: what one still needs stays until the next time. PostgreSQL keeps its log elsewhere.
        """
        if self.engine.dialect.name == "sqlite":
            connection = self.engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("PRAGMA busy_timeout = 0")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute(PATIENCE)
            finally:
                connection.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def empty_log_after_commit(db: Session) -> None:
    """What this transaction deletes must not linger in SQLite's write-ahead log: truncate it right after the commit."""
    db.info["leaves_nothing"] = True


def settings_of(db: Session) -> Settings:
    settings: Settings = db.info["settings"]
    return settings


def keys_of(db: Session) -> Keys:
    keys: Keys = db.info["keys"]
    return keys


def make_engine(address: str, connections: int) -> Engine:
    """An engine configured for its kind of database."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            url, pool_size=connections, max_overflow=0, pool_timeout=CONNECT_SECONDS, hide_parameters=True
        )
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
        event.listen(engine, "reset", _leave_nothing_open)
        return engine
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=CONNECT_SECONDS,
        hide_parameters=True,
        pool_pre_ping=True,
    )
    set_up(engine)
    event.listen(engine, "begin", _postgresql_begin)
    event.listen(engine, "reset", _leave_nothing_open)
    return engine


def _sqlite_connect(connection: DBAPIConnection, _: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = FULL",  # the log is on the disk before anybody is told that something was kept
        "secure_delete = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(PATIENCE)


def _sqlite_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if write else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _leave_nothing_open(connection: DBAPIConnection, *_: object) -> None:
    # SQLAlchemy considers a failed COMMIT the end of the transaction; the database may not
    connection.rollback()


def _postgresql_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.connection.dbapi_connection.read_only = not write  # type: ignore[union-attr]


def is_conflict(error: Exception) -> bool:
    """Did a transaction fail because of a concurrent one: a conflicting write, or a deadlock?"""
    return isinstance(error, IntegrityError) or isinstance(getattr(error, "orig", None), DeadlockDetected)


def is_unavailable(error: Exception) -> bool:
    """Did the database not answer in time, or not at all? Whoever asks again in a moment may find it well."""
    if isinstance(error, NoConnectionFree):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated or "locked" in str(error.orig):
        return True
    if isinstance(error.orig, psycopg.OperationalError | psycopg.InterfaceError):
        return (error.orig.sqlstate or "08")[:2] in PASSING
    return False
