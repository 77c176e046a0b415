"""Is everything in order here? One lock for every command, and one line for each thing in `naast doctor`."""

import os
import socket
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from audit import AuditEntry
from demo.loading import is_loaded
from foundation.clock import now
from foundation.damage import find_damage
from foundation.data_keys import find_unopened
from foundation.database import Database, make_engine
from foundation.keys import Keys
from foundation.settings import Settings
from information.help_lines import read_help_lines
from migrations.running import Standing, differing_tables, standing
from scheduler.models import JobRun
from scheduler.running import is_doubtful
from scheduler.timetable import TIMETABLE


@dataclass(frozen=True)
class CheckResult:
    """One thing that was looked at; `message` says how it is and, in trouble, what to do."""

    name: str
    is_ok: bool
    message: str
    blocks: bool = True
    """Does this trouble keep every command from beginning?"""
    mended_by: Collection[str] = ()
    """The commands that put it right, and so may begin all the same."""
    can_be_confirmed: bool = False
    """May somebody who knows better say that it is right?"""


SCHEMA_WORDS = {
    Standing.EMPTY: "there are no tables yet: run `naast migrate`",
    Standing.BEHIND: "not up to date: run `naast migrate`",
    Standing.PRESENT: "up to date, and the tables are those of this version",
    Standing.DIFFERENT: "the number says up to date, but these tables are not those of this version. Nothing was"
    " changed. Put a backup back, or ask who changed the database by hand. First of them:",
    Standing.BEFORE_THE_FIRST: "this database was made before version 0.2.0, the first one that keeps its data."
    " Nothing was changed. Move the data folder away, or name another one with NAAST_DATA_DIR (on PostgreSQL: an empty"
    " database with NAAST_DATABASE_URL), and begin anew",
    Standing.NEWER: "this database belongs to a newer version of Naast than this code. Nothing was changed. Install"
    " that version again; migrating would not help",
    Standing.UNKNOWN: "this database was made by another version of Naast, or by something else. Nothing was changed."
    " Run the version that made it, or name another one with NAAST_DATABASE_URL",
}
MENDED_BY = {Standing.EMPTY: ("migrate", "run"), Standing.BEHIND: ("migrate", "run")}


def check(settings: Settings, is_thorough: bool = False) -> list[CheckResult]:
    """Look at everything, in the order in which it is needed; thoroughly means: every page of a SQLite database."""
    return list(_check(settings, is_thorough))


