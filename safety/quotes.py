"""Quotes: a text that was hidden must not go on standing in what others quoted of it.

One quote hidden too many leaves a gap that costs nothing; one too few leaves the words that somebody took away.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

RUN = 5
"""Words in a row that make a quote: fewer are chance, unless the whole quote is shorter."""
IN_ITS_PLACE = "> …"
_QUOTED = re.compile(r" {0,3}> ?")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Gone:
    """The words of a text that nobody should read any more, and of the one that stands in its place now, if any."""

    text: str
    in_its_place: str = ""


def without_quotes(source: str, gone: Iterable[Gone]) -> str:
    """`source` with an ellipsis for each quote that repeats words which are gone, and stand there no more."""
    hidden = [(_folded(one.text), _folded(one.in_its_place)) for one in gone]
    kept: list[str] = []
    for is_quote, lines in _blocks(source.split("\n")):
        runs = _runs(" ".join(map(_unquoted, lines))) if is_quote else []
        is_gone = any(run in text and run not in now for run in runs for text, now in hidden)
        kept += [IN_ITS_PLACE] if is_gone else lines
    return "\n".join(kept)


def _blocks(lines: list[str]) -> Iterable[tuple[bool, list[str]]]:
    """Lines in a row that are quoted, or are not."""
    block: list[str] = []
    for line in lines:
        if block and bool(_QUOTED.match(line)) != bool(_QUOTED.match(block[0])):
            yield bool(_QUOTED.match(block[0])), block
            block = []
        block.append(line)
    yield bool(block and _QUOTED.match(block[0])), block


def _unquoted(line: str) -> str:
    while found := _QUOTED.match(line):
        line = line[found.end() :]
    return line


def _runs(text: str) -> list[str]:
    words = _folded(text).split()
    starts = range(max(1, len(words) - RUN + 1)) if words else ()
    return [f" {' '.join(words[at : at + RUN])} " for at in starts]


def _folded(text: str) -> str:
    """Its words, without case, accents and signs, between spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return f" {' '.join(_WORD.findall(letters))} "
