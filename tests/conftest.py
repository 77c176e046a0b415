"""Shared fixtures: a database of each kind, the application, browsers for the people everybody knows."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlmodel import Session

from foundation import clock
from foundation.database import Database
from foundation.keys import Keys
from foundation.language import current
from foundation.settings import Settings
from migrations import running
from tests import postgres
from tests.applications import app_with
from tests.browsing import Browser
from tests.make import Make
from tests.moment import BEFORE, MOMENT, set_clock
from tests.opening import open_database
from tests.people import People
from texts.store import add_shipped

gc.set_threshold(20_000, 25, 100)  # tests leave little behind; looking less often saves a tenth of the time
sys.modules["sniffio"] = None  # type: ignore[assignment]  # httpx looks for it at every request, through every folder of the path
CHEAP = {"hash_time": 1, "hash_memory_kib": 8, "hash_lanes": 1}
BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True)
IN_THE_LONG_PROOF = bool(os.environ.get("NAAST_TEST_BOTH"))
ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
set_clock(BEFORE)  # before any test module is imported
hypothesis.settings.register_profile(
    "everywhere",
    deadline=None,
    derandomize=not IN_THE_LONG_PROOF,
    max_examples=200 if IN_THE_LONG_PROOF else 50,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("everywhere")


ANY_NUMBER = {"arrivals_a_minute": 1000, "arrivals_an_hour": 10_000, "arrivals_a_day": 10_000, "slots_a_day": 1000}
"""Many stories begin in one minute here; those about a flood set a budget of their own."""


def plain_settings(data_dir: Path, **given: Any) -> Settings:
    """Settings that owe nothing to this machine's environment."""
    return Settings(mode="demo", data_dir=data_dir, **{"languages": "nl,en,fr", **CHEAP, **ANY_NUMBER, **given})


def some_and_then_all(some: Sequence[Any], everything: Sequence[Any]) -> list[Any]:
    """What is much the same for everybody: the quick run asks it of some, the long proof of everything."""
    return [pytest.param(one, marks=() if one in some else pytest.mark.prove) for one in everything]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """With NAAST_TEST_BOTH every test that uses a database runs on both kinds, not only those that say so."""
    if IN_THE_LONG_PROOF and "kind" in metafunc.fixturenames:
        named = [str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize")]
        if not any("kind" in names for names in named):
            metafunc.parametrize("kind", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session", autouse=True)
def _clean_environment() -> None:
    for name in [name for name in os.environ if name.startswith("NAAST_") and not name.startswith("NAAST_TEST")]:
        del os.environ[name]


@pytest.fixture(autouse=True)
def _same_moment() -> Iterator[None]:
    """Each test begins at the same moment; what many tests share is made shortly before it."""
    set_clock(MOMENT)
    yield
    set_clock(BEFORE)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """One root key for the whole run."""
    return Keys.make(tmp_path_factory.mktemp("keys") / "root.key")


@dataclass(frozen=True)
class Template:
    """A migrated database to copy from, and the people in it (none in an empty one)."""

    address: str
    people: People | None


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> dict[bool, Template]:
    """Migrated SQLite files: with the six people in it (True), and without."""
    empty, peopled = (tmp_path_factory.mktemp("template") for _ in range(2))
    _migrate(plain_settings(empty), keys)
    shutil.copy(empty / "naast.sqlite3", peopled)
    people = _let_people_in(plain_settings(peopled), keys)
    return {False: Template(str(empty / "naast.sqlite3"), None), True: Template(str(peopled / "naast.sqlite3"), people)}


@pytest.fixture(scope="session")
def postgresql_templates(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> dict[bool, Template]:
    """Migrated PostgreSQL databases: with the six people in it (True), and without."""
    folder, empty = tmp_path_factory.mktemp("pg"), postgres.new_database()
    _migrate(plain_settings(folder, database_url=empty), keys)
    peopled = postgres.new_database(template=empty)
    people = _let_people_in(plain_settings(folder, database_url=peopled), keys)
    return {False: Template(empty, None), True: Template(peopled, people)}


@pytest.fixture(scope="session")
def standing_databases(postgresql_templates: dict[bool, Template]) -> Callable[[bool], postgres.Standing]:
    """The PostgreSQL database that the tests of this worker use one after another, with people in it or without."""
    return cache(lambda with_people: postgres.Standing(postgresql_templates[with_people].address))


@pytest.fixture
def template(kind: str, request: pytest.FixtureRequest) -> Template:
    """What this test's database is copied from."""
    templates: dict[bool, Template] = request.getfixturevalue(
        "postgresql_templates" if kind == "postgresql" else "sqlite_templates"
    )
    return templates["people" in request.fixturenames]


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """Which database: SQLite unless a test asks for both."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def settings(kind: str, template: Template, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Settings with a fresh, migrated database."""
    given = dict(getattr(request.node.get_closest_marker("settings"), "kwargs", {}))
    if kind != "postgresql":
        shutil.copy(template.address, tmp_path / "naast.sqlite3")
        yield plain_settings(tmp_path, **given)
        return
    standing = request.getfixturevalue("standing_databases")("people" in request.fixturenames)
    standing.set_back()
    yield plain_settings(tmp_path, database_url=standing.url, **given)


@pytest.fixture
def database(settings: Settings, keys: Keys) -> Iterator[Database]:
    """The database, open."""
    opened = open_database(settings, keys)
    yield opened
    opened.close()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session to look or prepare with; `commit` what others should see."""
    with database.write() as session:
        yield session


@pytest.fixture
def app(settings: Settings, database: Database) -> Iterator[Any]:
    """The application behind its wall."""
    made = app_with(settings, database)
    yield made
    made.app.state.hasher.close()  # type: ignore[attr-defined]


@pytest.fixture
def people(database: Database, template: Template) -> People:
    """Ada and Ben (members), Mia and Max (moderators), Finn (facilitator), Cora (coordinator)."""
    assert template.people is not None
    return replace(template.people, database=database)


@pytest.fixture
def make(database: Database, people: People) -> Make:
    """Small builders of rooms, threads, posts, drafts."""
    return Make(database, people)


@pytest.fixture
def browse(app: Any, people: People, database: Database) -> Callable[..., Browser]:
    """`browse("ada")` is Ada's browser, signed in; `browse()` is a guest's."""

    def open_browser(name: str = "guest", **given: Any) -> Browser:
        return Browser.of(app, database, people, name, **given)

    return open_browser


@pytest.fixture
def later() -> Callable[..., None]:
    """`later(hours=3)` moves the house's clock."""

    def move(**by: float) -> None:
        clock._offset += timedelta(**by)

    return move


@pytest.fixture(autouse=True)
def _speak_dutch() -> Iterator[None]:
    token = current.set("nl")
    yield
    current.reset(token)


def _migrate(settings: Settings, keys: Keys) -> None:
    database = Database(settings, keys)
    running.upgrade(database.engine)
    with database.write() as db:
        add_shipped(db)
    database.close()


def _let_people_in(settings: Settings, keys: Keys) -> People:
    database = open_database(settings, keys)
    people = People.arrive(database)
    database.close()
    return people
