"""A member starts a thread."""

from uuid import uuid4

from forum.models import Post, PostVersion, Thread
from tests.forum.forum_steps import count, rows, text


async def test_a_new_thread_waits_and_leads_to_what_happens_now(browse, make, database):
    ada, room = browse("ada"), make.room()
    form = await ada.open(f"/rooms/{room}/write")
    assert f"/rooms/{room}/write" in form.form_actions
    page = await ada.post(f"/rooms/{room}/write", text("Mijn eerste woorden.", "Dag", nonce=form.field("nonce")))
    assert page.status == 303
    assert page.location.startswith("/submitted/")
    handed_in = await ada.follow(page)
    assert "Mijn eerste woorden." in handed_in.text
    assert "mark--waiting" in handed_in.html
    thread, post, version = (rows(database, model)[0] for model in (Thread, Post, PostVersion))
    assert version.state == "waiting"
    assert (thread.title, thread.published_at, thread.last_published_at) == (None, None, None)
    assert (post.source, post.html, post.published_at) == (None, None, None)


async def test_the_form_offers_a_fresh_nonce_each_time(browse, make):
    ada, room = browse("ada"), make.room()
    first, second = [(await ada.open(f"/rooms/{room}/write")).field("nonce") for _ in range(2)]
    assert first != second


async def test_the_author_sees_the_waiting_thread_with_its_mark_and_nobody_is_offered_to_answer_it(browse, make):
    version = make.opening(make.room(), source="Ik wacht nog.", title="Wachtend")
    page = await browse("ada").open(f"/threads/{make.thread_of(version)}")
    assert page.status == 200
    assert "Ik wacht nog." in page.text
    assert "mark--waiting" in page.html
    assert f"/threads/{make.thread_of(version)}" not in page.form_actions


async def test_a_waiting_thread_cannot_be_answered_by_its_author_either(browse, make, database):
    thread = make.thread_of(make.opening(make.room()))
    page = await browse("ada").post(f"/threads/{thread}", text("Nog iets."))
    assert page.status == 403
    assert count(database, PostVersion) == 1


async def test_fields_that_were_not_asked_for_are_ignored(browse, make, people, database):
    room = make.room()
    sly = {
        "state": "published",
        "team_name": "Mia",
        "team_organisation": "Hulplijn",
        "staff_id": str(people.ids["mia"]),
        "author_id": str(people.ids["ben"]),
        "published_at": "2026-01-01T00:00:00Z",
        "html": "<b>zo</b>",
        "number": "7",
        "room_id": str(uuid4()),
    }
    await browse("ada").post(f"/rooms/{room}/write", text("Gewoon.", "Dag", **sly))
    post, version, thread = (rows(database, model)[0] for model in (Post, PostVersion, Thread))
    assert version.state == "waiting"
    assert (version.author_id, version.staff_id, version.number) == (people.ids["ada"], None, 1)
    assert (post.team_name, post.team_organisation, post.staff_id, post.html) == (None, None, None, None)
    assert (thread.room_id, thread.published_at) == (room, None)


async def test_a_room_that_is_not_there_is_not_found(browse):
    for room in (uuid4(), "geen-nummer", "0"):
        assert (await browse("ada").open(f"/rooms/{room}/write")).status == 404
        assert (await browse("ada").post(f"/rooms/{room}/write", text("Dag", "Dag"))).status == 404


async def test_staff_and_guests_have_no_member_pages(browse, make):
    room = make.room()
    for name in ("mia", "finn", "cora", "guest"):
        page = await browse(name).post(f"/rooms/{room}/write", text("Dag", "Dag"))
        assert page.status in (303, 403, 404)
        assert "/submitted/" not in page.location
    assert count(make.database, PostVersion) == 0


async def test_members_who_may_not_write_for_a_while_can_read_and_submit_nothing(browse, make, people, database):
    from datetime import timedelta

    from accounts.models import Member
    from foundation.clock import now

    thread, room = make.thread(), make.room()
    with database.write() as db:
        db.get_one(Member, people.ids["ben"]).may_write_from = now() + timedelta(days=1)
    ben = browse("ben")
    assert (await ben.post(f"/rooms/{room}/write", text("Dag", "Dag"))).status == 403
    assert (await ben.post(f"/threads/{thread}", text("Dag"))).status == 403
    assert (await ben.open(f"/threads/{thread}")).status == 200
    assert count(database, PostVersion) == 1
