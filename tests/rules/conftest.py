"""The house with one of everything in it, set back to how it was before each request."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from foundation.clock import now
from foundation.keys import Keys
from foundation.settings import Settings
from tests import postgres
from tests.applications import app_with
from tests.browsing import BASE, ORIGIN, Page
from tests.conftest import Template, plain_settings
from tests.moment import set_clock
from tests.opening import open_database
from tests.rules.rows import Rows, all_rows
from tests.rules.world import LONG, World

NAME = "naast.sqlite3"


class File:
    """A SQLite database that can be set back."""

    def __init__(self, settings: Settings) -> None:
        self.path = Path(settings.data_dir / NAME)
        self.beginning = shutil.copy(self.path, settings.data_dir / "beginning")
        self.set_back()

    def set_back(self) -> None:
        """The file is what it was."""
        for end in ("-wal", "-shm"):
            self.path.with_name(NAME + end).unlink(missing_ok=True)
        shutil.copy(self.beginning, self.path)
        self.written_at = self.path.stat().st_mtime_ns

    def is_surely_untouched(self) -> bool:
        """Has nobody written since? No may also mean: look."""
        log = self.path.with_name(f"{NAME}-wal")
        is_log_empty = not log.exists() or log.stat().st_size == 0
        return is_log_empty and self.path.stat().st_mtime_ns == self.written_at


class Served:
    """A PostgreSQL database that can be set back."""

    def __init__(self, settings: Settings) -> None:
        beginning = postgres.new_database(template=settings.database_address)
        self.standing = postgres.Standing(beginning, settings.database_address)

    def set_back(self) -> None:
        """The database is what it was."""
        self.standing.set_back()

    def is_surely_untouched(self) -> bool:
        """Has nobody written since?"""
        return self.standing.is_surely_untouched()


@dataclass
class House:
    """The application over a world that can be set back."""

    app: Any
    world: World
    kept: File | Served
    rows: Rows
    began: datetime

    def set_back(self) -> None:
        """Everything is again as it was in the beginning, the hour too, so that no sign-in is due for renewal."""
        set_clock(self.began)
        if not self.kept.is_surely_untouched():
            self.world.database.engine.dispose()
            self.kept.set_back()

    def is_as_it_was(self) -> bool:
        """Is every row of every table what it was in the beginning?"""
        return self.kept.is_surely_untouched() or all_rows(self.world.database) == self.rows

    async def ask(self, person: str, verb: str, path: str, fields: dict[str, str] | None = None, **given: Any) -> Page:
        """One request of this person, with a browser of its own."""
        headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin", **given.pop("headers", {})}
        if verb == "POST" and "content" not in given:
            headers.setdefault("content-type", "application/x-www-form-urlencoded")
            given["content"] = urlencode(fields or {})
        self.client.cookies = httpx.Cookies({**self.world.cookies(person), **given.pop("cookies", {})})
        return Page(await self.client.request(verb, path, headers=headers, **given))

    @cached_property
    def client(self) -> httpx.AsyncClient:
        """What sends everybody's requests: making one for each of some 18,000 takes longer than they do."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=BASE)


@pytest.fixture(scope="session")
def houses(
    request: pytest.FixtureRequest, keys: Keys, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], House]]:
    """The house on a kind of database, built once in a run."""
    built: list[House] = []

    @cache
    def house_on(kind: str) -> House:
        built.append(_build(kind, request.getfixturevalue(f"{kind}_templates")[False], keys, tmp_path_factory))
        return built[-1]

    yield house_on
    for one in built:
        one.app.app.state.hasher.close()
        one.world.database.close()


def _build(kind: str, empty: Template, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("house")
    if kind == "sqlite":
        shutil.copy(empty.address, folder / NAME)
        settings = plain_settings(folder, **LONG)
    else:
        settings = plain_settings(folder, database_url=postgres.new_database(template=empty.address), **LONG)
    database = open_database(settings, keys)
    world = World.build(database)
    rows = all_rows(database)
    database.engine.dispose()
    kept = File(settings) if kind == "sqlite" else Served(settings)
    return House(app_with(settings, database), world, kept, rows, now())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.prove)])
def standing_house(request: pytest.FixtureRequest, houses: Callable[[str], House]) -> House:
    """The house as the last test left it."""
    return houses(request.param)


@pytest.fixture
def house(standing_house: House) -> House:
    """The house as it was in the beginning."""
    standing_house.set_back()
    return standing_house
