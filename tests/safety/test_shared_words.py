"""Two people typed one word, each alone: one warning too many is the only mistake that may be made."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.shared_words import fold_word, may_be_the_same

SAME = [
    ("regenboog", "regenboog"), ("Regenboog", "regen boog"), ("café", "cafe"),
    (unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFD", "café")),
    ("d'n bleek", "d’n bleek"), ("zoë", "zoe"), ("regen-boog", "regenboog"), ("blauw–wit", "blauw-wit"),
    ("１９８４", "1984"), ("regenboog.", "regenboog"), ("regen\u200bboog", "regenboog"), ("«merel»", "merel"),
    ("regenboog", "regenbog"), ("regenboog", "regenboogg"), ("regenboog", "regenboig"), ("regenboog", "ergenboog"),
    ("regenboog", "de regenboog"), ("❤", "❤"), ("rue de l’église", "Rue de l'eglise"), ("straße", "strasse"),
]  # fmt: skip
DIFFERENT = [("merel", "regenboog"), ("ja", "nee"), ("zee", "see"), ("merel", "mezen"), ("", ""), ("❤", "☂")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_may_be_one_word_is_taken_for_one(one: str, other: str) -> None:
    assert may_be_the_same(fold_word(one), fold_word(other))
    assert may_be_the_same(fold_word(other), fold_word(one))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_plainly_another_word_is_not(one: str, other: str) -> None:
    assert not may_be_the_same(fold_word(one), fold_word(other))


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_a_word_is_always_the_same_as_itself_however_it_is_written(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert may_be_the_same(fold_word(text), fold_word(unicodedata.normalize(form, text)))
    assert may_be_the_same(fold_word(text), fold_word(f" {text} "))
