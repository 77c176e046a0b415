"""Races that really happen: two acts at the same time, each of them far enough to get in the other's way.

Nobody waits for a number of seconds: whoever holds what the other needs goes on as soon as the other waits for it,
which the database itself tells.
"""

import functools
import pkgutil
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import Session

from foundation.database import Database

PG = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
PATIENCE = 20.0
WAITS_FOR_A_LOCK = text(
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
)


class Door:
    """Tells whether somebody waits for another's transaction to end."""

    def __init__(self, database: Database) -> None:
        self.engine = database.engine
        self._outside = 0
        if self.engine.name == "sqlite":  # the one writer keeps all others at their BEGIN
            event.listen(self.engine, "before_cursor_execute", self._comes)
            event.listen(self.engine, "after_cursor_execute", self._is_in)

    def _comes(self, connection: object, cursor: object, statement: str, *more: object) -> None:
        self._outside += statement == "BEGIN IMMEDIATE"

    def _is_in(self, connection: object, cursor: object, statement: str, *more: object) -> None:
        self._outside -= statement == "BEGIN IMMEDIATE"

    def wait_until(self, is_ready: Callable[[], bool]) -> None:
        """Until that is so, or somebody waits for what this thread holds. Raises TimeoutError when neither comes."""
        until = time.monotonic() + PATIENCE
        while not (is_ready() or self._somebody_waits()):
            if time.monotonic() > until:
                raise TimeoutError("The other never came.")
            time.sleep(0.005)

    def _somebody_waits(self) -> bool:
        if self.engine.name == "sqlite":
            return self._outside > 0
        with self.engine.connect() as connection:
            return bool(connection.scalar(WAITS_FOR_A_LOCK))


def race(database: Database, first: Callable[[Session], object], then: Callable[[Session], object]) -> list[Exception]:
    """`first` is done but not yet committed when `then` begins; both commit. What went wrong in `then`."""
    wrong: list[Exception] = []

    def second() -> None:
        try:
            with database.write() as db:
                then(db)
        except Exception as error:
            wrong.append(error)

    door, thread = Door(database), threading.Thread(target=second)
    with database.write() as db:
        first(db)
        db.flush()
        thread.start()
        door.wait_until(lambda: not thread.is_alive())
    thread.join(PATIENCE)
    return wrong


def meet(monkeypatch: pytest.MonkeyPatch, database: Database, *places: str) -> None:
    """Let two acts come out of these functions together, so that each has looked before anybody writes.

    Where the first keeps the second out until it has committed they cannot meet: then the first goes on as soon as the
    second stands at the door.
    """
    door, came = Door(database), []

    def together(inner: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(inner)
        def wait_for_the_other(*given: Any, **named: Any) -> Any:
            answer = inner(*given, **named)
            came.append(threading.get_ident())
            door.wait_until(lambda: len(came) > 1)
            return answer

        return wait_for_the_other

    for place in places:
        monkeypatch.setattr(place, together(pkgutil.resolve_name(place)))
