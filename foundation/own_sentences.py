"""A sentence of one's own and the four digits that belong to it: how both are read, and what is too easy to guess.

Only letters, digits and the gaps between words count, so that nothing matters that a keyboard changes by itself: curly
quotes, dashes, a full stop after two spaces, signs that cannot be seen. Accents count: people type them on purpose.
"""

import re
import unicodedata

from foundation.codes import digits_of

DIGITS_WITH_SENTENCE = 4
SHORTEST_SENTENCE = 20
FEWEST_WORDS = 4
_APOSTROPHES = "'\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u00b4`"
_PICTURE_STYLES = "\ufe0e\ufe0f"
_ONE_AFTER_ANOTHER = "01234567890"
_FOUR_AT_THE_END = re.compile(r"(?:(.*) )?([0-9]{4})")


def fold_sentence(typed: str) -> str:
    """The sentence as it is compared."""
    words = "".join("" if sign in _APOSTROPHES else sign for sign in typed)
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())
    return " ".join("".join(_as_compared(sign) for sign in plain).split())


def four_digits(typed: str) -> str:
    """The four digits, or the last four of a whole code; nothing when it is neither."""
    digits = digits_of(typed)
    return digits[-DIGITS_WITH_SENTENCE:] if len(digits) in (DIGITS_WITH_SENTENCE, 16) else ""


def with_digits(typed: str, digits: str) -> str:
    """A sentence and its four digits as one text, also when they stood behind it already; a code stays as it is."""
    four = four_digits(digits)
    if digits_of(typed) or not four or split_sentence(typed)[1] == four:
        return typed
    return f"{typed} {four}"


def split_sentence(typed: str) -> tuple[str, str]:
    """The sentence as it is compared, and the four digits behind it; no digits when there are none."""
    folded = fold_sentence(typed)
    found = _FOUR_AT_THE_END.fullmatch(folded)
    return (found[1] or "", found[2]) if found else (folded, "")


def is_sentence(typed: str) -> bool:
    """Is it, without the four digits, long enough that nobody guesses it?"""
    sentence, _ = split_sentence(typed)
    return len(sentence) >= SHORTEST_SENTENCE and len(sentence.split()) >= FEWEST_WORDS


def is_guessed_first(digits: str) -> bool:
    """Are these among the few that everybody tries first: one digit or one pair repeated, or four in a row?

    Years are not refused: there are too many, and the last four of a code may look like one.
    """
    return digits[:2] == digits[2:] or digits in _ONE_AFTER_ANOTHER or digits[::-1] in _ONE_AFTER_ANOTHER


def _as_compared(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cf" or sign in _PICTURE_STYLES:
        return ""
    return str(unicodedata.decimal(sign, sign)) if kind[0] in "LMN" else " "
