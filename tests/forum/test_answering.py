"""A member answers in a thread."""

from forum.models import PostVersion
from moderation.models import Verdict
from tests.forum.forum_steps import count, rows, text


async def test_an_answer_waits_and_only_its_author_sees_it_in_the_thread(browse, make):
    thread = make.thread()
    page = await browse("ben").post(f"/threads/{thread}", text("Ik ken dat van de avonden."))
    assert page.status == 303
    ben = await browse("ben").open(f"/threads/{thread}")
    ada = await browse("ada").open(f"/threads/{thread}")
    assert "Ik ken dat van de avonden." in ben.text
    assert "mark--waiting" in ben.html
    assert "Ik ken dat van de avonden." not in ada.html


async def test_a_title_sent_with_an_answer_is_left_out(browse, make, database):
    thread = make.thread(title="De titel")
    await browse("ben").post(f"/threads/{thread}", text("Ja.", title="Een andere titel"))
    answer = next(row for row in rows(database, PostVersion) if row.author_id == make.people.ids["ben"])
    assert answer.sealed_title is None
    make.decide(answer.id)
    assert (await browse("ada").open(f"/threads/{thread}")).text.count("Een andere titel") == 0


async def test_a_closed_thread_takes_no_answers_but_keeps_the_words(browse, make, database):
    opening = make.opening(make.room())
    make.decide(opening)
    thread = make.thread_of(opening)
    make.decide(make.answer(thread, source="Van vroeger."))
    make.remove(opening)
    before = count(database, PostVersion)
    page = await browse("ben").post(f"/threads/{thread}", text("Een uur aan geschreven."))
    assert page.status != 500
    assert count(database, PostVersion) == before
    texts = await browse("ben").open("/my-texts")
    assert "Een uur aan geschreven." in texts.text + page.html


async def test_an_answer_to_a_thread_that_was_removed_in_the_meantime_keeps_the_words(browse, make, database):
    opening = make.opening(make.room())
    make.decide(opening)
    thread = make.thread_of(opening)
    assert (await browse("ben").open(f"/threads/{thread}")).status == 200
    make.remove(opening)
    page = await browse("ben").post(f"/threads/{thread}", text("Een uur aan geschreven."))
    texts = await browse("ben").open("/my-texts")
    assert "Een uur aan geschreven." in texts.text + page.html


async def test_an_answer_to_somebody_elses_waiting_thread_is_not_found(browse, make, database):
    thread = make.thread_of(make.opening(make.room()))
    assert (await browse("ben").post(f"/threads/{thread}", text("Ja."))).status == 404
    assert count(database, PostVersion) == 1


async def test_an_answer_is_refused_and_its_author_reads_why(browse, make):
    thread = make.thread()
    answer = make.answer(thread, source="Met een adres erin.")
    make.decide(answer, Verdict.REFUSE, words="Dit raakt iemand anders.")
    mine = await browse("ben").open("/my-texts")
    assert "Dit raakt iemand anders." in mine.text
    assert "Met een adres erin." in mine.text
    assert "Met een adres erin." not in (await browse("ben").open(f"/threads/{thread}")).text
