"""Text kept for later: found again, kept side by side when two devices differ, seen by nobody else."""

import asyncio
from uuid import uuid4

import pytest

from forum.models import Draft, PostVersion
from moderation.models import Verdict
from tests.conftest import BOTH
from tests.forum.forum_steps import count, rows, state, text
from tests.races import meet


def sources(database):
    from foundation.data_keys import unseal

    with database.read() as db:
        from sqlmodel import select

        return sorted(unseal(db, row, "sealed_source") for row in db.exec(select(Draft)).all())


@pytest.mark.parametrize("where", ["room", "thread", "post"])
async def test_what_is_kept_is_found_again_and_leads_back_to_its_place(browse, make, database, where):
    room = make.room()
    version = make.opening(room)
    make.decide(version)
    thread, post = make.thread_of(version), make.post_of(version)
    address = {"room": f"/rooms/{room}/write", "thread": f"/threads/{thread}", "post": f"/posts/{post}/write"}[where]
    ada = browse("ada")
    page = await ada.post(address, text("Halverwege", "Begin", keep="yes"))
    assert page.status == 303
    draft = await ada.follow(page)
    assert draft.field("source").strip() == "Halverwege"
    assert address in draft.form_actions
    mine = await ada.open("/my-texts")
    assert page.location.split("?")[0] in mine.links
    assert count(database, PostVersion) == 1


async def test_a_draft_may_be_incomplete(browse, make, database):
    ada, room = browse("ada"), make.room()
    for fields in (text("", ""), text("a" * 15_000, "t" * 400), {"keep": "yes"}):
        assert (await ada.post(f"/rooms/{room}/write", fields | {"keep": "yes"})).status == 303
    assert count(database, Draft) == 3
    assert (await ada.open("/my-texts")).status == 200


async def test_a_draft_kept_again_stays_one(browse, make, database):
    ada, room = browse("ada"), make.room()
    page = await ada.follow(await ada.post(f"/rooms/{room}/write", text("Eén", "Begin", keep="yes")))
    for words in ("Twee", "Drie"):
        fields = {name: page.field(name) for name in ("title", "nonce", "draft", "version")}
        answer = await ada.post(f"/rooms/{room}/write", fields | {"source": words, "keep": "yes"})
        page = await ada.follow(answer)
    assert sources(database) == ["Drie"]


@BOTH
async def test_two_devices_that_differ_keep_both(browse, make, database):
    room = make.room()
    draft = make.draft(room, source="Begin.")
    phone, laptop = browse("ada"), browse("ada")
    at_phone, at_laptop = await phone.open(f"/drafts/{draft}"), await laptop.open(f"/drafts/{draft}")
    for browser, form, words in ((phone, at_phone, "Op mijn gsm."), (laptop, at_laptop, "Op de laptop.")):
        fields = {name: form.field(name) for name in ("title", "nonce", "draft", "version")}
        page = await browser.post(f"/rooms/{room}/write", fields | {"source": words, "keep": "yes"})
        assert page.status == 303
    assert sources(database) == ["Op de laptop.", "Op mijn gsm."]


@BOTH
async def test_two_devices_at_the_same_moment_keep_both(browse, make, database, monkeypatch):
    room = make.room()
    draft = make.draft(room, source="Begin.")
    ada = browse("ada")
    form = await ada.open(f"/drafts/{draft}")
    fields = {name: form.field(name) for name in ("title", "nonce", "draft", "version")} | {"keep": "yes"}
    meet(monkeypatch, database, "forum.operations.drafts._own")
    pages = await asyncio.gather(
        ada.post(f"/rooms/{room}/write", fields | {"source": "Links."}),
        ada.post(f"/rooms/{room}/write", fields | {"source": "Rechts."}),
    )
    assert [page.status for page in pages] == [303, 303]
    assert sources(database) == ["Links.", "Rechts."]


@BOTH
async def test_a_double_click_on_keeping_keeps_one(browse, make, database, monkeypatch):
    room, ada = make.room(), browse("ada")
    address, fields = f"/rooms/{room}/write", text("Eén keer.", "Begin", keep="yes")
    meet(monkeypatch, database, "forum.operations.drafts._own")
    pages = await asyncio.gather(*(ada.post(address, fields) for _ in range(2)))
    assert len({page.location for page in pages}) == 1
    assert (await ada.post(address, fields)).location == pages[0].location
    assert sources(database) == ["Eén keer."]
    form = await ada.follow(pages[0])
    again = {name: form.field(name) for name in ("title", "nonce", "draft", "version")} | {"keep": "yes"}
    for _ in range(2):
        await ada.post(address, again | {"source": "Iets meer."})
    assert sources(database) == ["Iets meer."]


async def test_going_back_to_the_empty_form_and_keeping_other_words_writes_over_nothing(browse, make, database):
    room, ada = make.room(), browse("ada")
    fields = text("Eerst.", "Begin", keep="yes")
    for words in ("Eerst.", "Daarna.", "Nog later."):
        await ada.post(f"/rooms/{room}/write", fields | {"source": words})
    assert sources(database) == ["Daarna.", "Eerst.", "Nog later."]


