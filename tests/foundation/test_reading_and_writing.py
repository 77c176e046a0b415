"""Two ways into the database; what is read cannot be written by accident."""

import sqlite3
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import select

import facts
from accounts.models import Member
from facts import Fact, MonthlyFact
from foundation.database import Database
from tests.conftest import BOTH, ON_SQLITE


def counted(database):
    with database.read() as db:
        return sum(row.number for row in db.exec(select(MonthlyFact)) if row.fact is Fact.TEXT_REFUSED)


@BOTH
@pytest.mark.parametrize(
    "statement", ["DELETE FROM monthly_fact", "UPDATE audit_head SET number = 9", "DROP TABLE lease"]
)
def test_a_reading_session_refuses_every_kind_of_write(database, statement):
    with database.read() as db, pytest.raises(DBAPIError):
        db.execute(text(statement))
    with database.read() as db:
        assert db.execute(text("SELECT number FROM audit_head")).scalar() == 0
        db.execute(text("SELECT * FROM lease"))


@BOTH
def test_a_reading_session_stays_reading_after_a_commit_and_a_rollback(database):
    with database.read() as db:
        db.execute(text("SELECT 1"))
        db.commit()
        with pytest.raises(DBAPIError):
            facts.count(db, Fact.TEXT_REFUSED)
        db.rollback()
        with pytest.raises(DBAPIError):
            facts.count(db, Fact.TEXT_REFUSED)
    assert counted(database) == 0


@BOTH
def test_rows_that_were_read_may_outlive_their_session(database, people):
    with database.read() as db:
        member = db.get_one(Member, people.ids["ada"])
    assert member.pseudonym == "Stille Linde"


@BOTH
def test_what_was_changed_in_a_reading_session_is_never_kept(database, people):
    with database.read() as db:
        db.get_one(Member, people.ids["ada"]).pseudonym = "Iemand anders"
    with database.read() as db:
        assert db.get_one(Member, people.ids["ada"]).pseudonym == "Stille Linde"


@BOTH
def test_a_writing_session_is_undone_when_it_raises(database):
    def fail():
        with database.write() as db:
            facts.count(db, Fact.TEXT_REFUSED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert counted(database) == 0


@BOTH
def test_when_two_change_the_same_row_the_second_loses(database, people):
    with database.read() as db:
        mine = db.get_one(Member, people.ids["ada"])
    with database.write() as db:
        theirs = db.get_one(Member, people.ids["ada"])
        theirs.seed += 1
        changed = theirs.seed
    mine.seed += 2
    with database.write() as db:
        db.add(mine)
        with pytest.raises(StaleDataError):
            db.flush()
        db.rollback()
    with database.read() as db:
        assert db.get_one(Member, people.ids["ada"]).seed == changed


@BOTH
def test_many_writers_at_once_all_get_their_turn(settings, keys):
    house = Database(settings, keys)

    def work():
        for _ in range(5):
            with house.write() as db:
                facts.count(db, Fact.TEXT_REFUSED)

    run_together([work] * 6)
    assert counted(house) == 30
    house.close()


@ON_SQLITE
def test_sqlite_follows_the_rules_of_the_house(database, settings):
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0, "busy_timeout": 10000}
    for way in (database.read, database.write):
        with way() as db:
            found = {name: db.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
        assert found == wanted


@ON_SQLITE
def test_sqlite_refuses_a_row_that_points_nowhere(database):
    with database.write() as db:
        with pytest.raises(DBAPIError, match="FOREIGN KEY"):
            db.execute(text("INSERT INTO staff_recovery_code (id, staff_id, code_mac) VALUES ('a', 'b', 'c')"))
        db.rollback()


@ON_SQLITE
def test_what_is_deleted_from_sqlite_is_gone_from_the_file(database, settings):
    with database.write() as db:
        db.execute(text("INSERT INTO lease (name, holder, until) VALUES ('x', 'zilveren-lepel-9', '2026-01-01')"))
    with database.write() as db:
        db.execute(text("DELETE FROM lease"))
    database.close()
    with sqlite3.connect(settings.data_dir / "naast.sqlite3") as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    plain.close()
    assert b"zilveren-lepel-9" not in (settings.data_dir / "naast.sqlite3").read_bytes()


@BOTH
def test_an_error_of_the_database_does_not_show_what_was_in_the_statement(database):
    with database.write() as db:
        with pytest.raises(DBAPIError) as broken:
            db.execute(text("INSERT INTO audit_head (id, number, mac) VALUES (:a, 1, 'x')"), {"a": "zilver-lepel"})
        assert "zilver-lepel" not in str(broken.value).split("[SQL")[1]
        db.rollback()


def run_together(works):
    failed = []

    def guarded(work):
        try:
            work()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=guarded, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


@ON_SQLITE
def test_the_write_log_of_sqlite_is_empty_after_it_was_emptied(database, settings):
    log = settings.data_dir / "naast.sqlite3-wal"
    with database.write() as db:
        facts.count(db, Fact.TEXT_REFUSED)
    assert log.stat().st_size > 0
    database.empty_write_log()
    assert log.stat().st_size == 0


@BOTH
def test_emptying_the_write_log_waits_for_nobody_and_loses_nothing(database):
    with database.write() as db:
        facts.count(db, Fact.TEXT_REFUSED)
    with database.read() as reader:
        assert reader.exec(select(MonthlyFact)).all()
        with database.write() as db:
            facts.count(db, Fact.TEXT_REFUSED)
        database.empty_write_log()
    assert counted(database) == 2
