"""The fixtures of every test, over a stored database that was brought to the present."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import Settings
from tests import postgres
from tests.conftest import plain_settings
from tests.moment import BEFORE, set_clock
from tests.people import People
from tests.stored.loading import SQLITE, USED_AFTER, VERSIONS, Told, command, load


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """Each version that a database was stored of."""
    return str(request.param)


@pytest.fixture
def told(version: str) -> Told:
    """What one has to know of it."""
    return Told.read(version)


@pytest.fixture(autouse=True)
def _same_moment(told: Told) -> Iterator[None]:
    """It is used soon after it was told."""
    set_clock(told.moment + USED_AFTER)
    yield
    set_clock(BEFORE)


@pytest.fixture(scope="session")
def presents(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Settings]:
    """A stored database of a version and kind, brought to the present once in a run: to copy from."""

    @cache
    def bring(version: str, kind: str) -> Settings:
        settings = load(version, kind, tmp_path_factory.mktemp("stored"))
        done = command(settings, "migrate")
        assert done.exit_code == 0, done.output
        return settings

    return bring


@pytest.fixture(scope="session")
def standing_databases(presents: Callable[[str, str], Settings]) -> Callable[[str], postgres.Standing]:
    """A copy of one of PostgreSQL that the tests of this worker use one after another."""
    return cache(lambda version: postgres.Standing(presents(version, "postgresql").database_url))


@pytest.fixture
def settings(version: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """Settings with a copy of it."""
    present = request.getfixturevalue("presents")(version, kind)
    shutil.copy(present.key_path, tmp_path)
    if kind == "sqlite":
        shutil.copy(present.data_dir / SQLITE, tmp_path)
        return plain_settings(tmp_path)
    standing = request.getfixturevalue("standing_databases")(version)
    standing.set_back()
    return plain_settings(tmp_path, database_url=standing.url)


@pytest.fixture
def keys(settings: Settings) -> Keys:
    """The key it was sealed with."""
    return Keys.load(settings.key_path)


@pytest.fixture
def people(database: Database, told: Told) -> People:
    """The people in it, by the names they have in every test."""
    return People(database, dict(told.people), dict(told.recovery))
