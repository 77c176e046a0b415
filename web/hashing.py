"""Hashing passphrases: two threads, a bounded queue, and the same work for a name that nobody has."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from foundation.errors import TooBusy, TooMany
from foundation.settings import Settings

THREADS = 2
LONGEST_QUEUE = 100
LONGEST_WAIT = 15.0
HELD_PER_NAME = 50
K = TypeVar("K")


@dataclass(frozen=True, kw_only=True)
class ToHash(Generic[K]):
    """What is to be hashed between reading and writing, outside any transaction.

    `check` is (stored hash or None for an unknown name, what was typed); `make` is a new passphrase;
    `hold` keeps the answer back for that many seconds, counted per `name`;
    `known` is what reading found out and writing needs.
    """

    check: tuple[str | None, str] | None = None
    make: str | None = None
    hold: float = 0.0
    name: str = ""
    known: K


@dataclass(frozen=True)
class Hashed(Generic[K]):
    """The outcome: did it match, and the new hash."""

    matches: bool
    made: str
    known: K


class Hasher:
    """Argon2id in two threads of its own, so that pages stay quick while people sign in.

    Of the answers held back for one name, one at a time is hashed: who hammers a name slows nobody else.
    """

    def __init__(self, settings: Settings) -> None:
        self._argon = PasswordHasher(
            time_cost=settings.hash_time,
            memory_cost=settings.hash_memory_kib,
            parallelism=settings.hash_lanes,
        )
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="hash")
        self._waiting = 0
        self._held: Counter[str] = Counter()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._nobody = self._argon.hash("a passphrase that nobody has")
        self.calls = 0

    async def work(self, job: ToHash[K]) -> Hashed[K]:
        """Do the job. Raises `TooBusy` when the queue is full or slow, `TooMany` when one name is hammered."""
        if not job.hold:
            return await self._in_line(job)
        with self._holding(job.name):
            await asyncio.sleep(job.hold)
            async with self._turns[job.name]:
                return await self._in_line(job)

    async def _in_line(self, job: ToHash[K]) -> Hashed[K]:
        if self._waiting >= LONGEST_QUEUE:
            raise TooBusy
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await asyncio.wait_for(loop.run_in_executor(self._threads, self._run, job), LONGEST_WAIT)
        except TimeoutError:
            raise TooBusy from None
        finally:
            self._waiting -= 1

    def make(self, passphrase: str) -> str:
        """A hash, made at once: for the command line and the demo."""
        return self._argon.hash(passphrase)

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(cancel_futures=True)

    @contextmanager
    def _holding(self, name: str) -> Iterator[None]:
        if self._held[name] >= HELD_PER_NAME:
            raise TooMany
        self._held[name] += 1
        try:
            yield
        finally:
            self._held[name] -= 1
            if not self._held[name]:
                del self._held[name]
                self._turns.pop(name, None)

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
