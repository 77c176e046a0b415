import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.characters import is_invisible, without_invisible, without_piled_marks

HIDDEN = [
    "\0",
    "\x1b",
    "\x7f",
    "\u00ad",
    "\u200b",
    "\u200e",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u3164",
    "\ufe0f",
]


@pytest.mark.parametrize("character", [*HIDDEN, "\ud800", "\ufffe", "\u2800", "\U000e0041", "\u180e"], ids=ascii)
def test_a_character_nobody_sees_is_taken_away(character: str) -> None:
    assert is_invisible(character)
    assert without_invisible(f"a{character}b") == "ab"


@pytest.mark.parametrize("text", ["een zin", "é ß ñ", "Зоя", "日本", "a\u00a0b", "regel\nregel"])
def test_what_is_seen_stays(text: str) -> None:
    assert without_invisible(text) == text


@pytest.mark.parametrize(
    "emoji", ["👩\u200d👧\u200d👦", "❤\ufe0f", "🏳\ufe0f\u200d🌈", "1\ufe0f\u20e3", "👍🏽", "🙂\u200d↔\ufe0f"]
)
def test_an_emoji_made_of_several_stays_whole(emoji: str) -> None:
    assert without_invisible(f"dag {emoji} dag") == f"dag {emoji} dag"


def test_a_joiner_outside_an_emoji_goes() -> None:
    assert without_invisible("a\u200db\u200d👩\u200d\u200d👧\u200d") == "ab👩👧"


@given(st.text())
def test_hiding_twice_hides_no_more(text: str) -> None:
    assert without_invisible(without_invisible(text)) == without_invisible(text)


def test_a_pile_of_accents_is_cut_to_the_most_that_is_allowed() -> None:
    assert without_piled_marks("a" + "\u0301" * 50 + "b\u0301", 8) == "a" + "\u0301" * 8 + "b\u0301"
