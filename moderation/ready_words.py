"""Ready-made words for sending back and refusing, in the languages we speak."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from foundation.language import current
from foundation.settings import ROOT

FILE = ROOT / "texts" / "shipped" / "refusal_reasons.toml"


@dataclass(frozen=True)
class ReadyWords:
    """A reason, its short label, and words a moderator can start from."""

    reason: str
    label: str
    words: str


def ready_words() -> list[ReadyWords]:
    """The ready-made words in the language of this answer."""
    language = current.get()
    return [ReadyWords(one["key"], one["label"][language], one["words"][language]) for one in _read_file()]


@lru_cache(maxsize=1)
def _read_file() -> list[dict[str, Any]]:
    reasons: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["reasons"]
    return reasons
