"""Where help can be had now, per country, silent ways first; and whether it is open at this moment.

Read from a file and never from the database: these lines stand when everything else is down.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from foundation.clock import now
from foundation.duty import DutyHours
from foundation.error_log import log_error
from foundation.language import current
from foundation.settings import ROOT

EMERGENCY = "112"
SHIPPED = ROOT / "information" / "help_lines.toml"
HOURS_UNKNOWN = "their site"
ON_BILL = ("never", "maybe")
WAYS = ("chat", "mail", "phone", "hours")
YOUNGER = "younger"
"""For whoever is under 18: texts lead there, the pages for adults do not show them."""
MOST_AT_ONCE = 4
"""Lines beside an error or in a text: enough to choose from, few enough to read at night."""


@dataclass(frozen=True, kw_only=True)
class HelpLine:
    """One way to get help.

    `hours` is empty when it is always open; `languages` is what is spoken there, empty when nobody said. `on_bill` is
    "never" when a call is not on the phone bill, else "maybe".
    """

    country: str
    languages: tuple[str, ...]
    name: dict[str, str]
    what: dict[str, str]
    chat: str
    mail: str
    phone: str
    hours: str
    on_bill: str

    def in_language(self, texts: dict[str, str]) -> str:
        """These words in the language of this answer."""
        return texts.get(current.get()) or texts["nl"]

    @property
    def digits(self) -> str:
        """The number as a phone dials it."""
        return self.phone.replace(" ", "")

    @property
    def site(self) -> str:
        """Where one chats, as people write it."""
        return self.chat.removeprefix("https://").removeprefix("www.").rstrip("/")

    @property
    def is_in_own_language(self) -> bool:
        """Is the language of this answer spoken there?"""
        return not self.languages or current.get() in self.languages

    @property
    def knows_hours(self) -> bool:
        """Do we know when it is open?"""
        return self.hours != HOURS_UNKNOWN

    def is_open(self, zone: str) -> bool:
        """Can somebody be reached there at this moment, as far as we know?"""
        return self.knows_hours and self.opens_at(zone) is None

    def opens_at(self, zone: str) -> datetime | None:
        """When it opens next; None when it is open now, or we do not know."""
        if not self.hours or not self.knows_hours:
            return None
        slot = DutyHours.parse(self.hours, "", zone).next_period(now())
        return slot.begins if slot and slot.begins > now() else None


def known_help_lines(path: Path) -> list[HelpLine]:
    """The lines of this file; those that are shipped when it cannot be read, for somebody needs one now."""
    try:
        return read_help_lines(path)
    except (OSError, ValueError) as error:
        log_error(error)
        return read_help_lines(SHIPPED)


def by_country(lines: list[HelpLine], zone: str) -> dict[str, list[HelpLine]]:
    """Side by side per country: those of one's own language first, of these the open ones; then as in the file."""
    countries: dict[str, list[HelpLine]] = {}
    for line in _nearest_first(lines, zone):
        countries.setdefault(line.country, []).append(line)
    order = list(dict.fromkeys(line.country for line in lines))
    return {country: countries[country] for country in order if country != YOUNGER}


def nearest(lines: list[HelpLine], zone: str) -> list[HelpLine]:
    """The few to turn to at this moment: of one's own language, and open as far as we know."""
    here = [line for line in _nearest_first(lines, zone) if line.is_open(zone) and line.country != YOUNGER]
    return here[:MOST_AT_ONCE]


def _nearest_first(lines: list[HelpLine], zone: str) -> list[HelpLine]:
    return sorted(lines, key=lambda line: (not line.is_in_own_language, not line.is_open(zone), not line.chat))


@lru_cache(maxsize=4)
def read_help_lines(path: Path) -> list[HelpLine]:
    """The lines, in the order of the file. Raises `OSError`, or `ValueError` with what is wrong."""
    try:
        countries = tomllib.loads(path.read_text(encoding="utf-8"))
        lines = [_line(country, one) for country, given in countries.items() for one in given]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{path}: {error}") from None
    return [line for line in lines if line.phone != EMERGENCY]


def _line(country: str, given: dict[str, object]) -> HelpLine:
    name, what, spoken = given["name"], given["what"], given.get("languages", [])
    ways = {way: str(given.get(way, "")) for way in WAYS}
    on_bill = str(given.get("on_bill", "maybe"))
    if not (isinstance(name, dict) and isinstance(what, dict) and "nl" in name and "nl" in what):
        raise ValueError("every line needs a name and a what, each with nl")
    if not isinstance(spoken, list):
        raise ValueError('languages must look like ["nl", "fr"]')
    if on_bill not in ON_BILL:
        raise ValueError(f"on_bill must be one of {', '.join(ON_BILL)}, not {on_bill}")
    if ways["chat"] and not ways["chat"].startswith("https://"):
        raise ValueError("a chat address begins with https://")
    if ways["hours"] != HOURS_UNKNOWN:
        try:
            DutyHours.parse(ways["hours"], "", "UTC")
        except ValueError:
            raise ValueError(f"hours must look like mon 09:00-17:00, not {ways['hours']}") from None
    languages = tuple(map(str, spoken))
    return HelpLine(country=country, languages=languages, name=name, what=what, on_bill=on_bill, **ways)
