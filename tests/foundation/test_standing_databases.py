"""The PostgreSQL database that tests use one after another is each time what it was in the beginning."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from foundation.database import Database
from tests import postgres
from tests.conftest import plain_settings
from tests.rules.rows import all_rows


@pytest.fixture
def standing(postgresql_templates):
    """One for this test alone."""
    made = postgres.Standing(postgresql_templates[True].address)
    yield made
    postgres.drop_database(made.url)


@pytest.fixture
def opened(standing, keys, tmp_path):
    """It, open."""
    made = Database(plain_settings(tmp_path, database_url=standing.url), keys)
    yield made
    made.close()


def do(database, *statements):
    with database.write() as db:
        for one in statements:
            db.execute(text(one))


def test_rows_that_went_came_or_changed_and_numbers_that_were_given_out_are_put_back(standing, opened):
    before = all_rows(opened)
    standing.set_back()
    assert standing.is_surely_untouched()
    opened.close()
    came = "INSERT INTO lease (name, holder, until) VALUES ('house', 'a', now())"
    do(opened, "DELETE FROM member", "UPDATE staff SET organisation = 'Elders'", came)
    numbers = "SELECT last_value FROM pg_sequences"
    with opened.read() as db:
        (number,) = db.execute(text(numbers)).one()
    assert not standing.is_surely_untouched()
    do(opened, "SELECT nextval(quote_ident(sequencename)) FROM pg_sequences")
    standing.set_back()
    opened.close()
    assert all_rows(opened) == before
    with opened.read() as db:
        assert db.execute(text(numbers)).one() == (number,)


def test_a_database_of_another_shape_is_copied_anew(standing, opened):
    ours = "table_schema = 'public'"
    columns = f"SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE {ours}"
    shape = f"{columns} UNION ALL SELECT tablename, indexname, '' FROM pg_indexes WHERE schemaname = 'public'"
    with opened.read() as db:
        before = set(db.execute(text(shape)))
    for change in (
        "ALTER TABLE member ADD COLUMN shoe_size integer",
        "ALTER TABLE member DROP CONSTRAINT pk_member CASCADE",
        "ALTER TABLE member ALTER COLUMN pseudonym DROP NOT NULL",
        "DROP TABLE lease",
        "CREATE TABLE elsewhere (number integer)",
        "CREATE INDEX sooner ON member (pseudonym)",
    ):
        do(opened, change)
        with opened.read() as db:
            assert set(db.execute(text(shape))) != before, change
        standing.set_back()
        opened.close()
        with opened.read() as db:
            assert set(db.execute(text(shape))) == before, change


def test_whoever_still_holds_something_is_cut_off(standing, opened):
    before = all_rows(opened)
    with opened.engine.connect() as left_open:
        left_open.execute(text("LOCK TABLE member"))
        standing.set_back()
        with pytest.raises(OperationalError):
            left_open.execute(text("SELECT 1"))
        left_open.invalidate()
    opened.close()
    assert all_rows(opened) == before
