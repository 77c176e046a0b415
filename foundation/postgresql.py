"""What we ask of a PostgreSQL: that it gives up waiting in the end, and keeps what it says it kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from psycopg import Connection as DriverConnection
from psycopg import OperationalError
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event

T = TypeVar("T")
CONNECT_SECONDS = 5
LIMITS = {"statement_timeout": "15s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"}
"""What the server itself ends."""
DURABLE = {"synchronous_commit": "on"}
"""Whatever the server does for others: what it has acknowledged to us is on its disk."""
SILENCE_SECONDS = 20.0
"""What we end when the server says nothing at all: it is frozen, or the network is."""


class PatientConnection(DriverConnection[Any]):
    """Waits for an answer, but not for ever; after that it is closed, for nobody knows what became of the statement."""

    silence: float | None = SILENCE_SECONDS

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """As the driver does. Raises `psycopg.OperationalError` after that long a silence."""
        try:
            return super().wait(gen, interval, self.silence if timeout is None else timeout)
        except OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


def set_up(engine: Engine) -> None:
    """Every connection of this engine gives up in the end, and keeps what it says it kept."""
    event.listen(engine, "do_connect", _connect)


def _connect(_dialect: object, _record: object, given: list[Any], named: dict[str, Any]) -> PatientConnection:
    asked = " ".join(f"-c {name}={value}" for name, value in (LIMITS | DURABLE).items())
    options = f"{asked} {named.pop('options', '')}".strip()
    return PatientConnection.connect(*given, **{"connect_timeout": CONNECT_SECONDS, "options": options, **named})


@contextmanager
def without_limit(connection: Connection) -> Iterator[None]:
    """All the time it takes, for what changes whole tables: this transaction only."""
    driver: Any = connection.connection.dbapi_connection
    if not isinstance(driver, PatientConnection):
        yield
        return
    for name in LIMITS:
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")
    driver.silence = None
    try:
        yield
    finally:
        driver.silence = SILENCE_SECONDS
