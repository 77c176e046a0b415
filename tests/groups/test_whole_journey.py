"""One person's entire journey, day by day, with what they see at each point of it."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

import audit
from facts import MonthlyFact
from foundation.clock import now, today
from foundation.data_keys import DataKey
from groups.models import Conversation, GroupSession, Registration
from groups.registrations.operations.ending import DEPENDENT_ROWS
from mail import OutgoingLetter
from tests.groups.conversations.conversation_setup import ConversationSetup
from tests.run_jobs import run_every_job

RITA = {"mode": "mail", "email": "rita@example.org", "phone": "0470 12 34 56", "safe_morning": "on"}


class Journey:
    """Rita, who comes back by her code each time, and the colleagues she meets; jobs run as time passes."""

    def __init__(self, conversation_setup, database, later):
        self.conversation_setup, self.group_setup, self.browse = (
            conversation_setup,
            conversation_setup.group_setup,
            conversation_setup.browse,
        )
        self.database, self.later = database, later

    async def register(self):
        await self.conversation_setup.work()
        self.guest = await self.conversation_setup.registrant(**RITA)
        ((self.id, self.code),) = self.group_setup.codes.items()
        self.data_key_id = self.group_setup.registration(self.id).data_key_id

    def wait(self, **by):
        """So much later; every job has run, and the letters about it have gone."""
        self.later(**by)
        run_every_job(self.database)
        run_every_job(self.database)

    def wait_until(self, moment):
        self.wait(seconds=(moment - now()).total_seconds())

    async def page(self):
        """What Rita sees after typing her code."""
        await self.guest.post("/register/code", {"code": self.code})
        return await self.guest.open("/register/mine")

    async def submits(self, act, **fields):
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

    def next_conversation(self):
        """The one conversation still to come."""
        (conversation,) = [one for one in self.group_setup.rows(Conversation) if one.is_open]
        return conversation

    async def chooses(self):
        """A free slot, some days ahead; Rita sees it on her page, with whom."""
        await self.guest.post("/register/code", {"code": self.code})
        soon = (today("Europe/Brussels") + timedelta(days=2)).isoformat()
        slot = next(one for one in await self.conversation_setup.slots(self.guest) if one > soon)
        await self.submits("conversation", slot=slot, channel="phone")
        page = await self.page()
        assert f"{slot.split('T')[1].replace(':', '.')} uur" in page.text
        assert "Met Finn, ongeveer 45 minuten" in page.text

    async def has_conversation(self, **came_to):
        """The slot comes, with a reminder the day before; Finn sees the number, and records the outcome."""
        conversation = self.next_conversation()
        self.wait_until(conversation.begins_at - timedelta(hours=20))
        assert self.letters("reminder", conversation) == ["sent"]
        self.wait_until(conversation.begins_at)
        assert "0470123456" in (await self.browse("finn").post(f"/staff/conversations/{conversation.id}/number")).text
        await self.finn(
            f"conversations/{conversation.id}/held", revision=conversation.revision, notes="Slaapt slecht.", **came_to
        )

    def letters(self, kind, about):
        """The states of the letters about a conversation or session."""
        rows = self.group_setup.rows(OutgoingLetter)
        return [row.state for row in rows if row.kind == kind and str(about.id) in row.subject]


@pytest.fixture
async def journey(group_setup, database, later):
    """Rita has just registered."""
    journey = Journey(ConversationSetup(group_setup), database, later)
    await journey.register()
    return journey


async def test_somebody_goes_all_the_way_and_nothing_of_them_is_left(journey, group_setup, database):
    await _introduced(journey)
    await _prepared(journey)
    await _checked_in_while_waiting(journey)
    await _in_a_group(journey, group_setup)
    await _called_afterwards(journey, group_setup)
    await _closed_and_erased(journey, group_setup, database)


async def test_somebody_may_erase_everything_on_the_way_and_no_job_brings_it_back(journey, group_setup, database):
    await _introduced(journey)
    await journey.chooses()
    await journey.submits("erasure", confirmed="on")
    _nothing_is_left(journey, group_setup, database)
    journey.wait(days=60)
    _nothing_is_left(journey, group_setup, database)
    assert group_setup.rows(Conversation) == []


async def _introduced(journey):
    """A slot is chosen, we are not there, another is chosen, nobody answers, a third is held."""
    page = await journey.page()
    assert "We hebben je aanmelding" in page.text
    assert "Kennismakingsgesprek" in page.text
    assert "/register/mine/conversation" in page.links
    await journey.chooses()
    conversation = journey.next_conversation()
    journey.wait(seconds=1)
    assert journey.letters("update_ready", conversation) == ["sent"]
    await journey.finn(f"conversations/{conversation.id}/staff-absence", revision=conversation.revision)
    assert "Het spijt ons: we konden er niet zijn. Dat lag niet aan jou." in (await journey.page()).text
    await journey.chooses()
    conversation = journey.next_conversation()
    journey.wait_until(conversation.begins_at + timedelta(minutes=10))
    await journey.finn(f"conversations/{conversation.id}/no-answer", revision=conversation.revision)
    assert (journey.next_conversation().unanswered_attempts, journey.next_conversation().staff_absences) == (1, 1)
    await journey.chooses()
    assert journey.next_conversation().day >= conversation.day + timedelta(days=3)
    await journey.has_conversation(outcome="preparation")
    assert journey.group_setup.states(journey.id) == ["pool"]


async def _prepared(journey):
    """Two conversations, with a goal in one's own words; then to a group."""
    page = await journey.page()
    for words in ("Je staat op de wachtlijst", "Samen voorbereiden", "Voorbereidend gesprek"):
        assert words in page.text
    await journey.submits("goal", goal="Weten wat ik mijn zus vertel.")
    assert (await journey.page()).field("goal") == "Weten wat ik mijn zus vertel."
    await journey.chooses()
    await journey.has_conversation()
    assert "/register/mine/conversation" not in (await journey.page()).links
    await journey.finn(f"registrations/{journey.id}/conversations", conversation_kind="preparation")
    await journey.chooses()
    await journey.has_conversation()
    await journey.finn(f"registrations/{journey.id}/preparation/ending", preparation_outcome="to_group")
    page = await journey.page()
    assert "Je staat op de wachtlijst" in page.text
    assert "Samen voorbereiden" not in page.text


