"""Where help can be had now: the file, and the page that shows it."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from foundation.clock import now
from foundation.settings import ROOT
from information.help_lines import read_help_lines

SHIPPED = ROOT / "information" / "help_lines.toml"
ZONE = "Europe/Brussels"
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
    countries = read_help_lines(SHIPPED)
    assert list(countries)[:2] == ["BE", "NL"]
    for country, lines in countries.items():
        assert lines, country
        for line in lines:
            assert set(line.name) == set(line.what) == {"nl", "en", "fr"}
            assert line.chat or line.mail or line.phone
            assert not line.chat or line.chat.startswith("https://")
            assert not line.mail or re.fullmatch(r"[^@\s]+@[^@\s]+", line.mail)
            assert not line.phone or re.fullmatch(r"[0-9 ]{3,16}", line.phone)


def test_silent_ways_come_first_and_the_emergency_number_is_never_missing():
    for lines in read_help_lines(SHIPPED).values():
        assert lines[0].chat or lines[0].mail
        assert any(line.phone == "112" and not line.hours for line in lines)
        silent = [bool(line.chat or line.mail) for line in lines]
        assert silent == sorted(silent, reverse=True)


def test_every_way_in_the_file_is_one_that_is_shown():
    for lines in tomllib.loads(SHIPPED.read_text(encoding="utf-8")).values():
        for line in lines:
            assert set(line) <= {"name", "what", "chat", "mail", "phone", "hours"}


def test_hours_say_when_a_line_opens(tmp_path, later):
    path = write(tmp_path, LINE + 'hours = "mon 09:00-17:00, tue 09:00-17:00"\n')
    (line,) = read_help_lines(path)["BE"]
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
    (always,) = read_help_lines(write(tmp_path / "always", LINE))["BE"]
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
        for lines in read_help_lines(SHIPPED).values():
            for line in lines:
                assert line.name[language] in page.text
                assert not line.chat or line.chat in page.links
                assert not line.phone or f"tel:{line.phone.replace(' ', '')}" in page.links


async def test_links_away_from_the_house_do_not_say_where_somebody_came_from(browse):
    page = await browse().open("/help")
    for link in re.findall(r"<a [^>]*href=\"https?://[^>]*>", page.html):
        assert 'rel="noreferrer"' in link


@pytest.mark.settings(help_file=ROOT / "tests" / "no-such-file.toml")
async def test_without_its_file_the_page_fails_kindly_and_the_way_out_stays(browse):
    page = await browse().open("/help")
    assert page.status == 500
    assert "/exit" in page.links
