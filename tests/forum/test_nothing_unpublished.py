"""Nothing unpublished is in any list, count, last post, notice or page of another person."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest

from accounts.models import Member, Staff
from forum import queries
from forum.models import Notice, PostVersion
from forum.operations import posts
from moderation.models import Decision, Verdict
from moderation.operations import decisions
from tests.conftest import BOTH
from tests.forum.forum_steps import count, revise, rows, text

CANARY = "kanarie"
NEVER_FOLLOWED = ("/exit", "/static", "http", "#")


@dataclass
class Scene:
    """A room where Ada has a text in every state; only the words *zichtbaar* are for others."""

    room: UUID
    shown: UUID
    hidden: list[UUID] = field(default_factory=list)
    drafts: list[UUID] = field(default_factory=list)
    threads: list[UUID] = field(default_factory=list)


@pytest.fixture
def scene(make, database, later):
    room = make.room()
    opening = make.opening(room, source="Dit is zichtbaar.", title="Zichtbaar")
    make.decide(opening)
    scene = Scene(room, make.thread_of(opening))

    def hide(version):
        scene.hidden.append(version)
        if make.thread_of(version) not in (scene.shown, *scene.threads):
            scene.threads.append(make.thread_of(version))
        return version

    for number, place in enumerate(("thread", "answer")):

        def write(state, place=place, number=number):
            words = f"{CANARY} {state} {number}"
            if place == "thread":
                return hide(make.opening(room, source=words, title=words))
            return hide(make.answer(scene.shown, by="ada", source=words))

        write("waiting")
        sent_back = write("sent_back")
        make.decide(sent_back, Verdict.SEND_BACK, words=f"{CANARY} woorden")
        scene.drafts.append(make.draft_from(sent_back))
        make.decide(write("refused"), Verdict.REFUSE, words=f"{CANARY} woorden")
        withdrawn = write("withdrawn")
        removed = write("removed")
        make.decide(removed)
        make.remove(removed)
        undone = write("undone")
        decision = make.decide(undone)
        with database.write() as db:
            ada = db.get_one(Member, make.people.ids["ada"])
            posts.withdraw(db, db.get_one(PostVersion, withdrawn), by=ada)
            decisions.undo(db, db.get_one(Decision, decision), by=db.get_one(Staff, make.people.ids["mia"]))
        replaced = write("replaced")
        make.decide(replaced)
        make.decide(revise(make, replaced, source=f"Nu zichtbaar {number}.", title=f"Nu zichtbaar {number}"))
    hide(revise(make, opening, source=f"{CANARY} edit", title=f"{CANARY} edit"))
    scene.drafts.append(make.draft(room, title=f"{CANARY} draft", source=f"{CANARY} draft"))
    later(minutes=5)
    return scene


async def crawl(browser, starts):
    """Every page this person can reach by links, and these addresses, whatever they answer."""
    seen, ahead = {}, list(starts)
    while ahead:
        path = ahead.pop().split("#")[0]
        if path in seen or not path.startswith("/") or path.startswith(NEVER_FOLLOWED):
            continue
        seen[path] = await browser.open(path)
        assert seen[path].status != 500, path
        ahead += seen[path].links
    return seen


def addresses(scene, make):
    """Every address that could lead to Ada's hidden texts."""
    yield from ("/rooms", "/new", "/my-texts", "/notices", f"/rooms/{scene.room}", f"/threads/{scene.shown}")
    for version in scene.hidden:
        post = make.post_of(version)
        yield from (f"/submitted/{version}", f"/submitted/{post}", f"/posts/{post}/write", f"/drafts/{version}")
    for draft in scene.drafts:
        yield f"/drafts/{draft}"
    for thread in scene.threads:
        yield from (f"/threads/{thread}", f"/threads/{thread}/unread")


@BOTH
async def test_another_member_finds_nothing_of_it_anywhere(browse, make, scene):
    seen = await crawl(browse("ben"), addresses(scene, make))
    assert "zichtbaar" in seen[f"/threads/{scene.shown}"].text
    assert "Nu zichtbaar 0" in seen[f"/rooms/{scene.room}"].text
    assert [path for path, page in seen.items() if CANARY in page.html.lower()] == []


@pytest.mark.parametrize("name", ["finn", "cora", "guest"])
async def test_staff_who_do_not_moderate_and_guests_find_nothing_of_it(browse, make, scene, name):
    staff = [f"/staff/texts/{version}" for version in scene.hidden]
    staff += ["/", "/staff", "/staff/queue", "/staff/rooms", f"/staff/threads/{scene.threads[0]}"]
    seen = await crawl(browse(name), [*addresses(scene, make), *staff])
    assert [path for path, page in seen.items() if CANARY in page.html.lower()] == []


