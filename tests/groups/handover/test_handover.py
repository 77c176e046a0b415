"""One colleague hands everything over to another: looked at first, then done in one act."""

import asyncio
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Role, Staff
from accounts.operations import staff as colleagues
from foundation.clock import now, today
from groups.conversations.operations import booking
from groups.handover import operations as handover
from groups.models import Channel, ContactTask, Conversation, Notification, Registration
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.race import PG, side_by_side
from tests.groups.sessions.test_running_a_group import evening, going_on
from tests.people import HASHER


@pytest.fixture
def fien(database, people):
    """A second facilitator."""
    with database.write() as db:
        row, _ = colleagues.add(db, "Fien", "fien@example.org", [Role.FACILITATOR], "Hulplijn Zuid")
        colleagues.enrol(db, row, HASHER.hash("fien loopt langs het water"))
        colleagues.finish_enrolling(db, row)
        return row.id


class Handing:
    """From Finn to Cora, who facilitates too."""

    def __init__(self, talks, database):
        self.talks, self.ids = talks, talks.gathering.people.ids
        self.address = f"/staff/handover/{self.ids['finn']}"
        with database.write() as db:
            db.get_one(Staff, self.ids["cora"]).facilitates = True

    async def look(self):
        """What would move."""
        page = await self.talks.finn.post(self.address, {"taker": str(self.ids["cora"])})
        page = await self.talks.finn.open(page.location)
        assert page.status == 200, page.text
        return page

    async def do(self):
        given = {"taker": str(self.ids["cora"]), "seen": "on"}
        assert (await self.talks.finn.post(self.address, given)).status == 303

    async def book_with_cora(self, guest, moment):
        day, hour = moment.split("T")
        given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(self.ids["cora"]), "anyway": "on"}
        page = await self.talks.cora.post(f"/staff/conversations/{self.talks.call(guest).id}/slot", given)
        assert page.status == 303, page.text


@pytest.fixture
def handing(talks, database):
    return Handing(talks, database)


@BOTH
async def test_it_moves_people_and_groups_in_one_act(gathering, database, people, fien):
    rita, group = await gathering.given_to_finn(), await gathering.group(second=str(fien))
    finn, cora, ids = gathering.browse("finn"), gathering.cora, people.ids
    page = await finn.open("/staff/handover")
    assert "Volgt één persoon op, en begeleidt één groep." in page.text
    assert "Volgt niemand op, en begeleidt één groep." in (await cora.open("/staff/handover")).text
    assert (await cora.post(f"/staff/handover/{ids['finn']}/cover", {"deputy": str(fien)})).status == 303
    address, done = f"/staff/handover/{ids['finn']}", {"seen": "on"}
    theirs = {"taker": str(ids["finn"]), **done}
    assert (await finn.post(f"/staff/handover/{fien}", theirs)).status == 403
    assert (await finn.post(address, {"taker": str(ids["mia"]), **done})).status == 403
    assert (await finn.post(address, {"taker": str(fien), **done})).status == 303
    assert gathering.one(rita).facilitator_id == fien
    row = gathering.the_group(group)
    assert (row.facilitator_id, row.second_facilitator_id) == (fien, None)
    assert (await finn.open(f"/staff/groups/{group}")).status == 404
    assert "work handed over" in acts(database)


async def test_it_brings_conversations_along_and_those_that_clash_get_a_new_moment(talks, handing):
    await talks.work()
    rita, bob, kim = await talks.somebody(), await talks.somebody(), await talks.somebody()
    free = await talks.moments(rita)
    await talks.take(rita, free[0])
    await talks.take(bob, free[4])
    await handing.book_with_cora(kim, free[0])
    page = await handing.look()
    assert "Er is nog niets veranderd." in page.text
    assert page.text.count("verliest dit moment") == 1
    assert page.text.count("houdt zijn moment") == 1
    assert talks.call(rita).facilitator_id == handing.ids["finn"]
    await handing.do()
    cora = handing.ids["cora"]
    assert (talks.call(rita).state, talks.call(rita).facilitator_id) == ("unbooked", cora)
    assert (talks.call(bob).state, talks.call(bob).facilitator_id) == ("booked", cora)
    assert (await talks.finn.open(f"/staff/conversations/{talks.call(bob).id}")).status == 404


