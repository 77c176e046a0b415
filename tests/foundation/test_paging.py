"""Turning pages forward and back shows everything once, also what happened at the same moment."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, Uuid, create_engine, select
from sqlmodel import Session

from foundation import paging
from foundation.columns import UtcDateTime
from foundation.errors import NotVisible
from foundation.paging import Cursor, read_slice
from tests.conftest import BOTH

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROWS = Table("trial_row", MetaData(), Column("happened_at", UtcDateTime), Column("id", Uuid, primary_key=True))


@pytest.fixture(scope="module")
def engine():
    made = create_engine("sqlite://")
    ROWS.create(made)
    yield made
    made.dispose()


def slice_of(db, cursor, newest_first):
    return read_slice(db, select(ROWS), (ROWS.c.happened_at, ROWS.c.id), cursor, newest_first=newest_first)


def walk(db, newest_first):
    """Every page forward, then every page back from the last."""
    forward = [slice_of(db, None, newest_first)]
    while forward[-1].after:
        forward.append(slice_of(db, Cursor.read(str(forward[-1].after)), newest_first))
        assert len(forward) < 100
    back = [forward[-1]]
    while back[-1].before:
        back.append(slice_of(db, Cursor.read(str(back[-1].before)), newest_first))
        assert len(back) < 100
    return forward, back[::-1]


def check(db, expected, newest_first, size):
    forward, back = walk(db, newest_first)
    for pages in (forward, back):
        assert [(row.happened_at, row.id) for page in pages for row in page.rows] == expected
        assert all(len(page.rows) <= size for page in pages)
        assert pages[0].before is None
        assert pages[-1].after is None
    assert all(len(page.rows) == size for page in forward[:-1])


def filled(db, moments, ids):
    rows = [{"happened_at": START + timedelta(microseconds=m), "id": i} for m, i in zip(moments, ids, strict=True)]
    db.execute(ROWS.delete())
    if rows:
        db.execute(ROWS.insert(), rows)
    return sorted((row["happened_at"], row["id"]) for row in rows)


@hypothesis_settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 4) | st.integers(-(10**9), 10**9), max_size=40), st.integers(1, 7), st.booleans())
@example([0] * 40, 20, True)
@example([0] * 41, 20, False)
@example([], 20, True)
def test_every_row_is_shown_once_in_both_directions(engine, moments, size, newest_first):
    with pytest.MonkeyPatch.context() as patched, Session(engine) as db:
        patched.setattr(paging, "PAGE_SIZE", size)
        expected = filled(db, moments, [uuid4() for _ in moments])
        check(db, expected[::-1] if newest_first else expected, newest_first, size)


@BOTH
@pytest.mark.parametrize("newest_first", [True, False])
def test_the_same_on_both_databases_with_equal_moments(database, monkeypatch, newest_first):
    monkeypatch.setattr(paging, "PAGE_SIZE", 3)
    chance = random.Random(7)
    with database.write() as db:
        ROWS.create(db.connection())
        for number in (0, 1, 2, 3, 4, 6, 7, 31):
            moments = [chance.choice([0, 0, 1, 5, 10**6]) for _ in range(number)]
            ids = [UUID(int=chance.getrandbits(128)) for _ in moments]
            expected = filled(db, moments, ids)
            check(db, expected[::-1] if newest_first else expected, newest_first, 3)
        db.rollback()


def test_rows_that_arrive_while_somebody_turns_pages_are_not_shown_twice(engine, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 3)
    with Session(engine) as db:
        filled(db, range(9), [uuid4() for _ in range(9)])
        first = slice_of(db, None, True)
        db.execute(ROWS.insert(), [{"happened_at": START + timedelta(hours=n), "id": uuid4()} for n in range(1, 6)])
        second = slice_of(db, first.after, True)
        assert not {row.id for row in first.rows} & {row.id for row in second.rows}
        assert [row.happened_at.microsecond for row in second.rows] == [5, 4, 3]


def test_a_page_whose_rows_were_taken_away_is_empty_and_not_an_error(engine, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 3)
    with Session(engine) as db:
        filled(db, range(4), [uuid4() for _ in range(4)])
        first = slice_of(db, None, True)
        filled(db, [], [])
        for cursor in (first.after, Cursor((START, uuid4()), back=True)):
            empty = slice_of(db, cursor, True)
            assert (empty.rows, empty.before, empty.after) == ([], None, None)


moments = st.datetimes(datetime(1970, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001


@given(moments, st.uuids(), st.booleans())
def test_a_place_in_a_list_survives_its_address(moment, row_id, back):
    cursor = Cursor((moment, row_id), back)
    assert Cursor.read(str(cursor)) == cursor
    assert set(str(cursor)) <= set("0123456789abcdef-")


@given(st.text(max_size=60) | st.from_regex(r"[ab][0-9a-f]{1,40}-[0-9a-f]{30,34}", fullmatch=True))
def test_anything_else_is_an_address_that_leads_nowhere(text):
    try:
        cursor = Cursor.read(text)
    except NotVisible:
        return
    assert Cursor.read(str(cursor)) == cursor


@BOTH
async def test_made_up_places_break_no_page(browse, make):
    room, thread = make.room(), make.thread()
    ada, mia = browse("ada"), browse("mia")
    far = f"a0{2**58:x}-2{'f' * 32}"
    for place in (
        "a00-2" + "0" * 32,
        "b00-2" + "f" * 32,
        far,
        "a0-1-2" + "0" * 32,
        "x",
        "a0" + "f" * 400 + "-2" + "0" * 32,
        "a2" + "0" * 32,
        "a11-2" + "0" * 32,
        "a31-2" + "0" * 32,
    ):
        for browser, path in ((ada, "/new"), (ada, f"/rooms/{room}"), (ada, f"/threads/{thread}"), (ada, "/my-texts"),
                              (ada, "/notices"), (mia, "/staff/queue")):  # fmt: skip
            assert (await browser.open(f"{path}/from/{place}")).status in (200, 404), (path, place)
