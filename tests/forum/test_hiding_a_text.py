"""A member hides their own published text at once: nobody is asked, and nothing of it goes on standing."""

import asyncio
from datetime import timedelta

import pytest

from accounts.models import Member
from forum.models import Notice, Post, PostVersion, Thread
from foundation.clock import now
from foundation.data_keys import unseal
from tests.conftest import BOTH
from tests.forum.forum_steps import count, latest, post_row, revise, rows, state

GAP = "Hier stond iets wat niet meer te lezen is."
SECRET = "Mijn zoon zit op de Sint-Jansschool."


@pytest.fixture
def told(make):
    """Ben told too much in Ada's thread, and Ada answered him."""
    thread = make.thread(answers=0)
    version = make.answer(thread, by="ben", source=SECRET)
    make.decide(version)
    answer = make.answer(thread, by="ada", source=f"> {SECRET}\n\nWat moeilijk voor jullie.")
    make.decide(answer)
    return thread, version, answer


async def hide(browser, make, version, **fields):
    return await browser.post(f"/posts/{make.post_of(version)}/hiding", fields)


@BOTH
async def test_nobody_reads_it_from_that_moment_and_a_neutral_line_stays_where_others_answered(
    browse, make, database, told
):
    thread, version, answer = told
    ben = browse("ben")
    page = await ben.open(f"/posts/{make.post_of(version)}/hiding")
    assert SECRET in page.text
    assert "niemand krijgt er bericht van" in page.text
    assert (await hide(ben, make, version)).location == f"/posts/{make.post_of(version)}/write"
    for who in ("ada", "ben", "mia"):
        page = await browse(who).open(f"/staff/threads/{thread}" if who == "mia" else f"/threads/{thread}")
        assert "Jansschool" not in page.html
        assert page.text.count(GAP) == 1
        assert page.text.index(GAP) < page.text.index("Wat moeilijk voor jullie.")
        assert "Ben" not in page.html or who == "ben"
    assert state(database, version) == "hidden"
    row = post_row(make, version)
    assert (row.source, row.html, row.published_version_id, row.has_gap) == (None, None, None, True)
    assert "Jansschool" not in (post_row(make, answer).source or "")


async def test_where_nobody_answered_nothing_stays(browse, make):
    thread = make.thread(answers=0)
    version = make.answer(thread, by="ben", source=SECRET)
    make.decide(version)
    await hide(browse("ben"), make, version, for_good="on")
    page = await browse("ada").open(f"/threads/{thread}")
    assert GAP not in page.text
    assert "Jansschool" not in page.html


@BOTH
async def test_a_new_version_takes_its_place_once_it_was_read_and_its_words_may_be_quoted_again(browse, make, told):
    thread, version, _ = told
    ben = browse("ben")
    page = await ben.follow(await hide(ben, make, version))
    assert "Je tekst is verborgen" in page.text
    assert "Niemand kan deze tekst nu lezen" in page.text
    assert page.field("source").strip() == SECRET
    newer = revise(make, version, source="Mijn zoon zit op school.", by="ben")
    assert GAP in (await browse("ada").open(f"/threads/{thread}")).text
    make.decide(newer)
    page = await browse("ada").open(f"/threads/{thread}")
    assert GAP not in page.text
    assert "Mijn zoon zit op school." in page.text
    assert "Jansschool" not in page.html
    quoting = make.answer(thread, by="ada", source="> Mijn zoon zit op school.\n\nOp welke?")
    make.decide(quoting)
    assert "> Mijn zoon zit op school." in post_row(make, quoting).source


@BOTH
async def test_for_good_takes_the_new_version_that_waits_with_it(browse, make, database, told):
    _, version, _ = told
    newer = revise(make, version, source="Mijn zoon zit op school.", by="ben")
    ben = browse("ben")
    page = await ben.follow(await hide(ben, make, version, for_good="on"))
    assert "voorgoed" in page.text
    assert SECRET in page.text
    assert [state(database, one) for one in (version, newer)] == ["hidden", "withdrawn"]
    assert "Mijn zoon zit op school." not in (await browse("mia").open("/staff/queue")).html


@BOTH
async def test_hiding_an_opening_takes_the_thread_out_of_every_list_and_its_title_with_it(browse, make, database):
    thread = make.thread(by="ada", title="Onze zoon van de Sint-Jansschool", answers=1)
    version = rows(database, PostVersion, PostVersion.sealed_title.is_not(None))[0].id
    ada = browse("ada")
    await hide(ada, make, version)
    for path in ("/rooms", "/new", f"/threads/{thread}"):
        for who in ("ada", "ben"):
            assert "Jansschool" not in (await browse(who).open(path)).html, (path, who)
    page = await browse("ben").open(f"/threads/{thread}")
    assert (GAP in page.text, "Antwoord 1." in page.text, "Antwoorden" in page.text) == (True, True, False)
    newer = revise(make, version, title="Onze zoon", source="Hij weet nog niets.", by="ada")
    make.decide(newer)
    page = await browse("ben").open(f"/threads/{thread}")
    assert "Onze zoon" in page.text
    assert (GAP in page.text, rows(database, Thread, Thread.id == thread)[0].closed_at) == (False, None)


