"""A power cut, as SQLite meets it: what was not on the disk yet is gone.

The system does not tell which bytes are on the disk, so we stand between SQLite and its files: whenever it asks for a
sync, what a file holds at that moment is noted as what is on the disk. `Power.cut` lays that down: the worst that a
power cut can leave.
"""

import _sqlite3
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

INT, WIDE, POINTER = ctypes.c_int, ctypes.c_int64, ctypes.c_void_p
OPEN = ctypes.CFUNCTYPE(INT, POINTER, POINTER, POINTER, INT, POINTER)
READ = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT, WIDE)
SYNC = ctypes.CFUNCTYPE(INT, POINTER, INT)
SIZE = ctypes.CFUNCTYPE(INT, POINTER, ctypes.POINTER(WIDE))
OK = 0


class FileSystem(ctypes.Structure):
    """The first members of SQLite's `sqlite3_vfs`."""

    _fields_ = [
        ("iVersion", INT), ("szOsFile", INT), ("mxPathname", INT),
        ("pNext", POINTER), ("zName", ctypes.c_char_p), ("pAppData", POINTER), ("xOpen", OPEN),
    ]  # fmt: skip


class Methods(ctypes.Structure):
    """SQLite's `sqlite3_io_methods`, version 3."""

    _fields_ = [
        ("iVersion", INT), ("xClose", POINTER), ("xRead", READ), ("xWrite", POINTER), ("xTruncate", POINTER),
        ("xSync", SYNC), ("xFileSize", SIZE), ("others", POINTER * 12),
    ]  # fmt: skip


class OpenFile(ctypes.Structure):
    """SQLite's `sqlite3_file`."""

    _fields_ = [("methods", ctypes.POINTER(Methods))]


class Power:
    """What is on the disk, by the name of the file."""

    def __init__(self) -> None:
        self.on_disk: dict[str, bytes] = {}
        self._living: list[Any] = []

    def cut(self, into: Path) -> None:
        """Lay into this folder what somebody finds who comes back after a power cut at this very moment."""
        into.mkdir()
        for name, content in list(self.on_disk.items()):
            (into / name).write_bytes(content)

    def watch(self, name: str, handle: int) -> None:
        """Note what this open file holds whenever it is synced."""
        opened = OpenFile.from_address(handle)
        theirs = opened.methods.contents
        ours = Methods.from_buffer_copy(theirs)
        sync = theirs.xSync

        @SYNC
        def noted(file: int, how: int) -> int:
            done: int = sync(file, how)
            if done == OK:
                self.on_disk[name] = _content(theirs, file)
            return done

        ours.xSync = noted
        opened.methods = ctypes.pointer(ours)
        self._living += [ours, noted, theirs, sync]


def _content(methods: Methods, file: int) -> bytes:
    # By SQLite's own hand: whoever opens and closes the file beside it takes its locks away.
    size = WIDE()
    assert methods.xFileSize(file, ctypes.byref(size)) == OK
    held = ctypes.create_string_buffer(max(size.value, 1))
    if size.value:
        assert methods.xRead(file, ctypes.addressof(held), size.value, 0) == OK
    return held.raw[: size.value]


@contextmanager
def watched_power(database: Path) -> Iterator[Power]:
    """Files of this database that SQLite opens meanwhile are watched; others are not. Begins with what is there now."""
    power, library = Power(), ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    try:
        library.sqlite3_vfs_find.restype = ctypes.POINTER(FileSystem)
    except AttributeError:
        pytest.skip("this Python hides its SQLite: nobody can stand between it and its files")
    system = library.sqlite3_vfs_find(None).contents
    opens = OPEN(ctypes.cast(system.xOpen, ctypes.c_void_p).value or 0)
    power.on_disk[database.name] = database.read_bytes()

    @OPEN
    def watching(vfs: int, name: int | None, handle: int, flags: int, out: int) -> int:
        done: int = opens(vfs, name, handle, flags, out)
        path = Path(ctypes.string_at(name).decode() if name else "")
        if done == OK and path in (database, Path(f"{database}-wal")):
            power.watch(path.name, handle)
        return done

    system.xOpen = watching
    try:
        yield power
    finally:
        system.xOpen = opens
        KEPT_FOR_EVER.append((power, watching, opens))


KEPT_FOR_EVER: list[Any] = []
"""SQLite may call what it was given for as long as a file stays open."""
