"""Texts that were refused, sent back or withdrawn go after thirty days; nothing else does."""

from sqlalchemy import func
from sqlmodel import SQLModel, select

from forum.jobs import purge_texts
from forum.models import Draft, Notice, Post, PostVersion, ReadMark, Thread
from moderation.models import Decision, Verdict
from tests.conftest import BOTH
from tests.forum.forum_steps import count, revise, rows


def every_table(database):
    with database.read() as db:
        return {
            table.name: db.execute(select(func.count()).select_from(table)).scalar_one()
            for table in SQLModel.metadata.sorted_tables
        }


def purge(database):
    with database.write() as db:
        purge_texts(db)


def changed(before, after):
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


@BOTH
async def test_a_refused_thread_goes_whole_after_thirty_days_and_not_a_day_before(make, database, later):
    make.decide(make.opening(make.room()), Verdict.REFUSE)
    before = every_table(database)
    later(days=29.9)
    purge(database)
    assert every_table(database) == before
    later(days=0.2)
    purge(database)
    assert changed(before, every_table(database)) == {
        "thread": (1, 0),
        "post": (1, 0),
        "post_version": (1, 0),
        "notice": (1, 0),
    }
    assert rows(database, Decision)[0].version_id is None


@BOTH
async def test_purging_twice_or_with_nothing_to_do_changes_nothing(make, database, later):
    make.thread(answers=2)
    make.decide(make.opening(make.room()), Verdict.REFUSE)
    before = every_table(database)
    purge(database)
    assert every_table(database) == before
    later(days=31)
    purge(database)
    once = every_table(database)
    purge(database)
    assert every_table(database) == once


async def test_what_is_published_waits_or_was_removed_stays(make, database, later):
    room = make.room()
    make.thread(room, answers=2)
    make.opening(room)
    removed = make.opening(room)
    make.decide(removed)
    make.remove(removed)
    replaced = make.opening(room)
    make.decide(replaced)
    make.decide(revise(make, replaced))
    make.draft(room)
    before = every_table(database)
    later(days=400)
    purge(database)
    assert every_table(database) == before


async def test_a_text_that_was_sent_back_stays_as_long_as_its_draft(browse, make, database, later):
    version = make.opening(make.room())
    make.decide(version, Verdict.SEND_BACK)
    later(days=31)
    before = every_table(database)
    purge(database)
    assert every_table(database) == before
    await browse("ada").post(f"/drafts/{make.draft_from(version)}/discard")
    purge(database)
    assert [count(database, model) for model in (Thread, Post, PostVersion, Draft, Notice)] == [0] * 5


async def test_a_withdrawn_text_leaves_its_draft_usable(browse, make, database, later):
    version = make.opening(make.room(), source="Nog eens.")
    post = make.post_of(version)
    await browse("ada").post(f"/submitted/{version}/withdrawal")
    later(days=31)
    purge(database)
    assert [count(database, model) for model in (Thread, Post, PostVersion, Draft)] == [1, 1, 0, 1]
    ada = browse("ada")
    form = await ada.open(f"/drafts/{rows(database, Draft)[0].id}")
    assert form.field("source").strip() == "Nog eens."
    fields = {name: form.field(name) for name in ("title", "source", "nonce", "draft", "version")}
    page = await ada.post(f"/posts/{post}/write", fields)
    assert page.status == 303
    make.decide(rows(database, PostVersion)[0].id)
    assert "Nog eens." in (await browse("ben").open(f"/threads/{rows(database, Thread)[0].id}")).text


async def test_a_refused_answer_goes_and_its_thread_with_marks_and_notices_stays(browse, make, database, later):
    thread = make.thread(answers=1)
    await browse("ada").open(f"/threads/{thread}")
    refused = make.answer(thread)
    make.decide(refused, Verdict.REFUSE)
    before = every_table(database)
    later(days=31)
    purge(database)
    assert changed(before, every_table(database)) == {
        "post": (3, 2),
        "post_version": (3, 2),
        "notice": (before["notice"], before["notice"] - 1),
    }
    assert count(database, ReadMark) == 1


async def test_a_refused_change_goes_and_the_published_text_stays(browse, make, database, later):
    version = make.opening(make.room(), source="Blijft.")
    make.decide(version)
    make.decide(revise(make, version), Verdict.REFUSE)
    later(days=31)
    purge(database)
    assert count(database, PostVersion) == 1
    assert "Blijft." in (await browse("ben").open(f"/threads/{make.thread_of(version)}")).text
    assert (await browse("ada").open(f"/posts/{make.post_of(version)}/write")).status == 200


async def test_a_draft_for_a_refused_thread_keeps_its_place(browse, make, database, later):
    from tests.forum.forum_steps import text

    version = make.opening(make.room())
    make.decide(version, Verdict.REFUSE)
    page = await browse("ada").post(f"/posts/{make.post_of(version)}/write", text("Anders.", "Anders", keep="yes"))
    later(days=31)
    purge(database)
    assert [count(database, model) for model in (Thread, Post, Draft)] == [1, 1, 1]
    assert (await browse("ada").follow(page)).status == 200
