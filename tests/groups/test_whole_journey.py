"""The entire way of one person, day by day of the calendar, with what they see at each point of it."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

import audit
from facts import MonthlyFact
from foundation.clock import now, today
from foundation.data_keys import DataKey
from groups.models import Conversation, GroupSession
from groups.registrations.operations.ending import DEPENDENT_ROWS
from mail import OutgoingLetter
from tests.conftest import BOTH
from tests.groups.conversations.conversation_setup import Talks
from tests.run_jobs import time_works

RITA = {"mode": "mail", "email": "rita@example.org", "phone": "0470 12 34 56", "safe_morning": "on"}


class Road:
    """Rita, who comes back by her code each time, and the colleagues she meets; time sets off what it always does."""

    def __init__(self, talks, database, later):
        self.talks, self.gathering, self.browse = talks, talks.gathering, talks.browse
        self.database, self.later = database, later

    async def register(self):
        await self.talks.work()
        self.guest = await self.talks.somebody(**RITA)
        ((self.id, self.code),) = self.gathering.codes.items()

    def wait(self, **by):
        """So much later; all that happens by itself has happened, and the letters about it have gone."""
        self.later(**by)
        time_works(self.database)
        time_works(self.database)

    def wait_until(self, moment):
        self.wait(seconds=(moment - now()).total_seconds())

    async def page(self):
        """What Rita sees after typing her code."""
        await self.guest.post("/register/code", {"code": self.code})
        return await self.guest.open("/register/mine")

    async def does(self, act, **fields):
        """Rita does something, and it is done."""
        await self.guest.post("/register/code", {"code": self.code})
        page = await self.guest.post(f"/register/mine/{act}", fields)
        assert page.status == 303, page.text

    async def finn(self, path, **fields):
        """Finn does something, and it is done."""
        page = await self.browse("finn").post(f"/staff/{path}", fields)
        assert page.status == 303, page.text

    async def cora(self, path, **fields):
        page = await self.browse("cora").post(f"/staff/{path}", fields)
        assert page.status == 303, page.text

    def to_come(self):
        """The one conversation that is to come."""
        (call,) = [one for one in self.gathering.rows(Conversation) if one.is_open]
        return call

    async def chooses(self):
        """A moment that is free, some days ahead; Rita sees it on her page, with whom."""
        await self.guest.post("/register/code", {"code": self.code})
        soon = (today("Europe/Brussels") + timedelta(days=2)).isoformat()
        moment = next(one for one in await self.talks.moments(self.guest) if one > soon)
        await self.does("conversation", moment=moment, channel="phone")
        page = await self.page()
        assert f"{moment.split('T')[1].replace(':', '.')} uur" in page.text
        assert "Met Finn, ongeveer 45 minuten" in page.text

    async def is_called(self, **came_to):
        """The moment comes, with a reminder the day before; Finn sees the number, and notes what it came to."""
        call = self.to_come()
        self.wait_until(call.begins_at - timedelta(hours=20))
        assert self.letters("reminder", call) == ["sent"]
        self.wait_until(call.begins_at)
        assert "0470123456" in (await self.browse("finn").post(f"/staff/conversations/{call.id}/number")).text
        await self.finn(f"conversations/{call.id}/held", revision=call.revision, notes="Slaapt slecht.", **came_to)

    def letters(self, kind, about):
        """How the letters about a conversation or session stand."""
        rows = self.gathering.rows(OutgoingLetter)
        return [row.state for row in rows if row.kind == kind and str(about.id) in row.subject]


@pytest.fixture
async def road(gathering, database, later):
    """Rita has just registered."""
    road = Road(Talks(gathering), database, later)
    await road.register()
    return road


@BOTH
async def test_somebody_goes_the_whole_way_and_nothing_of_them_is_left(road, gathering, database):
    await _introduced(road)
    await _prepared(road)
    await _heard_while_waiting(road)
    await _in_a_group(road, gathering)
    await _called_afterwards(road, gathering)
    await _closed_and_erased(road, gathering, database)


@BOTH
async def test_somebody_may_erase_everything_on_the_way_and_no_job_brings_it_back(road, gathering, database):
    await _introduced(road)
    await road.chooses()
    await road.does("erasure", sure="on")
    _nothing_is_left(road, gathering, database)
    road.wait(days=60)
    _nothing_is_left(road, gathering, database)
    assert gathering.rows(Conversation) == []


async def _introduced(road):
    """A moment is chosen, we are not there, another is chosen, nobody answers, a third is held."""
    page = await road.page()
    assert "We hebben je aanmelding" in page.text
    assert "Kennismakingsgesprek" in page.text
    assert "/register/mine/conversation" in page.links
    await road.chooses()
    call = road.to_come()
    road.wait(seconds=1)
    assert road.letters("update_ready", call) == ["sent"]
    await road.finn(f"conversations/{call.id}/staff-absence", revision=call.revision)
    assert "Het spijt ons: we konden er niet zijn. Dat lag niet aan jou." in (await road.page()).text
    await road.chooses()
    call = road.to_come()
    road.wait_until(call.begins_at + timedelta(minutes=10))
    await road.finn(f"conversations/{call.id}/no-answer", revision=call.revision)
    assert (road.to_come().unanswered_attempts, road.to_come().staff_absences) == (1, 1)
    await road.chooses()
    assert road.to_come().day >= call.day + timedelta(days=3)
    await road.is_called(outcome="preparation")
    assert road.gathering.states(road.id) == ["pool"]


async def _prepared(road):
    """Two conversations, with a goal in one's own words; then to a group."""
    page = await road.page()
    for words in ("Je staat op de wachtlijst", "Samen voorbereiden", "Voorbereidend gesprek"):
        assert words in page.text
    await road.does("goal", goal="Weten wat ik mijn zus vertel.")
    assert (await road.page()).field("goal") == "Weten wat ik mijn zus vertel."
    await road.chooses()
    await road.is_called()
    assert "/register/mine/conversation" not in (await road.page()).links
    await road.finn(f"registrations/{road.id}/conversations", talk="preparation")
    await road.chooses()
    await road.is_called()
    await road.finn(f"registrations/{road.id}/preparation/ending", came_to="to_group")
    page = await road.page()
    assert "Je staat op de wachtlijst" in page.text
    assert "Samen voorbereiden" not in page.text


