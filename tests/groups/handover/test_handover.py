"""One colleague hands everything over to another: previewed first, then done in one act."""

import asyncio
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Role, Staff
from accounts.operations import staff as colleagues
from foundation.clock import now, today
from groups.conversations.operations import booking
from groups.handover import operations as operations
from groups.models import Channel, ContactTask, Conversation, Notification, Registration
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.sessions.test_running_a_group import confirmed_group, evening
from tests.people import HASHER
from tests.races import PG, race


@pytest.fixture
def fien(database, people):
    """A second facilitator."""
    with database.write() as db:
        row, _ = colleagues.add(db, "Fien", "fien@example.org", [Role.FACILITATOR], "Hulplijn Zuid")
        colleagues.enrol(db, row, HASHER.hash("fien loopt langs het water"))
        colleagues.finish_enrolling(db, row)
        return row.id


class Handover:
    """From Finn to Cora, who facilitates too."""

    def __init__(self, conversation_setup, database):
        self.conversation_setup, self.ids = conversation_setup, conversation_setup.group_setup.people.ids
        self.address = f"/staff/handover/{self.ids['finn']}"
        with database.write() as db:
            db.get_one(Staff, self.ids["cora"]).facilitates = True

    async def preview(self):
        """What would move."""
        page = await self.conversation_setup.finn.post(self.address, {"incoming": str(self.ids["cora"])})
        page = await self.conversation_setup.finn.open(page.location)
        assert page.status == 200, page.text
        return page

    async def confirm(self):
        given = {"incoming": str(self.ids["cora"]), "reviewed": "on"}
        assert (await self.conversation_setup.finn.post(self.address, given)).status == 303

    async def book_with_cora(self, guest, slot):
        day, hour = slot.split("T")
        given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(self.ids["cora"]), "override": "on"}
        page = await self.conversation_setup.cora.post(
            f"/staff/conversations/{self.conversation_setup.conversation(guest).id}/slot", given
        )
        assert page.status == 303, page.text


@pytest.fixture
def handover(conversation_setup, database):
    return Handover(conversation_setup, database)


@BOTH
async def test_it_moves_people_and_groups_in_one_act(group_setup, database, people, fien):
    rita, group = await group_setup.assigned_to_finn(), await group_setup.group(second_facilitator=str(fien))
    finn, cora, ids = group_setup.browse("finn"), group_setup.cora, people.ids
    page = await finn.open("/staff/handover")
    assert "Volgt één persoon op, en begeleidt één groep." in page.text
    assert "Volgt niemand op, en begeleidt één groep." in (await cora.open("/staff/handover")).text
    assert (await cora.post(f"/staff/handover/{ids['finn']}/cover", {"cover": str(fien)})).status == 303
    address, done = f"/staff/handover/{ids['finn']}", {"reviewed": "on"}
    theirs = {"incoming": str(ids["finn"]), **done}
    assert (await finn.post(f"/staff/handover/{fien}", theirs)).status == 403
    assert (await finn.post(address, {"incoming": str(ids["mia"]), **done})).status == 403
    assert (await finn.post(address, {"incoming": str(fien), **done})).status == 303
    assert group_setup.registration(rita).facilitator_id == fien
    row = group_setup.peer_group(group)
    assert (row.facilitator_id, row.second_facilitator_id) == (fien, None)
    assert (await finn.open(f"/staff/groups/{group}")).status == 404
    assert "work handed over" in acts(database)


async def test_conversations_move_along_and_those_that_clash_get_a_new_slot(conversation_setup, handover):
    await conversation_setup.work()
    rita, bob, kim = (
        await conversation_setup.registrant(),
        await conversation_setup.registrant(),
        await conversation_setup.registrant(),
    )
    free = await conversation_setup.slots(rita)
    await conversation_setup.choose(rita, free[0])
    await conversation_setup.choose(bob, free[4])
    await handover.book_with_cora(kim, free[0])
    page = await handover.preview()
    assert "Er is nog niets veranderd." in page.text
    assert page.text.count("verliest dit moment") == 1
    assert page.text.count("houdt zijn moment") == 1
    assert conversation_setup.conversation(rita).facilitator_id == handover.ids["finn"]
    await handover.confirm()
    cora = handover.ids["cora"]
    assert (conversation_setup.conversation(rita).state, conversation_setup.conversation(rita).facilitator_id) == (
        "unbooked",
        cora,
    )
    assert (conversation_setup.conversation(bob).state, conversation_setup.conversation(bob).facilitator_id) == (
        "booked",
        cora,
    )
    assert (
        await conversation_setup.finn.open(f"/staff/conversations/{conversation_setup.conversation(bob).id}")
    ).status == 404


