"""Pseudonyms: how they are tidied, when two of them look alike, and what is wrong with one.

The look-alikes of other scripts come from confusable-homoglyphs; the rest is folded here.
"""

import enum
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from confusable_homoglyphs import categories, confusables

from safety.characters import is_invisible
from safety.reserved import RESERVED_NAMES

SHORTEST_NAME, LONGEST_NAME = 3, 24
_MOST_MARKS = 2
_ABSURD = 1_000  # code points not worth a closer look
_STRUCK_THROUGH = 1  # combining class of lines across a letter
_LONG_ENOUGH_TO_HIDE_IN_A_WORD = 8
_PUNCTUATION = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-"})
_PLAIN_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzøđðłħŧæœßı")
_SINGLE_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"})
_LOOK_ALIKES = str.maketrans("i01345789", "loleastbg")
GLANCED_OVER = ("cl", "d")
_WORD = re.compile(r"[^\W_]+")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CONTACT = re.compile(
    r"""@ | :// | \bwww\b
    | (?: \d [\s./()+-]* ){8}
    | [^\W_]\.(?: be|nl|fr|eu|uk|com|net|org|info|app|online )\b
    | (?: gmail|hotmail|outlook|whatsapp|telegram|instagram|facebook|snapchat|tiktok )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class NameProblem(enum.Enum):
    """Why a name cannot be used."""

    EMPTY = "empty"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    CHARACTERS = "characters"
    MIXED_SCRIPTS = "mixed scripts"
    RESERVED = "reserved"
    LOOKS_LIKE_CONTACT = "looks like contact"


def normalise_name(text: str) -> str:
    """The name as it will be shown: NFKC, plain apostrophes and hyphens, single spaces, none around it."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PUNCTUATION).split())


def skeleton(text: str) -> str:
    """What the eye sees of a name: two names with one skeleton are taken for each other.

    Without case, accents, separators and hidden characters; look-alikes among digits and other scripts
    become the Latin letter they resemble. Not meant to be read. Empty when `text` holds no letter or digit.
    """
    seen = "".join(_latin_look(character) for character in unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFKD", seen.casefold()).translate(_SINGLE_LETTERS)
    letters = "".join(character for character in plain if _stays(character))
    return letters.translate(_LOOK_ALIKES).replace("rn", "m").replace("vv", "w")


def at_a_glance(skeleton: str) -> str:
    """What a quick eye takes two letters for. Only for new names: what is kept of a member is the skeleton itself."""
    return skeleton.replace(*GLANCED_OVER)


def name_problem(text: str, reserved: Iterable[str] = RESERVED_NAMES) -> NameProblem | None:
    """What keeps `text` from being a pseudonym, or None. Whether it is taken, its skeleton tells."""
    if len(text) > _ABSURD:
        return NameProblem.TOO_LONG
    name = normalise_name(text)
    if not name:
        return NameProblem.EMPTY
    if _CONTACT.search(name):
        return NameProblem.LOOKS_LIKE_CONTACT
    if not _characters_are_fine(name):
        return NameProblem.CHARACTERS
    if len(name) < SHORTEST_NAME:
        return NameProblem.TOO_SHORT
    if len(name) > LONGEST_NAME:
        return NameProblem.TOO_LONG
    if len(_scripts(name)) > 1:
        return NameProblem.MIXED_SCRIPTS
    return NameProblem.RESERVED if is_reserved(name, reserved) else None


def is_reserved(name: str, reserved: Iterable[str]) -> bool:
    """Whether a reserved name is in it: as a word, spread over words, numbered; a long one also inside."""
    forbidden = frozenset(reserved)
    skeletons = _skeletons(forbidden)
    whole = at_a_glance(skeleton(name))
    if any(long in whole for long in skeletons if len(long) >= _LONG_ENOUGH_TO_HIDE_IN_A_WORD):
        return True
    words = _WORD.findall(_CAPITAL_INSIDE.sub(" ", name))
    runs = ["".join(words[first:last]) for first in range(len(words)) for last in range(first + 1, len(words) + 1)]
    return any(at_a_glance(skeleton(way)) in skeletons for run in runs for way in (run, run.strip("0123456789")))


@lru_cache(maxsize=8)
def _skeletons(names: frozenset[str]) -> frozenset[str]:
    return frozenset(at_a_glance(skeleton(name)) for name in names) - {""}


def _characters_are_fine(name: str) -> bool:
    in_a_row, after_letter = 0, False
    for character in name:
        kind = unicodedata.category(character)
        if is_invisible(character):
            return False
        if kind in {"Mn", "Mc"} and unicodedata.combining(character) != _STRUCK_THROUGH:
            in_a_row += 1
            if not after_letter or in_a_row > _MOST_MARKS:
                return False
            continue
        after_letter, in_a_row = kind in {"Lu", "Ll", "Lt", "Lo"}, 0
        if after_letter and not _is_plain_letter(character):
            return False
        if not after_letter and character not in "0123456789 -'.":
            return False
    return any(character.isalpha() for character in name)


def _is_plain_letter(character: str) -> bool:
    # small capitals, turned and hooked letters are Latin too, and made to pass for the plain ones
    if categories.alias(character) != "LATIN" or character.isascii():
        return True
    bare = "".join(c for c in unicodedata.normalize("NFKD", character.casefold()) if not unicodedata.combining(c))
    return bool(bare) and all(c in _PLAIN_LATIN for c in bare)


def _scripts(name: str) -> set[str]:
    return {categories.alias(character) for character in name} - {"COMMON", "INHERITED"}


def _stays(character: str) -> bool:
    if is_invisible(character):
        return False
    # vowel signs of Indic scripts are marks too, but carry meaning; accents have a combining class
    return character.isalnum() or (
        unicodedata.category(character) in {"Mn", "Mc"} and not unicodedata.combining(character)
    )


@lru_cache(maxsize=4096)
def _latin_look(character: str) -> str:
    if character.isascii():
        return character
    # a capital may look like a Latin letter where its small form does not, so the form typed comes first
    for form in (character, character.upper(), character.lower()):
        looks = [look["c"] for look in confusables.confusables_data.get(form, ())]
        for look in sorted(look for look in looks if len(look) == 1 and look.isascii() and look.isalpha()):
            return str(look)
    return character
