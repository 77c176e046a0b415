"""What an answer to a form costs: `python -m benchmarks.posting [--posts 400] [--postgres]`.

The same forms are sent to the house as it is, to one that does not wait for its disk, and to one that keeps no keys of
forms; in turns, so that a machine that does other work besides slows all of them. Figures are milliseconds from the
form to the whole answer, without network and server, and how many of them this process worked.
"""

import argparse
import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple
from uuid import uuid4

from rich.console import Console
from rich.table import Column, Table
from sqlalchemy import event

from app import make_app
from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import Settings
from migrations import running as migrating
from tests import postgres
from tests.browsing import Browser
from tests.make import Make
from tests.people import People
from web import retrying

IN_A_ROW = 20
"""Forms of one house before it is the other's turn."""
NO_LIMIT = {"waiting_texts": 10**9}
CAREFUL_SERVER = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
HURRY = {"sqlite": "PRAGMA synchronous = NORMAL", "postgresql": "SET synchronous_commit = off"}
WITHOUT_KEYS = "without keys"
CHOICES = cycle([{"phone": "on"}, {"video": "on"}])
"""Each time another one, or nothing would have to be kept."""


class Took(NamedTuple):
    """Milliseconds of one answer: until it was there, and of work of this process."""

    until_there: float
    of_work: float


def main(words: Sequence[str] | None = None) -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks.posting", description=__doc__)
    parser.add_argument("--posts", type=int, default=400, help="forms of each kind, to each house")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    given = parser.parse_args(words)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="naast-post-"))
        url = ""
        if given.postgres:
            server = postgres.Server(**CAREFUL_SERVER)
            stack.callback(server.stop)
            url = server.url("postgres")
        settings = Settings(mode="demo", data_dir=Path(folder), database_url=url, mail_server="")
        show(asyncio.run(measure(settings.model_copy(update=NO_LIMIT), given.posts)))


async def measure(settings: Settings, posts: int) -> dict[tuple[str, str], list[Took]]:
    """Milliseconds of each answer, by form and house."""
    took: dict[tuple[str, str], list[Took]] = defaultdict(list)
    with houses(settings) as forms_by_house:
        for _ in range(-(-posts // IN_A_ROW)):
            for house, forms in forms_by_house.items():
                with no_keys() if house == WITHOUT_KEYS else nullcontext():
                    for form in forms:
                        took[form.name, house] += [await form.send() for _ in range(min(IN_A_ROW, posts))]
    return took


@dataclass
class Form:
    """A form that somebody sends again and again."""

    name: str
    browser: Browser
    path: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: Iterator[dict[str, str]] = CHOICES

    async def send(self) -> Took:
        """Send it, and wait for the answer."""
        fields = self.fields | {"nonce": str(uuid4())} if "source" in self.fields else next(self.choices)
        begun, worked = time.perf_counter(), time.process_time()
        page = await self.browser.post(self.path, fields)
        took = Took(1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked))
        if page.status != 303:
            raise SystemExit(f"{self.name}: {page.status}")
        return took


@contextmanager
def houses(settings: Settings) -> Iterator[dict[str, list[Form]]]:
    """Several houses on one database, and the forms that are sent to each."""
    keys = Keys.make(settings.key_path)
    careful, hurried = Database(settings, keys), Database(settings, keys)
    event.listen(hurried.engine, "connect", _hurry)
    migrating.upgrade(careful.engine)
    people = People.arrive(careful)
    thread, found = Make(careful, people).thread(), {}
    for name, database in (("as it is", careful), ("not waiting", hurried), (WITHOUT_KEYS, careful)):
        app = make_app(settings, database)
        ada, finn = (Browser.of(app, database, people, who) for who in ("ada", "finn"))
        found[name] = [
            Form("a text", ada, f"/threads/{thread}", {"source": "Ik slaap niet. " * 20}),
            Form("a choice", finn, "/staff/hours/preferences"),
        ]
    yield found
    careful.close()
    hurried.close()


@contextmanager
def no_keys() -> Iterator[None]:
    """Nothing is kept by which the second time of a form would be known."""
    kept, retrying.keep_key = retrying.keep_key, lambda *_: None
    yield
    retrying.keep_key = kept


def _hurry(connection: Any, _: object) -> None:
    kind = "sqlite" if hasattr(connection, "iterdump") else "postgresql"
    connection.cursor().execute(HURRY[kind])
    connection.commit()


def show(took: dict[tuple[str, str], list[Took]]) -> None:
    """A line for each form and house."""
    numbers = ("forms", "median", "19 of 20 within", "work")
    table = Table("form", "house", *(Column(name, justify="right") for name in numbers))
    for (form, house), answers in took.items():
        times, work = zip(*answers, strict=True)
        measured = (median(times), quantiles(times, n=20)[-1], median(work))
        table.add_row(form, house, str(len(answers)), *(f"{one:.2f}" for one in measured))
    Console().print(table)


if __name__ == "__main__":
    main()
