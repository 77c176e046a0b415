"""What is due is done once, noted, and one failure stops nothing else."""

import logging
from datetime import timedelta

import pytest
from sqlmodel import select

import facts
from facts import Fact, MonthlyFact
from scheduler import running
from scheduler.models import JobRun
from scheduler.running import poll
from scheduler.timetable import Job, in_one_write
from tests.conftest import BOTH


@pytest.fixture
def ran(monkeypatch):
    """Two jobs, each minute and each hour; the list of what ran."""
    told = []
    jobs = (
        Job("often", timedelta(minutes=1), lambda _: told.append("often")),
        Job("seldom", timedelta(hours=1), lambda _: told.append("seldom")),
    )
    monkeypatch.setattr(running, "TIMETABLE", jobs)
    return told


@BOTH
def test_a_job_runs_when_it_is_due_and_not_before(database, later, ran):
    assert poll(database, "a") == ["often", "seldom"]
    assert poll(database, "a") == []
    later(seconds=61)
    assert poll(database, "a") == ["often"]
    later(hours=1)
    assert poll(database, "a") == ["often", "seldom"]
    assert ran == ["often", "seldom", "often", "often", "seldom"]


def test_after_a_long_silence_a_job_runs_once_and_not_for_each_time_it_missed(database, later, ran):
    poll(database, "a")
    later(days=3)
    poll(database, "a")
    assert ran.count("often") == 2


@BOTH
def test_a_clock_that_is_set_back_makes_jobs_run_and_not_wait_for_days(database, later, ran):
    later(days=3)
    poll(database, "a")
    later(days=-3)
    assert poll(database, "a") == ["often", "seldom"]
    assert poll(database, "a") == []


def test_a_worker_without_the_lease_runs_nothing(database, ran):
    poll(database, "a")
    assert poll(database, "b") == []


@BOTH
def test_a_job_that_fails_is_recorded_and_the_others_go_on(database, later, monkeypatch, caplog):
    told = []

    def fail(_):
        raise ValueError("zilveren-lepel")

    jobs = (
        Job("fails", timedelta(minutes=1), fail),
        Job("works", timedelta(minutes=1), lambda _: told.append(1)),
    )
    monkeypatch.setattr(running, "TIMETABLE", jobs)
    caplog.set_level(logging.DEBUG)
    poll(database, "a")
    assert told == [1]
    with database.read() as db:
        assert {run.name: run.error_kind for run in db.exec(select(JobRun))} == {"fails": "ValueError", "works": ""}
    assert "zilveren" not in caplog.text
    later(minutes=2)
    monkeypatch.setattr(running, "TIMETABLE", (Job("fails", timedelta(minutes=1), lambda _: None),))
    poll(database, "a")
    with database.read() as db:
        assert db.get_one(JobRun, "fails").error_kind == ""


@BOTH
def test_a_job_of_one_transaction_that_fails_leaves_nothing_half_done(database, monkeypatch):
    def half(db):
        facts.count(db, Fact.TEXT_REFUSED)
        raise ZeroDivisionError

    monkeypatch.setattr(running, "TIMETABLE", (Job("half", timedelta(minutes=1), in_one_write(half)),))
    poll(database, "a")
    with database.read() as db:
        assert db.exec(select(MonthlyFact)).all() == []
        assert db.get_one(JobRun, "half").error_kind == "ZeroDivisionError"


def test_an_error_with_a_very_long_name_can_be_recorded_too(database, monkeypatch):
    error = type("E" * 200, (Exception,), {})

    def fail(_):
        raise error

    monkeypatch.setattr(running, "TIMETABLE", (Job("fails", timedelta(minutes=1), fail),))
    assert poll(database, "a") == ["fails"]


def test_a_job_that_is_late_is_told_with_how_late_it_is(database, later, ran, caplog):
    poll(database, "a")
    later(minutes=10)
    poll(database, "a")
    assert "job_late" not in caplog.text
    later(hours=2, minutes=1)
    poll(database, "a")
    assert "event=job_late job=often minutes=120" in caplog.text
    assert "event=job_late job=seldom minutes=71" in caplog.text


def test_a_look_that_fails_is_one_line_and_the_next_one_goes_on(database, ran, caplog, monkeypatch):
    lookout = running.Lookout(database, lambda: True)
    with monkeypatch.context() as patch:
        patch.setattr(running, "hold_lease", lambda *_: 1 / 0)
        lookout.look()
    (line,) = [record.getMessage() for record in caplog.records if record.name == "naast"]
    assert line.startswith("event=look_failed kind=ZeroDivisionError")
    lookout.look()
    assert ran == ["often", "seldom"]


@pytest.mark.parametrize("away", [{"days": 400}, {"days": -400}, {"hours": -2}])
def test_while_the_clock_is_far_from_the_last_look_nothing_is_done_and_afterwards_all_is(
    database, later, ran, caplog, away
):
    database.settings = database.settings.model_copy(update={"mode": "production"})
    lookout = running.Lookout(database, lambda: True)
    lookout.look()
    later(**away)
    lookout.look()
    lookout.look()
    assert ran == ["often", "seldom"]
    assert caplog.text.count("clock_jumped") == 2
    later(**{unit: -number for unit, number in away.items()})
    later(hours=2)
    lookout.look()
    assert ran == ["often", "seldom", "often", "seldom"]