async def _checked_in_while_waiting(journey):
    """After seven weeks a check-in is due, and another seven weeks after that; one of them is written."""
    journey.wait(days=48)
    assert "Tussengesprek" not in (await journey.page()).text
    journey.wait(days=1)
    assert "Tussengesprek" in (await journey.page()).text
    await journey.chooses()
    await journey.has_conversation()
    journey.wait(days=49)
    assert "Tussengesprek" in (await journey.page()).text
    await journey.finn(f"registrations/{journey.id}/messages", text="Je staat er nog. Hoe gaat het?", seen_number="0")
    page = await journey.page()
    assert "Er is een bericht van de ploeg" in page.text
    assert "Tussengesprek" not in page.text
    assert not [conversation for conversation in journey.group_setup.rows(Conversation) if conversation.is_open]


async def _in_a_group(journey, group_setup):
    """Offered, accepted, confirmed; two sessions are held."""
    group_setup.cora = journey.browse("cora")
    group = await group_setup.group(sessions=2)
    assert (await group_setup.offer(group, journey.id)).status == 303
    page = await journey.page()
    assert "Er is een plaats voor je in een groep" in page.text
    assert "Stille straat" not in page.text
    await journey.submits("offer", offer=1, choice="accept")
    assert "Je hebt een plaats" in (await journey.page()).text
    assert (await group_setup.cora.post(f"/staff/groups/{group}/confirmation")).status == 303
    page = await journey.page()
    assert "Je hebt een plaats, en de groep gaat door" in page.text
    assert "Stille straat 7, Gent" in page.text
    await journey.submits("agreements")
    for session in group_setup.sessions(group):
        journey.wait_until(session.begins_at - timedelta(hours=20))
        assert journey.letters("reminder", session) == ["sent"]
        journey.wait_until(session.begins_at + timedelta(hours=1))
        await journey.finn(f"sessions/{session.id}/attendance", registration=journey.id, mark="present")
        await journey.finn(f"sessions/{session.id}/held")
        assert "Je doet mee in een groep" in (await journey.page()).text
    await journey.finn(f"groups/{group}/finish")


async def _called_afterwards(journey, group_setup):
    """Two conversations, six weeks and four months after the last session held; the second because it was wanted."""
    page = await journey.page()
    assert "Je groep is afgelopen" in page.text
    assert "Zullen we je nog eens bellen?" in page.text
    await journey.submits("aftercare", choice="yes")
    last = max(one.day for one in group_setup.rows(GroupSession))
    for days, again in ((42, "on"), (120, "")):
        page = await journey.page()
        assert "We bellen je nog eens" in page.text
        assert "/register/mine/conversation" not in page.links
        conversation = journey.next_conversation()
        assert conversation.not_before == last + timedelta(days=days)
        journey.wait_until(now() + (conversation.not_before - now().date() - timedelta(days=3)))
        assert "/register/mine/conversation" in (await journey.page()).links
        await journey.chooses()
        assert journey.next_conversation().day >= conversation.not_before
        await journey.has_conversation(outcome="well", wants_another=again)
    assert not [conversation for conversation in group_setup.rows(Conversation) if conversation.is_open]


async def _closed_and_erased(journey, group_setup, database):
    """Closed automatically, readable for some weeks, then erased; what was counted stays, and the record is intact."""
    journey.wait(seconds=1)
    assert "Je aanmelding is afgesloten" in (await journey.page()).text
    kinds = sorted(conversation.kind for conversation in group_setup.rows(Conversation) if conversation.state == "done")
    assert kinds == ["aftercare"] * 2 + ["check_in"] * 2 + ["intake"] + ["preparation"] * 2
    journey.wait(days=30)
    assert "Je aanmelding is afgesloten" in (await journey.page()).text
    journey.wait(days=1)
    _nothing_is_left(journey, group_setup, database)
    assert (await journey.guest.open("/register/mine")).status == 303
    assert (await journey.browse().post("/register/code", {"code": journey.code})).status == 422
    counted = {row.fact for row in group_setup.rows(MonthlyFact)}
    assert {"intake held", "preparation led to a group", "participant completed the group"} <= counted


def _nothing_is_left(journey, group_setup, database):
    assert journey.id not in [row.id for row in group_setup.rows(Registration)]
    with database.read() as db:
        for table, owner in DEPENDENT_ROWS:
            assert not db.exec(select(table).where(col(owner) == journey.id)).all()
        assert db.get(DataKey, journey.data_key_id) is None
        assert audit.verify(db) is None
    assert not [one for one in group_setup.rows(OutgoingLetter) if one.person_id == journey.id]
    letters = database.settings.data_dir.glob("outgoing/*.eml")
    assert not [letter for letter in letters if b"rita@example.org" in letter.read_bytes()]