async def test_words_that_a_new_version_left_out_are_not_left_standing_in_quotes(browse, make, told):
    _, version, answer = told
    make.decide(revise(make, version, source="Mijn zoon zit op school.", by="ben"))
    assert "Jansschool" not in post_row(make, answer).source
    assert "Jansschool" not in post_row(make, answer).html


@BOTH
async def test_what_was_quoted_comes_back_when_a_removal_is_undone(browse, make, told):
    thread, version, answer = told
    decision = make.remove(version)
    assert "Jansschool" not in post_row(make, answer).html
    assert GAP in (await browse("ada").open(f"/threads/{thread}")).text
    assert (await browse("mia").post(f"/staff/decisions/{decision}/undoing")).status == 303
    assert "Jansschool" in post_row(make, answer).html
    assert GAP not in (await browse("ada").open(f"/threads/{thread}")).text


async def test_undoing_the_new_version_leaves_the_gap_and_not_the_hidden_text(browse, make, told):
    thread, version, _ = told
    await hide(browse("ben"), make, version)
    decision = make.decide(revise(make, version, source="Mijn zoon zit op school.", by="ben"))
    assert (await browse("mia").post(f"/staff/decisions/{decision}/undoing")).status == 303
    page = await browse("ada").open(f"/threads/{thread}")
    assert (GAP in page.text, "Mijn zoon" in page.text) == (True, False)


async def test_who_may_not_write_may_hide_and_nobody_hides_for_somebody_else(browse, make, told, people, database):
    _, version, _ = told
    for who in ("ada", "mia"):
        assert (await hide(browse(who), make, version)).status in (303, 403, 404)
        assert state(database, version) == "published"
    with database.write() as db:
        db.get_one(Member, people.ids["ben"]).may_write_from = now() + timedelta(days=7)
    ben = browse("ben")
    assert "Verberg hem, ik pas hem aan" not in (await ben.open(f"/posts/{make.post_of(version)}/hiding")).text
    assert (await hide(ben, make, version)).location == "/my-texts"
    assert state(database, version) == "hidden"


@BOTH
async def test_hiding_while_a_moderator_publishes_a_new_version_never_leaves_both(browse, make, database, told):
    thread, version, _ = told
    newer = revise(make, version, source="Mijn zoon zit op school.", by="ben")
    ben, mia = browse("ben"), browse("mia")
    hidden, decided = await asyncio.gather(
        hide(ben, make, version, for_good="on"), mia.post(f"/staff/texts/{newer}/decisions", {"verdict": "publish"})
    )
    assert hidden.status == 303
    if hidden.location.endswith("/hiding"):
        page = await ben.follow(hidden)
        assert "Er veranderde net iets" in page.text
        assert "Mijn zoon zit op school." in page.text
        assert (await hide(ben, make, version, for_good="on")).location == "/my-texts"
    else:
        assert decided.status == 409
    assert "Mijn zoon" not in (await browse("ada").open(f"/threads/{thread}")).html
    assert not rows(database, Post, Post.author_id == ben_id(make), Post.html.is_not(None))


async def test_hiding_twice_says_that_nothing_stands_there(browse, make, told):
    _, version, _ = told
    ben = browse("ben")
    await hide(ben, make, version)
    page = await ben.follow(await hide(ben, make, version))
    assert "Hier staat nu niets meer van" in page.text


async def test_a_notice_of_an_answer_goes_with_the_answer(browse, make, told, later, database):
    _, version, _ = told
    later(minutes=3)
    assert "Iemand antwoordde" in (await browse("ada").open("/notices")).text
    await hide(browse("ben"), make, version)
    assert "Iemand antwoordde" not in (await browse("ada").open("/notices")).text
    assert count(database, Notice) > 0


async def test_the_words_are_their_authors_still_and_can_be_taken_up_again(browse, make, database, told):
    _, version, _ = told
    ben = browse("ben")
    await hide(ben, make, version, for_good="on")
    page = await ben.open("/my-texts")
    assert "Door jou verborgen" in page.text
    assert f"/submitted/{version}/draft" in page.form_actions
    draft = await ben.follow(await ben.post(f"/submitted/{version}/draft"))
    assert draft.field("source").strip() == SECRET
    with database.read() as db:
        assert unseal(db, latest(database, make.post_of(version)), "sealed_source") == SECRET


def ben_id(make):
    return make.people.ids["ben"]
