"""Codes that people type: random, shown in fours, lenient about case, spaces and look-alike characters."""

import secrets
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKES = str.maketrans("OIL", "011")


def new_code(characters: int) -> str:
    """A random code; every character carries five bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(characters))


def normalise_code(typed: str) -> str:
    """The code as it was issued: upper case, without spaces and dashes, O as 0, I and L as 1."""
    return "".join(typed.upper().split()).replace("-", "").translate(LOOK_ALIKES)


def in_fours(code: str) -> str:
    """The code for display, in groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def hash_of(token: str) -> bytes:
    """What is stored of a random token that a browser holds."""
    return sha256(token.encode()).digest()
