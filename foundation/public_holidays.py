"""Public holidays, by country."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays

COUNTRIES = ("BE", "NL")
LANGUAGES = {"nl": "nl", "fr": "fr", "en": "en_US"}


@dataclass(frozen=True)
class Country:
    """A country whose public holidays apply, for one organisation or (without a name) for all."""

    code: str
    organisation: str = ""

    def is_for(self, organisation: str) -> bool:
        """Do its public holidays apply to this organisation?"""
        return not self.organisation or same_name(self.organisation) == same_name(organisation)


def same_name(organisation: str) -> str:
    """The normal form in which two spellings of an organisation's name are equal."""
    return " ".join(unicodedata.normalize("NFKC", organisation).casefold().split())


def parse_countries(value: str) -> tuple[Country, ...]:
    """Read `BE, NL`, or `BE One organisation, NL Another`. Raises `ValueError` for an unknown country."""
    found = []
    for part in filter(None, (part.strip() for part in value.split(","))):
        code, _, organisation = part.partition(" ")
        if code.upper() not in COUNTRIES:
            raise ValueError(f"name {' or '.join(COUNTRIES)}, if need be with an organisation behind it")
        found.append(Country(code.upper(), organisation.strip()))
    return tuple(found)


@cache
def public_holidays(code: str, year: int, language: str = "nl") -> Mapping[date, str]:
    """The public holidays of a country in a year, named in this language where names exist."""
    try:
        return dict(holidays.country_holidays(code, years=year, language=LANGUAGES[language]))
    except NotImplementedError:
        return dict(holidays.country_holidays(code, years=year))


def holidays_by_day(countries: Collection[Country], years: Collection[int], language: str) -> dict[date, str]:
    """Public holidays in any of these countries, with the name in the first that has one."""
    found: dict[date, str] = {}
    for country in countries:
        for year in years:
            found = {**public_holidays(country.code, year, language), **found}
    return found
