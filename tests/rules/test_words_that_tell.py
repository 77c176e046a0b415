"""Nothing that a bystander can see names the subject: titles, addresses, cookies, file names, letters."""

import re
from base64 import urlsafe_b64decode
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.routing import Mount

from foundation.language import OWN_NAMES, current, gettext
from foundation.settings import ROOT, Settings
from mail.composing import Address, compose
from mail.letters import Letter, OutgoingLetter
from tests.conftest import IN_THE_LONG_PROOF, plain_settings, some_and_then_all
from tests.rules.conftest import House
from tests.rules.crawl import answers_of, pages_of
from tests.rules.words_that_tell import words_that_tell
from texts.store import read_shipped

LANGUAGES = tuple(OWN_NAMES)
SOME = ("guest", "ada", "half", "mia", "cora")
RANDOM = re.compile(r"[\w-]{20,}")
CSS_CHILD = re.compile(r":(first|last|only|nth|nth-last)-child\b")
TITLE = re.compile(r"{% block title %}(.+?){% endblock %}")
SENTENCE = re.compile(r'{{ _\("([^"]+)"\) }}')
LANGUAGE_COOKIE = "__Host-e"
FILES = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())


@pytest.mark.parametrize("text", [
    "Voor wie iemand kent die een kind misbruikte", "Kindermisbruik", "Slachtoffers", "sexual-abuse.html", "Un délit",
    "Lotgenotengroep", "/forum/threads", "AGRESSEUR", "seks", "Het kind", "zedendelict",
])  # fmt: skip
def test_the_list_finds_what_it_is_for(text: str):
    assert words_that_tell(text)


@pytest.mark.parametrize(
    "text", ["Welkom", "Kindly", "Gesprek", "Soort", "Naast", "Bericht schrijven", "Text", "Mes textes"]
)
def test_the_list_lets_ordinary_words_be(text: str):
    assert not words_that_tell(text)


def test_no_address_tells(standing_house: House):
    for route in standing_house.app.app.routes:
        assert not words_that_tell(route.path.replace("/", " ")), route.path
        if not isinstance(route, Mount):
            assert re.fullmatch(r"(/[a-z{}_-]*)+", route.path), route.path


def test_no_file_name_and_nothing_in_a_file_that_everybody_gets_tells():
    for path in FILES:
        assert not words_that_tell(" ".join(path.relative_to(ROOT / "static").parts).replace(".", " "))
        assert not words_that_tell(CSS_CHILD.sub("", path.read_text(encoding="utf-8"))), path.name
    assert FILES


@pytest.mark.parametrize("person", SOME)
@pytest.mark.parametrize("language", some_and_then_all(["nl"], LANGUAGES))
async def test_no_title_tells_and_none_holds_what_somebody_wrote(house: House, person: str, language: str):
    titles: dict[str, str] = {}
    async for path, page in pages_of(house, person, cookies={LANGUAGE_COOKIE: language}):
        if page.status != 303:
            titles[path] = page.title
    assert titles
    typed = ("Dag allemaal", "Van Ben", "Te zien", "Van niemand meer", "Later", "Kennismaken", "Stille", "Grijze")
    for path, title in titles.items():
        assert title.strip(), path
        assert not words_that_tell(title), (path, title)
        assert not any(word in title for word in typed), (path, title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_there_is_says_the_kind_of_page_and_nothing_else(language: str):
    """Also of pages that no crawl comes to: what a title holds can be read off the templates."""
    token = current.set(language)
    found = 0
    for path in (ROOT / "templates").rglob("*.html"):
        for title in TITLE.findall(path.read_text(encoding="utf-8")):
            found += 1
            rest = SENTENCE.sub("", title).replace("{{ text.title }}", "").strip()
            assert rest == "", f"{path.name}: a title holds only a sentence of ours, or the title of a text of ours"
            for sentence in SENTENCE.findall(title):
                assert not words_that_tell(gettext(sentence)), (path.name, gettext(sentence))
    current.reset(token)
    assert found >= 50


def test_no_title_of_a_shipped_text_tells():
    for path in (ROOT / "texts" / "shipped").glob("*.md"):
        assert not words_that_tell(read_shipped(path)[0]), path.name


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_error_page_tells(house: House, language: str):
    given = {"cookies": {LANGUAGE_COOKIE: language}}
    parts = {"content-type": "multipart/form-data; boundary=x"}
    pages = [
        await house.ask("guest", "GET", "/nothing", **given),
        await house.ask("guest", "PUT", "/", **given),
        await house.ask("mia", "GET", "/staff/colleagues", **given),
        await house.ask("guest", "POST", "/sign-in", headers=parts, **given),
    ]
    assert [page.status for page in pages] == [404, 405, 403, 415]
    for page in pages:
        assert page.title
        assert not words_that_tell(page.title)
        assert not words_that_tell(page.text), page.text


async def test_no_cookie_tells_by_its_name_or_can_be_read(house: House):
    found: dict[str, set[str]] = {}
    for person in ("guest", "ada", "mia", "half") if IN_THE_LONG_PROOF else ("ada", "half"):
        async for _, page in answers_of(house, person, {"place": "/", "language": "fr", "one_time_code": "123456"}):
            for cookie in page.response.headers.get_list("set-cookie"):
                name, _, rest = cookie.partition("=")
                found.setdefault(name, set()).add(rest.split(";")[0])
    assert {"__Host-d", "__Host-e", "__Host-g"} <= set(found)
    for name, values in found.items():
        assert re.fullmatch(r"__Host-[a-z]", name), name
        assert not any(words_that_tell(value) for value in values if not RANDOM.fullmatch(value)), name
        sealed = [value for value in values if RANDOM.fullmatch(value)]
        assert not {word for value in sealed for word in words_that_tell(_opened(value)) if len(word) > 4}, name


def _opened(value: str) -> str:
    """What a random value would say if it were only written in other letters. Short words turn up by chance."""
    return urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode("latin-1")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Letter))
def test_no_letter_tells(kind: Letter, language: str, tmp_path: Path):
    letter = OutgoingLetter(kind=kind, person_id=uuid4(), subject="2026-11-23T10:00:00")
    settings = plain_settings(tmp_path)
    message = compose(settings, letter, Address("somebody@example.org", language))
    whole = "\n".join([*(f"{name}: {value}" for name, value in message.items()), message.get_content()])
    assert not words_that_tell(whole)
    assert str(letter.person_id) not in whole
    assert message["Subject"] == settings.mail_subject
    links = re.findall(r"https?://\S+", whole)
    assert all(re.fullmatch(rf"{re.escape(settings.address)}/?(staff/)?", link.rstrip(".")) for link in links), links


def test_every_letter_has_a_text_and_every_text_is_a_letter():
    assert {path.stem for path in (ROOT / "templates" / "mail").iterdir()} == {str(kind) for kind in Letter}


def test_nothing_that_is_set_from_the_start_tells():
    for name in ("site_name", "mail_from", "mail_subject", "exit_url"):
        assert not words_that_tell(str(Settings.model_fields[name].default).replace(".", " ")), name
