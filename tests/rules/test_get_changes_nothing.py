"""Looking changes nothing, but for the visit note."""

from datetime import timedelta

import pytest

from foundation.clock import now
from tests.conftest import some_and_then_all
from tests.rules.conftest import House
from tests.rules.crawl import pages_of
from tests.rules.rows import all_rows, what_changed
from tests.rules.world import PERSONS

VISIT_NOTE = {
    "member_sign_in": {"seen_at"},
    "staff_sign_in": {"seen_at"},
    "application_visit": {"seen_at"},
    "registration_visit": {"seen_at"},
    "read_mark": {"*"},
    "notice": {"is_read"},
}

ONE_OF_EACH = ("guest", "ada", "half", "mia", "finn", "cora", "iris", "rita")


@pytest.mark.parametrize("person", some_and_then_all(ONE_OF_EACH, PERSONS))
async def test_reading_every_page_leaves_every_row_as_it_was(house: House, person: str, later):
    later(minutes=11)  # so that renewing the sign-in is due
    before = all_rows(house.world.database, VISIT_NOTE)
    number = 0
    async for path, page in pages_of(house, person):
        number += 1
        assert page.status < 500, path
    assert number > 50
    assert what_changed(before, all_rows(house.world.database, VISIT_NOTE)) == {}


@pytest.mark.parametrize("person", ["guest", "nora", "half"])
async def test_a_guest_leaves_no_note_either(house: House, person: str, later):
    later(minutes=11)
    async for _ in pages_of(house, person):
        pass
    changed = what_changed(house.rows, all_rows(house.world.database))
    assert changed == {}


@pytest.mark.parametrize(("person", "noted"), [
    ("ada", {"member_sign_in", "read_mark", "notice"}),
    ("mia", {"staff_sign_in"}),
])  # fmt: skip
async def test_the_visit_note_is_written_and_only_about_oneself(house: House, person: str, noted: set[str], later):
    later(minutes=11)
    async for _ in pages_of(house, person):
        pass
    changed = what_changed(house.rows, all_rows(house.world.database))
    assert set(changed) == noted
    for table in noted - {"read_mark"}:
        gone, come = changed[table]
        assert gone == come, table
    own = house.world.people.ids[person].hex
    for row in set(all_rows(house.world.database).get("read_mark", [])) - set(house.rows["read_mark"]):
        assert own in row[0].replace("-", "")
    assert now() > house.began + timedelta(minutes=10)


async def test_asking_only_for_the_head_changes_nothing_more(house: House):
    before = all_rows(house.world.database, VISIT_NOTE)
    for path in ("/rooms", "/notices", "/account", "/", "/my-texts"):
        await house.ask("ada", "HEAD", path)
    assert all_rows(house.world.database, VISIT_NOTE) == before


@pytest.mark.parametrize("person", ["ada", "mia", "iris", "both", "guest"])
async def test_the_exit_ends_ones_own_sign_ins_and_touches_nothing_else(house: House, person: str):
    page = await house.ask(person, "GET", "/exit")
    assert page.status == 303
    changed = what_changed(house.rows, all_rows(house.world.database))
    expected = {"ada": {"member_sign_in"}, "mia": {"staff_sign_in"}, "iris": {"application_visit"}, "guest": set()}
    assert set(changed) == expected.get(person, {"member_sign_in", "staff_sign_in"})
    assert all(numbers == ((1, 0) if person == "iris" else (1, 1)) for numbers in changed.values())


async def test_a_preview_is_a_question_and_keeps_nothing(house: House):
    page = await house.ask("ada", "POST", "/preview", {"title": "Een titel", "source": "Woorden.", "back": "/rooms"})
    assert page.status == 200
    assert house.is_as_it_was()
