"""What happens when very much is due at once: `python -m benchmarks.due_items [--items 10000] [--postgres]`.

A process of its own builds the house, so that what is said about memory is about the handling only.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from sqlalchemy import event
from sqlmodel import col, func, select

from benchmarks.house import DueHouse
from foundation.clock import moved, now
from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import Settings
from mail import LetterState, OutgoingLetter
from migrations import running as migrating
from scheduler import running
from scheduler.timetable import TIMETABLE, Job
from tests import postgres

KINDS = {
    "expire offers": DueHouse.offers_that_ran_out,
    "remind of sessions": DueHouse.sessions_tomorrow,
    "remind of conversations": DueHouse.conversations_tomorrow,
    "plan check-ins": DueHouse.people_due_for_check_in,
    "deliver letters": DueHouse.letters_that_wait,
}
"""Which job handles what, and how it is made. Half of the reminders are letters too."""
STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE")
NIGHT = datetime(2026, 11, 24, 1, tzinfo=UTC)
"""When it is measured: nobody is told of the day meanwhile, whatever the clock on the wall says."""
END = object()
STATUS, FORGET_THE_PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Measured:
    """Items, seconds and statements of each job; MiB in memory before, at most, and afterwards."""

    items: Counter[str] = field(default_factory=Counter)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    queries: Counter[str] = field(default_factory=Counter)
    polls: int = 0
    memory: tuple[float, float, float] = (0, 0, 0)


def main(words: Sequence[str] | None = None) -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks.due_items", description=__doc__)
    parser.add_argument("--items", type=int, default=10_000, help="due items, of all kinds together")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    given = parser.parse_args(words)
    url = postgres.new_database() if given.postgres else ""
    with tempfile.TemporaryDirectory(prefix="naast-due-") as folder:
        settings = Settings(mode="demo", data_dir=Path(folder), database_url=url, mail_server="", time_zone="UTC")
        in_a_process_of_its_own(build, settings, given.items // len(KINDS))
        show(measure(settings, given.items // len(KINDS)))
    if url:
        postgres.drop_database(url)


def in_a_process_of_its_own(work: Callable[..., None], *given: object) -> None:
    """Do it, and take all the memory it needed along."""
    child = multiprocessing.get_context("spawn").Process(target=work, args=given)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(f"it ended with {child.exitcode}")


def at_night() -> AbstractContextManager[None]:
    """This process lives in that night until the block ends."""
    return moved(NIGHT - now())


def build(settings: Settings, number: int) -> None:
    """A migrated house with so many due items of each kind."""
    database = Database(settings, Keys.make(settings.key_path))
    migrating.upgrade(database.engine)
    with at_night():
        house = DueHouse(database)
        for make in KINDS.values():
            make(house, number)
    database.close()


def measure(settings: Settings, number: int) -> Measured:
    """Poll, a minute after the other, until every job came to its end and no letter waits."""
    database, measured = Database(settings, Keys.load(settings.key_path)), Measured()
    before, left = _memory("VmRSS"), {job.name for job in TIMETABLE}
    FORGET_THE_PEAK.write_text("5")
    with ExitStack() as clock:
        clock.enter_context(at_night())
        clock.callback(setattr, running, "TIMETABLE", TIMETABLE)
        setattr(running, "TIMETABLE", tuple(_watched(job, measured) for job in TIMETABLE))  # noqa: B010
        while left or _letters(database, LetterState.QUEUED):
            left -= set(running.poll(database, "benchmark"))
            measured.polls += 1
            clock.enter_context(moved(timedelta(minutes=1)))
    measured.memory = (before, _memory("VmHWM"), _memory("VmRSS"))
    measured.items.update(dict.fromkeys(KINDS, number))
    measured.items["deliver letters"] = _letters(database, LetterState.SENT)
    database.close()
    return measured


def show(measured: Measured) -> None:
    """A line for each job that had something to do, and one about memory."""
    table = Table("job", *(Column(name, justify="right") for name in ("items", "seconds", "items/s", "queries/item")))
    for name in KINDS:
        items, seconds = measured.items[name], measured.seconds[name]
        numbers = (f"{seconds:.1f}", f"{items / seconds:.0f}", f"{measured.queries[name] / max(items, 1):.2f}")
        table.add_row(name, str(items), *numbers)
    console = Console()
    console.print(table)
    before, most, after = measured.memory
    console.print(
        f"polls: {measured.polls}. Memory in MiB: {before:.0f} before, {most:.0f} at most, {after:.0f} after."
    )


def _watched(job: Job, measured: Measured) -> Job:
    """The same job, with its seconds and statements noted."""

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        measured.queries[job.name] += statement.startswith(STATEMENTS)

    def run(database: Database) -> Iterator[None]:
        steps: Any = None
        is_over = False
        while not is_over:
            event.listen(database.engine, "before_cursor_execute", count)
            begun = time.perf_counter()
            steps = iter(job.run(database) or ()) if steps is None else steps
            is_over = next(steps, END) is END
            measured.seconds[job.name] += time.perf_counter() - begun
            event.remove(database.engine, "before_cursor_execute", count)
            yield

    return Job(job.name, job.every, run)


def _letters(database: Database, state: LetterState) -> int:
    with database.read() as db:
        found = select(func.count()).select_from(OutgoingLetter).where(col(OutgoingLetter.state) == state)
        return db.exec(found).one()


def _memory(what: str) -> float:
    """MiB that this process holds (VmRSS), or held at most (VmHWM)."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(what))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