async def test_submitting_an_older_state_leaves_the_newer_draft(browse, make, database):
    room = make.room()
    draft = make.draft(room, source="Begin.")
    ada = browse("ada")
    old = await ada.open(f"/drafts/{draft}")
    fields = {name: old.field(name) for name in ("title", "nonce", "draft", "version")}
    await ada.post(f"/rooms/{room}/write", fields | {"source": "Nieuwer.", "keep": "yes"})
    assert (await ada.post(f"/rooms/{room}/write", fields | {"source": "Begin."})).status == 303
    assert sources(database) == ["Nieuwer."]


async def test_a_draft_thrown_away_is_gone_and_throwing_it_away_again_is_no_error(browse, make, database):
    draft = make.draft(make.room())
    ada = browse("ada")
    page = await ada.post(f"/drafts/{draft}/discard")
    assert page.status == 303
    assert count(database, Draft) == 0
    assert (await ada.open(f"/drafts/{draft}")).status == 404
    assert (await ada.post(f"/drafts/{draft}/discard")).status in (303, 404)


async def test_a_draft_kept_after_it_was_thrown_away_elsewhere_is_kept(browse, make, database):
    room = make.room()
    draft = make.draft(room)
    ada = browse("ada")
    form = await ada.open(f"/drafts/{draft}")
    await ada.post(f"/drafts/{draft}/discard")
    fields = {name: form.field(name) for name in ("title", "nonce", "draft", "version")}
    await ada.post(f"/rooms/{room}/write", fields | {"source": "Toch.", "keep": "yes"})
    assert sources(database) == ["Toch."]


async def test_somebody_elses_draft_does_not_exist(browse, make, database):
    draft = make.draft(make.room(), by="ada", source="Alleen van mij.")
    ben = browse("ben")
    other = uuid4()
    there, nowhere = await ben.open(f"/drafts/{draft}"), await ben.open(f"/drafts/{other}")
    assert there.status == nowhere.status == 404
    assert there.html.replace(str(draft), "") == nowhere.html.replace(str(other), "")
    assert (await ben.post(f"/drafts/{draft}/discard")).status == 404
    for name in ("mia", "finn", "cora", "guest"):
        assert "Alleen van mij." not in (await browse(name).open(f"/drafts/{draft}")).html
    assert count(database, Draft) == 1


async def test_naming_somebody_elses_draft_neither_changes_nor_throws_it_away(browse, make, database):
    room = make.room()
    draft = make.draft(room, by="ada", source="Van ada.")
    ben = browse("ben")
    kept = text("Van ben.", "Dag", draft=draft, version=1, keep="yes")
    assert (await ben.post(f"/rooms/{room}/write", kept)).status == 303
    assert sources(database) == ["Van ada.", "Van ben."]
    assert (await ben.post(f"/rooms/{room}/write", text("Van ben.", "Dag", draft=draft))).status == 303
    assert "Van ada." in sources(database)


async def test_a_submitted_draft_is_no_longer_a_draft(browse, make, database):
    room = make.room()
    draft = make.draft(room)
    ada = browse("ada")
    form = await ada.open(f"/drafts/{draft}")
    fields = {name: form.field(name) for name in ("title", "source", "nonce", "draft", "version")}
    assert (await ada.post(f"/rooms/{room}/write", fields)).status == 303
    assert (count(database, Draft), count(database, PostVersion)) == (0, 1)


async def test_an_invalid_draft_stays_when_submitted(browse, make, database):
    room = make.room()
    draft = make.draft(room)
    page = await browse("ada").post(f"/rooms/{room}/write", text("", "Dag", draft=draft, version=1))
    assert page.status == 422
    assert page.field("draft") == str(draft)
    assert count(database, Draft) == 1


async def test_a_sent_back_draft_keeps_the_moderators_words_when_kept_again(browse, make, database):
    version = make.opening(make.room())
    make.decide(version, Verdict.SEND_BACK, words="Laat de straat weg.")
    draft = make.draft_from(version)
    ada = browse("ada")
    form = await ada.open(f"/drafts/{draft}")
    fields = {name: form.field(name) for name in ("title", "source", "nonce", "draft", "version")}
    page = await ada.follow(await ada.post(f"/posts/{make.post_of(version)}/write", fields | {"keep": "yes"}))
    assert "Laat de straat weg." in page.text
    assert count(database, Draft) == 1


async def test_a_draft_for_a_removed_thread_can_still_be_read(browse, make):
    opening = make.opening(make.room(), title="Wegwezen")
    make.decide(opening)
    thread = make.thread_of(opening)
    ben = browse("ben")
    page = await ben.post(f"/threads/{thread}", text("Mijn woorden.", keep="yes"))
    make.remove(opening)
    draft = await ben.follow(page)
    assert draft.status == 200
    assert draft.field("source").strip() == "Mijn woorden."
    assert "Wegwezen" not in draft.html


async def test_submitting_what_was_sent_back_makes_a_new_text_and_leaves_the_old_as_it_was(browse, make, database):
    version = make.opening(make.room(), source="Met de straat.")
    make.decide(version, Verdict.SEND_BACK)
    draft = make.draft_from(version)
    ada = browse("ada")
    form = await ada.open(f"/drafts/{draft}")
    fields = {name: form.field(name) for name in ("title", "nonce", "draft", "version")}
    await ada.post(f"/posts/{make.post_of(version)}/write", fields | {"source": "Zonder de straat."})
    assert state(database, version) == "sent_back"
    assert sorted(row.state for row in rows(database, PostVersion)) == ["sent_back", "waiting"]
    assert count(database, Draft) == 0
