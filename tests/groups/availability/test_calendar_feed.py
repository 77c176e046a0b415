"""A colleague's calendar elsewhere: hours only, behind an address that only its owner knows and can take back."""

import re

import vobject
from sqlmodel import select

from accounts.models import Staff
from groups.models import CalendarFeed
from tests.conftest import BOTH
from tests.groups.conversations.conversation_setup import ConversationSetup

ADDRESS = re.compile(r"/agenda/[\w-]{43}")


async def make(browser):
    """A new address of this colleague."""
    page = await browser.post("/staff/hours/feed")
    assert page.status == 200, page.text
    return ADDRESS.search(page.html).group()


async def events(browse, address):
    page = await browse().open(address)
    assert page.status == 200
    calendar = vobject.readOne(page.response.content.decode())
    return {one.uid.value: one for one in getattr(calendar, "vevent_list", [])}


@BOTH
async def test_it_shows_when_sessions_and_conversations_are_and_reveals_nothing_else(group_setup, browse):
    conversation_setup = ConversationSetup(group_setup)
    await conversation_setup.work()
    await group_setup.group(sessions=2, name="Stille groep")
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    address = await make(conversation_setup.finn)
    found = await events(browse, address)
    assert len(found) == 3
    assert {one.summary.value for one in found.values()} == {"Afspraak"}
    raw = (await browse().open(address)).text
    for word in ("Rita", "Stille", "gesprek", "groep", "0470123456", "Gent"):
        assert word.casefold() not in raw.casefold()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[2])
    again = await events(browse, address)
    assert set(again) == set(found)
    (changed,) = [uid for uid in found if again[uid].dtstart.value != found[uid].dtstart.value]
    assert int(again[changed].sequence.value) > int(found[changed].sequence.value)


async def test_a_new_address_ends_the_old_one_and_revoking_it_ends_it_for_good(browse, database):
    finn = browse("finn")
    old = await make(finn)
    new = await make(finn)
    assert (await browse().open(old)).status == 404
    assert (await browse().open(new)).status == 200
    with database.read() as db:
        feed = db.exec(select(CalendarFeed)).one()
        assert new.rsplit("/", 1)[1].encode() not in feed.token_hash
    assert (await finn.post("/staff/hours/feed/revocation")).status == 303
    assert (await browse().open(new)).status == 404


async def test_the_feed_of_a_colleague_who_left_is_empty(browse, database, people, later):
    address = await make(browse("finn"))
    with database.write() as db:
        finn = db.get_one(Staff, people.ids["finn"])
        finn.facilitates = False
        db.add(finn)
    assert (await browse().open(address)).status == 404


async def test_making_one_requires_a_fresh_one_time_code(browse, later):
    finn = browse("finn")
    later(minutes=6)
    assert (await finn.post("/staff/hours/feed")).status == 403
