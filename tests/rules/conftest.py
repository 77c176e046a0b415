"""The house with one of everything in it, set back to how it was before each request."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from app import make_app
from foundation.database import Database
from foundation.keys import Keys
from tests.browsing import BASE, ORIGIN, Page
from tests.conftest import Template, plain_settings
from tests.rules.rows import Rows, all_rows
from tests.rules.world import LONG, World

NAME = "naast.sqlite3"


@dataclass
class House:
    """The application over a world that can be set back."""

    app: Any
    world: World
    folder: Path
    rows: Rows

    def set_back(self) -> None:
        """Everything is again as it was in the beginning."""
        self.world.database.engine.dispose()
        for end in ("-wal", "-shm"):
            (self.folder / f"{NAME}{end}").unlink(missing_ok=True)
        shutil.copy(self.folder / "beginning", self.folder / NAME)

    def is_as_it_was(self) -> bool:
        """Is every row of every table what it was in the beginning?"""
        return all_rows(self.world.database) == self.rows

    async def ask(self, person: str, verb: str, path: str, fields: dict[str, str] | None = None, **given: Any) -> Page:
        """One request of this person, with a browser of its own."""
        headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin", **given.pop("headers", {})}
        if verb == "POST" and "content" not in given:
            headers.setdefault("content-type", "application/x-www-form-urlencoded")
            given["content"] = urlencode(fields or {})
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        cookies = {**self.world.cookies(person), **given.pop("cookies", {})}
        async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=cookies) as client:
            return Page(await client.request(verb, path, headers=headers, **given))


@pytest.fixture(scope="module")
def standing_house(
    sqlite_templates: dict[bool, Template], keys: Keys, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The house, built once for a module."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(sqlite_templates[False].address, folder / NAME)
    settings = plain_settings(folder, **LONG)
    database = Database(settings, keys)
    world = World.build(database)
    rows = all_rows(database)
    database.engine.dispose()
    shutil.copy(folder / NAME, folder / "beginning")
    app = make_app(settings, database)
    yield House(app, world, folder, rows)
    app.app.state.hasher.close()  # type: ignore[attr-defined]
    database.close()


@pytest.fixture
def house(standing_house: House) -> House:
    """The house as it was in the beginning."""
    standing_house.set_back()
    return standing_house
