"""Where help can be had now: the file, and the page that shows it."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from foundation.clock import now
from foundation.language import current
from foundation.settings import ROOT
from information.help_lines import MOST_AT_ONCE, SHIPPED, YOUNGER, by_country, nearest, read_help_lines

SOURCES = ROOT / "docs" / "help_lines.md"
ZONE = "Europe/Brussels"
LINES_FOR_ADULTS = [line for line in read_help_lines(SHIPPED) if line.country != YOUNGER]
LINE = """
[[BE]]
name = { nl = "Een lijn", en = "A line" }
what = { nl = "Iemand luistert.", en = "Somebody listens." }
phone = "0800 11 22"
"""


def write(folder: Path, content: str) -> Path:
    path = folder / "help.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_every_shipped_line_is_said_in_three_languages_and_has_a_way_to_reach_it():
    lines = read_help_lines(SHIPPED)
    assert list(dict.fromkeys(line.country for line in lines))[:2] == ["BE", "NL"]
    for line in lines:
        assert set(line.name) == set(line.what) == {"nl", "en", "fr"}
        assert set(line.languages) <= {"nl", "en", "fr"}
        assert line.languages
        assert line.chat or line.mail or line.phone
        assert not line.chat or line.chat.startswith("https://")
        assert not line.mail or re.fullmatch(r"[^@\s]+@[^@\s]+", line.mail)
        assert not line.phone or re.fullmatch(r"[0-9 ]{3,17}", line.phone)


def test_every_shipped_line_has_a_source_with_a_date_and_nothing_else_is_listed_there():
    rows = re.findall(r"^\| ([^|]+) \| ([^|]*) \|", SOURCES.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: source for name, source in rows if re.search(r"\d{4}-\d{2}", source)}
    assert set(told) == {line.name["nl"] for line in read_help_lines(SHIPPED)}


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_those_of_ones_own_language_come_first_and_somebody_is_always_there(language):
    token = current.set(language)
    try:
        for lines in by_country(read_help_lines(SHIPPED), ZONE).values():
            own = [line.is_in_own_language for line in lines]
            assert own == sorted(own, reverse=True)
        at_hand = nearest(read_help_lines(SHIPPED), ZONE)
        assert 0 < len(at_hand) <= MOST_AT_ONCE
        assert at_hand[0].is_in_own_language
        assert all(line.is_open(ZONE) for line in at_hand)
    finally:
        current.reset(token)


def test_every_way_in_the_file_is_one_that_is_shown():
    for lines in tomllib.loads(SHIPPED.read_text(encoding="utf-8")).values():
        for line in lines:
            assert set(line) <= {"languages", "name", "what", "chat", "mail", "phone", "hours", "on_bill"}


def test_the_emergency_number_stands_once_above_all_and_is_no_line(tmp_path):
    assert read_help_lines(write(tmp_path, LINE + LINE.replace("0800 11 22", "112"))) == read_help_lines(
        write(tmp_path, LINE)
    )


def test_hours_say_when_a_line_opens(tmp_path, later):
    path = write(tmp_path, LINE + 'hours = "mon 09:00-17:00, tue 09:00-17:00"\n')
    (line,) = read_help_lines(path)
    here = now().astimezone(ZoneInfo(ZONE))
    monday = datetime.combine(here.date(), here.time().replace(hour=10, minute=0), here.tzinfo)
    while monday.weekday() != 0 or monday < here:
        monday = datetime.fromordinal(monday.toordinal() + 1).replace(hour=10, tzinfo=here.tzinfo)
    later(seconds=(monday.astimezone(UTC) - here.astimezone(UTC)).total_seconds())
    assert line.opens_at(ZONE) is None
    later(hours=7)
    opens = line.opens_at(ZONE).astimezone(ZoneInfo(ZONE))
    assert (opens.weekday(), opens.hour) == (1, 9)
    (tmp_path / "always").mkdir()
    (always,) = read_help_lines(write(tmp_path / "always", LINE))
    assert always.opens_at(ZONE) is None


@pytest.mark.parametrize(
    "content",
    [
        "[[BE]]\nname = 'x'\nwhat = 'y'\n",
        "[[BE]]\nname = { nl = 'a' }\n",
        "[[BE]]\nwhat = { nl = 'a' }\n",
        "[[BE]]\nname = { en = 'a' }\nwhat = { en = 'b' }\n",
        "[BE]\nname = { nl = 'a' }\nwhat = { nl = 'b' }\n",
        "BE = 5\n",
        "BE = ['a']\n",
        "BE = 'a'\n",
        "not toml",
        LINE + "hours = 'soms'\n",
        LINE + "chat = 'javascript:alert(1)'\n",
        LINE + "languages = 'nl'\n",
        LINE + "on_bill = 'perhaps'\n",
    ],
)
def test_a_file_that_cannot_be_shown_is_told_before_somebody_needs_it(tmp_path, content):
    with pytest.raises(ValueError):  # noqa: PT011
        read_help_lines(write(tmp_path, content))


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
async def test_the_page_shows_every_line_to_everybody_with_links_that_work(browse, language):
    for who in ("guest", "ada", "mia"):
        browser = browse(who)
        await browser.post("/language", {"language": language, "place": "/help"})
        page = await browser.open("/help")
        assert page.status == 200
        assert page.links.count("tel:112") == 1
        for line in LINES_FOR_ADULTS:
            assert line.name[language] in page.text
            assert not line.chat or line.chat in page.links
            assert not line.phone or f"tel:{line.phone.replace(' ', '')}" in page.links


async def test_a_line_in_another_language_says_so_and_a_number_what_it_leaves_behind(browse):
    browser = browse()
    await browser.post("/language", {"language": "fr", "place": "/help"})
    page = await browser.open("/help")
    assert page.text.count("En néerlandais.") == sum("nl" in line.languages for line in LINES_FOR_ADULTS)
    numbers = [line for line in LINES_FOR_ADULTS if line.phone]
    assert page.text.count("la liste des appels du téléphone") == len(numbers)
    assert page.text.index("SéOS") < page.text.index("Stop it Now! Flandre")
    for line in LINES_FOR_ADULTS:
        if line.chat and line.phone:
            assert page.html.index(line.chat) < page.html.index(f"tel:{line.phone.replace(' ', '')}")


async def test_links_away_from_the_house_do_not_say_where_somebody_came_from(browse):
    page = await browse().open("/help")
    for link in re.findall(r"<a [^>]*href=\"https?://[^>]*>", page.html):
        assert 'rel="noreferrer"' in link
