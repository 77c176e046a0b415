"""Two workers at once, one that is killed anywhere, one that falls asleep: each effect once, in real processes."""

from importlib import import_module
from operator import attrgetter

import pytest
from sqlmodel import select

from mail import LetterState, OutgoingLetter
from scheduler.timetable import TIMETABLE
from tests.conftest import BOTH, some_and_then_all
from tests.scheduler.worker import Place

NAMES = [job.name for job in TIMETABLE]
ON_POSTGRESQL = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
SENDING, SENT = "mail.delivery:hand_over", "mail.delivery:_record_result"
BETWEEN_STEPS = "scheduler.running:Worker.may_continue"
PLACES = [
    Place("groups.peer_groups.operations.seats:change_state", 6, after=True),
    Place("groups.conversations.operations.check_ins:plan", 4, after=True),
    Place("groups.contact.operations.notifications:mail.send_to_each", 2, after=True),
    Place("groups.peer_groups.operations.seats:change_state", 2),
    Place("groups.registrations.operations.ending:erase", after=True),
    Place("groups.conversations.operations.reminders:batch_cursor", 1),
    Place("forum.jobs:_delete", 2),
]
WITH_ROWS_IN_HAND = [
    ("plan check-ins", Place("groups.conversations.operations.check_ins:plan", 3)),
    ("expire offers", Place("groups.peer_groups.operations.seats:change_state", 3)),
    ("remind of sessions", Place("groups.contact.operations.notifications:mail.send_to_each", 2)),
    ("purge registrations", Place("groups.registrations.operations.ending:erase")),
]
MANY_ROWS = ["expire offers", "remind of sessions", "remind of conversations", "plan check-ins"]
AFTERWARDS = (3, 20, 61)
"""Minutes later: when the lease is over, when what was claimed is given up on, when everything is due once more."""


def everything_is_done_once(house):
    """By somebody who comes later, looks a few times, and has nothing to mend."""
    worker = house.hire()
    for minutes in AFTERWARDS:
        worker.poll(minutes=minutes)
    assert house.done() == house.everything_once()
    assert house.letters(LetterState.SENT) == len(house.sent()) == house.expected_letters
    assert house.letters(LetterState.QUEUED) == house.letters(LetterState.CLAIMED) == 0
    assert house.troubles() == set()


@pytest.mark.parametrize("place", [*PLACES, *(place for _, place in WITH_ROWS_IN_HAND)], ids=str)
def test_every_place_at_which_a_worker_is_stopped_is_there(place):
    module, name = place.where.split(":")
    assert callable(attrgetter(name)(import_module(module)))


@BOTH
def test_two_schedulers_at_once_share_nothing_and_do_everything_once(house):
    workers = [house.hire(), house.hire()]
    for worker in workers:
        worker.schedule()
    ran = [name for worker in workers for name in worker.ran()]
    assert sorted(ran) == sorted(NAMES)
    for worker in workers:
        worker.kill()
    everything_is_done_once(house)
    assert set(house.sent().values()) == {1}


@BOTH
def test_two_workers_who_both_believe_to_hold_the_lease_still_do_everything_once(house):
    workers = [house.hire(is_blind=True, at_once=2), house.hire(is_blind=True, at_once=2)]
    for minutes in AFTERWARDS:
        for worker in workers:
            worker.look(minutes=minutes)
        for worker in workers:
            worker.ran()
    everything_is_done_once(house)
    assert set(house.sent().values()) == {1}


@BOTH
def test_killed_between_claiming_a_letter_and_sending_it_goes_out_once(house):
    worker = house.hire(stops=Place(SENDING, 2))
    worker.poll_until_stopped()
    worker.kill()
    assert (len(house.sent()), house.letters(LetterState.CLAIMED)) == (1, 1)
    other = house.hire()
    assert other.poll() == []
    other.poll(minutes=3)
    assert house.letters(LetterState.CLAIMED) == 1
    everything_is_done_once(house)
    assert set(house.sent().values()) == {1}


