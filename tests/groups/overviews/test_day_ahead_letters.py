"""A facilitator hears once a day that something waits: a conversation, messages to read, contact tasks."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from accounts.models import Staff
from foundation.clock import now
from groups.jobs import send_day_ahead
from mail import Letter, LetterState, OutgoingLetter
from mail.delivery import deliver_due
from scheduler.timetable import ADDRESSEES
from tests.conftest import BOTH

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture
def tell(database):
    """The letters there are after another run, by when they were written."""

    def look():
        with database.write() as db:
            send_day_ahead(db)
        with database.read() as db:
            found = [one for one in db.exec(select(OutgoingLetter)) if one.kind is Letter.DAY_AHEAD]
            return sorted(found, key=lambda one: one.subject)

    return look


def at(later, day, hour):
    """Go on to this hour of this day."""
    there = datetime.combine(day, time(hour), BRUSSELS)
    later(seconds=(there.astimezone(UTC) - now()).total_seconds())


@BOTH
async def test_a_conversation_is_announced_the_day_before_and_on_the_day_itself(
    conversation_setup, tell, later, people
):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    slots = await conversation_setup.slots(rita)
    await conversation_setup.choose(rita, slots[-1])
    day = conversation_setup.conversation().day
    at(later, day - timedelta(days=2), 12)
    assert tell() == []
    at(later, day - timedelta(days=1), 6)
    assert tell() == []
    at(later, day - timedelta(days=1), 8)
    assert [letter.person_id for letter in tell()] == [people.ids["finn"]]
    assert len(tell()) == 1
    at(later, day, 8)
    assert [letter.subject for letter in tell()] == [(day - timedelta(days=1)).isoformat(), day.isoformat()]


async def test_the_letter_is_void_once_the_message_was_read(group_setup, tell, database, later):
    rita = await group_setup.assigned_to_finn()
    await group_setup.guests[rita].post("/register/mine/messages", {"text": "Mag ik iets vragen?"})
    at(later, now().astimezone(BRUSSELS).date() + timedelta(days=1), 9)
    assert len(tell()) == 1
    finn, address = group_setup.browse("finn"), f"/staff/registrations/{rita}/messages"
    seen = (await finn.open(address)).field("seen_number")
    assert (await finn.post(address, {"text": "Ja hoor.", "seen_number": seen})).status == 303
    deliver_due(database, ADDRESSEES)
    assert {letter.state for letter in tell()} == {LetterState.VOID}


async def test_a_letter_of_another_day_or_to_a_former_facilitator_is_void(group_setup, tell, database, later, people):
    rita = await group_setup.assigned_to_finn()
    await group_setup.guests[rita].post("/register/mine/messages", {"text": "Mag ik iets vragen?"})
    at(later, now().astimezone(BRUSSELS).date() + timedelta(days=1), 9)
    assert len(tell()) == 1
    later(hours=16)
    assert deliver_due(database, ADDRESSEES) == 0
    assert {letter.state for letter in tell()} == {LetterState.VOID}
    at(later, now().astimezone(BRUSSELS).date(), 9)
    assert len(tell()) == 2
    with database.write() as db:
        finn = db.get_one(Staff, people.ids["finn"])
        finn.set_roles([])
        db.add(finn)
    assert deliver_due(database, ADDRESSEES) == 0


async def test_nobody_gets_a_letter_when_nothing_waits(conversation_setup, tell, later):
    await conversation_setup.work()
    at(later, now().astimezone(BRUSSELS).date() + timedelta(days=1), 9)
    assert tell() == []
