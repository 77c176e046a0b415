"""Another text for a place: it waits, what is published stays, and nothing goes around the queue."""

import asyncio

import pytest

from forum.models import Post, PostVersion, Thread
from moderation.models import Verdict
from tests.conftest import BOTH
from tests.forum.forum_steps import count, latest, post_row, revise, rows, state, text
from tests.races import meet


async def test_changing_a_waiting_text_withdraws_it(browse, make, database):
    version = make.opening(make.room(), source="Eerst zo.")
    post = make.post_of(version)
    form = await browse("ada").open(f"/posts/{post}/write")
    assert form.field("source").strip() == "Eerst zo."
    assert form.field("title") == "Dag allemaal"
    page = await browse("ada").post(f"/posts/{post}/write", text("Nu zo.", "Dag"))
    assert page.status == 303
    assert state(database, version) == "withdrawn"
    assert latest(database, post).state == "waiting"
    assert latest(database, post).number == 2
    queue = await browse("mia").open("/staff/queue")
    assert f"/staff/texts/{latest(database, post).id}" in queue.links
    assert f"/staff/texts/{version}" not in queue.links


async def test_a_change_of_a_published_text_waits_while_the_published_one_stays(browse, make, database):
    room = make.room()
    version = make.opening(room, source="Oude woorden.", title="Oude titel")
    make.decide(version)
    thread, post = make.thread_of(version), make.post_of(version)
    await browse("ada").post(f"/posts/{post}/write", text("Nieuwe woorden.", "Nieuwe titel"))
    for name in ("ben", "ada"):
        page = await browse(name).open(f"/threads/{thread}")
        assert "Oude woorden." in page.text
        assert "Oude titel" in (await browse(name).open(f"/rooms/{room}")).text
    assert "Nieuwe" not in (await browse("ben").open(f"/threads/{thread}")).html
    assert "Nieuwe woorden." in (await browse("ada").open(f"/threads/{thread}")).text
    change = latest(database, post).id
    make.decide(change)
    page = await browse("ben").open(f"/threads/{thread}")
    assert "Nieuwe woorden." in page.text
    assert "Oude woorden." not in page.html
    assert "Nieuwe titel" in (await browse("ben").open(f"/rooms/{room}")).text
    assert state(database, version) == "replaced"


@pytest.mark.parametrize("verdict", [Verdict.SEND_BACK, Verdict.REFUSE])
async def test_a_change_that_is_not_published_leaves_the_published_text(browse, make, database, verdict):
    version = make.opening(make.room(), source="Oude woorden.")
    make.decide(version)
    change = revise(make, version, source="Nieuwe woorden.")
    make.decide(change, verdict)
    page = await browse("ben").open(f"/threads/{make.thread_of(version)}")
    assert "Oude woorden." in page.text
    assert "Nieuwe woorden." not in page.html
    assert state(database, version) == "published"
    assert post_row(make, version).edited_at is None


async def test_a_change_does_not_surface_the_thread_again_nor_count_as_new(browse, make, database):
    room = make.room()
    version = make.opening(room, title="De oudste")
    make.decide(version)
    make.thread(room, title="De jongste")
    await browse("ben").open(f"/threads/{make.thread_of(version)}")
    before = rows(database, Thread, Thread.id == make.thread_of(version))[0].last_published_at
    make.decide(revise(make, version, title="De oudste, anders"))
    assert rows(database, Thread, Thread.id == make.thread_of(version))[0].last_published_at == before
    page = await browse("ben").open(f"/rooms/{room}")
    assert page.text.index("De jongste") < page.text.index("De oudste, anders")
    assert "De oudste, anders" not in (await browse("ben").open("/new")).text


async def test_a_change_to_an_answer_notifies_nobody_twice(browse, make, later):
    thread = make.thread(by="ada")
    answer = make.answer(thread, by="ben")
    make.decide(answer)
    make.decide(revise(make, answer, by="ben"))
    later(minutes=3)
    page = await browse("ada").open("/notices")
    assert page.links.count(f"/threads/{thread}/unread") == 2  # own opening published, one answer


async def test_somebody_elses_text_cannot_be_changed(browse, make, database):
    waiting, published = make.opening(make.room()), make.opening(make.room())
    make.decide(published)
    for version in (waiting, published):
        address = f"/posts/{make.post_of(version)}/write"
        assert (await browse("ben").open(address)).status == 404
        assert (await browse("ben").post(address, text("Gekaapt.", "Dag"))).status == 404
        assert (await browse("ben").post(address, text("Gekaapt.", "Dag", keep="yes"))).status == 404
        assert (await browse("mia").post(address, text("Gekaapt.", "Dag"))).status != 200
    assert count(database, PostVersion) == 2


