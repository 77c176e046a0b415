"""Where help can be had now, per country, silent ways first; and whether it is open at this moment."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from foundation.clock import now
from foundation.duty import DutyHours
from foundation.language import current


@dataclass(frozen=True)
class HelpLine:
    """One way to get help. `hours` is empty when it is always open."""

    name: dict[str, str]
    what: dict[str, str]
    chat: str
    mail: str
    phone: str
    hours: str

    def in_language(self, texts: dict[str, str]) -> str:
        """These words in the language of this answer."""
        return texts.get(current.get()) or texts["nl"]

    def is_open(self, zone: str) -> bool:
        """Can somebody be reached there at this moment?"""
        return self.opens_at(zone) is None

    def opens_at(self, zone: str) -> datetime | None:
        """When it opens next; None when it is open now."""
        if not self.hours:
            return None
        slot = DutyHours.parse(self.hours, "", zone).next_period(now())
        return slot.begins if slot and slot.begins > now() else None


@lru_cache(maxsize=4)
def read_help_lines(path: Path) -> dict[str, list[HelpLine]]:
    """The lines per country, in the order of the file. Raises `ValueError` with what is wrong."""
    try:
        countries = tomllib.loads(path.read_text(encoding="utf-8"))
        return {country: [_line(one) for one in lines] for country, lines in countries.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{path}: {error}") from None


def _line(given: dict[str, object]) -> HelpLine:
    name, what = given["name"], given["what"]
    ways = {way: str(given.get(way, "")) for way in ("chat", "mail", "phone", "hours")}
    if not (isinstance(name, dict) and isinstance(what, dict) and "nl" in name and "nl" in what):
        raise ValueError("every line needs a name and a what, each with nl")
    if ways["chat"] and not ways["chat"].startswith("https://"):
        raise ValueError("a chat address begins with https://")
    try:
        DutyHours.parse(ways["hours"], "", "UTC")
    except ValueError:
        raise ValueError(f"hours must look like mon 09:00-17:00, not {ways['hours']}") from None
    return HelpLine(name=name, what=what, **ways)
