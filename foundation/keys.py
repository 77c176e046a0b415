"""The root key file, and the keys derived from it, one for each purpose.

The file holds one key a line, `id:base64`; the highest id is the newest and used for writing, the others still open
what was sealed before. It belongs outside the database and outside its backups.
"""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from foundation.files import keep_file


class Keys:
    """The current root keys by id (1 to 255)."""

    def __init__(self, roots: dict[int, bytes]) -> None:
        if not roots:
            raise ValueError("a key file needs at least one key")
        self._roots = roots
        self.newest = max(roots)
        self._derive = lru_cache(maxsize=256)(self._derive_once)

    @classmethod
    def load(cls, path: Path) -> "Keys":
        """Read the key file. Raises `FileNotFoundError`, `PermissionError` when others can read it, `ValueError`."""
        if path.stat().st_mode & 0o077:
            raise PermissionError(f"{path} can be read by others; make it readable by its owner only (chmod 400)")
        pairs = [line.split(":", 1) for line in path.read_text().split() if line]
        roots = {int(key_id): base64.b64decode(key) for key_id, key in pairs}
        if len(roots) != len(pairs):
            raise ValueError(f"{path} holds the same id twice")
        if any(len(key) != 32 or not 1 <= key_id <= 255 for key_id, key in roots.items()):
            raise ValueError(f"{path} holds a line that is not a key")
        return cls(roots)

    @classmethod
    def make(cls, path: Path) -> "Keys":
        """Write a new key file, readable by its owner only; never overwrites one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        line = "1:" + base64.b64encode(secrets.token_bytes(32)).decode() + "\n"
        keep_file(path, line.encode(), mode=0o400, is_new=True)
        return cls.load(path)

    @property
    def ids(self) -> list[int]:
        """The ids of all current keys, newest first."""
        return sorted(self._roots, reverse=True)

    def derived(self, label: str, key_id: int | None = None) -> bytes:
        """The 32-byte key for one purpose. Raises `KeyError` for a key id that has been removed."""
        return self._derive(label, self.newest if key_id is None else key_id)

    def _derive_once(self, label: str, key_id: int) -> bytes:
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"naast/" + label.encode())
        return kdf.derive(self._roots[key_id])

    def mac(self, label: str, text: str, key_id: int | None = None) -> bytes:
        """A keyed hash, prefixed with the id of its key, for looking up a value without storing it."""
        key_id = self.newest if key_id is None else key_id
        return bytes([key_id]) + hmac.new(self.derived(label, key_id), text.encode(), hashlib.sha256).digest()

    def macs(self, label: str, text: str) -> list[bytes]:
        """The keyed hashes under every current key, to compare with in a lookup."""
        return [self.mac(label, text, key_id) for key_id in self.ids]