async def test_a_post_of_the_team_cannot_be_changed_by_a_member(browse, make, database):
    thread = make.thread()
    version = make.team_answer(thread)
    address = f"/posts/{make.post_of(version)}/write"
    for name in ("ada", "ben"):
        assert (await browse(name).post(address, text("Gekaapt."))).status == 404
    assert count(database, PostVersion) == 2


async def test_what_a_moderator_has_on_the_screen_cannot_be_published_once_it_was_changed(browse, make, database):
    version = make.opening(make.room(), source="Gelezen.")
    mia = browse("mia")
    assert (await mia.open(f"/staff/texts/{version}")).status == 200
    change = revise(make, version, source="Niet gelezen.")
    page = await mia.post(f"/staff/texts/{version}/decisions", {"verdict": "publish"})
    assert page.status == 409
    assert state(database, change) == "waiting"
    assert post_row(make, version).html is None


@BOTH
async def test_changing_and_publishing_at_once_never_shows_what_was_not_read(browse, make, database, monkeypatch):
    version = make.opening(make.room(), source="Gelezen.")
    post = make.post_of(version)
    meet(monkeypatch, database, "forum.operations.posts.waiting_version", "moderation.operations.decisions.transition")
    answers = await asyncio.gather(
        browse("ada").post(f"/posts/{post}/write", text("Niet gelezen.", "Dag")),
        browse("mia").post(f"/staff/texts/{version}/decisions", {"verdict": "publish"}),
    )
    assert 500 not in [answer.status for answer in answers]
    shown = post_row(make, version).html or ""
    assert "Niet gelezen." not in shown
    assert ("Gelezen." in shown) == (state(database, version) == "published")


@BOTH
async def test_two_changes_at_once_leave_one_waiting_text_and_no_words_are_lost(browse, make, database, monkeypatch):
    version = make.opening(make.room())
    post = make.post_of(version)
    meet(monkeypatch, database, "forum.operations.posts.waiting_version")
    ada = browse("ada")
    answers = await asyncio.gather(*(ada.post(f"/posts/{post}/write", text(w, "Dag")) for w in ("Links.", "Rechts.")))
    assert 500 not in [answer.status for answer in answers]
    assert sorted(row.state for row in rows(database, PostVersion)).count("waiting") == 1
    from tests.forum.test_keeping_drafts import sources

    waiting = (await ada.open("/my-texts")).text + " ".join(sources(database))
    if {answer.status for answer in answers} == {303, 409}:
        assert "Links." in waiting
        assert "Rechts." in waiting


async def test_a_new_text_for_a_removed_opening_is_published_whole_or_not_at_all(browse, make, database):
    room = make.room()
    version = make.opening(room, source="Weg ermee.")
    make.decide(version)
    make.remove(version)
    post = make.post_of(version)
    page = await browse("ada").post(f"/posts/{post}/write", text("Opnieuw begonnen.", "Opnieuw"))
    if page.status != 303:
        assert page.status in (403, 404, 409)
        return
    answer = await browse("mia").post(f"/staff/texts/{latest(database, post).id}/decisions", {"verdict": "publish"})
    seen = await browse("ben").open(f"/threads/{make.thread_of(version)}")
    listed = "Opnieuw" in (await browse("ben").open(f"/rooms/{room}")).text
    if answer.status == 303:
        assert seen.status == 200
        assert listed
    else:
        assert answer.status == 409
        assert not listed
        assert rows(database, Post, Post.id == post)[0].html is None


async def test_the_form_to_change_goes_on_from_the_latest_words(browse, make):
    version = make.opening(make.room(), source="Een.")
    make.decide(version)
    revise(make, version, source="Twee.")
    form = await browse("ada").open(f"/posts/{make.post_of(version)}/write")
    assert form.field("source").strip() == "Twee."


async def test_the_latest_words_are_the_latest_also_after_old_ones_were_purged(browse, make, database, later):
    from forum.jobs import purge_texts

    version = make.opening(make.room(), source="Een.")
    second = revise(make, version, source="Twee.")
    make.decide(second)
    later(days=31)
    with database.write() as db:
        purge_texts(db)
    third = revise(make, second, source="Drie.")
    make.decide(third)
    fourth = revise(make, second, source="Vier.")
    numbers = [row.number for row in rows(database, PostVersion)]
    assert len(set(numbers)) == len(numbers)
    assert {row.id: row.number for row in rows(database, PostVersion)}[fourth] == max(numbers)
    form = await browse("ada").open(f"/posts/{make.post_of(second)}/write")
    assert form.field("source").strip() == "Vier."