async def test_whoever_takes_over_a_group_has_no_conversation_during_its_sessions(conversation_setup, handover):
    await conversation_setup.work()
    ids, rita = handover.ids, await conversation_setup.registrant()
    slot = (await conversation_setup.slots(rita))[0]
    day, hour = slot.split("T")
    await handover.book_with_cora(rita, slot)
    group = await conversation_setup.group_setup.group(sessions=0)
    await conversation_setup.group_setup.plan(group, day=day, starts=hour)
    changed = {"version": "1", "name": "Ouders", "format": "in_person", "facilitator": str(ids["cora"])}
    page = await conversation_setup.cora.post(f"/staff/groups/{group}/change", changed)
    assert (page.status, "heeft dan een gesprek. Geef dat eerst een ander moment" in page.text) == (422, True)
    assert conversation_setup.group_setup.peer_group(group).facilitator_id == ids["finn"]
    page = await handover.preview()
    assert "Gesprekken van Cora die wijken voor een bijeenkomst" in page.text
    name = (await conversation_setup.cora.open(f"/staff/conversations/{conversation_setup.conversation().id}")).text
    assert "Rita" in name
    assert "Rita" not in page.text
    await handover.confirm()
    assert conversation_setup.group_setup.peer_group(group).facilitator_id == ids["cora"]
    assert (conversation_setup.conversation().state, conversation_setup.conversation().facilitator_id) == (
        "unbooked",
        ids["cora"],
    )
    assert [one.notification for one in conversation_setup.group_setup.rows(ContactTask)] == [
        Notification.SLOT_CHANGED
    ] * 2


async def test_the_preview_mentions_the_incoming_colleagues_hours_and_their_maximum(conversation_setup, handover):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    later_hours = {"mon_from": "18:00", "mon_until": "20:00"}
    assert (await conversation_setup.cora.post("/staff/hours", later_hours)).status == 303
    assert (
        await conversation_setup.cora.post("/staff/hours/preferences", {"phone": "on", "max_weekly_hours": "1"})
    ).status == 303
    group = await conversation_setup.group_setup.group(sessions=1, first_in=40)
    page = await handover.preview()
    assert "houdt zijn moment, buiten de uren van Cora" in page.text
    assert "2 uren gevuld; hoogstens 1 was de bedoeling" in page.text
    await handover.confirm()
    assert conversation_setup.conversation(rita).state == "booked"
    assert conversation_setup.group_setup.peer_group(group).facilitator_id == handover.ids["cora"]


@BOTH
async def test_the_preview_mentions_two_sessions_at_the_same_hour(conversation_setup, handover):
    group_setup = conversation_setup.group_setup
    await group_setup.group(sessions=1)
    await group_setup.group(sessions=1, facilitator=str(handover.ids["cora"]))
    page = await handover.preview()
    assert "Twee bijeenkomsten op hetzelfde uur" in page.text
    shared = await group_setup.group(sessions=1, first_in=20, second_facilitator=str(handover.ids["cora"]))
    day = group_setup.sessions(shared)[0].day
    assert day == today("Europe/Brussels") + timedelta(days=20)
    assert (await handover.preview()).text.count("19:00") == page.text.count("19:00")


async def test_a_missing_choice_is_refused_and_having_nothing_to_hand_over_is_said(conversation_setup, handover):
    page = await conversation_setup.finn.post(handover.address, {"incoming": ""})
    assert (page.status, "Kies wie het overneemt." in page.text) == (422, True)
    assert (await conversation_setup.finn.post(handover.address, {"incoming": str(handover.ids["mia"])})).status == 403
    mine = f"/staff/handover/{handover.ids['cora']}"
    assert (await conversation_setup.finn.post(mine, {"incoming": str(handover.ids["finn"])})).status == 403
    assert "volgt niemand op en begeleidt geen groep" in (await handover.preview()).text
    assert conversation_setup.group_setup.rows(Conversation) == conversation_setup.group_setup.rows(Registration) == []


@BOTH
@pytest.mark.parametrize("again", range(4))
async def test_whoever_takes_over_a_session_is_not_booked_for_its_hour_at_the_same_time(
    conversation_setup, handover, again
):
    await conversation_setup.work()
    kim = await conversation_setup.registrant()
    slot = (await conversation_setup.slots(kim))[again]
    day, hour = slot.split("T")
    group = await conversation_setup.group_setup.group(sessions=0)
    await conversation_setup.group_setup.plan(group, day=day, starts=hour)
    given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(handover.ids["cora"]), "override": "on"}
    done = {"incoming": str(handover.ids["cora"]), "reviewed": "on"}
    await asyncio.gather(
        conversation_setup.finn.post(handover.address, done),
        conversation_setup.cora.post(f"/staff/conversations/{conversation_setup.conversation(kim).id}/slot", given),
    )
    leads = conversation_setup.group_setup.peer_group(group).facilitator_id == handover.ids["cora"]
    conversation = conversation_setup.conversation(kim)
    is_booked = conversation.state == "booked" and conversation.facilitator_id == handover.ids["cora"]
    assert leads or is_booked
    assert not (leads and is_booked)


