"""No list loses a row: whatever does not fit on a page is on the next one, also when little of it is asked for."""

import re

import pytest

from foundation import paging
from foundation.errors import NotVisible
from groups.waiting_list.queries import waiting_list
from tests.forum.forum_steps import walk, way
from tests.rules.lists import (
    LISTS,
    MANY,
    ONE_THING,
    PAGE,
    PERSON,
    SAYS_OF_HOW_MANY,
    Lists,
    contact_tasks,
    open_conversations,
    unread,
)
from web.routing import HouseRoute

CONTINUED = "_from"


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", PAGE)


@pytest.fixture
def house(browse, database, people, later):
    """A house to fill."""
    return Lists(browse, database, people, later)


def found_on(pages, pattern):
    """What stands in the rows, in reading order; twice in one row is once."""
    found = []
    for page in pages:
        main = page.html.partition("<main")[2].partition("</main>")[0]
        found += dict.fromkeys(re.findall(pattern, main))
    return found


def test_every_page_is_a_list_in_the_table_or_about_one_thing(app):
    pages = {one.name for one in app.app.routes if isinstance(one, HouseRoute) and one.spec.kind == "page"}
    continued = {name for name in pages if name.endswith(CONTINUED)}
    assert pages - continued == {route for route, _ in LISTS} | ONE_THING | SAYS_OF_HOW_MANY
    assert {name.removesuffix(CONTINUED) for name in continued} <= {route for route, _ in LISTS}


@pytest.mark.settings(waiting_texts=200)
@pytest.mark.parametrize(("route", "fill"), LISTS, ids=lambda one: one if isinstance(one, str) else one.__name__)
async def test_turning_the_pages_shows_every_row_once(house, app, route, fill):
    listed = await fill(house)
    assert len(listed.rows) >= MANY - 1
    somebody, is_paged = house.browser_of(listed.who), any(one.name == route + CONTINUED for one in app.app.routes)
    pages = await walk(somebody, listed.address) if is_paged else [await somebody.open(listed.address)]
    found = found_on(pages, listed.pattern)
    assert sorted(found) == sorted(listed.rows)
    if len(pages) > 1:
        back = await walk(somebody, way(pages[-2], "next"), rel="prev")
        assert found_on(back[::-1], listed.pattern) == found


@pytest.mark.parametrize(
    "asked", [{"had_intake": "yes"}, {"region": "Antwerpen"}, {"day": "sun"}, {"relation": "sibling", "day": "sun"}]
)
async def test_a_filter_finds_those_who_come_last_on_the_waiting_list(house, asked):
    house.registrants(is_on_list=False)
    given = {"place": {"region": "Antwerpen"}, "times": {"sun": "on"}, "relation": {"relation": "sibling"}}
    last = {str(one) for one in house.registrants(**given)}
    cora = house.browse("cora")
    page = await cora.post("/staff/waiting-list", asked)
    pages = await walk(cora, page.location)
    assert set(found_on(pages, PERSON)) == last
    assert len(found_on(pages, PERSON)) == MANY
    assert f"{MANY} mensen in deze lijst" in pages[0].text
    assert f"{MANY} van {MANY}" in pages[0].text  # all of them are counted in when they are free


async def test_a_long_list_has_a_page_of_its_own_that_counts_everybody(house, monkeypatch):
    monkeypatch.setattr(waiting_list, "SHORT", PAGE)
    house.registrants(times={"sun": "on"})
    house.registrants(times={"tue": "on"}, relation={"relation": "sibling"})
    cora = house.browse("cora")
    page = await cora.open("/staff/waiting-list")
    assert f"{2 * MANY} mensen in deze lijst" in page.text
    assert "Een stip per" not in page.text
    assert f"{MANY} van {2 * MANY}" in (await cora.open("/staff/waiting-list/overview")).text
    part = await cora.follow(await cora.post("/staff/waiting-list", {"relation": "sibling"}))
    (there,) = [link for link in part.links if link.endswith("/overview")]
    assert f"{MANY} van {MANY}" in (await cora.open(there)).text


async def test_warnings_look_at_everybody_on_the_list_and_in_the_group(house):
    """Somebody on the last page belongs apart from a participant: she comes after all others, with the warning."""
    circle = {"circle": "apart", "shared_word": "regenboog"}
    (sits, *_), group = house.registrants(circle={"circle": "apart", "shared_word": "regen boog"}), None
    apart = house.groups.arrive(is_on_list=True, circle=circle)
    others = house.registrants()
    group = await house.groups.group()
    await house.groups.seat(group, sits)
    pages = await walk(house.browse("cora"), f"/staff/groups/{group}/candidates")
    in_order = [one for one in found_on(pages, PERSON) if one != str(sits)]
    assert set(in_order[:MANY]) == {str(one) for one in others}
    assert "liever apart" not in pages[0].text
    assert "liever apart van iemand in deze groep" in pages[-1].text
    assert str(apart) in in_order[MANY:]


async def test_a_word_shared_with_the_last_of_the_list_stands_beside_the_first(house):
    first = house.groups.arrive(is_on_list=True, circle={"circle": "apart", "shared_word": "regenboog"})
    house.later(days=1)
    house.registrants()
    house.later(days=1)
    last = house.groups.arrive(is_on_list=True, circle={"circle": "together", "shared_word": "Regenboog"})
    cora = house.browse("cora")
    pages = await walk(cora, "/staff/waiting-list")
    assert "liever apart" in pages[0].text
    assert "liever apart" in pages[-1].text
    assert f"/staff/registrations/{last}" not in pages[0].links
    assert "liever apart" in (await cora.open(f"/staff/registrations/{first}")).text.casefold()


async def test_the_week_says_how_much_more_there_is_and_leads_to_all_of_it(house):
    for fill in (unread, open_conversations, contact_tasks):
        await fill(house)
    page = await house.browse("cora").open("/staff/week")
    assert {"/staff/unread", "/staff/conversations", "/staff/contact-tasks"} <= set(page.links)
    assert page.text.count(f"{PAGE} van {MANY}.") == 3


async def test_whom_one_ticked_on_a_later_page_stays_on_the_page_that_warns(house):
    group = await house.groups.group(partner="on")
    house.registrants()
    cora = house.browse("cora")
    pages = await walk(cora, f"/staff/groups/{group}/candidates")
    ticked = found_on([pages[-1]], PERSON)
    page = await cora.post(f"/staff/groups/{group}/candidates", {f"pick-{one}": "on" for one in ticked})
    assert page.status == 422
    assert found_on([page], PERSON) == ticked
    assert page.html.count(" checked") == len(ticked)


async def test_the_place_of_one_list_is_not_a_place_in_another(house, people):
    cora = house.browse("cora")
    house.registrants()
    place = way(await cora.open("/staff/waiting-list"), "next").rsplit("/", 1)[1]
    for path in ("/staff/groups", "/staff/unread", "/staff/conversations", "/staff/invites"):
        assert (await cora.open(f"{path}/from/{place}")).status == 404, path


def test_numbers_that_no_database_holds_are_no_place():
    for text in ("a3" + "f" * 17, "a3-1", "a4" + "0", "a"):
        with pytest.raises(NotVisible):
            paging.Cursor.read(text)
