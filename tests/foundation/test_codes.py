"""Codes that people can type over, and nobody can guess."""

from hypothesis import given
from hypothesis import strategies as st

from foundation.codes import ALPHABET, in_fours, new_code, normalise_code

codes = st.text(ALPHABET, min_size=1, max_size=24)


def test_the_alphabet_has_32_signs_none_of_which_look_alike():
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_new_codes_differ_and_use_every_sign():
    made = [new_code(16) for _ in range(400)]
    assert len(set(made)) == 400
    assert set("".join(made)) == set(ALPHABET)
    assert {len(code) for code in made} == {16}


@given(codes)
def test_a_code_survives_being_shown_and_typed_over(code):
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    around = (f"  {code}\n", f"“{code}”.", f"\u202a{code}\u202c", f"\ufeff{code}")
    between = (sign.join(code) for sign in ("-", "–", "\u2011", "\u00a0", "\u200b", "\u00ad", "/", "_"))
    for typed in (in_fours(code), in_fours(code).lower(), full_width, *around, *between):
        assert normalise_code(typed) == code


@given(codes)
def test_letters_that_look_like_digits_count_as_those(code):
    typed = code.replace("0", "O").replace("1", "l")
    assert normalise_code(typed) == code
    assert normalise_code(code.replace("0", "o").replace("1", "I")) == code


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_normalised(typed):
    tidy = normalise_code(typed)
    assert " " not in tidy
    assert normalise_code(tidy) == tidy


@given(codes)
def test_codes_are_shown_in_fours(code):
    groups = in_fours(code).split(" ")
    assert all(len(group) == 4 for group in groups[:-1])
    assert 1 <= len(groups[-1]) <= 4