async def test_somebody_bereaved_who_asked_for_a_conversation_can_be_handed_over(conversation_setup, handover):
    rita = await conversation_setup.group_setup.assigned_to_finn(mode="call_me")
    guest = conversation_setup.group_setup.guests[rita]
    assert (await guest.post("/register/mine/loss", {"wants_call": "on"})).status == 303
    assert 'name="reviewed"' in (await handover.preview()).html


async def test_an_upcoming_return_meeting_can_be_handed_over(conversation_setup, handover, later):
    group_setup = conversation_setup.group_setup
    group, (rita,) = await confirmed_group(group_setup, number=1, sessions=1)
    await group_setup.plan(group, first_in=60, is_return="on")
    finn = conversation_setup.finn = await evening(group_setup, later)
    first = group_setup.sessions(group)[0]
    await finn.post(f"/staff/sessions/{first.id}/attendance", {"registration": str(rita), "mark": "present"})
    await finn.post(f"/staff/sessions/{first.id}/held")
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert 'name="reviewed"' in (await handover.preview()).html


async def with_finn(conversation_setup, guest, ids, day, hour):
    given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(ids["finn"]), "override": "on"}
    assert (
        await conversation_setup.cora.post(
            f"/staff/conversations/{conversation_setup.conversation(guest).id}/slot", given
        )
    ).status == 303


@pytest.mark.parametrize("order", [False, True])
async def test_the_preview_says_what_will_happen_when_one_conversation_gives_way_and_frees_another(
    conversation_setup, handover, order
):
    await conversation_setup.work()
    await conversation_setup.registrant()
    await conversation_setup.registrant()
    kim, rita = [guest for _, guest in sorted(conversation_setup.group_setup.guests.items(), reverse=order)]
    day = (await conversation_setup.slots(rita))[-1].split("T")[0]
    await with_finn(conversation_setup, rita, handover.ids, day, "09:00")
    await handover.book_with_cora(kim, f"{day}T09:30")
    group = await conversation_setup.group_setup.group(sessions=0)
    await conversation_setup.group_setup.plan(group, day=day, starts="10:00")
    page = await handover.preview()
    keeps = "houdt zijn moment" in page.text
    await handover.confirm()
    assert conversation_setup.conversation(kim).state == "unbooked"
    assert keeps == (conversation_setup.conversation(rita).state == "booked")


async def test_the_preview_knows_of_a_session_that_is_going_on_right_now(conversation_setup, handover, later):
    await conversation_setup.work()
    kim = await conversation_setup.registrant()
    day = (await conversation_setup.slots(kim))[-1].split("T")[0]
    await handover.book_with_cora(kim, f"{day}T11:00")
    group = await conversation_setup.group_setup.group(sessions=0)
    await conversation_setup.group_setup.plan(group, day=day, starts="09:30")
    ten = datetime.combine(date.fromisoformat(day), time(10), ZoneInfo("Europe/Brussels"))
    later(seconds=(ten - now()).total_seconds())
    conversation_setup.finn = conversation_setup.browse("finn")
    page = await handover.preview()
    said = "Gesprekken van Cora die wijken" in page.text
    await handover.confirm()
    assert said == (conversation_setup.conversation(kim).state == "unbooked")


@PG
@pytest.mark.parametrize("again", range(3))
async def test_two_colleagues_who_hand_over_to_each_other_keep_person_and_conversation_together(
    conversation_setup, handover, again
):
    await conversation_setup.work()
    rita, kim = await conversation_setup.registrant(), await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    await handover.book_with_cora(kim, (await conversation_setup.slots(kim))[-1])
    ids = handover.ids
    other = f"/staff/handover/{ids['cora']}"
    answers = await asyncio.gather(
        conversation_setup.finn.post(handover.address, {"incoming": str(ids["cora"]), "reviewed": "on"}),
        conversation_setup.cora.post(other, {"incoming": str(ids["finn"]), "reviewed": "on"}),
    )
    assert {one.status for one in answers} <= {303, 409}
    for guest in (rita, kim):
        held_by = conversation_setup.conversation(guest).facilitator_id
        assert (
            held_by
            == conversation_setup.group_setup.registration(
                conversation_setup.conversation(guest).registration_id
            ).facilitator_id
        )


@PG
async def test_choosing_a_slot_during_a_handover_keeps_person_and_conversation_together(
    conversation_setup, handover, database
):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    day, hour = (await conversation_setup.slots(rita))[-1].split("T")
    begins = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), ZoneInfo("Europe/Brussels"))
    conversation, ids = conversation_setup.conversation(rita), handover.ids

    def choose(db):
        booking.choose(db, db.get_one(Conversation, conversation.id), begins, Channel.PHONE)

    def hand_over(db):
        finn, cora = db.get_one(Staff, ids["finn"]), db.get_one(Staff, ids["cora"])
        operations.hand_over(db, finn, cora, by=cora)

    assert race(database, choose, hand_over) == []
    row, person = (
        conversation_setup.conversation(rita),
        conversation_setup.group_setup.registration(conversation.registration_id),
    )
    names = {one: name for name, one in ids.items()}
    assert names[row.facilitator_id] == names[person.facilitator_id]
