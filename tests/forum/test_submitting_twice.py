"""A double click submits once, also when both clicks arrive together."""

import asyncio
from uuid import uuid4

import pytest

from facts import Fact, MonthlyFact
from forum.models import Draft, Post, PostVersion, Thread
from tests.conftest import BOTH
from tests.forum.forum_steps import count, rows, text
from tests.races import meet


@BOTH
async def test_the_same_form_twice_is_one_thread_and_leads_to_the_same_place(browse, make, database):
    ada, room, fields = browse("ada"), make.room(), text("Eén keer.", "Dag")
    first, second = [await ada.post(f"/rooms/{room}/write", fields) for _ in range(2)]
    assert first.status == second.status == 303
    assert first.location == second.location
    assert [count(database, model) for model in (Thread, Post, PostVersion)] == [1, 1, 1]


@BOTH
@pytest.mark.parametrize("where", ["thread", "answer", "edit"])
async def test_two_clicks_at_once_submit_once_and_both_lead_there(browse, make, database, monkeypatch, where):
    ada, room = browse("ada"), make.room()
    thread = make.thread(room)
    post = rows(database, Post)[0].id
    before = count(database, PostVersion)
    address = {"thread": f"/rooms/{room}/write", "answer": f"/threads/{thread}", "edit": f"/posts/{post}/write"}[where]
    fields = text("Eén keer.", "Dag")
    meet(monkeypatch, database, "forum.operations.posts._submitted_before")
    pages = await asyncio.gather(*(ada.post(address, fields) for _ in range(2)))
    assert count(database, PostVersion) == before + 1
    assert count(database, Thread) == (2 if where == "thread" else 1)
    assert [page.status for page in pages] == [303, 303]
    assert pages[0].location == pages[1].location


@BOTH
async def test_a_double_click_is_counted_once(browse, make, database):
    ada, room, fields = browse("ada"), make.room(), text("Eén keer.", "Dag")
    await asyncio.gather(*(ada.post(f"/rooms/{room}/write", fields) for _ in range(3)))
    counted = {row.fact: row.number for row in rows(database, MonthlyFact)}
    assert counted[Fact.TEXT_SUBMITTED] == 1


async def test_the_same_nonce_from_somebody_else_is_another_text(browse, make, database):
    room, fields = make.room(), text("Van mij.", "Dag")
    for name in ("ada", "ben"):
        assert (await browse(name).post(f"/rooms/{room}/write", fields)).status == 303
    assert {row.author_id for row in rows(database, PostVersion)} == {make.people.ids["ada"], make.people.ids["ben"]}


async def test_a_broken_nonce_keeps_the_words(browse, make, database):
    for nonce in ("", "kapot", "1"):
        page = await browse("ada").post(f"/rooms/{make.room()}/write", text("Lang aan geschreven.", "Dag", nonce=nonce))
        assert page.status == 422
        assert page.field("source").strip() == "Lang aan geschreven."
        assert page.field("title") == "Dag"
    assert count(database, PostVersion) == 0


async def test_after_the_page_with_the_errors_the_text_can_be_submitted(browse, make, database):
    ada, room = browse("ada"), make.room()
    page = await ada.post(f"/rooms/{room}/write", text("Woorden.", "", nonce="kapot"))
    again = {name: page.field(name) for name in ("source", "nonce")} | {"title": "Nu wel"}
    if again["nonce"] == "kapot":
        again["nonce"] = str(uuid4())
    assert (await ada.post(f"/rooms/{room}/write", again)).status == 303
    assert count(database, PostVersion) == 1


@BOTH
async def test_a_double_click_on_an_answer_of_the_team_is_published_once(browse, make, database, monkeypatch):
    thread, mia, fields = make.thread(), browse("mia"), text("Namens het team.")
    meet(monkeypatch, database, "forum.operations.posts._submitted_before")
    pages = await asyncio.gather(*(mia.post(f"/staff/threads/{thread}", fields) for _ in range(2)))
    assert [page.status for page in pages] == [303, 303]
    assert count(database, Post) == 2
    shown = await browse("ben").open(f"/threads/{thread}")
    assert shown.text.count("Namens het team.") == 1


@BOTH
async def test_one_draft_submitted_twice_at_once_is_one_text_and_no_draft(browse, make, database, monkeypatch):
    room = make.room()
    draft = make.draft(room)
    ada = browse("ada")
    form = await ada.open(f"/drafts/{draft}")
    fields = {name: form.field(name) for name in ("title", "source", "nonce", "draft", "version")}
    meet(monkeypatch, database, "forum.operations.drafts.discard")
    await asyncio.gather(*(ada.post(f"/rooms/{room}/write", fields) for _ in range(2)))
    assert count(database, PostVersion) == 1
    assert count(database, Draft) == 0


async def test_the_same_form_with_another_text_replaces_the_first(browse, make, database):
    thread, ada = make.thread(by="ben"), browse("ada")
    fields = text("Eerst zo.")
    first = await ada.post(f"/threads/{thread}", fields)
    better = {**fields, "source": "Zo is het beter."}
    second, third = [await ada.post(f"/threads/{thread}", better) for _ in range(2)]
    assert first.location != second.location == third.location
    states = {row.state for row in rows(database, PostVersion) if row.author_id == make.people.ids["ada"]}
    assert states == {"withdrawn", "waiting"}
    assert "Zo is het beter." in (await ada.follow(third)).text
    assert "Je hebt er een andere tekst voor in de plaats gestuurd" in (await ada.follow(first)).text


async def test_the_same_text_withdrawn_in_two_places_is_two_drafts(browse, make, database):
    ada = browse("ada")
    for thread in (make.thread(by="ben"), make.thread(by="ben", title="Nog een")):
        version = make.answer(thread, by="ada", source="Sterkte!")
        assert (await ada.post(f"/submitted/{version}/withdrawal")).status == 303
    assert count(database, Draft) == 2
