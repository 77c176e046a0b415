"""A page asks the database the same number of questions for one row as for seven."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from moderation.models import Verdict


@contextmanager
def counted(database):
    """The SELECT statements meanwhile."""
    asked = []

    def note(connection, cursor, statement, *more):
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def rooms(make, number):
    for _ in range(number):
        make.thread(make.room())
    return "ada", "/rooms"


def new(make, number):
    rooms(make, number)
    return "ben", "/new"


def room(make, number):
    here = make.room()
    for at in range(number):
        make.thread(here, by=("ada", "ben")[at % 2], answers=at % 2)
    return "ada", f"/rooms/{here}"


def thread(make, number):
    here = make.thread()
    for at in range(number - 1):
        make.decide(make.answer(here, by=("ben", "ada")[at % 2]))
    if number > 1:
        make.team_answer(here)
    return "ada", f"/threads/{here}"


def thread_with_waiting(make, number):
    here = make.thread()
    for _ in range(number):
        make.answer(here, by="ben")
    return "ben", f"/threads/{here}"


def my_texts(make, number):
    here = make.room()
    for _ in range(number):
        make.opening(here)
        make.decide(make.opening(here), Verdict.REFUSE)
        make.decide(make.opening(here), Verdict.SEND_BACK)
        make.thread(here)
        make.draft(here)
    return "ada", "/my-texts"


def notices(make, number):
    for _ in range(number):
        make.thread(make.room(), by="ada", answers=1)
    return "ada", "/notices"


def queue(make, number):
    here = make.room()
    for at in range(number):
        make.opening(here, by=("ada", "ben")[at % 2])
    return "mia", "/staff/queue"


def queue_after_deciding(make, number):
    here = make.room()
    for _ in range(number):
        make.decide(make.opening(here))
    return "mia", "/staff/queue"


def item(make, number):
    here = make.thread(answers=number - 1)
    return "mia", f"/staff/texts/{make.answer(here)}"


def staff_room(make, number):
    return "mia", "/staff" + room(make, number)[1]


def staff_thread(make, number):
    return "mia", "/staff" + thread(make, number)[1]


def staff_rooms(make, number):
    rooms(make, number)
    return "mia", "/staff/rooms"


SCENES = [
    rooms,
    new,
    room,
    thread,
    thread_with_waiting,
    my_texts,
    notices,
    queue,
    queue_after_deciding,
    item,
    staff_room,
    staff_thread,
    staff_rooms,
]


@pytest.mark.settings(waiting_texts=200)
@pytest.mark.parametrize("scene", SCENES)
async def test_seven_rows_cost_as_many_questions_as_one(browse, make, database, later, scene):
    numbers = []
    for rows in (1, 7):
        name, path = scene(make, rows)
        if scene is notices:
            later(minutes=3)
        browser = browse(name)
        await browser.open(path)
        with counted(database) as asked:
            page = await browser.open(path)
        assert page.status == 200
        numbers.append(len(asked))
    assert 0 < numbers[0] < 30
    assert numbers[1] == numbers[0]