def is_taken(port: int) -> bool:
    """Does somebody else listen on this port already?"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _check(settings: Settings, is_thorough: bool) -> Iterator[CheckResult]:
    yield _settings_line(settings)
    yield _zone(settings)
    yield _help(settings)
    reachable = _database(settings)
    if not reachable.is_ok:
        yield _keys(settings, None)[1]
        yield reachable
        return
    engine = make_engine(settings.database_address, 1)
    try:
        yield from _of_database(settings, engine, reachable, is_thorough)
    finally:
        engine.dispose()


def _of_database(
    settings: Settings, engine: Engine, reachable: CheckResult, is_thorough: bool
) -> Iterator[CheckResult]:
    damage = find_damage(engine) if is_thorough else ""
    if damage:
        yield CheckResult("database", False, f"its file is damaged ({damage}): stop, and put a backup back")
        return
    found, schema = _schema(engine)
    keys, line = _keys(settings, found)
    yield line
    yield reachable
    yield _folder(settings)
    yield _durability(settings, engine)
    yield schema
    if keys and found in (Standing.PRESENT, Standing.BEHIND):
        yield from _of_what_is_kept(settings, keys)


def _of_what_is_kept(settings: Settings, keys: Keys) -> Iterator[CheckResult]:
    """What rows say: asked by columns that every version has, since `naast migrate` asks before it migrates."""
    database = Database(settings, keys)
    try:
        with database.read() as db:
            yield from (_fitting(db), _demo(db, settings), _clock(db, settings))
    except SQLAlchemyError as error:
        yield CheckResult("database", False, f"it can be opened but not read: {type(error).__name__}")
    finally:
        database.close()


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


def _keys(settings: Settings, found: Standing | None) -> tuple[Keys | None, CheckResult]:
    """The root keys; `found` says how the database stands, if it was reached."""
    if settings.mode == "production" and settings.key_file is None:
        return None, CheckResult("keys", False, "NAAST_KEY_FILE must name the root key file, outside the data folder")
    if settings.mode == "demo" and found is not None and not settings.key_path.exists():
        return None, _no_demo_key(found)
    try:
        keys = Keys.load(settings.key_path)
    except (OSError, ValueError) as error:
        return None, CheckResult("keys", False, f"NAAST_KEY_FILE: {error}")
    if settings.mode == "production" and settings.key_path.resolve().is_relative_to(settings.data_dir.resolve()):
        return None, CheckResult(
            "keys", False, "NAAST_KEY_FILE must lie outside the data folder, or a copy of it holds both"
        )
    return keys, CheckResult("keys", True, f"{len(keys.ids)} living, the newest is {keys.newest}")


def _no_demo_key(found: Standing) -> CheckResult:
    if found is Standing.EMPTY:
        words = "NAAST_KEY_FILE: there is no key file yet, and nothing that needs one: `naast run` makes both"
        return CheckResult("keys", False, words, mended_by=("run",))
    words = "NAAST_KEY_FILE: there is no key file, but a database that was sealed with one. A new key opens nothing of"
    return CheckResult("keys", False, f"{words} it: put the file back, or begin anew in another NAAST_DATA_DIR")


def _database(settings: Settings) -> CheckResult:
    """Can it be reached? Nothing is said of migrations: whoever has no database needs no `naast migrate`."""
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
        words = f"NAAST_DATABASE_URL: this database does not answer, or is none ({type(error).__name__})"
        return CheckResult("database", False, words)
    is_writable = os.access(settings.data_dir, os.W_OK)
    return CheckResult("database", is_writable, kind if is_writable else "NAAST_DATA_DIR cannot be written")


def _durability(settings: Settings, engine: Engine) -> CheckResult:
    """Is what was acknowledged still there after a power cut? We ask for it; whoever runs the server decides."""
    with engine.connect() as connection:
        asks_the_disk = engine.name == "sqlite" or connection.execute(text("SHOW fsync")).scalar_one() == "on"
    if asks_the_disk:
        return CheckResult("durability", True, "what was acknowledged survives a power cut")
    words = "PostgreSQL runs with fsync=off: after a power cut all of it may be gone"
    return CheckResult("durability", settings.mode == "demo", words)


def _folder(settings: Settings) -> CheckResult:
    """Nobody else may look into it: the database is there, and letters with addresses."""
    if settings.data_dir.stat().st_mode & 0o007:
        words = f"NAAST_DATA_DIR can be read by others: chmod -R go-rwx {settings.data_dir}"
        return CheckResult("data folder", False, words, blocks=False)
    return CheckResult("data folder", True, "for its owner only")


def _schema(engine: Engine) -> tuple[Standing | None, CheckResult]:
    """Every migration has run, and the tables are really those of this version."""
    try:
        found = standing(engine)
        words = SCHEMA_WORDS[found]
        if found is Standing.DIFFERENT:
            words = f"{words} {', '.join(differing_tables(engine)[:5])}"
    except SQLAlchemyError as error:
        return None, CheckResult("migrations", False, f"the tables cannot be read ({type(error).__name__})")
    return found, CheckResult("migrations", found is Standing.PRESENT, words, mended_by=MENDED_BY.get(found, ()))


def _fitting(db: Session) -> CheckResult:
    unopened = find_unopened(db)
    if unopened is None:
        return CheckResult("data keys", True, "the root keys open them")
    words = f"NAAST_KEY_FILE is not the one that this database was sealed with: key {unopened} of it is missing or"
    return CheckResult("data keys", False, f"{words} another one. Nothing was changed. Name the right file")


def _demo(db: Session, settings: Settings) -> CheckResult:
    is_there = is_loaded(db)
    if is_there and settings.mode == "production":
        return CheckResult(
            "demo", False, "there are demo people in this database: production must begin with an empty one"
        )
    return CheckResult("demo", True, "demo people are here" if is_there else "no demo people")


def _clock(db: Session, settings: Settings) -> CheckResult:
    """A clock that is wrong for one look would end sign-ins, letters and invites for good; a demo has none to lose."""
    last, moment = last_written(db), now()
    if last is None or settings.mode == "demo" or not is_doubtful(moment, last):
        return CheckResult("clock", True, f"{moment:%Y-%m-%d %H:%M} UTC")
    words = (
        f"it is {moment:%Y-%m-%d %H:%M} UTC by the clock of this machine, but what was written last is of"
        f" {last:%Y-%m-%d %H:%M}. By a wrong clock sign-ins, letters and invites end for good"
    )
    return CheckResult("clock", False, words, can_be_confirmed=True)


def last_written(db: Session) -> datetime | None:
    """When a job ran last or, where none ever did, when the record of acts was last added to."""
    jobs = col(JobRun.name).in_([job.name for job in TIMETABLE])
    ran: datetime | None = db.exec(select(func.max(JobRun.last_at)).where(jobs)).one()
    return ran or db.exec(select(AuditEntry.at).order_by(col(AuditEntry.number).desc()).limit(1)).first()