async def _heard_while_waiting(road):
    """Seven weeks later there is a contact to come, and seven weeks after that one a next; one is written."""
    road.wait(days=48)
    assert "Tussengesprek" not in (await road.page()).text
    road.wait(days=1)
    assert "Tussengesprek" in (await road.page()).text
    await road.chooses()
    await road.is_called()
    road.wait(days=49)
    assert "Tussengesprek" in (await road.page()).text
    await road.finn(f"registrations/{road.id}/messages", words="Je staat er nog. Hoe gaat het?", seen="0")
    page = await road.page()
    assert "Er is een bericht van de ploeg" in page.text
    assert "Tussengesprek" not in page.text
    assert not [call for call in road.gathering.rows(Conversation) if call.is_open]


async def _in_a_group(road, gathering):
    """Offered, accepted, confirmed; two sessions are held."""
    gathering.cora = road.browse("cora")
    group = await gathering.group(sessions=2)
    assert (await gathering.offer(group, road.id)).status == 303
    page = await road.page()
    assert "Er is een plaats voor je in een groep" in page.text
    assert "Stille straat" not in page.text
    await road.does("offer", offer=1, choice="accept")
    assert "Je hebt een plaats" in (await road.page()).text
    assert (await gathering.cora.post(f"/staff/groups/{group}/confirmation")).status == 303
    page = await road.page()
    assert "Je hebt een plaats, en de groep gaat door" in page.text
    assert "Stille straat 7, Gent" in page.text
    await road.does("agreements")
    for session in gathering.sessions(group):
        road.wait_until(session.begins_at - timedelta(hours=20))
        assert road.letters("reminder", session) == ["sent"]
        road.wait_until(session.begins_at + timedelta(hours=1))
        await road.finn(f"sessions/{session.id}/attendance", registration=road.id, mark="present")
        await road.finn(f"sessions/{session.id}/held")
        assert "Je doet mee in een groep" in (await road.page()).text
    await road.finn(f"groups/{group}/finish")


async def _called_afterwards(road, gathering):
    """Twice, six weeks and four months after the last session that was held; the second because it was wanted."""
    page = await road.page()
    assert "Je groep is afgelopen" in page.text
    assert "Zullen we je nog eens bellen?" in page.text
    await road.does("aftercare", choice="yes")
    last = max(one.day for one in gathering.rows(GroupSession))
    for days, again in ((42, "on"), (120, "")):
        page = await road.page()
        assert "We bellen je nog eens" in page.text
        assert "/register/mine/conversation" not in page.links
        call = road.to_come()
        assert call.not_before == last + timedelta(days=days)
        road.wait_until(now() + (call.not_before - now().date() - timedelta(days=3)))
        assert "/register/mine/conversation" in (await road.page()).links
        await road.chooses()
        assert road.to_come().day >= call.not_before
        await road.is_called(outcome="well", again=again)
    assert not [call for call in gathering.rows(Conversation) if call.is_open]


async def _closed_and_erased(road, gathering, database):
    """Closed by itself, read for some weeks, then erased; what was counted stays, and the record holds."""
    road.wait(seconds=1)
    assert "Je aanmelding is afgesloten" in (await road.page()).text
    kinds = sorted(call.kind for call in gathering.rows(Conversation) if call.state == "done")
    assert kinds == ["aftercare"] * 2 + ["check_in"] * 2 + ["intake"] + ["preparation"] * 2
    road.wait(days=30)
    assert "Je aanmelding is afgesloten" in (await road.page()).text
    road.wait(days=1)
    _nothing_is_left(road, gathering, database)
    assert (await road.guest.open("/register/mine")).status == 303
    assert (await road.browse().post("/register/code", {"code": road.code})).status == 422
    counted = {row.fact for row in gathering.rows(MonthlyFact)}
    assert {"introductory talk held", "preparation led to a group", "group completed by somebody"} <= counted


def _nothing_is_left(road, gathering, database):
    row = gathering.one(road.id)
    assert row.state == "erased"
    with database.read() as db:
        for table, owner in DEPENDENT_ROWS:
            assert not db.exec(select(table).where(col(owner) == road.id)).all()
        assert db.get(DataKey, row.data_key_id) is None
        assert audit.verify(db) is None
    assert not [one for one in gathering.rows(OutgoingLetter) if one.person_id == road.id]
    letters = database.settings.data_dir.glob("outgoing/*.eml")
    assert not [letter for letter in letters if b"rita@example.org" in letter.read_bytes()]
