"""Whose turn it is: a few go on at a time, and who is next is chosen among all who wait."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Lane(StrEnum):
    """By which way somebody comes to the door. Lanes take turns, so that none of them fills another.

    KNOWN: who is signed in, holds an invite, or comes with a browser that they signed in with before.
    """

    KNOWN_MEMBERS = "known members"
    MEMBERS = "members"
    KNOWN_STAFF = "known staff"
    STAFF = "staff"


@dataclass(frozen=True, eq=False)
class Waiting:
    """Somebody who waits, and what they wait for."""

    lane: Lane
    turn: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Turns:
    """At most `places` go on at a time; `choose` says who of those who wait is next."""

    def __init__(self, places: int, choose: Callable[[Sequence[Waiting]], Waiting]) -> None:
        self._free = places
        self._choose = choose
        self._waiting: list[Waiting] = []

    async def take(self, lane: Lane) -> None:
        """Wait for one's turn. Who took it passes it on."""
        if self._free:
            self._free -= 1
            return
        one = Waiting(lane)
        self._waiting.append(one)
        try:
            await one.turn
        except asyncio.CancelledError:
            if one in self._waiting:
                self._waiting.remove(one)
            else:  # it came in the very moment in which they went away
                self.pass_on()
            raise

    def pass_on(self) -> None:
        """One's turn is over: the next may go on."""
        here = [one for one in self._waiting if not one.turn.done()]
        if not here:
            self._free += 1
            return
        one = self._choose(here)
        self._waiting.remove(one)
        one.turn.set_result(None)

    def number_in(self, lane: Lane) -> int:
        """How many wait in a lane."""
        return sum(one.lane is lane for one in self._waiting)


class OneByOne:
    """The way to choose that is fair between lanes: the one that went longest ago, and in it who came first."""

    def __init__(self) -> None:
        self._went = dict.fromkeys(Lane, 0)

    def __call__(self, waiting: Sequence[Waiting]) -> Waiting:
        one = min(waiting, key=lambda one: self._went[one.lane])
        self._went[one.lane] = max(self._went.values()) + 1
        return one


def by_lot(waiting: Sequence[Waiting]) -> Waiting:
    """The way to choose that nobody can push past: everybody who waits has the same chance."""
    return secrets.choice(waiting)
