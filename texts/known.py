"""Texts that can be read when the database cannot: as they were read last, else as they are shipped."""

from typing import NamedTuple

from sqlmodel import col, select

from foundation.database import Database
from foundation.error_log import log_error
from foundation.language import current
from texts.models import TextVersion
from texts.store import SHIPPED, read_shipped

KEYS = ("help_intro", "night")
"""Those of the pages that stand when everything else is down."""


class KnownText(NamedTuple):
    """What a page shows of a text, and in which language that is."""

    title: str
    source: str
    language: str


class KnownTexts:
    """The present version of each, by key and language. Nothing is served from here while the database answers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = _shipped()

    def look(self, key: str) -> None:
        """Read this text anew, in every language. Never an error: what is known stays."""
        columns = select(col(TextVersion.title), col(TextVersion.source), col(TextVersion.language))
        versions = columns.where(col(TextVersion.key) == key).order_by(col(TextVersion.number))
        try:
            with self._database.read() as db:
                self._known |= {(key, row.language): KnownText(*row) for row in db.execute(versions)}
        except Exception as error:
            log_error(error)

    def find(self, key: str) -> KnownText:
        """As far as we know, in the language of this answer, or in Dutch when there is none in it."""
        return self._known.get((key, current.get())) or self._known[key, "nl"]


def _shipped() -> dict[tuple[str, str], KnownText]:
    found = {}
    for path in (one for key in KEYS for one in SHIPPED.glob(f"{key}.*.md")):
        key, language = path.name.split(".")[:2]
        found[key, language] = KnownText(*read_shipped(path), language)
    return found
