"""What somebody typed with bad intent stands on every page as the characters that were typed, and does nothing."""

from html.parser import HTMLParser

import pytest

from accounts.models import Role, Staff
from accounts.operations import staff as colleagues
from moderation.models import Verdict
from tests.make import Make
from tests.people import HASHER
from tests.rules.conftest import House
from tests.rules.crawl import pages_of
from tests.rules.world import MEMBERS, World

SHORT = "\"'><x-evil onload=a>{{7*7}}zq"
LONG = f"{SHORT}%(x)s{{%x%}}</p></textarea></title><script>x</script><svg/onload=a>&#60;x-evil&#62;"
SHOWN = "{{7*7}}zq"


class Elements(HTMLParser):
    """The elements of a page, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.found.append((tag, dict(attrs)))
        self.words += " ".join(value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        """Note them."""
        self.words += data

    @property
    def strange(self) -> list[str]:
        """Elements and attributes that no template of ours makes."""
        return [
            tag
            for tag, attrs in self.found
            if tag == "x-evil"
            or (tag == "script" and "src" not in attrs)
            or any(name.startswith("on") for name in attrs)
        ]


def _is_strange(tag: str, attrs: dict[str, str | None]) -> bool:
    does_something = any(name.startswith("on") for name in attrs) or (tag == "script" and "src" not in attrs)
    return tag == "x-evil" or does_something


def _spoil(world: World) -> None:
    make, room = Make(world.database, world.people), world.things["room"]
    with world.database.write() as db:
        evil, _ = colleagues.add(db, SHORT, "evil@example.org", [Role.MODERATOR], SHORT)
        colleagues.enrol(db, evil, HASHER.hash("iemand loopt langs het water"))
        colleagues.finish_enrolling(db, db.get_one(Staff, evil.id))
        world.people.ids["evil"] = evil.id
    version = make.opening(room, by="ben", title=LONG, source=LONG)
    make.decide(version, by="evil")
    thread = make.thread_of(version)
    make.team_answer(thread, by="evil", source=LONG)
    make.answer(thread, by="ada", source=LONG)
    make.decide(make.answer(thread, by="ada", source=LONG), Verdict.SEND_BACK, words=LONG)
    make.decide(make.answer(thread, by="ben", source=LONG), Verdict.REFUSE, words=LONG)
    make.draft(room, title=LONG, source=LONG)
    world.things |= {"ben_thread": thread, "waiting": make.answer(thread, by="ada", source=LONG)}


@pytest.mark.parametrize(("person", "pages"), [("guest", 0), ("ada", 6), ("ben", 4), ("mia", 4), ("cora", 1)])
async def test_hostile_words_do_nothing_on_any_page(house: House, person: str, pages: int, later):
    things = dict(house.world.things)
    _spoil(house.world)
    if person in MEMBERS:
        later(hours=11)  # what they are told is due by then
    told = 0
    async for path, page in pages_of(house, person):
        seen = Elements(page.html)
        assert seen.strange == [], path
        assert "49zq" not in page.html, path
        told += SHOWN in seen.words
    assert told >= pages
    house.world.things = things


@pytest.mark.parametrize("field", ["title", "source", "nonce", "draft", "version", "back", "keep"])
async def test_hostile_words_come_back_from_a_form_as_they_were_typed(house: House, field: str):
    fields = {"title": "", "source": "", field: LONG}
    for path in (f"/rooms/{house.world.things['room']}/write", "/preview"):
        page = await house.ask("ada", "POST", path, fields)
        assert page.status in (200, 303, 422)
        assert Elements(page.html).strange == []
        if field in ("title", "source") and page.status == 422:
            assert SHOWN in Elements(page.html).words
