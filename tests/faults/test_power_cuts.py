"""What somebody was told we have is still there after a power cut."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import select

import facts
from facts import Fact, MonthlyFact
from forum.models import PostVersion
from foundation import postgresql
from foundation.data_keys import unseal
from foundation.database import Database, empty_log_after_commit
from foundation.files import keep_file
from foundation.keys import Keys
from migrations import running
from tests import postgres
from tests.conftest import ON_SQLITE, plain_settings
from tests.faults.power import Power, watched_power

EACH = range(1, 6)


@pytest.fixture
def power(settings) -> Iterator[Power]:
    """What of this test's database is on the disk."""
    with watched_power(settings.data_dir / "naast.sqlite3") as watched:
        yield watched


@pytest.fixture
def database(power, settings, keys):
    """The database, opened while somebody watches."""
    opened = Database(settings, keys)
    yield opened
    opened.close()


@pytest.fixture
def afterwards(power, keys, tmp_path):
    """`afterwards("a")`: the house as it is found after a power cut at this moment."""
    opened = []

    def find(name):
        power.cut(tmp_path / name)
        opened.append(Database(plain_settings(tmp_path / name), keys))
        return opened[-1]

    yield find
    for one in opened:
        one.close()


def note(database):
    with database.write() as db:
        facts.count(db, Fact.TEXT_SUBMITTED)


def noted(database):
    with database.read() as db:
        return sum(row.number for row in db.exec(select(MonthlyFact)))


@ON_SQLITE
async def test_words_of_which_we_said_that_we_have_them_survive_a_power_cut(browse, make, afterwards):
    thread, ada = make.thread(), browse("ada")
    assert (await ada.post(f"/threads/{thread}", {"source": "Ik slaap niet meer."})).status == 303
    with afterwards("cut").read() as db:
        assert "Ik slaap niet meer." in [unseal(db, one, "sealed_source") for one in db.exec(select(PostVersion))]


@ON_SQLITE
def test_each_write_is_on_the_disk_when_it_has_ended(database, afterwards):
    for number in EACH:
        note(database)
        assert noted(afterwards(str(number))) == number


@ON_SQLITE
def test_also_what_lies_in_the_log_no_longer(database, afterwards):
    for number in EACH:
        note(database)
        database.empty_write_log()
        assert noted(afterwards(str(number))) == number


@ON_SQLITE
def test_a_log_that_cannot_be_emptied_now_spoils_no_answer(database, monkeypatch):
    def locked(*_):
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(Database, "empty_write_log", locked)
    with database.write() as db:
        facts.count(db, Fact.TEXT_SUBMITTED)
        empty_log_after_commit(db)
    assert noted(database) == 1


@ON_SQLITE
def test_a_log_that_is_not_synced_is_lost_so_that_this_would_be_seen(database, afterwards):
    event.listen(database.engine, "checkout", lambda it, *_: it.execute("PRAGMA synchronous = NORMAL"))
    for _ in EACH:
        note(database)
    assert noted(database) == len(EACH)
    assert noted(afterwards("cut")) == 0


@pytest.mark.parametrize("write", [
    lambda folder: Keys.make(folder / "root.key"),
    lambda folder: keep_file(folder / "letter", b"Dag", mode=0o600),
])  # fmt: skip
def test_a_file_is_on_the_disk_with_its_name_before_anybody_goes_on(tmp_path, monkeypatch, write):
    synced, real = [], os.fsync

    def fsync(descriptor):
        real(descriptor)
        synced.append(Path(f"/proc/self/fd/{descriptor}").resolve())

    monkeypatch.setattr(os, "fsync", fsync)
    write(tmp_path)
    (written,) = tmp_path.iterdir()
    assert synced == [written, tmp_path]


@pytest.fixture
def crashing(tmp_path, keys):
    """A house on a PostgreSQL of its own, which acknowledges before it has written."""
    server = postgres.Server(synchronous_commit="off", wal_writer_delay="10s")
    opened = Database(plain_settings(tmp_path, database_url=server.url("postgres")), keys)
    running.upgrade(opened.engine)
    yield server, opened
    opened.close()
    server.stop()


def test_on_a_postgresql_that_acknowledges_too_early_ours_are_on_the_disk_all_the_same(crashing):
    server, database = crashing
    for number in EACH:
        note(database)
        server.crash()
        database.engine.dispose()
        assert noted(database) == number


def test_such_a_server_would_lose_them_otherwise(crashing, monkeypatch):
    server, database = crashing
    monkeypatch.setattr(postgresql, "DURABLE", {})
    database.engine.dispose()
    for _ in EACH:
        note(database)
    server.crash()
    database.engine.dispose()
    assert noted(database) == 0
