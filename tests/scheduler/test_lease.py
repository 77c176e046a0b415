"""Of all workers that look for what is due, one holds the lease."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from foundation.clock import now
from foundation.database import Database
from scheduler import running
from scheduler.models import JobRun, Lease
from scheduler.running import LEASE_DURATION, hold_lease, poll
from scheduler.timetable import TIMETABLE, Job
from tests.conftest import BOTH


@BOTH
def test_one_holds_it_and_may_keep_it(database):
    assert hold_lease(database, "a")
    assert not hold_lease(database, "b")
    assert hold_lease(database, "a")
    with database.read() as db:
        assert [row.holder for row in db.exec(select(Lease))] == ["a"]


@BOTH
def test_when_its_holder_is_gone_another_takes_over(database, later):
    hold_lease(database, "a")
    later(seconds=LEASE_DURATION.total_seconds() + 1)
    assert hold_lease(database, "b")
    assert not hold_lease(database, "a")


@BOTH
def test_of_many_workers_that_reach_for_it_at_once_one_gets_it(settings, keys, later):
    house = Database(settings.model_copy(update={"threads": 8}), keys)
    for _ in range(2):
        start, got, failed = threading.Barrier(6), [], []
        threads = [threading.Thread(target=reach, args=[house, str(n), start, got, failed]) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert got.count(True) == 1
        later(minutes=3)
    house.close()


def reach(house, name, start, got, failed):
    start.wait()
    try:
        got.append(hold_lease(house, name))
    except BaseException as error:
        failed.append(error)


@BOTH
def test_a_clock_that_is_set_back_does_not_stop_the_house_for_long(database, later):
    later(days=2)
    hold_lease(database, "a")
    later(days=-2)
    assert hold_lease(database, "b")


@BOTH
def test_a_worker_whose_clock_runs_a_little_behind_does_not_take_the_lease(database, later):
    hold_lease(database, "a")
    later(seconds=-3)
    assert not hold_lease(database, "b")


@BOTH
def test_of_two_pollers_at_once_each_job_is_run_by_one(settings, keys, monkeypatch):
    house = Database(settings, keys)
    ran = []
    jobs = tuple(Job(name, timedelta(minutes=1), lambda _, name=name: ran.append(name)) for name in ("one", "two"))
    monkeypatch.setattr(running, "TIMETABLE", jobs)
    start, failed = threading.Barrier(4), []

    def work(holder):
        start.wait()
        try:
            poll(house, holder)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=[str(n)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(ran) == ["one", "two"]
    house.close()


def test_the_scheduler_thread_looks_at_once_and_stops_when_told(database, monkeypatch):
    ran = threading.Event()
    monkeypatch.setattr(running, "TIMETABLE", (Job("one", timedelta(minutes=1), lambda _: ran.set()),))
    beside = running.start(database)
    try:
        assert ran.wait(10)
    finally:
        beside.shutdown(wait=True)
    with database.read() as db:
        assert db.get_one(JobRun, "one").error_kind == ""


def test_the_whole_timetable_runs_on_an_empty_house(database):
    assert poll(database, "a") == [job.name for job in TIMETABLE]
    with database.read() as db:
        assert {run.name: run.error_kind for run in db.exec(select(JobRun))} == {job.name: "" for job in TIMETABLE}


@BOTH
def test_the_whole_timetable_runs_on_a_full_one_and_again_much_later(database, make, later):
    make.thread(answers=2)
    make.opening(make.room())
    make.draft(make.room())
    for days in (0, 1, 40, 400):
        later(days=days)
        assert poll(database, "a") == [job.name for job in TIMETABLE]
    with database.read() as db:
        assert {run.error_kind for run in db.exec(select(JobRun))} == {""}


@pytest.mark.parametrize("job", TIMETABLE, ids=lambda job: job.name)
def test_every_job_has_a_name_that_fits_and_comes_round_within_a_day(job):
    assert 0 < len(job.name) <= 40
    assert timedelta(seconds=10) <= job.every <= timedelta(days=1)
    assert now() + job.every > now()
