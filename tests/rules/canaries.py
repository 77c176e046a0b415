"""Looking for words in bytes, in every way that a program might have written them down."""

import base64
from hashlib import sha256
from pathlib import Path

from sqlalchemy.engine import make_url

from foundation.settings import Settings
from tests import postgres


def disguises(word: str) -> set[bytes]:
    """The word as bytes: plain, as UTF-16, as hex, as base64 wherever in a longer text it may stand."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    for ahead in range(3):
        padded = base64.b64encode(b"\x00" * ahead + plain + b"\x00" * ((-ahead - len(plain)) % 3))
        first = (ahead * 8 + 5) // 6
        last = (ahead + len(plain)) * 8 // 6
        found |= {padded[first:last], base64.urlsafe_b64encode(base64.b64decode(padded))[first:last]}
    return {one for one in found if len(one) >= 6}


def hashed(word: str) -> set[bytes]:
    """The word under a hash without a key, which anybody can compute for every code there is."""
    digest = sha256(word.encode()).digest()
    return {digest, digest.hex().encode()}


def holds(haystack: bytes, word: str) -> bool:
    """Does the word stand there, in whatever disguise and case?"""
    lower = haystack.lower()
    return any(one in haystack or one.lower() in lower for one in disguises(word))


def everything_kept(settings: Settings) -> bytes:
    """What a thief of the disk or of a backup would have: file, WAL and shared memory, or the dump."""
    if settings.database_url:
        return postgres.dump(settings.database_url)
    path = Path(make_url(settings.database_address).database or "")
    return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))
