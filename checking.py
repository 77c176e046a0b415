"""`naast doctor`: is everything in order here? One line for each thing."""

import os
import socket
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from demo.loading import is_loaded
from foundation.data_keys import DataKey
from foundation.database import Database, make_engine
from foundation.keys import Keys
from foundation.sealing import SealBroken, unwrap
from foundation.settings import Settings
from information.help_lines import read_help_lines
from migrations.running import Standing, differing_tables, standing


@dataclass(frozen=True)
class CheckResult:
    """One thing that was looked at. `stops`: with this trouble the site must not start."""

    name: str
    is_ok: bool
    message: str
    blocks_start: bool = True
    can_be_migrated: bool = False
    """Would `naast migrate` put it right?"""


MIGRATIONS = "migrations"
MIGRATABLE = (Standing.EMPTY, Standing.BEHIND, Standing.PRESENT)
SCHEMA_WORDS = {
    Standing.EMPTY: "there are no tables yet: run `naast migrate`",
    Standing.BEHIND: "not up to date: run `naast migrate`",
    Standing.PRESENT: "up to date, and the tables are those of this version",
    Standing.DIFFERENT: "the number says up to date, but these tables are not those of this version. Nothing was"
    " changed. Put a backup back, or ask who changed the database by hand. First of them:",
    Standing.BEFORE_THE_FIRST: "this database was made before version 0.2.0, the first one that keeps its data."
    " Nothing was changed. Move the data folder away, or name another one with NAAST_DATA_DIR (on PostgreSQL: an empty"
    " database with NAAST_DATABASE_URL), and begin anew",
    Standing.UNKNOWN: "this database was made by another version of Naast, or by something else. Nothing was changed."
    " Run the version that made it, or name another one with NAAST_DATABASE_URL",
}


def check(settings: Settings, which: Collection[str] = ()) -> list[CheckResult]:
    """Look at everything, in the order in which it is needed; or tell only of the things that `which` names."""
    return [line for line in _check(settings) if not which or line.name in which]


def is_taken(port: int) -> bool:
    """Does somebody else listen on this port already?"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _check(settings: Settings) -> Iterator[CheckResult]:
    yield _settings_line(settings)
    yield _zone(settings)
    yield _help(settings)
    keys, line = _keys(settings)
    yield line
    reachable = _database(settings)
    yield reachable
    if not reachable.is_ok:
        return
    yield _durability(settings)
    schema = _schema(settings)
    yield schema
    if keys and schema.is_ok:
        yield _fitting(settings, keys)
        yield _demo(settings, keys)


def _settings_line(settings: Settings) -> CheckResult:
    if settings.mode == "production" and not settings.site_url.startswith("https://"):
        return CheckResult("settings", False, "NAAST_SITE_URL must be the https:// address that people type")
    return CheckResult("settings", True, f"{settings.mode}, {settings.address}, languages {settings.languages}")


def _zone(settings: Settings) -> CheckResult:
    return CheckResult("time zone data", True, f"{ZoneInfo(settings.time_zone).key} is known")


def _help(settings: Settings) -> CheckResult:
    try:
        countries = Counter(line.country for line in read_help_lines(settings.help_file))
    except (OSError, ValueError) as error:
        return CheckResult("help lines", False, f"NAAST_HELP_FILE: {error}")
    return CheckResult("help lines", True, ", ".join(f"{country} {number}" for country, number in countries.items()))


def _keys(settings: Settings) -> tuple[Keys | None, CheckResult]:
    if settings.mode == "production" and settings.key_file is None:
        return None, CheckResult("keys", False, "NAAST_KEY_FILE must name the root key file, outside the data folder")
    try:
        keys = Keys.load(settings.key_path)
    except (OSError, ValueError) as error:
        return None, CheckResult("keys", False, f"NAAST_KEY_FILE: {error}")
    if settings.mode == "production" and settings.key_path.resolve().is_relative_to(settings.data_dir.resolve()):
        return None, CheckResult(
            "keys", False, "NAAST_KEY_FILE must lie outside the data folder, or a copy of it holds both"
        )
    return keys, CheckResult("keys", True, f"{len(keys.ids)} living, the newest is {keys.newest}")


def _database(settings: Settings) -> CheckResult:
    kind = settings.database_address.split(":", 1)[0]
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        return CheckResult("database", False, f"NAAST_DATA_DIR cannot be made: {error.strerror}")
    try:
        engine = make_engine(settings.database_address, 1)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        engine.dispose()
    except (SQLAlchemyError, OSError, ImportError) as error:
        return CheckResult("database", False, f"NAAST_DATABASE_URL: {type(error).__name__}")
    is_writable = os.access(settings.data_dir, os.W_OK)
    return CheckResult("database", is_writable, kind if is_writable else "NAAST_DATA_DIR cannot be written")


def _durability(settings: Settings) -> CheckResult:
    """Is what was acknowledged still there after a power cut? We ask for it; whoever runs the server decides."""
    engine = make_engine(settings.database_address, 1)
    with engine.connect() as connection:
        asks_the_disk = engine.name == "sqlite" or connection.execute(text("SHOW fsync")).scalar_one() == "on"
    engine.dispose()
    if asks_the_disk:
        return CheckResult("durability", True, "what was acknowledged survives a power cut")
    words = "PostgreSQL runs with fsync=off: after a power cut all of it may be gone"
    return CheckResult("durability", settings.mode == "demo", words)


def _schema(settings: Settings) -> CheckResult:
    """Every migration has run, and the tables are really those of this version."""
    engine = make_engine(settings.database_address, 1)
    try:
        found = standing(engine)
        words = SCHEMA_WORDS[found]
        if found is Standing.DIFFERENT:
            words = f"{words} {', '.join(differing_tables(engine)[:5])}"
    finally:
        engine.dispose()
    return CheckResult(MIGRATIONS, found is Standing.PRESENT, words, can_be_migrated=found in MIGRATABLE)


def _fitting(settings: Settings, keys: Keys) -> CheckResult:
    database = Database(settings, keys)
    try:
        with database.read() as db:
            row = db.exec(select(DataKey)).first()
            if row is not None:
                unwrap(keys, row.wrapped, row.id)
    except SealBroken:
        return CheckResult("data keys", False, "NAAST_KEY_FILE is not the one that this database was sealed with")
    finally:
        database.close()
    return CheckResult("data keys", True, "the root key opens them")


def _demo(settings: Settings, keys: Keys) -> CheckResult:
    database = Database(settings, keys)
    with database.read() as db:
        there = is_loaded(db)
    database.close()
    if there and settings.mode == "production":
        return CheckResult(
            "demo", False, "there are demo people in this database: production must begin with an empty one"
        )
    return CheckResult("demo", True, "demo people are here" if there else "no demo people")
