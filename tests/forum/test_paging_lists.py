"""Lists longer than a page: every row once, in order, there and back. A page of four proves what one of twenty does."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from forum.models import Notice, Post, PostVersion, Thread
from foundation import paging
from foundation.clock import now
from moderation.models import Verdict
from tests.conftest import BOTH
from tests.forum.forum_steps import count, rows, walk, way

PAGE, MANY = 4, 11


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", PAGE)


def numbered(pages, prefix):
    """The numbers after `prefix` on these pages, in reading order, once for each mention."""
    found = []
    for page in pages:
        words = page.text.split()
        found += [int(words[at + 1].strip(".")) for at, word in enumerate(words[:-1]) if word == prefix]
    return found


@pytest.fixture
def room(make):
    room = make.room()
    for number in range(MANY):
        make.thread(room, title=f"Draad {number:02}")
    return room


@BOTH
async def test_a_room_shows_every_thread_once_the_latest_first_and_leads_back(browse, room):
    ada = browse("ada")
    pages = await walk(ada, f"/rooms/{room}")
    assert numbered(pages, "Draad") == list(range(MANY))[::-1]
    assert [len(numbered([page], "Draad")) for page in pages] == [4, 4, 3]
    assert way(pages[0], "prev") == ""
    back = await walk(ada, way(pages[1], "next"), rel="prev")
    assert [numbered([page], "Draad") for page in back] == [numbered([page], "Draad") for page in pages[::-1]]
    assert way(back[-1], "prev") == ""


@BOTH
async def test_threads_of_the_same_moment_are_neither_lost_nor_doubled(browse, room, database):
    moment = now() - timedelta(minutes=1)
    with database.write() as db:
        for thread in db.exec(select(Thread)).all():
            thread.last_published_at = moment
    for start in (f"/rooms/{room}", "/new"):
        found = numbered(await walk(browse("ada"), start), "Draad")
        assert sorted(found) == list(range(MANY))


async def test_what_is_new_is_paged_too(browse, room):
    assert numbered(await walk(browse("ben"), "/new"), "Draad") == list(range(MANY))[::-1]


async def test_a_thread_published_while_somebody_pages_does_not_move_the_pages(browse, make, room):
    ada = browse("ada")
    first = await ada.open(f"/rooms/{room}")
    make.thread(room, title="Tussendoor")
    second = await ada.open(way(first, "next"))
    assert numbered([second], "Draad") == list(range(3, 7))[::-1]


async def test_moderators_page_through_a_room_the_same_way(browse, room):
    assert numbered(await walk(browse("mia"), f"/staff/rooms/{room}"), "Draad") == list(range(MANY))[::-1]


@BOTH
async def test_a_thread_shows_every_post_once_the_oldest_first(browse, make):
    thread = make.thread(answers=MANY)
    for name, start in (("ada", f"/threads/{thread}"), ("mia", f"/staff/threads/{thread}")):
        pages = await walk(browse(name), start)
        assert numbered(pages, "Antwoord") == list(range(1, MANY + 1))
        back = await walk(browse(name), way(pages[1], "next"), rel="prev")
        assert way(back[-1], "prev") == ""
        assert numbered(back[::-1], "Antwoord") == list(range(1, MANY + 1))


async def test_own_waiting_texts_do_not_shift_the_pages(browse, make):
    thread = make.thread(answers=6)
    for number in range(5):
        make.answer(thread, source=f"Wacht {number}")
    pages = await walk(browse("ben"), f"/threads/{thread}")
    assert numbered(pages, "Antwoord") == list(range(1, 7))


async def test_my_published_texts_are_paged(browse, make):
    room = make.room()
    for number in range(MANY):
        make.thread(room, by="ben", title=f"Stuk {number:02}")
    assert numbered(await walk(browse("ben"), "/my-texts"), "Stuk") == list(range(MANY))[::-1]


@BOTH
async def test_notices_are_paged_and_each_stays_new_until_it_was_shown(browse, make, database, later):
    thread = make.thread()
    for number in range(MANY):
        make.decide(make.answer(thread, source=f"Woord {number}"))
    later(minutes=3)
    assert count(database, Notice, col(Notice.member_id) == make.people.ids["ben"]) == MANY
    pages = await walk(browse("ben"), "/notices")
    assert [page.html.count('class="thread-row"') for page in pages] == [4, 4, 3]
    assert [page.html.count("mark--new") for page in pages] == [4, 4, 3]
    again = await walk(browse("ben"), "/notices")
    assert [page.html.count("mark--new") for page in again] == [0, 0, 0]


@pytest.mark.settings(waiting_texts=200)
@BOTH
async def test_the_queue_is_paged_the_oldest_first(browse, make, database):
    room = make.room()
    versions = [make.opening(room, by=("ada", "ben")[number % 2]) for number in range(MANY)]
    pages = await walk(browse("mia"), "/staff/queue")
    found = [link.removeprefix("/staff/texts/") for page in pages for link in page.links if "/staff/texts/" in link]
    assert found == [str(version) for version in versions]


async def test_all_waiting_texts_are_on_the_page_and_the_refused_ones_on_pages_of_their_own(browse, make, database):
    room, ada = make.room(), browse("ada")
    for number in range(MANY):
        make.decide(make.opening(room, title=f"Nee {number:02}"), Verdict.REFUSE)
        make.opening(room, title=f"Wacht {number:02}")
    page = await ada.open("/my-texts")
    assert all(f"Wacht {number:02}" in page.text for number in range(MANY))
    assert numbered([page], "Nee") == list(range(MANY))[::-1][:PAGE]
    assert "/my-texts/ended" in page.links
    assert numbered(await walk(ada, "/my-texts/ended"), "Nee") == list(range(MANY))[::-1]


@pytest.mark.settings(waiting_texts=200)
async def test_texts_of_the_same_moment_are_all_in_the_queue(browse, make, database):
    room = make.room()
    for _ in range(6):
        make.opening(room)
    with database.write() as db:
        moment = now()
        for version in db.exec(select(PostVersion)).all():
            version.submitted_at = moment
    pages = await walk(browse("mia"), "/staff/queue")
    found = [link for page in pages for link in page.links if "/staff/texts/" in link]
    assert len(found) == len(set(found)) == 6


async def test_posts_of_the_same_moment_are_all_in_the_thread(browse, make, database):
    thread = make.thread(answers=6)
    with database.write() as db:
        moment = now()
        for post in db.exec(select(Post)).all():
            post.published_at = moment
    pages = await walk(browse("ada"), f"/threads/{thread}")
    assert sorted(numbered(pages, "Antwoord")) == list(range(1, 7))
    assert len(rows(database, Post)) == 7
