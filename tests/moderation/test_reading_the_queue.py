"""The queue shows what waits and who waits longest, and a text with what is needed to decide."""

from uuid import uuid4

from accounts.models import Member
from moderation import queries
from moderation.models import Verdict
from tests.conftest import BOTH
from tests.forum.forum_steps import revise, text


@BOTH
async def test_only_what_waits_is_there_and_counted(browse, make, database, people):
    room = make.room()
    waiting = make.opening(room)
    for verdict in (Verdict.PUBLISH, Verdict.SEND_BACK, Verdict.REFUSE):
        make.decide(make.opening(room), verdict)
    make.draft(room)
    changed = revise(make, make.opening(room))
    queue = await browse("mia").open("/staff/queue")
    links = [link for link in queue.links if link.startswith("/staff/texts/")]
    assert links == [f"/staff/texts/{waiting}", f"/staff/texts/{changed}"]
    with database.read() as db:
        from accounts.models import Staff

        assert queries.waiting_count(db, db.get_one(Staff, people.ids["mia"])) == queries.total_waiting(db) == 2


async def test_the_list_holds_no_word_of_a_text(browse, make):
    make.opening(make.room(), title="Geheime titel", source="Geheime woorden.")
    queue = await browse("mia").open("/staff/queue")
    assert "Geheime" not in queue.html


async def test_a_first_text_is_marked_until_something_of_the_author_is_published(browse, make):
    room = make.room()
    make.decide(make.opening(room), Verdict.REFUSE)
    make.opening(room)
    assert "mark--new" in (await browse("mia").open("/staff/queue")).html
    make.thread(room)
    assert "mark--new" not in (await browse("mia").open("/staff/queue")).html


async def test_an_answer_is_shown_with_the_end_of_its_thread(browse, make):
    thread = make.thread(answers=25)
    version = make.answer(thread, source="De nieuwe.")
    page = await browse("mia").open(f"/staff/texts/{version}")
    assert "De nieuwe." in page.text
    assert f"/staff/threads/{thread}" in page.links
    assert [f"Antwoord {number}." in page.text for number in (5, 6, 25)] == [False, True, True]
    assert page.text.index("Antwoord 6.") < page.text.index("Antwoord 25.")


async def test_a_change_is_shown_beside_what_is_published_now(browse, make):
    version = make.opening(make.room(), source="Wat er staat.")
    make.decide(version)
    change = revise(make, version, source="Wat erbij moet.")
    page = await browse("mia").open(f"/staff/texts/{change}")
    assert "Wat er staat." in page.text
    assert "Wat erbij moet." in page.text


async def test_a_moderator_never_reads_a_draft(browse, make):
    draft = make.draft(make.room(), source="Alleen van mij.")
    for path in (f"/drafts/{draft}", f"/staff/texts/{draft}"):
        assert "Alleen van mij." not in (await browse("mia").open(path)).html


async def test_members_and_other_staff_do_not_open_the_queue(browse, make):
    version = make.opening(make.room(), source="Geheim.")
    for name in ("ada", "ben", "finn", "cora", "guest"):
        for path in ("/staff/queue", f"/staff/texts/{version}"):
            page = await browse(name).open(path)
            assert page.status in (303, 403, 404)
            assert "Geheim." not in page.html


async def test_a_text_of_an_author_who_left_is_not_offered_as_if_it_could_be_answered(browse, make, database, people):
    make.opening(make.room())
    with database.read() as db:
        assert db.get_one(Member, people.ids["ada"]).is_member
    page = await browse("mia").open("/staff/queue")
    assert page.status == 200
    assert (await browse("ada").post("/staff/queue", text())).status in (303, 404, 405)


async def test_how_long_a_text_waits_is_shown_in_the_list_and_beside_it(browse, make, later):
    version = make.opening(make.room())
    later(hours=5)
    mia = browse("mia")
    assert "wacht al 5 uur" in (await mia.open("/staff/queue")).text
    assert "wacht al 5 uur" in (await mia.open(f"/staff/texts/{version}")).text


async def test_a_text_that_was_replaced_leads_to_the_one_that_waits(browse, make):
    version = make.opening(make.room())
    ada = browse("ada")
    form = {"title": "Dag", "source": "Anders.", "nonce": str(uuid4())}
    await ada.post(f"/posts/{make.post_of(version)}/write", form)
    page = await browse("mia").open(f"/staff/texts/{version}")
    assert page.status == 409
    assert "andere tekst in de plaats" in page.text
    (newer,) = [link for link in page.links if link.startswith("/staff/texts/")]
    assert "Anders." in (await browse("max").open(newer)).text