async def test_the_author_does_find_it(browse, make, scene):
    """So that the search above could have found something."""
    seen = await crawl(browse("ada"), addresses(scene, make))
    found = " ".join(page.html for page in seen.values())
    for state in ("waiting", "sent_back", "refused", "removed", "undone", "edit", "draft"):
        assert f"{CANARY} {state}" in found


async def test_a_hidden_thread_looks_the_same_as_no_thread(browse, make, scene):
    ben = browse("ben")
    nothing = "/threads/00000000-0000-4000-8000-000000000000"
    nowhere = await ben.open(nothing)
    shown = {make.thread_of(version) for version in scene.hidden if _is_shown(make, version)}
    for thread in scene.threads:
        if thread in shown:
            continue
        page = await ben.open(f"/threads/{thread}")
        assert page.status == 404
        assert page.html.replace(f"/threads/{thread}", "") == nowhere.html.replace(nothing, "")


async def test_another_member_can_do_nothing_to_it(browse, make, scene, database):
    before = [(row.id, row.state) for row in rows(database, PostVersion)]
    ben = browse("ben")
    for version in scene.hidden:
        post = make.post_of(version)
        for path in (f"/submitted/{version}/withdrawal", f"/posts/{post}/write"):
            page = await ben.post(path, text("Van ben.", "Van ben"))
            assert page.status == 404
            assert CANARY not in page.html
    for draft in scene.drafts:
        assert (await ben.post(f"/drafts/{draft}/discard")).status == 404
    assert [(row.id, row.state) for row in rows(database, PostVersion)] == before


async def test_it_is_in_no_count_and_no_last_post(make, database, scene):
    with database.read() as db:
        ben = db.get_one(Member, make.people.ids["ben"])
        room = queries.rooms_for(db, ben)[0]
        threads = queries.threads_in(db, room.room, ben, None).rows
        listed = {row.title: row for row in threads}
        assert set(listed) == {"Zichtbaar", "Nu zichtbaar 0"}
        assert (room.threads, room.new_threads) == (2, 2)
        assert len(queries.new_threads(db, ben, None).rows) == 2
        assert listed["Zichtbaar"].answers == 1
        assert listed["Nu zichtbaar 0"].answers == 0
        shown = queries.posts_in(db, _thread(db, scene.shown), ben, None).rows
        assert len(shown) == 2
        assert listed["Zichtbaar"].last_published_at == max(row.published_at for row in shown)
        assert queries.waiting_in(db, _thread(db, scene.shown), ben) == []
        assert queries.waiting_of(db, ben) == queries.ended_of(db, ben).rows == []
        assert queries.drafts_of(db, ben, sent_back=True).rows == queries.drafts_of(db, ben, sent_back=False).rows == []


async def test_no_notice_of_it_reaches_another_member(make, database, scene):
    assert count(database, Notice, Notice.member_id == make.people.ids["ben"]) == 0


async def test_a_hidden_answer_in_somebody_elses_thread_tells_that_person_nothing(browse, make, database, later):
    thread = make.thread(by="ben")
    make.answer(thread, by="ada", source=f"{CANARY} wacht")
    make.decide(make.answer(thread, by="ada", source=f"{CANARY} nee"), Verdict.REFUSE)
    make.decide(make.answer(thread, by="ada", source=f"{CANARY} terug"), Verdict.SEND_BACK)
    later(minutes=3)
    assert {row.kind for row in rows(database, Notice, Notice.member_id == make.people.ids["ben"])} == {"published"}
    seen = await crawl(browse("ben"), ["/notices", f"/threads/{thread}", f"/threads/{thread}/unread"])
    assert [path for path, page in seen.items() if CANARY in page.html.lower()] == []


async def test_a_viewer_who_is_nobody_in_particular_sees_no_row_at_all(database, scene, make):
    """Fail closed: a viewer without any right sees nothing, whatever the table."""
    from types import SimpleNamespace
    from uuid import uuid4

    from sqlmodel import select

    from forum.models import Draft, Post, Room, Thread

    nobody = SimpleNamespace(
        id=uuid4(), is_member=False, is_moderator=False, is_staff=False, is_signed_in=False, relation=None
    )
    with database.read() as db:
        for model in (Room, Thread, Post, PostVersion, Draft, Notice, Decision):
            assert db.exec(select(model).where(model.visible_to(nobody))).all() == []


def _thread(db, thread):
    from forum.models import Thread

    return db.get_one(Thread, thread)


def _is_shown(make, version):
    from tests.forum.forum_steps import post_row

    return post_row(make, version).html is not None
