"""What a keyboard changes by itself in a sentence or a code does not matter; what is guessed first is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.access_codes import normalise_access_code, tried_name
from foundation.codes import digits_of, ends_code
from foundation.own_sentences import (
    fold_sentence,
    four_digits,
    is_guessed_first,
    is_sentence,
    split_sentence,
    with_digits,
)

KEPT = 'd\'n "blauwe" fiets - zo zei hij - staat in Gent.'
CODE = "1204567890123450"


@pytest.mark.parametrize("typed", [
    "d’n “blauwe” fiets – zo zei hij – staat in Gent.",
    "D‘N „BLAUWE” FIETS — ZO ZEI HIJ — STAAT IN GENT",
    "d'n «blauwe» fiets -- zo zei hij -- staat in Gent.  ",
    "  d'n  \"blauwe\"\u00a0fiets - zo zei hij - staat in Gent. ",
    "d'n \"blau\u00adwe\" fi\u200bets - zo zei hij - staat in Gent…",
    "\ufeff\u202ad´n \"blauwe\" fiets - zo zei hij - staat in Gent.\u202c",
    "d'n \"blauwe\" fiets ❤️ zo zei hij ❤ staat in Gent!",
])  # fmt: skip
def test_a_sentence_is_the_same_however_a_keyboard_writes_it(typed):
    assert fold_sentence(typed) == fold_sentence(KEPT)
    assert split_sentence(with_digits(typed, "4821")) == split_sentence(f"{KEPT} 4821")


@pytest.mark.parametrize(("one", "other"), [("zoë leest een boek", "zoe leest een boek"), ("de kat", "dekat")])
def test_accents_and_gaps_between_words_count(one, other):
    assert fold_sentence(one) != fold_sentence(other)


def test_one_accent_in_one_sign_or_in_two_is_the_same():
    assert fold_sentence("zoe\u0308 leest") == fold_sentence("zoë leest")


@pytest.mark.parametrize("typed", [
    "1204 5678 9012 3450",
    "1204-5678–9012—3450",
    "\u202a1204\u202c 5678\ufeff9012\u200b34\u00ad50",
    "1204/5678,9012_3450.",
    "Code: 1204 5678 9012 3450",
    "code 12O4 5678 9o12 345O",
    "I204 5678 90l2 3450",
    "１２０４ ５６７８ ９０１２ ３４５０",
    "١٢٠٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٠",
])  # fmt: skip
def test_what_cannot_be_part_of_a_code_is_dropped(typed):
    assert normalise_access_code(typed) == tried_name(typed) == CODE
    assert four_digits(typed) == "3450"
    assert with_digits(typed, "4821") == typed


@pytest.mark.parametrize("typed", ["3450", " 34 50.", "34\u201150", "３４５０", "345O", CODE, "1204 5678 9012 3450"])
def test_the_last_four_are_recognised_also_in_the_whole_code(typed):
    assert ends_code(typed, CODE)


@pytest.mark.parametrize("typed", ["", "0", "1204", "450", "13450", "204567890123450"])
def test_other_digits_are_not_the_last_four(typed):
    assert not ends_code(typed, CODE)


def test_a_sentence_with_its_digits_behind_it_is_read_as_both():
    assert with_digits("de kat slaapt op zolder 4821", "4821") == "de kat slaapt op zolder 4821"
    assert split_sentence("De kat slaapt, 4821.") == ("de kat slaapt", "4821")
    assert split_sentence("in 1987 sliep de kat") == ("in 1987 sliep de kat", "")
    assert split_sentence("4821") == ("", "4821")
    assert tried_name("De kat slaapt 4821") == tried_name("de kat slaapt 4822")


@pytest.mark.parametrize(
    "typed", ["een twee drie vier 4821", "a - b - c - d - - - - - - - -", "driewoordenmaar heel lang"]
)
def test_digits_and_dashes_make_no_sentence_longer(typed):
    assert not is_sentence(typed)


def test_the_few_that_everybody_tries_first_are_known_and_a_year_is_not_one():
    refused = {f"{number:04}" for number in range(10_000) if is_guessed_first(f"{number:04}")}
    assert {"0000", "1234", "1111", "4321", "7890", "0987", "1212", "6969"} <= refused
    assert not {"1984", "2007", "4821", "1122"} & refused
    assert len(refused) == 116


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_read_and_read_again(typed):
    once = normalise_access_code(typed)
    assert normalise_access_code(once) == once
    assert not digits_of(typed) or digits_of(typed) == once
    assert is_sentence(typed) == is_sentence(once) or bool(digits_of(typed))