async def test_who_takes_over_a_group_has_no_conversation_during_its_sessions(talks, handing):
    await talks.work()
    ids, rita = handing.ids, await talks.somebody()
    moment = (await talks.moments(rita))[0]
    day, hour = moment.split("T")
    await handing.book_with_cora(rita, moment)
    group = await talks.gathering.group(sessions=0)
    await talks.gathering.plan(group, day=day, starts=hour)
    changed = {"version": "1", "name": "Ouders", "format": "in_person", "facilitator": str(ids["cora"])}
    page = await talks.cora.post(f"/staff/groups/{group}/change", changed)
    assert (page.status, "heeft dan een gesprek. Geef dat eerst een ander moment" in page.text) == (422, True)
    assert talks.gathering.the_group(group).facilitator_id == ids["finn"]
    page = await handing.look()
    assert "Gesprekken van Cora die wijken voor een bijeenkomst" in page.text
    name = (await talks.cora.open(f"/staff/conversations/{talks.call().id}")).text
    assert "Rita" in name
    assert "Rita" not in page.text
    await handing.do()
    assert talks.gathering.the_group(group).facilitator_id == ids["cora"]
    assert (talks.call().state, talks.call().facilitator_id) == ("unbooked", ids["cora"])
    assert [one.notification for one in talks.gathering.rows(ContactTask)] == [Notification.SLOT_CHANGED] * 2


async def test_hours_of_who_takes_over_and_more_than_they_wanted_are_said_beforehand(talks, handing):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    later_hours = {"mon_from": "18:00", "mon_until": "20:00"}
    assert (await talks.cora.post("/staff/hours", later_hours)).status == 303
    assert (await talks.cora.post("/staff/hours/preferences", {"phone": "on", "max_weekly_hours": "1"})).status == 303
    group = await talks.gathering.group(sessions=1, first_in=40)
    page = await handing.look()
    assert "houdt zijn moment, buiten de uren van Cora" in page.text
    assert "2 uren gevuld; hoogstens 1 was de bedoeling" in page.text
    await handing.do()
    assert talks.call(rita).state == "booked"
    assert talks.gathering.the_group(group).facilitator_id == handing.ids["cora"]


@BOTH
async def test_two_sessions_at_one_hour_are_said_beforehand(talks, handing):
    gathering = talks.gathering
    await gathering.group(sessions=1)
    await gathering.group(sessions=1, facilitator=str(handing.ids["cora"]))
    page = await handing.look()
    assert "Twee bijeenkomsten op hetzelfde uur" in page.text
    shared = await gathering.group(sessions=1, first_in=20, second=str(handing.ids["cora"]))
    day = gathering.sessions(shared)[0].day
    assert day == today("Europe/Brussels") + timedelta(days=20)
    assert (await handing.look()).text.count("19:00") == page.text.count("19:00")


async def test_who_did_not_choose_hears_so_and_who_has_nothing_reads_so(talks, handing):
    page = await talks.finn.post(handing.address, {"taker": ""})
    assert (page.status, "Kies wie het overneemt." in page.text) == (422, True)
    assert (await talks.finn.post(handing.address, {"taker": str(handing.ids["mia"])})).status == 403
    mine = f"/staff/handover/{handing.ids['cora']}"
    assert (await talks.finn.post(mine, {"taker": str(handing.ids["finn"])})).status == 403
    assert "volgt niemand op en begeleidt geen groep" in (await handing.look()).text
    assert talks.gathering.rows(Conversation) == talks.gathering.rows(Registration) == []


@BOTH
@pytest.mark.parametrize("again", range(4))
async def test_who_takes_over_a_session_is_not_booked_for_its_hour_in_the_same_moment(talks, handing, again):
    await talks.work()
    kim = await talks.somebody()
    moment = (await talks.moments(kim))[again]
    day, hour = moment.split("T")
    group = await talks.gathering.group(sessions=0)
    await talks.gathering.plan(group, day=day, starts=hour)
    given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(handing.ids["cora"]), "anyway": "on"}
    done = {"taker": str(handing.ids["cora"]), "seen": "on"}
    await asyncio.gather(
        talks.finn.post(handing.address, done),
        talks.cora.post(f"/staff/conversations/{talks.call(kim).id}/slot", given),
    )
    leads = talks.gathering.the_group(group).facilitator_id == handing.ids["cora"]
    call = talks.call(kim)
    is_booked = call.state == "booked" and call.facilitator_id == handing.ids["cora"]
    assert leads or is_booked
    assert not (leads and is_booked)


