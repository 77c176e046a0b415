"""A job that takes long keeps its lease while it works, stops when it lost it, and lets the others have their turn."""

from datetime import timedelta

import pytest
from sqlmodel import select

from foundation import rows
from groups.jobs import expire_offers, plan_check_ins, purge_contact_tasks, remind_of_conversations, remind_of_sessions
from scheduler import running
from scheduler.models import JobRun
from scheduler.running import hold_lease, poll
from scheduler.timetable import Job, in_batches
from tests.conftest import BOTH


@pytest.fixture
def long_one(monkeypatch):
    """`long_one(step, 5)`: a timetable of a job that takes five such steps, and one after it; the list of what ran."""

    def of(step, number):
        told = []

        def run(_):
            for count in range(number):
                step()
                told.append(count)
                yield

        jobs = (
            Job("long", timedelta(minutes=1), run),
            Job("after it", timedelta(minutes=1), lambda _: told.append("after it")),
        )
        monkeypatch.setattr(running, "TIMETABLE", jobs)
        return told

    return of


def noted(database):
    with database.read() as db:
        return sorted(run.name for run in db.exec(select(JobRun)))


@BOTH
def test_the_lease_is_renewed_while_a_job_goes_on_for_longer_than_it_lasts(database, later, long_one, monkeypatch):
    monkeypatch.setattr(running, "TIME_SLICE", timedelta(hours=1))

    def step():
        later(seconds=40)
        assert not hold_lease(database, "b")

    assert long_one(step, 9) == []
    assert poll(database, "a") == ["long", "after it"]


@BOTH
def test_a_worker_that_lost_the_lease_takes_no_further_step_and_records_nothing(database, later, long_one):
    def step():
        later(minutes=3)
        assert hold_lease(database, "b")

    told = long_one(step, 3)
    assert poll(database, "a") == []
    assert told == [0]
    assert noted(database) == []


def test_a_job_whose_turn_is_over_lets_the_others_have_theirs_and_is_taken_up_again(database, later, long_one):
    seconds = [25] * 3 + [0] * 5
    told = long_one(lambda: later(seconds=seconds.pop(0)), 5)
    assert poll(database, "a") == ["after it"]
    assert told == [0, 1, 2, "after it"]
    assert noted(database) == ["after it"]
    assert poll(database, "a") == ["long"]
    assert noted(database) == ["after it", "long"]


def test_a_house_that_closes_waits_for_one_step_only(database, long_one):
    told = long_one(lambda: None, 50)
    assert poll(database, "a", is_wanted=lambda: not told) == []
    assert told == [0]


@BOTH
def test_a_batch_goes_on_where_the_last_one_ended_and_ends(database):
    seen = []

    def work(_, after):
        seen.append(after)
        return None if len(seen) == 3 else len(seen)

    assert list(in_batches(work, lambda *_: None)(database)) == [None] * 4
    assert seen == [None, 1, 2]


@BOTH
@pytest.mark.parametrize(
    "work", [expire_offers, plan_check_ins, remind_of_conversations, remind_of_sessions, purge_contact_tasks]
)
def test_nothing_due_is_one_short_look(database, monkeypatch, work):
    monkeypatch.setattr(rows, "BATCH_SIZE", 1)
    with database.write() as db:
        assert work(db, None) is None
