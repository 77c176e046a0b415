"""Ready-made words to start from, in the languages we speak."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from foundation.language import current
from foundation.settings import ROOT

SHIPPED = ROOT / "texts" / "shipped"
ABOUT_TEXTS = "refusal_reasons.toml"
ABOUT_APPLICATIONS = "application_words.toml"


@dataclass(frozen=True)
class CannedText:
    """A reason, its short label, and text a moderator can start from."""

    reason: str
    label: str
    text: str


def canned_texts(file: str = ABOUT_TEXTS) -> list[CannedText]:
    """The ready-made words of one file, in the language of this answer."""
    language = current.get()
    return [CannedText(one["key"], one["label"][language], one["text"][language]) for one in _read_file(file)]


@lru_cache(maxsize=4)
def _read_file(file: str) -> list[dict[str, Any]]:
    reasons: list[dict[str, Any]] = tomllib.loads((SHIPPED / file).read_text(encoding="utf-8"))["reasons"]
    return reasons
