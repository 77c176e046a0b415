"""Whatever is typed: the words come back, and nothing breaks."""

import pytest

from forum.models import Draft, PostVersion, Thread
from tests.conftest import BOTH
from tests.forum.forum_steps import count, rows, text

TOO_LONG = "a" * 10_001


@pytest.mark.parametrize(
    ("title", "source", "wrong"),
    [
        (None, "Woorden.", "title"),
        ("", "Woorden.", "title"),
        ("   ", "Woorden.", "title"),
        ("\u200b\u2060\ufeff", "Woorden.", "title"),
        ("t" * 121, "Woorden.", "title"),
        ("Dag", "", "source"),
        ("Dag", " \n\n\t ", "source"),
        ("Dag", "\u200b\u00ad\u2066", "source"),
        ("Dag", TOO_LONG, "source"),
        ("Dag", "é" * 10_001, "source"),
    ],
)
async def test_an_invalid_text_comes_back_with_its_words(browse, make, database, title, source, wrong):
    page = await browse("ada").post(f"/rooms/{make.room()}/write", text(source, title))
    assert page.status == 422
    assert f'id="error-{wrong}"' in page.html
    assert f'href="#field-{wrong}"' in page.html
    assert page.field("source").strip("\r\n") == source.strip("\r\n")
    assert page.field("title") == (title or "")
    assert count(database, PostVersion) == count(database, Thread) == 0


async def test_all_errors_are_shown_in_the_order_of_the_page(browse, make):
    page = await browse("ada").post(f"/rooms/{make.room()}/write", text("", ""))
    assert page.status == 422
    assert page.html.index('href="#field-title"') < page.html.index('href="#field-source"')


async def test_an_invalid_answer_comes_back_with_its_words(browse, make, database):
    thread = make.thread()
    page = await browse("ben").post(f"/threads/{thread}", text(TOO_LONG))
    assert page.status == 422
    assert page.field("source").strip() == TOO_LONG
    assert (await browse("ben").post(f"/threads/{thread}", {"nonce": text()["nonce"]})).status == 422
    assert count(database, PostVersion) == 1


async def test_an_invalid_change_comes_back_with_its_words(browse, make, database):
    version = make.opening(make.room())
    post = make.post_of(version)
    page = await browse("ada").post(f"/posts/{post}/write", text("Nieuwe woorden.", ""))
    assert page.status == 422
    assert page.field("source").strip() == "Nieuwe woorden."
    assert rows(database, PostVersion)[0].state == "waiting"


@pytest.mark.parametrize("source", ["a" * 10_000, "é" * 10_000, "😀" * 10_000, "e\u0301" * 10_000])
async def test_ten_thousand_characters_fit(browse, make, database, source):
    page = await browse("ada").post(f"/rooms/{make.room()}/write", text(source, "t" * 120))
    assert page.status == 303
    assert count(database, PostVersion) == 1


@BOTH
@pytest.mark.parametrize(
    "odd",
    [
        "nul \x00 erin",
        "\u202egnaw mo\u202c",
        "z\u0300\u0301\u0302\u0303" * 50,
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "\ufffe\uffff\ud7ff\ue000",
        "% _ ' \" ; -- \\",
        "{{ 7*7 }} {% raw %} %(x)s ${7} {0.__class__}",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "<team>team</team> </textarea></form><b>",
        "\r\n\r\nX: y",
        "> " * 200 + "diep",
        "ﷺ" * 100,
    ],
)
async def test_odd_characters_go_all_the_way_to_the_page(browse, make, database, odd):
    ada, room = browse("ada"), make.room()
    page = await ada.post(f"/rooms/{room}/write", text(f"begin {odd} einde", f"Titel {odd}"[:100]))
    assert page.status == 303
    version = rows(database, PostVersion)[0].id
    pages = [await ada.follow(page), await ada.open("/my-texts"), await browse("mia").open(f"/staff/texts/{version}")]
    make.decide(version)
    thread = make.thread_of(version)
    pages += [await browse("ben").open(path) for path in (f"/threads/{thread}", f"/rooms/{room}", "/rooms", "/new")]
    pages += [await browse("mia").open(path) for path in (f"/staff/threads/{thread}", f"/staff/rooms/{room}")]
    assert [one.status for one in pages] == [200] * len(pages)
    for one in pages:
        assert "<script>alert" not in one.html
        assert "<img src=x" not in one.html
        assert "<team>" not in one.html
        assert "\x00" not in one.html
        assert "\u202e" not in one.html
    assert "einde" in pages[3].text


async def test_a_broken_draft_number_does_not_lose_the_words(browse, make, database):
    room = make.room()
    page = await browse("ada").post(f"/rooms/{room}/write", text("Woorden.", "Dag", draft="kapot", version="x"))
    assert page.status in (303, 422)
    if page.status == 422:
        assert page.field("source").strip() == "Woorden."
    kept = await browse("ada").post(f"/rooms/{room}/write", text("Bewaard.", "Dag", draft="x", version="y", keep="yes"))
    assert kept.status == 303
    assert count(database, Draft) == 1


@pytest.mark.parametrize(("draft", "version"), [("", ""), ("", "1")])
async def test_empty_draft_fields_count_as_none(browse, make, database, draft, version):
    page = await browse("ada").post(f"/rooms/{make.room()}/write", text("Dag.", "Dag", draft=draft, version=version))
    assert page.status in (303, 422)
    assert page.status == 303 or page.field("source").strip() == "Dag."


@pytest.mark.parametrize(
    "cursor",
    ["x", "a", "a-", "b1-2", "azz-" + "0" * 32, "a" + "f" * 40 + "-" + "0" * 32, "a1-" + "g" * 32, "a-1-" + "0" * 32],
)
async def test_a_made_up_place_in_a_list_is_not_found(browse, make, cursor):
    room = make.room()
    thread = make.thread(room)
    ada = browse("ada")
    for path in (f"/rooms/{room}", f"/threads/{thread}", "/new", "/my-texts", "/notices"):
        assert (await ada.open(f"{path}/from/{cursor}")).status == 404
    mia = browse("mia")
    for path in ("/staff/queue", f"/staff/rooms/{room}", f"/staff/threads/{thread}"):
        assert (await mia.open(f"{path}/from/{cursor}")).status == 404


@pytest.mark.parametrize("moment", ["0", "1", "3b8260a61ef3fff", "-0", "384440ccc735c00"])
async def test_the_farthest_places_in_a_list_are_no_trouble(browse, make, moment):
    room = make.room()
    make.thread(room)
    for way in "ab":
        page = await browse("ada").open(f"/rooms/{room}/from/{way}{moment}-{'f' * 32}")
        assert page.status in (200, 404)
