"""Hashing passphrases: two threads, queues that are fair, and the same work for a name that nobody has."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from foundation.errors import TooBusy, TooMany
from foundation.language import N_
from foundation.settings import Settings
from web.turns import Lane, OneByOne, Turns, by_lot

THREADS = 2
LONGEST_QUEUE = 300
"""Names of one lane that wait for a thread, one try of each."""
LONGEST_WAIT = 15.0
"""Seconds in that queue."""
HELD_PER_NAME = 300
"""Tries on one name that are held or wait, all together."""
LONGEST_TURN = 40.0
"""Seconds to wait for one's turn among the tries on one name, after the delay."""
PACE = 0.5
"""Seconds between two tries on one name while its answers are held back."""
CROWDED: dict[type[Exception], str] = {
    TooMany: N_("This was tried many times in a short time, so there is a pause. Try again in half a minute."),
    TooBusy: N_("Many people are trying to get in right now. Wait half a minute and try again."),
}
"""What is said above the form when somebody did not get their turn."""
K = TypeVar("K")


@dataclass(frozen=True, kw_only=True)
class ToHash(Generic[K]):
    """What is to be hashed between reading and writing, outside any transaction.

    `check` is (stored hash or None for an unknown name, what was typed); `make` is a new passphrase;
    `hold` keeps the answer back for that many seconds; `lane` and `name` say with whom it takes turns;
    `known` is what reading found out and writing needs.
    """

    check: tuple[str | None, str] | None = None
    make: str | None = None
    hold: float = 0.0
    lane: Lane = Lane.MEMBERS
    name: str
    known: K


@dataclass(frozen=True)
class Hashed(Generic[K]):
    """The outcome: did it match, and the new hash."""

    matches: bool
    made: str
    known: K


@dataclass
class _Room:
    """Everybody who tries one name: how many, and whose turn it is."""

    number: int = 0
    turns: Turns = field(default_factory=lambda: Turns(1, by_lot))


class Hasher:
    """Argon2id in two threads of its own, so that pages stay quick while people sign in.

    Of each name one try at a time stands in the queue, drawn by lot among those that wait; lanes take turns. So who
    hammers a name slows nobody else, and who hammers many names slows nobody in another lane.
    """

    def __init__(self, settings: Settings) -> None:
        self._argon = PasswordHasher(
            time_cost=settings.hash_time,
            memory_cost=settings.hash_memory_kib,
            parallelism=settings.hash_lanes,
        )
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="hash")
        self._queue = Turns(THREADS, OneByOne())
        self._rooms: dict[tuple[Lane, str], _Room] = {}
        self._nobody = self._argon.hash("a passphrase that nobody has")
        self.calls = 0

    async def work(self, job: ToHash[K]) -> Hashed[K]:
        """Do the job. Raises `TooBusy` when the queue is full or slow, `TooMany` when one name is hammered."""
        with self._in_room(job) as turns:
            if job.hold:
                await asyncio.sleep(job.hold)
            try:
                await asyncio.wait_for(turns.take(job.lane), LONGEST_TURN)
            except TimeoutError:
                raise TooMany from None
            loop = asyncio.get_running_loop()
            next_from = loop.time() + PACE if job.hold else 0.0
            try:
                return await self._in_line(job)
            finally:
                loop.call_at(next_from, turns.pass_on)

    def queue_of(self, lane: Lane) -> int:
        """How many wait in a lane for one of the threads."""
        return self._queue.number_in(lane)

    async def _in_line(self, job: ToHash[K]) -> Hashed[K]:
        if job.check is None and job.make is None:
            return Hashed(matches=False, made="", known=job.known)
        if self.queue_of(job.lane) >= LONGEST_QUEUE:
            raise TooBusy
        try:
            await asyncio.wait_for(self._queue.take(job.lane), LONGEST_WAIT)
        except TimeoutError:
            raise TooBusy from None
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, job)
        finally:
            self._queue.pass_on()

    def make(self, passphrase: str) -> str:
        """A hash, made at once: for the command line and the demo."""
        return self._argon.hash(passphrase)

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(cancel_futures=True)

    @contextmanager
    def _in_room(self, job: ToHash[K]) -> Iterator[Turns]:
        key = (job.lane, job.name)
        room = self._rooms.setdefault(key, _Room())
        if room.number >= HELD_PER_NAME:
            raise TooMany
        room.number += 1
        try:
            yield room.turns
        finally:
            room.number -= 1
            if not room.number:
                del self._rooms[key]

    def _run(self, job: ToHash[K]) -> Hashed[K]:
        matches = job.check is not None and self._matches(*job.check)
        made = ""
        if job.make is not None:
            self.calls += 1
            made = self._argon.hash(job.make)
        return Hashed(matches, made, job.known)

    def _matches(self, stored: str | None, typed: str) -> bool:
        self.calls += 1
        try:
            self._argon.verify(stored or self._nobody, typed)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None
