"""A clock that is set back, a lease from the future, days without anybody: nothing is done twice or too late."""

from datetime import timedelta

import pytest

from foundation.clock import now
from groups.models import ContactTask, Notification, Registration
from mail import LetterState, OutgoingLetter
from scheduler.models import Lease
from scheduler.timetable import TIMETABLE
from tests.conftest import BOTH
from tests.scheduler.worker import Place

NAMES = [job.name for job in TIMETABLE]
REMINDERS = (Notification.SESSION_REMINDER, Notification.SLOT_REMINDER)
OF_THE_DAY = {"to be told of a session": {}, "to be told of a conversation": {}}
"""What nobody needs to be reminded of a day later."""


@BOTH
def test_after_the_clock_was_set_back_an_hour_jobs_go_on_and_nothing_is_done_twice(house):
    worker = house.hire()
    for minutes in (0, 1, 61):
        worker.poll(minutes=minutes)
    done, sent = house.done(), house.sent()
    assert done == house.everything_once()
    assert len(sent) == house.expected_letters
    worker.kill()
    other = house.hire()
    for minutes in (0, 0.6, 20, 59, 60, 62):
        assert "deliver letters" in other.poll(minutes=minutes)
    assert house.done() == done
    assert house.sent() == sent
    assert house.troubles() == set()


@BOTH
def test_a_worker_whose_clock_is_set_back_in_the_middle_finishes_what_it_began(house):
    worker = house.hire(at_once=2, stops=Place("groups.conversations.operations.check_ins:plan", 3))
    worker.poll_until_stopped()
    worker.wake(hours=-1)
    for minutes in (-59, -1, 1, 62):
        worker.poll(minutes=minutes)
    assert house.done() == house.everything_once()
    assert len(house.sent()) == house.expected_letters
    assert set(house.sent().values()) == {1}


@BOTH
def test_a_lease_that_lies_far_in_the_future_keeps_nobody_from_working(house):
    with house.database.write() as db:
        db.merge(Lease(name="house", holder="of a wrong clock", until=now() + timedelta(days=3)))
    worker = house.hire()
    assert worker.poll() == NAMES
    assert house.hire().poll() == []
    worker.poll(minutes=1)
    assert house.done() == house.everything_once()


@BOTH
@pytest.mark.parametrize("days", [1, 3])
def test_after_days_without_anybody_nobody_is_reminded_of_what_is_over_and_the_rest_is_done_once(house, days):
    for minutes in (0, 1, 61):
        house.hire().poll(days=days, minutes=minutes)
    expected = house.everything_once()
    assert house.done() == {**expected, **OF_THE_DAY}
    assert house.sent() == {}
    letters = house.rows(OutgoingLetter)
    assert {letter.state for letter in letters} == {LetterState.STALE}
    assert {letter.person_id for letter in letters} == set(house.due.written_to)
    assert house.troubles() == set()


@BOTH
def test_reminders_that_still_lay_there_when_everything_stopped_for_a_day_are_too_late_and_leave_the_list(house):
    house.hire().poll()
    assert house.letters(LetterState.QUEUED) == house.expected_letters - len(house.due.written_to)
    assert any(one.notification in REMINDERS for one in house.rows(ContactTask))
    before = house.sent()
    for minutes in (0, 1, 61):
        house.hire().poll(days=1, minutes=minutes)
    assert house.sent() == before
    assert house.letters(LetterState.QUEUED) == 0
    assert house.letters(LetterState.STALE) == house.expected_letters - len(house.due.written_to)
    assert not any(one.notification in REMINDERS for one in house.rows(ContactTask))
    assert house.done() == {**house.everything_once(), **OF_THE_DAY}


@BOTH
def test_offers_that_ran_out_in_a_month_without_anybody_expire_once_and_their_letters_are_void(house):
    for hours in (0, 1, 2):
        house.hire().poll(days=30, hours=hours)
    people = {one.id: one for one in house.rows(Registration)}
    offered = [people[one] for one in house.due.written_to]
    assert {(one.state.value, one.unanswered_offers) for one in offered} == {("pool", 1)}
    assert house.done()["offers expired"] == house.everything_once()["offers expired"] + len(offered)
    assert house.sent() == {}
