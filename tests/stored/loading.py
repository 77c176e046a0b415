"""A stored database of an earlier version, loaded as it was and brought to the present by the command."""

import json
import lzma
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

import cli
from foundation.settings import Settings
from tests import postgres
from tests.conftest import CHEAP, plain_settings

FOLDER = Path(__file__).parent
VERSIONS = sorted(path.name for path in FOLDER.iterdir() if (path / "told.json").exists())
SQLITE = "naast.sqlite3"
USED_AFTER = timedelta(minutes=30)
"""So long after it was told a stored database is used: invites and applications are still open."""


@dataclass(frozen=True)
class Told:
    """What one has to know to use a stored database: who is who, what they type, and things by name."""

    moment: datetime
    people: dict[str, UUID]
    passphrases: dict[str, str]
    recovery: dict[str, str]
    codes: dict[str, str]
    things: dict[str, UUID]
    words: dict[str, str]

    @classmethod
    def read(cls, version: str) -> "Told":
        """What was told beside the database of this version."""
        given = json.loads((FOLDER / version / "told.json").read_text("utf-8"))
        ids = {part: {name: UUID(one) for name, one in given[part].items()} for part in ("people", "things")}
        return cls(**{**given, **ids, "moment": datetime.fromisoformat(given["moment"])})


def load(version: str, kind: str, folder: Path) -> Settings:
    """Load it as it was stored, with its key file; the settings that open it."""
    shutil.copy(FOLDER / version / "root.key", folder)
    (folder / "root.key").chmod(0o400)
    script = lzma.decompress((FOLDER / version / f"{kind}.sql.xz").read_bytes())
    if kind == "sqlite":
        connection = sqlite3.connect(folder / SQLITE)
        connection.executescript(script.decode())
        connection.close()
        return plain_settings(folder)
    address = postgres.new_database()
    with postgres.server().connect(make_url(address).database or "") as connection:
        connection.execute(script)
    return plain_settings(folder, database_url=address)


def command(settings: Settings, *words: str) -> Any:
    """`naast` with these words, for the database of these settings."""
    given = {"NAAST_MODE": "demo", "NAAST_DATA_DIR": str(settings.data_dir), "NAAST_LANGUAGES": settings.languages}
    given |= {f"NAAST_{name.upper()}": str(value) for name, value in CHEAP.items()}
    given |= {"NAAST_DATABASE_URL": settings.database_url} if settings.database_url else {}
    with pytest.MonkeyPatch.context() as patch, _same_manners_afterwards():
        for name, value in given.items():
            patch.setenv(name, value)
        return CliRunner().invoke(cli.main, list(words))


def rows_by_table(settings: Settings) -> dict[str, int]:
    """How many rows each table has, asked without our own code."""
    with _plainly(settings) as ask:
        if settings.database_url:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        else:
            names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        return {name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in ask(names)}


@contextmanager
def _plainly(settings: Settings) -> Iterator[Any]:
    address = settings.database_address
    connection: Any
    if settings.database_url:
        connection = postgres.server().connect(make_url(address).database or "")
    else:
        connection = sqlite3.connect(make_url(address).database or "")
    yield lambda question: connection.execute(question).fetchall()
    connection.close()


@contextmanager
def _same_manners_afterwards() -> Iterator[None]:
    """The command makes what it writes private; the tests after it should not notice."""
    before = os.umask(0o022)
    yield
    os.umask(before)
