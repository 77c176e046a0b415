"""Every table has a rule for how long its rows are kept, and every rule is done by something that exists."""

import re
from importlib import import_module

import pytest
from sqlmodel import SQLModel

from foundation.settings import PREFIX, ROOT, Settings
from groups.registrations.operations.ending import DEPENDENT_ROWS
from scheduler import timetable
from tests.rules.models import every_model

PAGE = (ROOT / "docs" / "retention.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z_]+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = {table: {"until": until, "by": re.findall(r"`([\w.]+)`", by)} for table, _, until, by in ROW.findall(PAGE)}
WITHOUT_AN_END = ("stays", "overwritten", "waits", "until they change it", "until they renew", "until it is taken back")


def test_every_table_has_one_row_and_every_row_a_table():
    assert len(ROWS) == len(ROW.findall(PAGE))
    assert set(ROWS) == {model.__tablename__ for model in every_model()}


@pytest.mark.parametrize("table", sorted(ROWS))
def test_what_a_row_says_takes_it_away_exists_and_what_has_none_says_why(table):
    for name in ROWS[table]["by"]:
        module, _, function = name.rpartition(".")
        assert callable(getattr(import_module(module), function)), name
    assert ROWS[table]["by"] or any(words in ROWS[table]["until"] for words in WITHOUT_AN_END)


def test_every_function_of_a_job_that_stands_there_is_in_the_timetable():
    named = {name for row in ROWS.values() for name in row["by"] if ".jobs." in name}
    assert len(named) > 8
    for name in named:
        module, _, function = name.rpartition(".")
        assert getattr(timetable, function) is getattr(import_module(module), function), name


def test_every_setting_that_stands_there_is_one_and_every_one_about_keeping_stands_there():
    settings = set(re.findall(rf"{PREFIX}[A-Z_]+", PAGE))
    assert settings <= {PREFIX + name.upper() for name in Settings.model_fields}
    kept = re.compile(r"days .* (is|are) (kept|erased)|nothing is heard")
    about = {name for name, field in Settings.model_fields.items() if kept.search(field.description or "")}
    assert {PREFIX + name.upper() for name in about} <= settings


def test_what_goes_with_another_table_does():
    """By a foreign key that deletes or empties, or by name in what erases a registration."""
    hanging = {model.__tablename__ for model, _ in DEPENDENT_ROWS}
    for table, row in ROWS.items():
        for other in re.findall(r"with (?:either )?`([a-z_]+)`", row["until"]):
            keys = [key for key in SQLModel.metadata.tables[table].foreign_keys if key.column.table.name == other]
            is_deleted = any(key.ondelete in ("CASCADE", "SET NULL") for key in keys)
            assert is_deleted or (other == "registration" and table in hanging) or _by_its_own(table), (table, other)


def _by_its_own(table):
    """A post goes when it holds no text: its versions are asked, not told."""
    return table == "post_version"


def test_whoever_hangs_on_a_registration_is_erased_with_it():
    hanging = {(model.__tablename__, column.key) for model, column in DEPENDENT_ROWS}
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "registration" and key.ondelete != "CASCADE":
                assert (table.name, key.parent.name) in hanging


def test_no_row_can_be_without_its_key():
    """What looks for unused keys would otherwise find none, or all."""
    for table in SQLModel.metadata.sorted_tables:
        if "data_key_id" in table.columns:
            assert not table.columns["data_key_id"].nullable, table.name
