"""New since last time: the mark moves only forward, for each member apart, and leads to the first unread post."""

from datetime import timedelta

from forum.models import ReadMark, Thread
from forum.operations import reading
from tests.conftest import BOTH
from tests.forum.forum_steps import count, rows, text, walk


def mark_of(database, people, name, thread):
    found = rows(database, ReadMark, ReadMark.member_id == people.ids[name], ReadMark.thread_id == thread)
    return found[0].until if found else None


async def test_reading_makes_a_thread_no_longer_new_for_this_member_only(browse, make):
    thread = make.thread(title="Vannacht")
    ben, ada = browse("ben"), browse("ada")
    assert "mark--new" in (await ben.open("/new")).html
    await ben.open(f"/threads/{thread}")
    assert "Vannacht" not in (await ben.open("/new")).text
    assert "Vannacht" in (await ada.open("/new")).text


async def test_a_page_of_a_list_does_not_mark_anything_as_read(browse, make, database):
    room = make.room()
    make.thread(room, title="Vannacht")
    ben = browse("ben")
    for path in ("/rooms", f"/rooms/{room}", "/new", "/notices", "/my-texts"):
        await ben.open(path)
    assert count(database, ReadMark) == 0
    assert "Vannacht" in (await ben.open("/new")).text


@BOTH
async def test_the_mark_moves_only_forward(make, database, people):
    thread = make.thread()
    there = rows(database, Thread)[0].last_published_at
    for step in (0, 5, -10, 3, 5):
        with database.write() as db:
            reading.mark(db, people.ids["ben"], thread, there + timedelta(seconds=step))
    assert mark_of(database, people, "ben", thread) == there + timedelta(seconds=5)
    assert mark_of(database, people, "ada", thread) is None


async def test_going_back_to_an_earlier_page_does_not_move_the_mark_back(browse, make, database, people):
    thread = make.thread(answers=25)
    ben = browse("ben")
    await walk(ben, f"/threads/{thread}")
    end = mark_of(database, people, "ben", thread)
    assert end == rows(database, Thread)[0].last_published_at
    await ben.open(f"/threads/{thread}")
    assert mark_of(database, people, "ben", thread) == end


async def test_the_first_page_of_a_long_thread_marks_only_that_page(browse, make, database, people):
    thread = make.thread(answers=25, title="Lang")
    ben = browse("ben")
    await ben.open(f"/threads/{thread}")
    assert mark_of(database, people, "ben", thread) < rows(database, Thread)[0].last_published_at
    assert "Lang" in (await ben.open("/new")).text
    page = await ben.open(f"/threads/{thread}/unread")
    assert "Antwoord 20." in page.text
    assert "Antwoord 19." not in page.text
    assert "Lang" not in (await ben.open("/new")).text


async def test_somebody_who_has_read_everything_starts_at_the_beginning(browse, make):
    thread = make.thread(answers=2)
    ben = browse("ben")
    for _ in range(2):
        page = await ben.open(f"/threads/{thread}/unread")
        assert "Ik ben er." in page.text
        assert "Antwoord 2." in page.text


async def test_the_link_to_the_first_unread_post_never_leads_to_an_empty_page(browse, make):
    thread = make.thread()
    kept, removed = make.answer(thread, source="Blijft."), make.answer(thread, source="Gaat weg.")
    for version in (kept, removed):
        make.decide(version)
    ada = browse("ada")
    await ada.open(f"/threads/{thread}")
    make.remove(removed)
    page = await ada.open(f"/threads/{thread}/unread")
    assert "Blijft." in page.text
    assert "Gaat weg." not in page.text


async def test_a_removed_answer_does_not_leave_something_new_for_ever(browse, make):
    room = make.room()
    thread = make.thread(room, title="Stil")
    ben = browse("ben")
    await ben.open(f"/threads/{thread}")
    answer = make.answer(thread, by="ada")
    make.decide(answer)
    assert "Stil" in (await ben.open("/new")).text
    make.remove(answer)
    assert "Stil" not in (await ben.open("/new")).text
    assert "mark--new" not in (await ben.open(f"/rooms/{room}")).html


async def test_an_invalid_form_marks_nothing(browse, make, database):
    thread = make.thread()
    await browse("ben").post(f"/threads/{thread}", text(""))
    await browse("ben").post(f"/threads/{thread}", text("Dag.", keep_writing="yes"))
    assert count(database, ReadMark) == 0


async def test_a_moderator_who_reads_leaves_no_mark(browse, make, database):
    thread = make.thread()
    assert (await browse("mia").open(f"/staff/threads/{thread}")).status == 200
    assert count(database, ReadMark) == 0


async def test_the_mark_says_what_was_published_never_when_it_was_read(browse, make, database, people, later):
    thread = make.thread()
    later(hours=5)
    await browse("ben").open(f"/threads/{thread}")
    assert mark_of(database, people, "ben", thread) == rows(database, Thread)[0].last_published_at


async def test_new_posts_are_marked_and_own_ones_are_not(browse, make):
    thread = make.thread()
    make.decide(make.answer(thread, by="ben", source="Van ben."))
    ben = await browse("ben").open(f"/threads/{thread}")
    assert ben.html.count("mark--new") == 1
