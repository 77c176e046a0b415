"""A text surfaces when it is published, not when it was written."""

from forum.models import Post
from tests.forum.forum_steps import post_row, rows


async def test_the_thread_published_last_is_on_top_whoever_wrote_first(browse, make, later):
    room = make.room()
    first, second = make.opening(room, title="Eerst geschreven"), make.opening(room, by="ben", title="Later geschreven")
    later(hours=1)
    make.decide(second)
    later(hours=1)
    make.decide(first)
    page = await browse("ben").open(f"/rooms/{room}")
    assert page.text.index("Eerst geschreven") < page.text.index("Later geschreven")


async def test_answers_are_shown_in_the_order_of_publication(browse, make, later):
    thread = make.thread()
    early = make.answer(thread, source="Vroeg geschreven.")
    later(minutes=5)
    late = make.answer(thread, by="ada", source="Laat geschreven.")
    make.decide(late)
    later(minutes=5)
    make.decide(early)
    page = await browse("ada").open(f"/threads/{thread}")
    assert page.text.index("Laat geschreven.") < page.text.index("Vroeg geschreven.")


async def test_an_answer_brings_its_thread_up_when_it_is_published_and_not_before(browse, make, later):
    room = make.room()
    old = make.thread(room, title="De oude")
    later(minutes=1)
    make.thread(room, title="De nieuwe")
    answer = make.answer(old)
    page = await browse("ben").open(f"/rooms/{room}")
    assert page.text.index("De nieuwe") < page.text.index("De oude")
    later(minutes=1)
    make.decide(answer)
    page = await browse("ben").open(f"/rooms/{room}")
    assert page.text.index("De oude") < page.text.index("De nieuwe")


async def test_a_removed_answer_lets_its_thread_sink_back(browse, make, later):
    room = make.room()
    old = make.thread(room, title="De oude")
    later(minutes=1)
    make.thread(room, title="De nieuwe")
    later(minutes=1)
    answer = make.answer(old)
    make.decide(answer)
    make.remove(answer)
    page = await browse("ben").open(f"/rooms/{room}")
    assert page.text.index("De nieuwe") < page.text.index("De oude")
    assert f'datetime="{post_row(make, answer).published_at}' not in page.html


async def test_a_text_published_late_is_new_to_anybody_who_read_the_thread_before(browse, make, later):
    thread = make.thread(title="Samen")
    waiting = make.answer(thread, by="ada", source="Kwam later.")
    later(hours=1)
    ben = browse("ben")
    await ben.open(f"/threads/{thread}")
    assert "Samen" not in (await ben.open("/new")).text
    later(hours=1)
    make.decide(waiting)
    assert "Samen" in (await browse("ben").open("/new")).text


async def test_a_post_whose_publication_was_undone_and_repeated_carries_the_last_time(make, database, later):
    from accounts.models import Staff
    from moderation.models import Decision
    from moderation.operations import decisions

    version = make.opening(make.room())
    decision = make.decide(version)
    first = rows(database, Post)[0].published_at
    later(seconds=60)
    with database.write() as db:
        decisions.undo(db, db.get_one(Decision, decision), by=db.get_one(Staff, make.people.ids["mia"]))
    assert rows(database, Post)[0].published_at is None
    make.decide(version)
    assert rows(database, Post)[0].published_at > first