@BOTH
def test_killed_between_sending_a_letter_and_recording_it_goes_out_once_more_with_the_same_identifier(house):
    worker = house.hire(stops=Place(SENDING, 2, after=True))
    worker.poll_until_stopped()
    worker.kill()
    assert (len(house.sent()), house.letters(LetterState.CLAIMED), house.letters(LetterState.SENT)) == (2, 1, 1)
    everything_is_done_once(house)
    assert sorted(house.sent().values(), reverse=True)[:2] == [2, 1]


@BOTH
@pytest.mark.parametrize("place", some_and_then_all(PLACES[:3], PLACES), ids=str)
def test_killed_in_the_middle_of_a_job_over_many_rows_the_next_one_finishes_it(house, place):
    worker = house.hire(stops=place, at_once=2)
    worker.poll_until_stopped()
    assert house.done() != house.everything_once()
    worker.kill()
    assert house.hire().poll() == []
    everything_is_done_once(house)
    assert set(house.sent().values()) == {1}


@BOTH
@pytest.mark.parametrize("job", some_and_then_all(["expire offers"], MANY_ROWS))
def test_killed_after_the_last_row_and_before_that_was_recorded_nothing_is_done_twice(house, job):
    worker = house.hire(only=job, stops=Place(BETWEEN_STEPS, 2))
    worker.poll_until_stopped()
    worker.kill()
    everything_is_done_once(house)
    assert set(house.sent().values()) == {1}


@BOTH
def test_a_worker_asleep_between_two_batches_finds_the_lease_gone_and_leaves_the_rest_alone(house):
    sleeper = house.hire(only="expire offers", at_once=2, stops=Place(BETWEEN_STEPS, 2))
    sleeper.poll_until_stopped()
    assert "expire offers" in house.hire().poll(minutes=3)
    done = house.done()
    assert sleeper.wake(minutes=3) == []
    assert house.done() == done
    everything_is_done_once(house)


@ON_POSTGRESQL
@pytest.mark.parametrize("job_and_place", some_and_then_all(WITH_ROWS_IN_HAND[:2], WITH_ROWS_IN_HAND))
def test_a_worker_asleep_with_rows_in_hand_keeps_nobody_waiting_and_nothing_is_done_twice(house, job_and_place):
    job, place = job_and_place
    sleeper = house.hire(at_once=2, stops=place)
    sleeper.poll_until_stopped()
    assert job in house.hire().poll(minutes=3)
    assert house.done() != house.everything_once()
    sleeper.wake(minutes=3)
    everything_is_done_once(house)
    assert set(house.sent().values()) == {1}


@BOTH
def test_a_worker_asleep_over_a_letter_cannot_undo_what_another_recorded(house):
    sleeper = house.hire(stops=Place(SENT))
    sleeper.poll_until_stopped()
    everything_is_done_once(house)
    sleeper.wake(minutes=62)
    assert house.letters(LetterState.SENT) == house.expected_letters
    assert sorted(house.sent().values(), reverse=True)[:2] == [2, 1]


@BOTH
async def test_a_letter_that_its_deliverers_die_of_is_given_up_and_seen_on_the_page(house, browse_full_house):
    with house.database.write() as db:
        for letter in db.exec(select(OutgoingLetter)).all()[1:]:
            db.delete(letter)
    for deaths in range(5):
        worker = house.hire(only="deliver letters", stops=Place(SENDING, after=True))
        worker.poll_until_stopped(minutes=30 * deaths)
        worker.kill()
        house.hire(only="purge the outbox").poll(minutes=30 * deaths + 20)
    assert house.letters(LetterState.FAILED) == 1
    house.hire(only="deliver letters").poll(minutes=200)
    assert list(house.sent().values()) == [5]
    assert "Eén mail lukte niet." in (await browse_full_house("cora").open("/staff/scheduler")).text
