"""Moderators write as the team: published at once, audited, and by nobody else."""

from audit import AuditEntry
from forum.models import Notice, Post, PostVersion, Thread
from tests.forum.forum_steps import count, rows, text


async def test_an_answer_of_the_team_is_published_at_once_and_audited(browse, make, database, people):
    thread = make.thread()
    page = await browse("mia").post(f"/staff/threads/{thread}", text("Dank je."))
    assert page.status == 303
    assert "Dank je." in (await browse("ben").open(f"/threads/{thread}")).text
    last = rows(database, AuditEntry)[-1]
    assert (last.action, last.staff_id) == ("team posted", people.ids["mia"])
    assert count(database, Notice, Notice.kind == "answered") == 1


async def test_a_thread_of_the_team_is_published_at_once(browse, make, database):
    room = make.room()
    page = await browse("mia").post(f"/staff/rooms/{room}/write", text("Deze week.", "Het thema"))
    assert page.status == 303
    assert "Het thema" in (await browse("ben").open(f"/rooms/{room}")).text
    assert (rows(database, Thread)[0].author_id, rows(database, Post)[0].author_id) == (None, None)


async def test_an_invalid_text_comes_back_with_its_words(browse, make, database):
    room, thread = make.room(), make.thread()
    page = await browse("mia").post(f"/staff/rooms/{room}/write", text("Wel woorden.", ""))
    assert page.status == 422
    assert page.field("source").strip() == "Wel woorden."
    page = await browse("mia").post(f"/staff/threads/{thread}", text("a" * 10_001))
    assert page.status == 422
    assert page.field("source").strip() == "a" * 10_001
    assert count(database, PostVersion) == 1


async def test_nobody_else_writes_as_the_team(browse, make, database):
    room, thread = make.room(), make.thread()
    for name in ("ada", "ben", "finn", "cora", "guest"):
        for path in (f"/staff/rooms/{room}/write", f"/staff/threads/{thread}"):
            assert (await browse(name).post(path, text("Namens het team.", "Van ons"))).status in (303, 403, 404)
    assert count(database, PostVersion) == 1


async def test_the_team_does_not_answer_a_closed_thread_and_cannot_use_the_queue_for_it(browse, make, database):
    opening = make.opening(make.room())
    make.decide(opening)
    make.remove(opening)
    page = await browse("mia").post(f"/staff/threads/{make.thread_of(opening)}", text("Nog iets."))
    assert page.status in (403, 409)
    assert count(database, PostVersion) == 1


async def test_a_text_of_the_team_is_never_in_the_queue(browse, make):
    make.team_answer(make.thread())
    queue = await browse("max").open("/staff/queue")
    assert not [link for link in queue.links if link.startswith("/staff/texts/")]


async def test_the_team_cannot_submit_as_members_do(browse, make, database):
    thread = make.thread()
    assert (await browse("mia").post(f"/threads/{thread}", text("Als lid."))).status in (303, 403, 404)
    assert count(database, PostVersion) == 1
