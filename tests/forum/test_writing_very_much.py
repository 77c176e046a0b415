"""Very much from one person: pages stay quick, nobody is drowned out, and no word is lost."""

import pytest

from forum.models import Draft, PostVersion
from safety.formatting import LONGEST_TEXT, to_html
from tests.forum.forum_steps import count, text

HEAVY = ["**a" * 3400, "*a" * 5000, "_a" * 5000, "***a" * 2500, "*a _b " * 1700, "\\\\**a" * 1900, "\\\\\\**a" * 1400]


@pytest.mark.parametrize("source", HEAVY, ids=lambda source: source[:6])
def test_thousands_of_stars_are_no_thousands_of_emphases(source):
    html = to_html(source[:LONGEST_TEXT])
    assert html.count("<em>") + html.count("<strong>") <= 300


def test_what_comes_after_many_emphases_is_shown_as_it_was_typed():
    html = to_html("*a* " * 150 + "*b* en \\*c*")
    assert html.count("<em>") == 150
    assert html.endswith("*b* en *c*</p>")


@pytest.mark.settings(waiting_texts=3)
async def test_beyond_some_waiting_texts_the_next_is_kept_as_a_draft(browse, make, database):
    thread, ada = make.thread(by="ben"), browse("ada")
    before = count(database, PostVersion)
    for number in range(3):
        assert (await ada.post(f"/threads/{thread}", text(f"Antwoord {number}."))).status == 303
    page = await ada.post(f"/threads/{thread}", text("Eén te veel."))
    assert page.status == 422
    assert "heel veel van jou" in page.text
    assert "kladtekst" in page.text
    assert (count(database, PostVersion), count(database, Draft)) == (before + 3, 1)
    page = await ada.post(f"/rooms/{make.room()}/write", text("Ook te veel.", "Nieuw"))
    assert (page.status, count(database, Draft)) == (422, 2)


async def test_a_number_that_no_draft_can_have_costs_no_words(browse, make, database):
    thread, ada = make.thread(by="ben"), browse("ada")
    draft = make.draft(make.room())
    for version in ("9223372036854775808", "-1", "x", "1e3"):
        given = text("Mijn woorden.") | {"draft": str(draft), "version": version}
        assert (await ada.post(f"/threads/{thread}", given)).status == 303
    given = text("Voor later.") | {"draft": str(draft), "version": "9" * 30, "keep": "yes"}
    assert (await ada.post(f"/threads/{thread}", given)).status == 303
