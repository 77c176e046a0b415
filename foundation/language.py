"""Languages: the one of this response, its catalogue, and its date formats.

A msgid is the English sentence itself; the Dutch catalogue is the reference for meaning and tone.
"""

from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from foundation.clock import now

LOCALES = Path(__file__).resolve().parent.parent / "locales"
OWN_NAMES = {"nl": "Nederlands", "en": "English", "fr": "Français"}
PATTERNS = {
    "nl": ("EEEE d MMMM", "EEEE d MMMM, HH.mm 'uur'"),
    "en": ("EEEE d MMMM", "EEEE d MMMM, HH:mm"),
    "fr": ("EEEE d MMMM", "EEEE d MMMM, H'h'mm"),
}
CLOCKS = {"nl": "HH.mm 'uur'", "en": "HH:mm", "fr": "H'h'mm"}

current: ContextVar[str] = ContextVar("language", default="nl")


@lru_cache(maxsize=len(OWN_NAMES))
def catalogue(language: str) -> NullTranslations:
    """The translations of one language; English needs none."""
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def gettext(message: str) -> str:
    """The sentence in the language of this response."""
    return str(catalogue(current.get()).ugettext(message))


def ngettext(singular: str, plural: str, n: int) -> str:
    """The sentence for `n` items."""
    return str(catalogue(current.get()).ungettext(singular, plural, n))


def N_(message: str) -> str:  # noqa: N802
    """Marks a sentence that is translated later, where it is displayed."""
    return message


def format_day(moment: datetime, zone: str) -> str:
    """'dinsdag 12 januari', in `zone`."""
    return _formatted(moment, zone, PATTERNS[current.get()][0])


def format_moment(moment: datetime, zone: str) -> str:
    """'dinsdag 12 januari, 19.00 uur', in `zone`."""
    return _formatted(moment, zone, PATTERNS[current.get()][1])


def format_clock(moment: datetime, zone: str) -> str:
    """'16.00 uur', in `zone`."""
    return _formatted(moment, zone, CLOCKS[current.get()])


def format_hour(hour: time) -> str:
    """'16.00 uur', for a time without a zone."""
    return str(format_time(hour, CLOCKS[current.get()], locale=current.get()))


def format_long_date(day: date) -> str:
    """'12 januari 2026'."""
    return str(format_date(day, _first_in_french("d MMMM y", day), locale=current.get()))


def format_number(number: float) -> str:
    """'2,5'."""
    return str(format_decimal(number, locale=current.get()))


def format_ago(moment: datetime) -> str:
    """'3 uur': how long ago `moment` was, in one unit, never less than a minute."""
    passed = max(now() - moment, timedelta(minutes=1))
    return str(format_timedelta(passed, threshold=1, locale=current.get()))


def _formatted(moment: datetime, zone: str, pattern: str) -> str:
    here = moment.astimezone(ZoneInfo(zone))
    pattern = _first_in_french(pattern, here)
    return str(format_datetime(here, pattern, tzinfo=ZoneInfo(zone), locale=current.get()))


def _first_in_french(pattern: str, day: date) -> str:
    return pattern.replace("d MMMM", "d'er' MMMM") if current.get() == "fr" and day.day == 1 else pattern
