"""A moderator takes a published text away."""

import asyncio

import pytest

from audit import AuditEntry
from forum.models import Notice, Post, Thread
from moderation.models import Decision
from tests.conftest import BOTH
from tests.forum.forum_steps import count, post_row, revise, rows, state, text

WORDS = {"reason": "child_or_victim", "message": "Dit kan niet blijven staan."}


async def test_removing_clears_every_copy_others_could_read(browse, make, database):
    thread = make.thread()
    answer = make.answer(thread, source="Gaat weg.")
    make.decide(answer)
    post = make.post_of(answer)
    form = await browse("mia").open(f"/staff/posts/{post}/removal")
    assert "Gaat weg." in form.text
    assert (await browse("mia").post(f"/staff/posts/{post}/removal", WORDS)).status == 303
    row = post_row(make, answer)
    assert (row.source, row.html, row.published_version_id) == (None, None, None)
    assert state(database, answer) == "removed"
    for name in ("ada", "ben"):
        assert "Gaat weg." not in (await browse(name).open(f"/threads/{thread}")).html
    assert "Gaat weg." not in (await browse("mia").open(f"/staff/threads/{thread}")).html


async def test_the_author_reads_why_and_the_own_words(browse, make, later):
    thread = make.thread()
    answer = make.answer(thread, source="Gaat weg.")
    make.decide(answer)
    make.remove(answer)
    later(minutes=3)
    mine = await browse("ben").open("/my-texts")
    assert "Dit kan niet blijven staan." in mine.text
    assert "Gaat weg." in mine.text
    assert "Dit kan niet blijven staan." not in (await browse("ada").open("/my-texts")).html


@BOTH
async def test_a_removed_opening_closes_its_thread_and_leaves_it_to_whoever_wrote_there(browse, make, database):
    room = make.room()
    opening = make.opening(room, by="ada", title="Vannacht", source="De opening.")
    make.decide(opening)
    thread = make.thread_of(opening)
    make.decide(make.answer(thread, by="ben", source="Van ben."))
    make.remove(opening)
    ben = await browse("ben").open(f"/threads/{thread}")
    assert "Van ben." in ben.text
    assert "De opening." not in ben.html
    assert "Vannacht" not in ben.html
    assert f"/threads/{thread}" not in ben.form_actions
    assert (await browse("ben").post(f"/threads/{thread}", text("Nog."))).status in (303, 403, 409)
    for name in ("ada", "ben"):
        assert str(thread) not in (await browse(name).open(f"/rooms/{room}")).html
        assert str(thread) not in (await browse(name).open("/new")).html
    assert rows(database, Thread)[0].title is None


async def test_anybody_who_did_not_write_there_no_longer_finds_the_thread(browse, make):
    opening = make.opening(make.room(), by="ada")
    make.decide(opening)
    thread = make.thread_of(opening)
    make.decide(make.answer(thread, by="ada", source="Nog iets."))
    make.remove(opening)
    for path in (f"/threads/{thread}", f"/threads/{thread}/unread"):
        assert (await browse("ben").open(path)).status == 404


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"reason": "tone"},
        {"message": "Weg."},
        {"reason": "x", "message": "Weg."},
        {"reason": "tone", "message": "  "},
    ],
)
async def test_removing_requires_a_reason_and_words_and_keeps_what_was_typed(browse, make, database, fields):
    version = make.opening(make.room())
    make.decide(version)
    page = await browse("mia").post(f"/staff/posts/{make.post_of(version)}/removal", fields)
    assert page.status == 422
    assert page.field("message").strip() == fields.get("message", "").strip()
    assert state(database, version) == "published"


@BOTH
async def test_two_moderators_remove_once(browse, make, database):
    version = make.opening(make.room())
    make.decide(version)
    address = f"/staff/posts/{make.post_of(version)}/removal"
    answers = await asyncio.gather(*(browse(name).post(address, WORDS) for name in ("mia", "max")))
    assert sorted(answer.status for answer in answers)[0] == 303
    assert sorted(answer.status for answer in answers)[1] in (404, 409)
    assert count(database, Decision, Decision.verdict == "remove") == 1
    assert count(database, Notice, Notice.kind == "removed") == 1
    assert [row.action for row in rows(database, AuditEntry)].count("post removed") == 1


async def test_only_moderators_remove(browse, make, database):
    version = make.opening(make.room(), by="ada")
    make.decide(version)
    address = f"/staff/posts/{make.post_of(version)}/removal"
    for name in ("ada", "ben", "finn", "cora", "guest"):
        assert (await browse(name).post(address, WORDS)).status in (303, 403, 404)
        assert "Ik ben er." not in (await browse(name).open(address)).html
    assert state(database, version) == "published"


async def test_what_waits_or_is_gone_cannot_be_removed(browse, make, database):
    waiting, gone = make.opening(make.room()), make.opening(make.room())
    make.decide(gone)
    make.remove(gone)
    for version in (waiting, gone):
        assert (await browse("mia").post(f"/staff/posts/{make.post_of(version)}/removal", WORDS)).status in (404, 409)
    assert state(database, waiting) == "waiting"


async def test_removing_takes_what_is_published_and_not_the_change_that_waits(browse, make, database):
    version = make.opening(make.room())
    make.decide(version)
    change = revise(make, version)
    await browse("mia").post(f"/staff/posts/{make.post_of(version)}/removal", WORDS)
    assert state(database, version) == "removed"
    assert state(database, change) == "waiting"


async def test_a_post_of_the_team_can_be_removed_and_notifies_no_member(browse, make, database):
    thread = make.thread()
    version = make.team_answer(thread, source="Van het team.")
    before = count(database, Notice)
    assert (await browse("max").post(f"/staff/posts/{make.post_of(version)}/removal", WORDS)).status == 303
    assert "Van het team." not in (await browse("ben").open(f"/threads/{thread}")).html
    assert count(database, Notice) == before
    assert len(rows(database, Post)) == 2


async def test_a_text_removed_before_anybody_was_told_of_it_is_not_announced(browse, make, database, later):
    thread = make.thread(by="ada")
    later(minutes=5)
    answer = make.answer(thread, by="ben")
    make.decide(answer)
    make.remove(answer)
    later(minutes=5)
    assert "Iemand antwoordde" not in (await browse("ada").open("/notices")).text
    assert "removed" in [row.kind for row in rows(database, Notice, Notice.version_id == answer)]
