"""Makes the stored databases of this version: `scripts/store-databases` calls it.

The same code makes the same files: the clock begins at a fixed moment and goes on by itself, and what is drawn at
random is drawn from a fixed series.
"""

import hashlib
import json
import lzma
import os
import random
import re
import sqlite3
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, inspect, text

from foundation import clock
from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import PREFIX, ROOT
from serving import migrate
from tests import postgres
from tests.conftest import plain_settings
from tests.people import PASSPHRASES
from tests.rules.world import LONG, World
from tests.stored.story import WORDS, tell

FOLDER = Path(__file__).parent
MOMENT = datetime.fromisoformat("2026-11-24T10:20+00:00")
"""When it was told: a Tuesday morning on which people work."""
STEP = timedelta(milliseconds=20)
PLAIN = ("--inserts", "--rows-per-insert=200", "--no-owner", "--no-privileges")
FOR_PSQL = re.compile(rb"^\\(un)?restrict .*\n", re.MULTILINE)
RELEASED = """{folder} is there already. What was stored when a version was released is never made anew: it stands for
the databases that people have. Before the release: scripts/store-databases --again"""


def main(words: list[str]) -> None:
    """Make the files of the version that pyproject.toml names."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    folder = FOLDER / version
    if folder.exists() and words != ["--again"]:
        sys.exit(RELEASED.format(folder=folder.relative_to(ROOT)))
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]  # what this machine is set to must not end up in the files
    made: dict[str, bytes] = {}
    told: dict[str, object] = {}
    for kind in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as place, _the_same_each_time():
            made[kind], told[kind] = _make(kind, Path(place))
            made["key"] = (Path(place) / "root.key").read_bytes()
    postgres.stop()
    if told["sqlite"] != told["postgresql"]:
        sys.exit("the two kinds of database tell another story; nothing was stored")
    folder.mkdir(exist_ok=True)
    (folder / "root.key").write_bytes(made["key"])
    (folder / "told.json").write_text(json.dumps(told["sqlite"], indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    for kind in ("sqlite", "postgresql"):
        (folder / f"{kind}.sql.xz").write_bytes(lzma.compress(made[kind], preset=9 | lzma.PRESET_EXTREME))
    sizes = [f"{one.name} {one.stat().st_size} bytes" for one in sorted(folder.iterdir())]
    sys.stdout.write(f"{folder.relative_to(ROOT)}: {', '.join(sizes)}\n")


def empty_places(engine: Engine) -> list[str]:
    """Tables without a row and sealed columns that hold nothing: what a stored database would not show."""
    with engine.connect() as connection:
        looked, counted = inspect(connection), []
        for table in looked.get_table_names():
            sealed = [one["name"] for one in looked.get_columns(table) if one["name"].startswith("sealed_")]
            counted += [f"SELECT '{table}.{one}', count({one}) FROM {table}" for one in ("*", *sealed)]
        return [place for place, number in connection.execute(text(" UNION ALL ".join(counted))) if not number]


def _make(kind: str, place: Path) -> tuple[bytes, dict[str, object]]:
    """A database as SQL, and what one has to know to use it."""
    address = postgres.new_database() if kind == "postgresql" else ""
    settings, keys = plain_settings(place, database_url=address, **LONG), Keys.make(place / "root.key")
    migrate(settings, keys)
    database = Database(settings, keys)
    world = tell(database)
    if empty := empty_places(database.engine):
        sys.exit(f"nothing in {', '.join(empty)}: let tests/stored/story.py tell of it; nothing was stored")
    told = _told(world)
    database.close()
    if kind == "postgresql":
        return FOR_PSQL.sub(b"", postgres.dump(address, *PLAIN)), told
    connection = sqlite3.connect(place / "naast.sqlite3")
    lines = "\n".join(connection.iterdump())
    connection.close()
    return lines.encode(), told


def _told(world: World) -> dict[str, object]:
    return {
        "moment": MOMENT.isoformat(),
        "people": {name: str(one) for name, one in world.people.ids.items()},
        "passphrases": PASSPHRASES,
        "recovery": world.people.recovery,
        "codes": world.codes,
        "things": {name: str(one) for name, one in world.things.items() if isinstance(one, UUID)},
        "words": WORDS,
    }


@contextmanager
def _the_same_each_time() -> Iterator[None]:
    """The clock stands still but for a step at each look; nothing is random."""
    number, looks = 0, 0

    def drawn(size: int) -> bytes:
        nonlocal number
        number += 1
        return hashlib.shake_256(f"stored {number}".encode()).digest(size)

    class Told(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            nonlocal looks
            looks += 1
            return (MOMENT + looks * STEP).astimezone(tz)

    before = os.urandom, random._urandom, clock.datetime, clock._offset
    os.urandom = random._urandom = drawn
    clock.datetime, clock._offset = Told, timedelta(0)
    try:
        yield
    finally:
        os.urandom, random._urandom, clock.datetime, clock._offset = before


if __name__ == "__main__":
    main(sys.argv[1:])
