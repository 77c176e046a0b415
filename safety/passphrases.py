"""Passphrases that somebody would try first.

Nothing typed is changed or cut; a sentence with spaces is welcome.
"""

import enum
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from safety.names import skeleton

SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 12, 128
_OWN_WORDS = ("naast", "forum", "lotgenoten")
_USUAL_WORDS = (
    "password", "passphrase", "passwort", "wachtwoord", "wachtzin", "paswoord", "motdepasse", "welkom",
    "welcome", "bienvenue", "azerty", "qwerty", "qwertz", "letmein", "iloveyou", "ikhouvanjou", "jetaime",
    "sesame", "login", "inloggen", "bonjour", "hallo", "changeme", "verander", "zomer", "winter", "lente",
    "herfst", "secret", "geheim",
)  # fmt: skip
_WALKS = (
    "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop",
    "qsdfghjklm", "wxcvbn", "qwertzuiop", "yxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1aqw2zsx3edc",
    "qazwsxedcrfvtgbyhnujm", "aqwzsxedcrfvtgb", "&é\"'(§è!çà", "!@#$%^&*()_+",
)  # fmt: skip
_SHORTEST_STEP = 3
_FEW_CHARACTERS = 3
_LONGEST_PATTERN = 8
_SIGNS = str.maketrans({"@": "a", "$": "s", "€": "e"})


class PassphraseProblem(enum.Enum):
    """Why a passphrase cannot be used."""

    CHARACTERS = "characters"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    COMMON = "common"
    CONTEXT = "context"


def passphrase_problem(passphrase: str, context_words: Iterable[str] = ()) -> PassphraseProblem | None:
    """What is wrong with `passphrase`, or None. `context_words`: what others know, such as the pseudonym.

    Its length is counted in code points after NFC, the form in which it should be hashed.
    """
    typed = unicodedata.normalize("NFC", passphrase)
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in typed):
        return PassphraseProblem.CHARACTERS
    if len(typed) < SHORTEST_PASSPHRASE:
        return PassphraseProblem.TOO_SHORT
    if len(typed) > LONGEST_PASSPHRASE:
        return PassphraseProblem.TOO_LONG
    if _is_common(typed):
        return PassphraseProblem.COMMON
    return PassphraseProblem.CONTEXT if _is_mostly(typed, _parts([*_OWN_WORDS, *context_words])) else None


def _is_common(typed: str) -> bool:
    small = "".join(typed.casefold().split())
    if len(set(small)) <= _FEW_CHARACTERS or _repeats(small) or _is_walk(small):
        return True
    bare = typed.strip("0123456789 .,;:!?-_*#+=")
    return not _common().isdisjoint({_fold(typed), _fold(bare)}) or _is_mostly(typed, _USUAL_WORDS)


def _repeats(text: str) -> bool:
    """Whether it is one short pattern over and over, the last time perhaps cut off."""
    longest = min(_LONGEST_PATTERN, len(text) // 2)
    return any(text[size:] == text[:-size] for size in range(1, longest + 1))


def _is_walk(text: str) -> bool:
    """Whether fingers could run it off: steps along the alphabet or the keyboard, and at most a bit more."""
    place = stray = 0
    while place < len(text):
        step = _step_at(text, place)
        stray += step == 0
        place += step or 1
    return stray * 4 <= len(text)


def _step_at(text: str, place: int) -> int:
    longest = 0
    for walk in (way for row in _WALKS for way in (row, row[::-1])):
        size = _SHORTEST_STEP
        while place + size <= len(text) and text[place : place + size] in walk:
            longest, size = max(longest, size), size + 1
    same = 1
    for one, next_one in pairwise(text[place:]):
        if one != next_one:
            break
        same += 1
    return max(longest, same if same >= _SHORTEST_STEP else 0)


def _is_mostly(typed: str, words: Iterable[str]) -> bool:
    """Whether more than half of it is made of `words`."""
    whole = left = _fold(typed)
    for word in sorted({_fold(word) for word in words}, key=len, reverse=True):
        if len(word) >= _SHORTEST_STEP:
            left = left.replace(word, "\n")
    return len(left.replace("\n", "")) * 2 < len(whole)


def _parts(words: Iterable[str]) -> list[str]:
    return [part for word in words for part in (word, *word.split())]


def _fold(text: str) -> str:
    return skeleton(text.translate(_SIGNS))


@cache
def _common() -> frozenset[str]:
    lines = Path(__file__).with_name("common_passphrases.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_fold(line) for line in lines)
