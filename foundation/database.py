"""The database: SQLite or PostgreSQL, opened for reading or for writing, never both by accident."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID, uuid4

from psycopg.errors import DeadlockDetected
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    String,
    create_engine,
    event,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Session, SQLModel, col, select

from foundation.errors import NotVisible, OutOfStep
from foundation.keys import Keys
from foundation.lifecycle import Lifecycle
from foundation.settings import Settings

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment, also in SQLite, which forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware moments only."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What comes out is in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """One of the words of an enum, kept as plain text."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum], length: int = 20) -> None:
        super().__init__(length)
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Only words of the enum go in. Raises `ValueError` for any other."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """What comes out is a member of the enum."""
        return None if value is None else self.words(value)


class Record(SQLModel):
    """A row with an id of its own, drawn in the constructor because sealing needs it before the insert."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)


class Versioned(SQLModel):
    """A row that two people may change: the second one to write loses with `StaleDataError`."""

    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


def sealed_field(nullable: bool = False) -> Any:
    """A column for a sealed value."""
    return Field(default=None, sa_type=LargeBinary, nullable=nullable)


def moment_field(nullable: bool = False, index: bool = False) -> Any:
    """A column for an aware UTC moment."""
    return Field(default=None, sa_type=Moment, nullable=nullable, index=index)


def word_field(words: type[StrEnum], length: int = 20, **given: Any) -> Any:
    """A column for one of our own words."""
    return Field(sa_type=Word(words, length), **given)


PATIENCE = "PRAGMA busy_timeout = 10000"
"""How long SQLite waits for another writer, in milliseconds."""


class Database:
    """One engine, two ways in: `read` (its transaction refuses writes) and `write`."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self.settings = settings
        self.keys = keys
        self.engine = make_engine(settings.database, settings.threads + 2)
        self._writing = self.engine.execution_options(write=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session whose transaction is read-only and always undone."""
        with self._session(self.engine) as db:
            yield db
            db.expunge_all()  # a rollback would forget what was read; rows may outlive their session
            db.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is kept when the block ends well and undone when it raises."""
        with self._session(self._writing) as db:
            yield db
            db.commit()

    def _session(self, engine: Engine) -> Session:
        info = {"settings": self.settings, "keys": self.keys, "data_keys": {}}
        return Session(engine, expire_on_commit=False, autoflush=True, info=info)

    def empty_write_log(self) -> None:
        """SQLite: bring its write-ahead log into the file and empty it, so that what was taken away is gone there too.

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
        """Give every connection back."""
        self.engine.dispose()


def settings_of(db: Session) -> Settings:
    """The settings this session was opened with."""
    settings: Settings = db.info["settings"]
    return settings


def keys_of(db: Session) -> Keys:
    """The keys this session was opened with."""
    keys: Keys = db.info["keys"]
    return keys


def make_engine(address: str, connections: int) -> Engine:
    """An engine with the house's manners for its kind of database."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, pool_size=connections, max_overflow=0, hide_parameters=True)
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    engine = create_engine(url, pool_size=connections, max_overflow=0, hide_parameters=True, pool_pre_ping=True)
    event.listen(engine, "begin", _postgresql_begin)
    return engine


def _sqlite_connect(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = NORMAL",
        "secure_delete = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(PATIENCE)


def _sqlite_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if write else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgresql_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.connection.dbapi_connection.read_only = not write  # type: ignore[union-attr]


class Visible(Protocol):
    """A table that knows, in SQL, who may see which of its rows."""

    @classmethod
    def visible_to(cls, viewer: Any) -> Any: ...


R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=StrEnum)


def find_visible(db: Session, model: type[R], given_id: object, viewer: Any) -> R:
    """The one row with this id that the viewer may see. Raises `NotVisible`, also for an id that is none."""
    row_id = id_of(given_id)
    seen = model.visible_to(viewer)  # type: ignore[attr-defined]
    row = db.exec(select(model).where(col(model.id) == row_id, seen)).first()
    if row is None:
        raise NotVisible
    return row


def id_of(given: object) -> UUID:
    """The id that an address holds. Raises `NotVisible` for anything else."""
    try:
        return UUID(str(given))
    except ValueError:
        raise NotVisible from None


def take(db: Session, row: R, was: S, becomes: S, lifecycle: Lifecycle[S], **also: Any) -> None:
    """Move `row` from `was` to `becomes` if it still is `was`; who comes second gets `OutOfStep`."""
    lifecycle.check(was, becomes)
    model: Any = type(row)
    done = db.execute(
        update(model).where(model.id == row.id, model.state == was).values(state=becomes, **also),
        execution_options={"synchronize_session": False},
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise OutOfStep(f"{model.__tablename__} is no longer {was}")
    db.refresh(row)


def lock(db: Session, row: Record) -> None:
    """Read a row afresh and hold it until the transaction ends; new rows may point at it meanwhile."""
    db.refresh(row, with_for_update={"key_share": True})


def has_collided(error: Exception) -> bool:
    """Was a transaction undone because somebody else wrote the same, or because two waited for each other?"""
    return isinstance(error, IntegrityError) or isinstance(getattr(error, "orig", None), DeadlockDetected)


def ids_of(rows: Sequence[Record]) -> list[UUID]:
    """The ids of `rows`, in their order."""
    return [row.id for row in rows]


def is_past(moment: datetime | None, now: datetime) -> bool:
    """Is there a moment, and is it behind us?"""
    return moment is not None and moment <= now