async def test_who_lost_somebody_and_asked_for_a_call_can_be_handed_over(talks, handing):
    rita = await talks.gathering.given_to_finn(mode="call_me")
    guest = talks.gathering.guests[rita]
    assert (await guest.post("/register/mine/loss", {"call_me_once": "on"})).status == 303
    assert 'name="seen"' in (await handing.look()).html


async def test_a_return_meeting_to_come_can_be_handed_over(talks, handing, later):
    gathering = talks.gathering
    group, (rita,) = await going_on(gathering, number=1, sessions=1)
    await gathering.plan(group, first_in=60, is_return="on")
    finn = talks.finn = await evening(gathering, later)
    first = gathering.sessions(group)[0]
    await finn.post(f"/staff/sessions/{first.id}/attendance", {"registration": str(rita), "mark": "present"})
    await finn.post(f"/staff/sessions/{first.id}/held")
    assert (await finn.post(f"/staff/groups/{group}/finish")).status == 303
    assert 'name="seen"' in (await handing.look()).html


async def with_finn(talks, guest, ids, day, hour):
    given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(ids["finn"]), "anyway": "on"}
    assert (await talks.cora.post(f"/staff/conversations/{talks.call(guest).id}/slot", given)).status == 303


@pytest.mark.parametrize("order", [False, True])
async def test_the_preview_says_what_will_happen_when_a_call_gives_way_and_frees_another(talks, handing, order):
    await talks.work()
    await talks.somebody()
    await talks.somebody()
    kim, rita = [guest for _, guest in sorted(talks.gathering.guests.items(), reverse=order)]
    day = (await talks.moments(rita))[-1].split("T")[0]
    await with_finn(talks, rita, handing.ids, day, "09:00")
    await handing.book_with_cora(kim, f"{day}T09:30")
    group = await talks.gathering.group(sessions=0)
    await talks.gathering.plan(group, day=day, starts="10:00")
    page = await handing.look()
    keeps = "houdt zijn moment" in page.text
    await handing.do()
    assert talks.call(kim).state == "unbooked"
    assert keeps == (talks.call(rita).state == "booked")


async def test_the_preview_knows_of_a_session_that_goes_on_right_now(talks, handing, later):
    await talks.work()
    kim = await talks.somebody()
    day = (await talks.moments(kim))[-1].split("T")[0]
    await handing.book_with_cora(kim, f"{day}T11:00")
    group = await talks.gathering.group(sessions=0)
    await talks.gathering.plan(group, day=day, starts="09:30")
    ten = datetime.combine(date.fromisoformat(day), time(10), ZoneInfo("Europe/Brussels"))
    later(seconds=(ten - now()).total_seconds())
    talks.finn = talks.browse("finn")
    page = await handing.look()
    said = "Gesprekken van Cora die wijken" in page.text
    await handing.do()
    assert said == (talks.call(kim).state == "unbooked")


@PG
@pytest.mark.parametrize("again", range(3))
async def test_two_who_hand_over_to_each_other_keep_person_and_call_together(talks, handing, again):
    await talks.work()
    rita, kim = await talks.somebody(), await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    await handing.book_with_cora(kim, (await talks.moments(kim))[-1])
    ids = handing.ids
    other = f"/staff/handover/{ids['cora']}"
    answers = await asyncio.gather(
        talks.finn.post(handing.address, {"taker": str(ids["cora"]), "seen": "on"}),
        talks.cora.post(other, {"taker": str(ids["finn"]), "seen": "on"}),
    )
    assert {one.status for one in answers} <= {303, 409}
    for guest in (rita, kim):
        held_by = talks.call(guest).facilitator_id
        assert held_by == talks.gathering.one(talks.call(guest).registration_id).facilitator_id


@PG
async def test_who_chooses_a_moment_while_it_is_handed_over_keeps_person_and_call_together(talks, handing, database):
    await talks.work()
    rita = await talks.somebody()
    day, hour = (await talks.moments(rita))[-1].split("T")
    begins = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), ZoneInfo("Europe/Brussels"))
    call, ids = talks.call(rita), handing.ids

    def choose(db):
        booking.choose(db, db.get_one(Conversation, call.id), begins, Channel.PHONE)

    def hand_over(db):
        finn, cora = db.get_one(Staff, ids["finn"]), db.get_one(Staff, ids["cora"])
        handover.hand_over(db, finn, cora, by=cora)

    assert side_by_side(database, choose, hand_over) == []
    row, person = talks.call(rita), talks.gathering.one(call.registration_id)
    names = {one: name for name, one in ids.items()}
    assert names[row.facilitator_id] == names[person.facilitator_id]
