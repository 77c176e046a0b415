"""Sealed values: AES-256-GCM, bound to their table, column and row, so that none can be moved.

A value is sealed with the *data key* of the person or case it concerns (`foundation.data_keys`); tokens that only pass
through a browser are sealed with a key derived from the root key.
"""

import json
import os
from base64 import b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from foundation.keys import Keys

NONCE = 12


class SealBroken(Exception):
    """A sealed value was moved or altered, or its key is gone."""


def seal_bytes(key: bytes, plain: bytes, place: str) -> bytes:
    """Seal `plain` for one `place`; the same text never yields the same bytes twice."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal_bytes(key: bytes, sealed: bytes, place: str) -> bytes:
    """The plain bytes. Raises `SealBroken`."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except (InvalidTag, ValueError):
        raise SealBroken(place) from None


def wrap(keys: Keys, key: bytes, key_id: UUID) -> bytes:
    """A data key, sealed under the newest root key; its first byte is that key's id."""
    place = f"data_key|wrapped|{key_id}|{keys.newest}"
    return bytes([keys.newest]) + seal_bytes(keys.derived("data keys"), key, place)


def unwrap(keys: Keys, wrapped: bytes, key_id: UUID) -> bytes:
    """The data key. Raises `SealBroken` when the root key that wrapped it has been removed."""
    root = wrapped[0] if wrapped else 0
    try:
        key = keys.derived("data keys", root)
    except KeyError:
        raise SealBroken(f"root key {root} is gone") from None
    return unseal_bytes(key, wrapped[1:], f"data_key|wrapped|{key_id}|{root}")


def seal_token(keys: Keys, purpose: str, content: object) -> str:
    """A URL-safe text that carries `content` (JSON) through a browser, unreadable there."""
    sealed = bytes([keys.newest]) + seal_bytes(
        keys.derived(f"token {purpose}"),
        json.dumps(content, separators=(",", ":")).encode(),
        f"{purpose}|{keys.newest}",
    )
    return text_of(sealed)


def text_of(sealed: bytes) -> str:
    """Bytes as text for a cookie or an address."""
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def bytes_of(token: str) -> bytes:
    """The bytes behind such a text. Raises `ValueError` for anything else."""
    sealed = b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    if text_of(sealed) != token:
        raise ValueError("written in another way than ours")
    return sealed


def open_token(keys: Keys, purpose: str, token: str) -> Any:
    """The content given to `seal_token`. Raises `SealBroken` for anything else."""
    try:
        sealed = bytes_of(token)
        return json.loads(
            unseal_bytes(keys.derived(f"token {purpose}", sealed[0]), sealed[1:], f"{purpose}|{sealed[0]}")
        )
    except (ValueError, IndexError, KeyError):
        raise SealBroken(purpose) from None
