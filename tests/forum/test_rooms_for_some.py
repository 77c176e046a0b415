"""A room for some relations only does not exist for others: not in a list, not by its address, not in a notice."""

from uuid import uuid4

import pytest
from sqlmodel import col, select

from accounts.models import Member, Relation
from forum import queries
from forum.models import Post, PostVersion, Room
from tests.conftest import BOTH
from tests.forum.forum_steps import count, revise, text, walk

CANARY = "Kanariepietje"


@pytest.fixture
def partners(make):
    """A room for partners (Ada is one, Ben a parent) with a thread and an answer of Ada herself."""
    room = make.room(Relation.PARTNER, Relation.EX_PARTNER, key="partners")
    with make.database.write() as db:
        db.get_one(Room, room).names = {"nl": f"Kamer {CANARY}"}
    thread = make.thread(room, by="ada", title=f"Titel {CANARY}")
    make.decide(make.answer(thread, by="ada", source=f"Antwoord {CANARY}."))
    return room, thread


@BOTH
async def test_members_with_the_relation_read_and_write_there(browse, make, partners):
    room, thread = partners
    ada = browse("ada")
    for path in ("/rooms", "/new", f"/rooms/{room}", f"/threads/{thread}"):
        assert CANARY in (await ada.open(path)).text
    assert (await ada.post(f"/rooms/{room}/write", text("Dag.", "Dag"))).status == 303


async def test_for_another_relation_the_room_and_all_in_it_do_not_exist(browse, make, partners, database):
    room, thread = partners
    ben = browse("ben")
    for path in ("/rooms", "/new", "/notices", "/my-texts", "/read-first"):
        page = await ben.open(path)
        assert page.status == 200
        assert CANARY not in page.html
        assert str(room) not in page.html
    for path in (f"/rooms/{room}", f"/rooms/{room}/write", f"/threads/{thread}", f"/threads/{thread}/unread"):
        nowhere = path.replace(str(room), str(uuid4())).replace(str(thread), str(uuid4()))
        assert (await ben.open(path)).status == (await ben.open(nowhere)).status == 404
    for path in (f"/rooms/{room}/write", f"/threads/{thread}"):
        for more in ({}, {"keep": "yes"}, {"keep_writing": "yes"}):
            assert (await ben.post(path, text("Dag.", "Dag", **more))).status == 404
    with database.read() as db:
        viewer = db.get_one(Member, make.people.ids["ben"])
        assert queries.rooms_for(db, viewer) == []
        assert queries.new_threads(db, viewer, None).rows == []
    assert count(database, PostVersion) == 2


async def test_the_room_is_not_found_through_a_place_in_its_list_either(browse, make):
    room = make.room(Relation.PARTNER)
    for number in range(25):
        make.thread(room, title=f"{CANARY} {number}")
    pages = await walk(browse("ada"), f"/rooms/{room}")
    assert len(pages) == 2
    deep = str(pages[1].response.url.path)
    assert "/from/" in deep
    assert (await browse("ben").open(deep)).status == 404


@pytest.mark.parametrize("relation", [None, Relation.PARENT])
async def test_members_who_no_longer_have_the_relation_are_told_nothing_more_about_it(
    browse, make, database, people, later, relation
):
    """Ada was a partner and is no longer: her notices, drafts and own texts must not open what is closed to her."""
    room = make.room(Relation.PARTNER)
    thread = make.thread(room, by="ada", title="Van toen")
    with database.write() as db:
        db.get_one(Member, people.ids["ben"]).relation = Relation.PARTNER
    make.decide(make.answer(thread, by="ben", source=f"{CANARY}."))
    later(minutes=3)
    with database.write() as db:
        db.get_one(Member, people.ids["ada"]).relation = relation
    ada = browse("ada")
    assert (await ada.open(f"/threads/{thread}")).status == 404
    assert (await ada.open(f"/rooms/{room}")).status == 404
    for path in ("/rooms", "/new", "/notices", "/my-texts"):
        page = await ada.open(path)
        assert page.status == 200
        assert CANARY not in page.html


async def test_a_room_for_no_relation_in_particular_is_for_everybody(browse, make):
    room = make.room()
    for name in ("ada", "ben"):
        assert (await browse(name).open(f"/rooms/{room}")).status == 200


async def test_moderators_read_every_room_and_other_staff_none(browse, partners):
    room, thread = partners
    assert CANARY in (await browse("mia").open("/staff/rooms")).text
    assert CANARY in (await browse("mia").open(f"/staff/threads/{thread}")).text
    for name in ("finn", "cora"):
        for path in ("/staff/rooms", f"/staff/rooms/{room}", f"/staff/threads/{thread}", "/staff/queue"):
            page = await browse(name).open(path)
            assert page.status in (403, 404)
            assert CANARY not in page.html


async def test_a_draft_for_a_room_that_was_closed_in_the_meantime_does_not_reveal_it(browse, make, database, people):
    room = make.room(Relation.PARTNER)
    thread = make.thread(room, by="ada", title="Oude titel")
    with database.write() as db:
        db.get_one(Member, people.ids["ben"]).relation = Relation.PARTNER
    ben = browse("ben")
    page = await ben.post(f"/threads/{thread}", text("Mijn woorden.", keep="yes"))
    with database.write() as db:
        db.get_one(Member, people.ids["ben"]).relation = Relation.PARENT
    make.decide(revise(make, _opening(make, thread), title=CANARY))
    draft = await ben.follow(page)
    assert draft.field("source").strip() == "Mijn woorden."
    assert CANARY not in draft.html


def _opening(make, thread):
    with make.database.read() as db:
        return db.exec(select(Post.published_version_id).where(col(Post.thread_id) == thread)).one()
