"""docs/settings.md names every setting, and nothing that is not one."""

import re
from pathlib import Path

import pytest

from foundation.settings import PREFIX, ROOT, Settings

PAGE = ROOT / "docs" / "settings.md"
ROW = re.compile(r"^\| `(NAAST_[A-Z_]+)` \| (.*?) \| (.+?) \|$", re.MULTILINE)


@pytest.fixture
def rows():
    return {name: (default, words) for name, default, words in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def test_every_setting_has_a_row_and_every_row_is_a_setting(rows):
    assert set(rows) == {PREFIX + name.upper() for name in Settings.model_fields}


def test_every_row_says_the_default_that_holds(rows):
    for name, field in Settings.model_fields.items():
        default = field.default
        if isinstance(default, Path):
            default = default.relative_to(ROOT) if default.is_absolute() else default
        wanted = "" if default in (None, "") else f"`{default}`"
        assert rows[PREFIX + name.upper()][0] == wanted, name


def test_every_row_explains(rows):
    for name, (_, words) in rows.items():
        assert len(words) > 20, name
        assert words.endswith("."), name


def test_no_other_text_in_the_page_names_a_setting_that_does_not_exist(rows):
    mentioned = set(re.findall(r"NAAST_[A-Z_]+", PAGE.read_text(encoding="utf-8")))
    assert mentioned - {"NAAST_"} == set(rows)


def test_nothing_in_the_code_reads_a_variable_that_is_not_in_the_page(rows):
    found = set()
    for path in ROOT.glob("*/**/*.py"):
        folder = path.relative_to(ROOT).parts[0]
        if folder not in ("tests", "benchmarks", "var", "build") and not folder.startswith("."):
            found |= set(re.findall(r"NAAST_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8")))
    for path in ROOT.glob("*.py"):
        found |= set(re.findall(r"NAAST_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8")))
    assert found <= set(rows)
