"""Sealed bytes open with their key and in their place, and in no other way."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.keys import Keys
from foundation.sealing import (
    NONCE,
    SealBroken,
    bytes_of,
    open_token,
    seal_bytes,
    seal_token,
    text_of,
    unseal_bytes,
    unwrap,
    wrap,
)

KEY, OTHER = b"k" * 32, b"o" * 32
OLD = Keys({1: b"1" * 32})
BOTH_KEYS = Keys({1: b"1" * 32, 2: b"2" * 32})
NEW = Keys({2: b"2" * 32})
FOREIGN = Keys({1: b"9" * 32})
CONTENT = {"at": 1, "answers": {"code": "ABCD"}}


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_is_sealed_opens_again_and_hides_its_words(plain, place):
    sealed = seal_bytes(KEY, plain, place)
    assert unseal_bytes(KEY, sealed, place) == plain
    assert len(sealed) == len(plain) + NONCE + 16
    assert len(plain) < 4 or plain not in sealed


@given(st.binary(max_size=50), st.text(max_size=20), st.text(max_size=20))
def test_it_opens_nowhere_else(plain, place, elsewhere):
    if place == elsewhere:
        return
    with pytest.raises(SealBroken):
        unseal_bytes(KEY, seal_bytes(KEY, plain, place), elsewhere)


def test_it_opens_with_no_other_key():
    with pytest.raises(SealBroken):
        unseal_bytes(OTHER, seal_bytes(KEY, b"plain", "here"), "here")


def test_one_flipped_bit_anywhere_breaks_the_seal():
    sealed = seal_bytes(KEY, b"plain", "here")
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SealBroken):
            unseal_bytes(KEY, bytes(changed), "here")


def test_a_seal_that_was_cut_or_lengthened_is_broken():
    sealed = seal_bytes(KEY, b"plain", "here")
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            unseal_bytes(KEY, sealed[:length], "here")
    with pytest.raises(SealBroken):
        unseal_bytes(KEY, sealed + b"\0", "here")


def test_the_same_text_never_looks_the_same_twice():
    assert len({seal_bytes(KEY, b"plain", "here") for _ in range(50)}) == 50


def test_a_broken_seal_tells_nothing_of_the_text_or_the_key():
    with pytest.raises(SealBroken) as broken:
        unseal_bytes(OTHER, seal_bytes(KEY, b"plain words", "here"), "here")
    assert "plain" not in str(broken.value)
    assert broken.value.__cause__ is None


def test_a_data_key_wrapped_before_rotation_opens_after_it_and_new_ones_use_the_newest():
    wrapped = wrap(OLD, KEY, "id")
    assert unwrap(BOTH_KEYS, wrapped, "id") == KEY
    assert wrap(BOTH_KEYS, KEY, "id")[0] == 2
    assert unwrap(NEW, wrap(BOTH_KEYS, KEY, "id"), "id") == KEY


def test_a_data_key_whose_root_key_is_gone_cannot_be_opened():
    with pytest.raises(SealBroken):
        unwrap(NEW, wrap(OLD, KEY, "id"), "id")
    with pytest.raises(SealBroken):
        unwrap(FOREIGN, wrap(OLD, KEY, "id"), "id")


def test_a_wrapped_key_does_not_open_under_another_id():
    with pytest.raises(SealBroken):
        unwrap(OLD, wrap(OLD, KEY, "id"), "other id")


def test_a_wrapped_key_that_names_another_root_key_does_not_open():
    wrapped = wrap(BOTH_KEYS, KEY, "id")
    for said in set(range(256)) - {wrapped[0]}:
        with pytest.raises(SealBroken):
            unwrap(BOTH_KEYS, bytes([said]) + wrapped[1:], "id")


def test_an_empty_wrapped_key_is_a_broken_seal():
    with pytest.raises(SealBroken):
        unwrap(OLD, b"", "id")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=10))
def test_a_token_carries_what_it_was_given(content):
    token = seal_token(OLD, "joining", content)
    assert open_token(OLD, "joining", token) == content
    assert re.fullmatch(r"[A-Za-z0-9_-]+", token)


def test_a_token_opens_after_rotation_and_not_without_its_key():
    token = seal_token(OLD, "joining", CONTENT)
    assert open_token(BOTH_KEYS, "joining", token) == CONTENT
    for keys in (NEW, FOREIGN):
        with pytest.raises(SealBroken):
            open_token(keys, "joining", token)


def test_a_token_serves_one_purpose():
    token = seal_token(OLD, "joining", CONTENT)
    for purpose in ("place", "recovery", "joining ", "", "token joining"):
        with pytest.raises(SealBroken):
            open_token(OLD, purpose, token)


def test_a_token_that_names_another_key_does_not_open():
    token = seal_token(BOTH_KEYS, "joining", CONTENT)
    for said in range(256):
        if said != 2:
            with pytest.raises(SealBroken):
                open_token(BOTH_KEYS, "joining", text_of(bytes([said]) + bytes_of(token)[1:]))


@given(st.text(max_size=80) | st.binary(max_size=80).map(bytes.hex))
def test_anything_else_is_no_token(text):
    with pytest.raises(SealBroken):
        open_token(OLD, "joining", text)


def test_a_token_hides_what_it_carries():
    token = bytes_of(seal_token(OLD, "joining", CONTENT))
    assert b"ABCD" not in token
    assert json.dumps(CONTENT).encode() not in token
