"""Four people act at once while the database fails at some moment: whoever is told no, the house stays whole.

`NAAST_TEST_ROUNDS` says how many rounds; the number of a round decides everything in it but the order of threads.
"""

import asyncio
import os
import random
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from forum.models import Post, PostVersion, Thread, VersionState
from foundation.database import Database
from moderation.models import Decision, Verdict
from tests.browsing import Page
from tests.conftest import BOTH
from tests.faults.lightning import Strike, lightning
from tests.faults.whole import what_is_wrong

ROUNDS = int(os.environ.get("NAAST_TEST_ROUNDS", "5"))
STEPS = 12
EXPECTED = {200, 303, 403, 404, 409, 422, 429}
BROKEN = {500, 503}


class Someone:
    """Ada, Ben, Mia and Max, each doing something that comes to mind."""

    def __init__(self, browse: Any, database: Database, room: UUID, chance: random.Random) -> None:
        self.browsers = {name: browse(name) for name in ("ada", "ben", "mia", "max")}
        self.database = database
        self.room = room
        self.chance = chance

    def acts(self) -> list[Any]:
        """What the four do at once."""
        done = [self._member("ada"), self._member("ben"), self._moderator("mia"), self._moderator("max")]
        self.chance.shuffle(done)
        return done

    def _member(self, name: str) -> Any:
        browser, words = self.browsers[name], {"source": f"Woord {self.chance.random()}", "nonce": str(uuid4())}
        ways = [
            lambda: browser.post(f"/rooms/{self.room}/write", words | {"title": "Dag"}),
            lambda: browser.post(f"/threads/{self._one(Thread)}", words),
            lambda: browser.post(f"/threads/{self._one(Thread)}", words | {"keep": "yes"}),
            lambda: browser.post(f"/posts/{self._one(Post)}/write", words | {"title": "Anders"}),
            lambda: browser.post(f"/submitted/{self._one(PostVersion, VersionState.WAITING)}/withdrawal"),
            lambda: browser.open(f"/threads/{self._one(Thread)}/unread"),
            lambda: browser.open("/my-texts"),
        ]
        return self.chance.choice(ways)()

    def _moderator(self, name: str) -> Any:
        browser, verdict = self.browsers[name], self.chance.choice(["publish", "publish", "send_back", "refuse"])
        ruling = {"verdict": verdict, "message": "Even anders.", "reason": "tone"}
        waiting = f"/staff/texts/{self._one(PostVersion, VersionState.WAITING)}"
        ways = [
            lambda: browser.post(f"{waiting}/decisions", ruling),
            lambda: browser.post(f"{waiting}/decisions", ruling | {"and_next": "yes"}),
            lambda: browser.post(f"/staff/decisions/{self._one(Decision)}/undoing"),
            lambda: browser.post(f"/staff/posts/{self._one(Post)}/removal", {"reason": "tone", "message": "Weg."}),
            lambda: browser.post(f"/staff/threads/{self._one(Thread)}", {"source": "Van ons.", "nonce": str(uuid4())}),
            lambda: browser.open("/staff/queue"),
        ]
        return self.chance.choice(ways)()

    def _one(self, model: Any, state: VersionState | None = None) -> UUID:
        with self.database.read() as db:
            found = select(model.id).order_by(model.id)
            ids = list(db.exec(found.where(model.state == state) if state else found))
        return self.chance.choice(ids) if ids else uuid4()


@BOTH
@pytest.mark.parametrize("number", range(ROUNDS))
async def test_whatever_breaks_in_the_middle_the_house_stays_whole(browse, make, database, number):
    chance = random.Random(number)
    room = make.room()
    make.decide(make.answer(make.thread(room), source="Ik ook."))
    make.decide(make.opening(room, by="ben"), Verdict.SEND_BACK)
    people = Someone(browse, database, room, chance)
    for _ in range(STEPS):
        strike = chance.choice(list(Strike))
        after = chance.randint(1, 3 if strike is Strike.COMMIT else 60)
        acts = people.acts()
        with lightning(database, strike, after) as struck:
            pages: list[Page] = await asyncio.gather(*acts)
        statuses = [page.status for page in pages]
        broken = [status for status in statuses if status in BROKEN]
        assert len(broken) <= len(struck), statuses
        assert set(statuses) <= EXPECTED | BROKEN, statuses
        assert what_is_wrong(database) == []
    again = await asyncio.gather(*(people.browsers["mia"].open("/staff/queue") for _ in range(6)))
    assert [page.status for page in again] == [200] * 6


async def test_the_check_sees_a_house_that_is_not_whole(make, database):
    room = make.room()
    version = make.opening(room)
    make.decide(version)
    assert what_is_wrong(database) == []
    with database.write() as db:
        post = db.get_one(Post, make.post_of(version))
        post.source = "Andere woorden."
        db.add(post)
    assert what_is_wrong(database) == [f"{make.post_of(version)}: shows other words than were read"]
