"""An author withdraws a waiting text, and does not overtake a moderator."""

import asyncio

import pytest

from forum.models import Draft, PostVersion
from moderation.models import Decision, Verdict
from tests.conftest import BOTH
from tests.forum.forum_steps import count, post_row, state


async def test_a_withdrawn_text_becomes_a_draft_for_the_same_place(browse, make, database):
    version = make.opening(make.room(), source="Toch niet.", title="Nog niet")
    page = await browse("ada").post(f"/submitted/{version}/withdrawal")
    assert page.status == 303
    draft = await browse("ada").follow(page)
    assert draft.field("source").strip() == "Toch niet."
    assert draft.field("title") == "Nog niet"
    assert f"/posts/{make.post_of(version)}/write" in draft.form_actions
    assert state(database, version) == "withdrawn"
    assert "Toch niet." not in (await browse("mia").open("/staff/queue")).html


async def test_a_withdrawn_text_is_no_longer_for_moderators(browse, make):
    version = make.opening(make.room(), source="Toch niet.")
    mia = browse("mia")
    await browse("ada").post(f"/submitted/{version}/withdrawal")
    page = await mia.open(f"/staff/texts/{version}")
    assert page.status in (404, 409)
    assert "Toch niet." not in page.html


async def test_a_moderator_who_had_it_on_the_screen_is_told_kindly(browse, make, database):
    version = make.opening(make.room())
    mia = browse("mia")
    await mia.open(f"/staff/texts/{version}")
    await browse("ada").post(f"/submitted/{version}/withdrawal")
    for fields in ({"verdict": "publish"}, {"verdict": "send_back", "message": "Toch."}):
        assert (await mia.post(f"/staff/texts/{version}/decisions", fields)).status == 409
    assert state(database, version) == "withdrawn"
    assert count(database, Decision) == 0


@BOTH
@pytest.mark.parametrize("verdict", ["publish", "send_back", "refuse"])
async def test_withdrawing_and_deciding_at_once_have_one_winner(browse, make, database, verdict):
    version = make.opening(make.room())
    fields = {"verdict": verdict, "message": "Even.", "reason": "tone"}
    author, moderator = await asyncio.gather(
        browse("ada").post(f"/submitted/{version}/withdrawal"),
        browse("mia").post(f"/staff/texts/{version}/decisions", fields),
    )
    is_taken_back = author.location.startswith("/drafts/")
    assert is_taken_back or author.location == f"/submitted/{version}"
    assert moderator.status == (409 if is_taken_back else 303)
    won = state(database, version)
    assert (won == "withdrawn") == is_taken_back
    assert count(database, Decision) == (0 if is_taken_back else 1)
    assert (post_row(make, version).html is not None) == (won == "published")
    assert count(database, Draft) == (0 if won in ("published", "refused") else 1)


async def test_whoever_comes_too_late_is_told_that_somebody_was_faster(browse, make, database):
    for verdict in (Verdict.PUBLISH, Verdict.SEND_BACK, Verdict.REFUSE):
        version = make.opening(make.room())
        make.decide(version, verdict)
        before = count(database, Draft)
        ada = browse("ada")
        page = await ada.post(f"/submitted/{version}/withdrawal")
        assert (page.status, page.location) == (303, f"/submitted/{version}")
        assert "besliste net voor je" in (await ada.follow(page)).text
        assert count(database, Draft) == before


async def test_a_double_click_on_withdraw_makes_one_draft(browse, make, database):
    version = make.opening(make.room())
    ada = browse("ada")
    for _ in range(2):
        assert (await ada.post(f"/submitted/{version}/withdrawal")).status in (303, 409)
    assert count(database, Draft) == 1


async def test_nobody_else_withdraws_it(browse, make, database):
    version = make.opening(make.room())
    assert (await browse("ben").post(f"/submitted/{version}/withdrawal")).status == 404
    assert (await browse("mia").post(f"/submitted/{version}/withdrawal")).status in (303, 403, 404)
    assert state(database, version) == "waiting"


async def test_withdrawing_a_change_leaves_what_is_published(browse, make, database):
    from tests.forum.forum_steps import revise

    version = make.opening(make.room(), source="Blijft.")
    make.decide(version)
    change = revise(make, version)
    assert (await browse("ada").post(f"/submitted/{change}/withdrawal")).status == 303
    assert state(database, version) == "published"
    assert "Blijft." in (await browse("ben").open(f"/threads/{make.thread_of(version)}")).text
    assert count(database, PostVersion) == 2
