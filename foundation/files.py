"""Files that nobody else may read, and that are there once we say so."""

import os
from pathlib import Path


def keep_file(path: Path, content: bytes, *, mode: int, is_new: bool = False) -> None:
    """Write `content`; afterwards file and name are on the disk, whatever becomes of the power.

    Replaces what stood there, unless it must be `is_new`: then `FileExistsError`. Raises `OSError`.
    """
    otherwise = os.O_EXCL if is_new else os.O_TRUNC
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | otherwise, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
