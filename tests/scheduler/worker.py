"""A worker that looks for what is due, in a process of its own: stopped at a certain place, killed there, or let go on.

The processes come from a small server that has everything imported, also what the house imports at its first look
only, and so begin at once.
"""

import importlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

import holidays.countries  # noqa: F401
from sqlalchemy.orm import configure_mappers

from foundation import clock, rows
from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import Settings
from mail import delivery
from scheduler import running

PATIENCE = 60.0
STOPPED = "stopped at the place"
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.scheduler.worker"])
configure_mappers()


@dataclass(frozen=True)
class Place:
    """Where a worker stops: at the `number`th call of a function, before it does anything or when it has done it."""

    where: str
    number: int = 1
    after: bool = False

    def __str__(self) -> str:
        return f"{'after' if self.after else 'at'} {self.where} {self.number}"


@dataclass(frozen=True)
class Manner:
    """What is special about a worker: where it stops, how few rows it takes at once, its one job, its manners."""

    stops: Place | None = None
    at_once: int = rows.BATCH_SIZE
    only: str = ""
    is_blind: bool = False
    """Does it work whoever holds the lease?"""


class Worker:
    """The hand on one process."""

    def __init__(self, settings: Settings, keys: Keys, manner: Manner) -> None:
        self.line, other = PROCESSES.Pipe()
        self.process = PROCESSES.Process(target=_work, args=(other, settings, keys._roots, manner))
        self.process.start()
        other.close()

    def look(self, **later: float) -> None:
        """Let it poll, so much later; what it did is heard by `ran`."""
        self.line.send(("poll", clock._offset + timedelta(**later)))

    def schedule(self) -> None:
        """Let it start the scheduler, which polls by itself; every poll is heard by `ran`."""
        self.line.send(("start", clock._offset))

    def ran(self) -> list[str]:
        """The jobs that came to their end in one poll."""
        told = self._hear()
        assert isinstance(told, list), told
        return told

    def poll(self, **later: float) -> list[str]:
        """Both."""
        self.look(**later)
        return self.ran()

    def poll_until_stopped(self, **later: float) -> None:
        """Let it poll up to its place."""
        self.look(**later)
        assert self._hear() == STOPPED

    def kill(self) -> None:
        """As an operator, the system or a power cut would."""
        os.kill(self.process.pid or 0, signal.SIGKILL)
        self.process.join(PATIENCE)
        assert self.process.exitcode == -signal.SIGKILL

    def wake(self, **slept: float) -> list[str]:
        """It was asleep for so long at its place, and goes on."""
        self.line.send(("wake", timedelta(**slept)))
        return self.ran()

    def end(self) -> None:
        """Let it go home."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join(PATIENCE)
        self.line.close()

    def _hear(self) -> Any:
        assert self.line.poll(PATIENCE), "it says nothing"
        return self.line.recv()


@contextmanager
def hiring(settings: Settings, keys: Keys) -> Iterator[Callable[..., Worker]]:
    """`hire(stops=…)` takes on a worker; all of them are gone in the end."""
    hired: list[Worker] = []

    def hire(**manner: Any) -> Worker:
        hired.append(Worker(settings, keys, Manner(**manner)))
        return hired[-1]

    try:
        yield hire
    finally:
        for worker in hired:
            worker.end()


def _work(line: Connection, settings: Settings, roots: dict[int, bytes], manner: Manner) -> None:
    rows.BATCH_SIZE = delivery.BATCH_SIZE = manner.at_once
    if manner.only:
        running.TIMETABLE = tuple(job for job in running.TIMETABLE if job.name == manner.only)  # type: ignore[assignment]
    if manner.is_blind:
        running.hold_lease = lambda *_: True
    if manner.stops:
        _stop_at(manner.stops, line)
    database, usual = Database(settings, Keys(roots)), running.poll
    running.poll = lambda *given: line.send(usual(*given))  # type: ignore[assignment]
    holder = str(os.getpid())
    while True:
        asked, clock._offset = line.recv()
        if asked == "start":
            running.start(database)
        else:
            running.poll(database, holder)


def _stop_at(place: Place, line: Connection) -> None:
    module, _, names = place.where.partition(":")
    *above, name = names.split(".")
    owner: Any = importlib.import_module(module)
    for one in above:
        owner = getattr(owner, one)
    usual, calls = getattr(owner, name), 0

    def stopping(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        done = usual(*given, **named) if place.after or calls != place.number else None
        if calls == place.number:
            line.send(STOPPED)
            _, slept = line.recv()
            clock._offset += slept
        return done if place.after or calls != place.number else usual(*given, **named)

    setattr(owner, name, stopping)
