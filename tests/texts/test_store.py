"""Texts by key, language and version: the newest one in the reader's language, else in Dutch."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from foundation.errors import NotVisible
from foundation.language import current
from safety.formatting import to_page
from tests.conftest import BOTH
from texts.models import TextVersion
from texts.store import SHIPPED, add_shipped, current_number, find, read_shipped

FILES = sorted(SHIPPED.glob("*.md"))


def add(db, key, language, number, title):
    db.add(TextVersion(key=key, language=language, number=number, title=title, source="x", since=date(2026, 11, 23)))
    db.flush()


@pytest.fixture
def speak():
    """`speak("fr")` changes the language of this answer."""
    token = current.set("nl")
    yield current.set
    current.reset(token)


@BOTH
def test_the_newest_version_in_the_language_of_the_answer_is_found(database, speak):
    with database.write() as db:
        add(db, "trial", "nl", 1, "nl een")
        add(db, "trial", "nl", 2, "nl twee")
        add(db, "trial", "fr", 1, "fr een")
        add(db, "trial", "nl", 10, "nl tien")
        assert find(db, "trial").title == "nl tien"
        speak("fr")
        assert find(db, "trial").title == "fr een"
        speak("en")
        assert find(db, "trial").title == "nl tien"
        assert current_number(db, "trial") == 10


def test_a_text_that_does_not_exist_is_not_found(database):
    with database.read() as db:
        for key in ("nothing", "", "%", "rules'"):
            with pytest.raises(NotVisible):
                find(db, key)
        assert current_number(db, "nothing") == 0


@BOTH
def test_shipped_texts_are_put_once_and_never_over_what_staff_wrote(database):
    with database.write() as db:
        before = len(db.exec(select(TextVersion)).all())
        assert before == len(FILES)
        add(db, "rules", "nl", 2, "Door ons geschreven")
        assert add_shipped(db) == 0
        assert find(db, "rules").title == "Door ons geschreven"
        assert len(db.exec(select(TextVersion)).all()) == before + 1


@BOTH
def test_a_version_exists_once(database):
    with database.write() as db:
        add(db, "trial", "nl", 1, "een")
        with pytest.raises(IntegrityError):
            add(db, "trial", "nl", 1, "twee")
        db.rollback()


def test_every_shipped_text_is_there_in_three_languages():
    keys = {path.name.split(".")[0] for path in FILES}
    assert {path.name for path in FILES} == {f"{key}.{language}.md" for key in keys for language in ("nl", "en", "fr")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_shipped_text_has_a_title_and_a_body_that_is_shown_whole(path):
    title, source = read_shipped(path)
    assert 2 < len(title) <= 80
    assert len(source) > 40
    html = to_page(source, 2, {})
    assert "<a" not in html
    assert "](" not in html
    assert "<script" not in html


@pytest.mark.parametrize("content", ["x", "Title: x\n\ny", "# x\n\ny"])
def test_a_shipped_file_without_a_title_is_reported(tmp_path, content):
    path = tmp_path / "x.nl.md"
    path.write_text(content)
    with pytest.raises(ValueError, match="title"):
        read_shipped(path)
