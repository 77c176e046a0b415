"""Previewing before submitting changes and keeps nothing."""

from uuid import uuid4

from forum.models import Draft, Post, PostVersion, ReadMark, Thread
from tests.forum.forum_steps import count, text

TABLES = (Thread, Post, PostVersion, Draft, ReadMark)


def sent_on(page, *names):
    return {name: page.field(name) for name in names}


async def test_a_preview_shows_the_text_as_it_will_look_and_keeps_nothing(browse, make, database):
    room = make.room()
    back = f"/rooms/{room}/write"
    before = [count(database, table) for table in TABLES]
    page = await browse("ada").post("/preview", text("Dit is **vet** en\n- een streepje", "Kijk", back=back))
    assert page.status == 200
    assert "<strong>vet</strong>" in page.html
    assert "<li>" in page.html
    assert back in page.form_actions
    assert [count(database, table) for table in TABLES] == before


async def test_the_preview_leads_back_to_writing_with_every_word(browse, make, database):
    ada, room = browse("ada"), make.room()
    back = f"/rooms/{room}/write"
    fields = text("Eerste\n\nTweede <b>", 'Aan "hem" & mij', back=back)
    seen = await ada.post("/preview", fields)
    page = await ada.post(back, sent_on(seen, "title", "source", "nonce", "back") | {"keep_writing": "yes"})
    assert page.status == 200
    assert page.field("title") == fields["title"]
    assert page.field("source").split() == fields["source"].split()
    assert page.field("nonce") == fields["nonce"]
    assert count(database, PostVersion) == count(database, Draft) == 0


async def test_the_preview_submits_exactly_what_was_seen(browse, make, database):
    ada, room = browse("ada"), make.room()
    back = f"/rooms/{room}/write"
    fields = text("Precies dit.", "Kijk", back=back)
    seen = await ada.post("/preview", fields)
    page = await ada.post(back, sent_on(seen, "title", "source", "nonce", "back"))
    assert page.status == 303
    assert "Precies dit." in (await ada.follow(page)).text
    again = await ada.post(back, fields)
    assert again.location == page.location
    assert count(database, PostVersion) == 1


async def test_the_preview_can_keep_the_text_for_later(browse, make, database):
    ada, room = browse("ada"), make.room()
    back = f"/rooms/{room}/write"
    seen = await ada.post("/preview", text("Nog even.", "Kijk", back=back))
    page = await ada.post(back, sent_on(seen, "title", "source", "nonce", "back") | {"keep": "yes"})
    assert page.status == 303
    draft = await ada.follow(page)
    assert draft.field("source").strip() == "Nog even."
    assert (count(database, PostVersion), count(database, Draft)) == (0, 1)


async def test_an_answer_and_a_change_come_back_from_the_preview_too(browse, make, database):
    thread = make.thread()
    ben = browse("ben")
    seen = await ben.post("/preview", text("Ik ook.", back=f"/threads/{thread}"))
    page = await ben.post(f"/threads/{thread}", sent_on(seen, "source", "nonce", "back") | {"keep_writing": "yes"})
    assert page.status == 200
    assert page.field("source").strip() == "Ik ook."
    version = make.answer(thread, source="Wat er stond.")
    change = f"/posts/{make.post_of(version)}/write"
    seen = await ben.post("/preview", text("Beter zo.", back=change))
    page = await ben.post(change, sent_on(seen, "source", "nonce", "back") | {"keep_writing": "yes"})
    assert page.status == 200
    assert page.field("source").strip() == "Beter zo."
    assert count(database, PostVersion) == 2


async def test_a_draft_stays_that_draft_through_the_preview(browse, make, database):
    room = make.room()
    draft = make.draft(room)
    ada = browse("ada")
    form = await ada.open(f"/drafts/{draft}")
    fields = sent_on(form, "title", "source", "nonce", "draft", "version", "back")
    seen = await ada.post("/preview", fields)
    page = await ada.post(f"/rooms/{room}/write", sent_on(seen, *fields) | {"keep": "yes"})
    assert page.location.startswith(f"/drafts/{draft}")
    assert count(database, Draft) == 1


async def test_an_empty_or_too_long_text_can_be_previewed(browse, make):
    for source in ("", "a" * 30_000):
        page = await browse("ada").post("/preview", text(source, "t" * 500, back=f"/rooms/{make.room()}/write"))
        assert page.status == 200
        assert page.field("source").strip() == source


async def test_a_preview_never_leads_elsewhere(browse):
    ada = browse("ada")
    for back in (
        "https://elders.example/",
        "//elders.example/",
        "/\\elders.example",
        "javascript:alert(1)",
        "/exit",
        "/sign-out",
        f"/submitted/{uuid4()}/withdrawal",
        '"><b>',
        "",
    ):
        page = await ada.post("/preview", text("Dag.", "Dag", back=back))
        assert page.status == 200
        assert f'<form method="post" action="{back}" class="form"' not in page.html


async def test_a_preview_runs_nothing_that_was_typed(browse, make):
    nasty = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ 7*7 }}"
    page = await browse("ada").post("/preview", text(nasty, nasty, back=f"/rooms/{make.room()}/write"))
    assert "<script>alert" not in page.html
    assert "<img" not in page.html
    assert 'href="javascript' not in page.html
    assert "{{ 7*7 }}" in page.text


async def test_guests_preview_nothing(browse):
    assert (await browse().post("/preview", text("Dag."))).status == 303
