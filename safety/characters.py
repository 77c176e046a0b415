"""Characters nobody sees, and which can hide a word, turn it around or make two names look the same."""

import re
import unicodedata

# categories call these a letter, a mark or a symbol, yet nothing is drawn
_BLANKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufdd0-\ufdef\U000e0000-\U000e0fff]"
)
_ONE_EMOJI = "[\u2190-\u27ff\u2801-\u2bff\U0001f000-\U0001faff][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?"
_EMOJI = re.compile(f"({_ONE_EMOJI}(?:\u200d{_ONE_EMOJI})*|[0-9#*©®™ℹ‼⁉][\ufe0e\ufe0f])")


def is_invisible(character: str) -> bool:
    """Whether nothing is drawn for it: control, direction, zero width, filler, half a pair. Not a space."""
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"} or _BLANKS.match(character):
        return True
    return ord(character) & 0xFFFE == 0xFFFE


def without_invisible(text: str) -> str:
    """`text` as it is seen. Keeps newlines, and what makes one emoji out of several."""
    pieces = _EMOJI.split(text)
    pieces[::2] = ("".join(c for c in piece if c == "\n" or not is_invisible(c)) for piece in pieces[::2])
    return "".join(pieces)


def without_piled_marks(text: str, most: int) -> str:
    """`text` with at most `most` combining marks in a row; more of them cover the lines around."""
    kept: list[str] = []
    in_a_row = 0
    for character in text:
        in_a_row = in_a_row + 1 if unicodedata.category(character).startswith("M") else 0
        if in_a_row <= most:
            kept.append(character)
    return "".join(kept)
