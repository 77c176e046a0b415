"""The promise while writing is honest: it follows the duty hours, whatever the clock says."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from moderation.queries import waiting_promise
from tests.forum.forum_steps import move_to

BRUSSELS = ZoneInfo("Europe/Brussels")
HOURS = "mon 10:00-16:00, fri 10:00-16:00"


def at(day, hour, minute=0):
    """A moment in the week of Monday 11 January 2027."""
    return datetime(2027, 1, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.settings(duty_hours=HOURS)
@pytest.mark.parametrize(
    ("moment", "reads_now", "begins"),
    [
        (at(11, 9, 59), False, at(11, 10)),
        (at(11, 10), True, at(11, 10)),
        (at(11, 15, 59), True, at(11, 10)),
        (at(11, 16), False, at(15, 10)),
        (at(15, 16, 1), False, at(18, 10)),
        (at(17, 3), False, at(18, 10)),
    ],
)
async def test_the_promise_follows_the_duty_hours(make, database, later, moment, reads_now, begins):
    move_to(later, moment)
    with database.read() as db:
        promise = waiting_promise(db)
    assert promise.reads_now is reads_now
    assert promise.next_period.begins == begins


@pytest.mark.settings(duty_hours=HOURS, closed_days="2027-01-18")
async def test_a_closed_day_is_not_promised(make, database, later):
    move_to(later, at(17, 12))
    with database.read() as db:
        assert waiting_promise(db).next_period.begins == at(22, 10)


@pytest.mark.settings(duty_hours=HOURS)
async def test_the_promise_differs_inside_and_outside_duty_and_is_shown_wherever_people_write(browse, make, later):
    move_to(later, at(11, 11))
    room = make.room()
    thread = make.thread(room)
    version = make.opening(room)
    draft = make.draft(room)
    places = (
        f"/rooms/{room}/write",
        f"/threads/{thread}",
        f"/submitted/{version}",
        f"/posts/{make.post_of(version)}/write",
        f"/drafts/{draft}",
        "/my-texts",
    )
    inside = [(await browse("ada").open(path)).text for path in places]
    move_to(later, at(15, 18))
    outside = [(await browse("ada").open(path)).text for path in places]
    for during, after in zip(inside, outside, strict=True):
        assert "16:00" in during or "16.00" in during or "16 uur" in during
        assert "leest er niemand" in after or "leest nu niemand" in after
        assert "10:00" in after or "10.00" in after or "10 uur" in after
        assert "niemand" not in during.replace("Niemand anders", "")


@pytest.mark.settings(duty_hours="")
async def test_without_any_duty_nothing_is_promised(browse, make, database):
    with database.read() as db:
        promise = waiting_promise(db)
    assert (promise.reads_now, promise.next_period) == (False, None)
    version = make.opening(make.room())
    assert (await browse("ada").open(f"/submitted/{version}")).status == 200


async def test_a_text_that_was_decided_about_promises_nothing_any_more(browse, make):
    version = make.opening(make.room())
    make.decide(version)
    page = await browse("ada").open(f"/submitted/{version}")
    assert "mark--waiting" not in page.html
    assert not [action for action in page.form_actions if action.endswith("/withdrawal")]
