"""Codes that people type: random, shown in fours, lenient about whatever cannot be part of them."""

import re
import secrets
import unicodedata
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKES = str.maketrans("OIL", "011")
_SAYS_CODE = re.compile(r"^[\W_]*code[\W_]*", re.IGNORECASE)


def new_code(characters: int) -> str:
    """A random code; every character carries five bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(characters))


def normalise_code(typed: str) -> str:
    """The code as it was issued: upper case, O as 0, I and L as 1, without whatever cannot be part of it."""
    return "".join(sign for sign in _plain(typed) if sign in ALPHABET)


def digits_of(typed: str) -> str:
    """The digits, if what was typed is nothing but a code of digits and what cannot be part of one; or nothing."""
    signs = "".join(sign for sign in _plain(_SAYS_CODE.sub("", typed)) if sign.isalnum())
    return signs if signs.isdecimal() else ""


def ends_code(typed: str, code: str) -> bool:
    """Are these its last four? Who typed all of it has it written down just as well."""
    return normalise_code(typed) in (code[-4:], code)


def _plain(typed: str) -> str:
    """Upper case, digits of every script as 0-9, look-alikes as the digits they look like."""
    signs = unicodedata.normalize("NFKC", typed)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in signs).upper().translate(LOOK_ALIKES)


def in_fours(code: str) -> str:
    """The code for display, in groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def hash_of(token: str) -> bytes:
    """What is stored of a random token that a browser holds."""
    return sha256(token.encode()).digest()
