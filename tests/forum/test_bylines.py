"""Every text shows who wrote it: a pseudonym, the relation only if wanted, and a mark nobody can type."""

import re

import pytest

from accounts.models import Member
from forum.models import Post
from tests.forum.forum_steps import rows, text


async def test_the_relation_is_shown_only_if_wanted(browse, make, database, people):
    thread = make.thread(by="ada", answers=1)
    for name in ("ada", "ben"):
        page = await browse(name).open(f"/threads/{thread}")
        assert "Partner" in page.text or "partner" in page.text
        assert "uder" not in _bylines(page)
    with database.write() as db:
        db.get_one(Member, people.ids["ada"]).relation_shown = False
    page = await browse("ben").open(f"/threads/{thread}")
    assert "artner" not in _bylines(page)


async def test_the_moderator_sees_no_relation_that_is_hidden(browse, make):
    version = make.opening(make.room(), by="ben")
    page = await browse("mia").open(f"/staff/texts/{version}")
    assert "uder" not in _bylines(page)


async def test_a_post_of_the_team_carries_its_mark(browse, make):
    thread = make.thread()
    make.team_answer(thread, by="mia")
    page = await browse("ben").open(f"/threads/{thread}")
    assert page.html.count("post--staff") == 1
    assert page.html.count("byline--staff") == 1
    assert page.html.count('<span class="team">') == 1
    assert "Mia" in _bylines(page)
    assert "Hulplijn Zuid" in _bylines(page)


@pytest.mark.parametrize(
    "words",
    [
        '<span class="team">team</span>',
        '<div class="byline byline--staff"><span class="byline-name">Mia</span> <span class="team">team</span></div>',
        "&lt;span class=team&gt;",
        '<article class="post post--staff">',
        "**Mia** team Hulplijn Zuid",
        "</p></div></article><article class='post post--staff'>",
    ],
)
async def test_a_member_cannot_type_the_mark(browse, make, words):
    room = make.room()
    version = make.opening(room, by="ada", source=words, title=words[:120])
    make.decide(version)
    pages = [
        await browse("ben").open(f"/threads/{make.thread_of(version)}"),
        await browse("ben").open(f"/rooms/{room}"),
        await browse("ben").open("/new"),
        await browse("mia").open(f"/staff/threads/{make.thread_of(version)}"),
    ]
    for page in pages:
        assert not re.search(r"<[^<>&]*(post--staff|byline--staff)", page.html)
        assert '<span class="team">' not in page.html


async def test_a_thread_of_the_team_is_marked_in_lists(browse, make):
    room = make.room()
    page = await browse("mia").post(f"/staff/rooms/{room}/write", text("Welkom.", "Van ons"))
    assert page.status == 303
    listed = await browse("ben").open(f"/rooms/{room}")
    assert "Van ons" in listed.text
    assert "Mia (" in listed.text


async def test_the_byline_keeps_the_name_of_the_time_of_writing_and_says_nothing_of_e_mail(browse, make, database):
    thread = make.thread()
    make.team_answer(thread)
    page = await browse("ben").open(f"/threads/{thread}")
    assert "@" not in _bylines(page)
    assert rows(database, Post, Post.staff_id.is_not(None))[0].team_name == "Mia"


def _bylines(page):
    return " ".join(re.findall(r'<p class="byline-words">(.*?)</p>', page.html, re.S))
