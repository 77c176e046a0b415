"""Unusual days: the clock goes forward or back, a month is short, a leap year, a week across two years."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from foundation.clock import now
from foundation.local_time import exists_on_clock, minutes_after
from foundation.settings import Settings
from groups.jobs import purge_registrations, remind_of_conversations
from groups.meeting_room import Meeting, is_open
from groups.models import Registration
from groups.sessions.forms import Rhythm
from groups.sessions.rhythm import propose_days
from mail import Letter, OutgoingLetter
from tests.conftest import BOTH, CHEAP
from tests.groups.conversations.conversation_setup import ConversationSetup
from tests.groups.conversations.test_aftercare import aftercare_conversations, finished_group
from tests.groups.conversations.test_check_ins import check_ins
from tests.groups.group_setup import GroupSetup

ZONE = ZoneInfo("Europe/Brussels")
FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)
"""Sundays: at two it becomes three, and at three it becomes two once more."""
DAY, PHONE_CONTACT = timedelta(days=1), {"mode": "call_me", "phone": "0470 12 34 56"}
NIGHT = {"sun_from": "01:00", "sun_until": "05:00"}


def at(day, hour, minute=0, fold=0):
    """What stands on the clock in Brussels."""
    return datetime.combine(day, time(hour, minute, fold=fold), ZONE)


@pytest.fixture
def live_at(later):
    """The house lives at a moment; the clock is restored afterwards."""
    return lambda moment: later(seconds=(moment.astimezone(UTC) - now()).total_seconds())


@pytest.fixture
def conversations_at(browse, database, people, live_at):
    """Conversations of colleagues who signed in at this moment."""

    def there(moment):
        live_at(moment)
        return ConversationSetup(GroupSetup(browse, database, people))

    return there


async def in_the_night(conversation_setup, number=1):
    """Finn works in the night from Saturday to Sunday only; so many people who can be called."""
    await conversation_setup.work()
    assert (await conversation_setup.finn.post("/staff/hours", NIGHT)).status == 303
    return [await conversation_setup.registrant(**PHONE_CONTACT) for _ in range(number)]


async def offered(conversation_setup, guest, day):
    """The hours of one day that this person may choose."""
    slots = [slot.split("T") for slot in await conversation_setup.slots(guest)]
    return [hour for on, hour in slots if on == day.isoformat()]


async def book(conversation_setup, guest, day, starts):
    """A colleague books the conversation for this hour."""
    finn = str(conversation_setup.group_setup.people.ids["finn"])
    given = {"day": day.isoformat(), "starts": starts, "channel": "phone", "facilitator": finn}
    return await conversation_setup.cora.post(
        f"/staff/conversations/{conversation_setup.conversation(guest).id}/slot", given
    )


@pytest.mark.parametrize(("moment", "exists"), [
    (at(FORWARD, 1, 59), True), (at(FORWARD, 2), False), (at(FORWARD, 2, 30), False), (at(FORWARD, 3), True),
    (at(BACK, 2, 30), True), (at(BACK, 2, 30, fold=1), True), (at(date(2028, 2, 29), 19), True),
])  # fmt: skip
def test_an_hour_exists_unless_the_clock_jumps_over_it(moment, exists):
    assert exists_on_clock(moment) is exists


@BOTH
async def test_an_hour_that_does_not_exist_is_neither_offered_nor_chosen_nor_booked(conversations_at):
    conversation_setup = conversations_at(at(FORWARD - 2 * DAY, 12))
    rita, bob = await in_the_night(conversation_setup, 2)
    assert await offered(conversation_setup, rita, FORWARD) == ["01:00", "01:30", "03:00", "03:30", "04:00"]
    for hour in ("02:00", "02:30"):
        assert (await conversation_setup.choose(rita, f"{FORWARD}T{hour}")).status == 422
        page = await book(conversation_setup, rita, FORWARD, hour)
        assert (page.status, page.field("starts")) == (422, hour)
        assert "Die nacht gaat de klok vooruit" in page.text
    assert conversation_setup.conversation(rita).state == "unbooked"
    assert (await conversation_setup.choose(rita, f"{FORWARD}T03:00")).status == 303
    assert conversation_setup.conversation(rita).begins_at.astimezone(UTC) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert await offered(conversation_setup, bob, FORWARD) == ["01:00", "04:00"]
    assert (await book(conversation_setup, bob, FORWARD, "01:30")).status == 422


async def test_a_session_is_neither_planned_in_nor_moved_into_an_hour_that_does_not_exist(conversations_at):
    group_setup = conversations_at(at(FORWARD - 2 * DAY, 12)).group_setup
    group = await group_setup.group(sessions=0)
    planning = {
        "day": str(FORWARD),
        "starts": "02:30",
        "minutes": "60",
        "number": "1",
        "reviewed": "on",
        f"on-{FORWARD}": "on",
    }
    page = await group_setup.cora.post(f"/staff/groups/{group}/sessions", planning)
    assert (page.status, "Die nacht gaat de klok vooruit" in page.text) == (422, True)
    await group_setup.plan(group, day=str(FORWARD), starts="03:30")
    (session,) = group_setup.sessions(group)
    moving = {
        "version": str(session.version),
        "day": str(FORWARD),
        "starts": "02:30",
        "minutes": "60",
        "reviewed": "on",
    }
    page = await group_setup.cora.post(f"/staff/sessions/{session.id}/move", moving)
    assert (page.status, page.field("starts")) == (422, "02:30")
    assert [one.starts for one in group_setup.sessions(group)] == [time(3, 30)]


@BOTH
async def test_of_an_hour_that_comes_twice_the_first_is_meant_and_it_is_booked_once(conversations_at):
    conversation_setup = conversations_at(at(BACK - 2 * DAY, 12))
    rita, bob = await in_the_night(conversation_setup, 2)
    assert await offered(conversation_setup, rita, BACK) == [
        "01:00",
        "01:30",
        "02:00",
        "02:30",
        "03:00",
        "03:30",
        "04:00",
    ]
    assert (await conversation_setup.choose(rita, f"{BACK}T02:30")).status == 303
    assert conversation_setup.conversation(rita).begins_at.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert await offered(conversation_setup, bob, BACK) == ["01:00", "01:30", "03:00", "03:30", "04:00"]
    page = await book(conversation_setup, bob, BACK, "02:30")
    assert (page.status, "heeft dan iets anders" in page.text) == (422, True)
    group = await conversation_setup.group_setup.group(sessions=0)
    planning = {
        "day": str(BACK),
        "starts": "02:15",
        "minutes": "45",
        "number": "1",
        "reviewed": "on",
        f"on-{BACK}": "on",
    }
    page = await conversation_setup.cora.post(f"/staff/groups/{group}/sessions", planning)
    assert (page.status, "heeft dan een gesprek" in page.text) == (422, True)


@pytest.mark.parametrize(("day", "starts"), [(FORWARD, "03:00"), (FORWARD, "01:30"), (BACK, "02:30"), (BACK, "03:00")])
async def test_the_number_shows_from_a_quarter_before_to_an_hour_after_also_that_night(
    conversations_at, live_at, day, starts
):
    conversation_setup = conversations_at(at(day - 2 * DAY, 12))
    (rita,) = await in_the_night(conversation_setup)
    assert (await conversation_setup.choose(rita, f"{day}T{starts}")).status == 303
    conversation, shown = conversation_setup.conversation(rita), []
    for minutes in (-16, -14, 59, 61):
        live_at(conversation.begins_at.astimezone(UTC) + timedelta(minutes=minutes))
        page = await conversation_setup.browse("finn").post(f"/staff/conversations/{conversation.id}/number")
        shown.append("0470123456" in page.text)
    assert shown == [False, True, True, False]


@pytest.mark.parametrize("begins", [at(FORWARD, 3), at(BACK, 2, 30), at(BACK, 3)])
def test_a_room_opens_a_quarter_before_and_closes_at_the_end_also_that_night(live_at, tmp_path, begins):
    settings, meeting = (
        Settings(mode="demo", data_dir=tmp_path, **CHEAP),
        Meeting(begins, minutes_after(begins, 45), "x"),
    )
    found = []
    for minutes in (-16, -14, 44, 46):
        live_at(begins.astimezone(UTC) + timedelta(minutes=minutes))
        found.append(is_open(settings, meeting))
    assert found == [False, True, True, False]


@pytest.mark.parametrize("change", [FORWARD, BACK])
async def test_nine_stays_nine_and_the_reminder_comes_a_day_before_when_the_clock_changes(
    conversations_at, live_at, database, change
):
    conversation_setup = conversations_at(at(change - 4 * DAY, 8))
    await conversation_setup.work()
    rita = await conversation_setup.registrant(mode="mail", email="rita@example.org", phone="0470 12 34 56")
    monday = f"{change + DAY}T09:00"
    assert monday in await conversation_setup.slots(rita)
    assert (await conversation_setup.choose(rita, monday)).status == 303
    begins = conversation_setup.conversation(rita).begins_at
    assert (begins.hour, begins.astimezone(UTC).hour) == (9, 7 if change is FORWARD else 8)
    said = "maandag 29 maart, 09.00 uur" if change is FORWARD else "maandag 1 november, 09.00 uur"
    assert said in (await rita.open("/register/mine")).text
    reminders = []
    for hours in (26.1, 25.9, 1):
        live_at(begins.astimezone(UTC) - timedelta(hours=hours))
        with database.write() as db:
            remind_of_conversations(db)
        reminders.append(
            sum(row.kind == Letter.REMINDER for row in conversation_setup.group_setup.rows(OutgoingLetter))
        )
    assert reminders == [0, 1, 1]


@pytest.mark.parametrize("change", [FORWARD, BACK])
async def test_an_evening_of_seven_stays_at_seven_before_and_after_the_change(conversations_at, change):
    conversation_setup = conversations_at(at(change - 12 * DAY, 12))
    group = await conversation_setup.group_setup.group(sessions=3, first_in=7)
    before, *after = conversation_setup.group_setup.sessions(group)
    assert before.day < change < after[0].day
    assert {one.begins_at.hour for one in (before, *after)} == {19}
    assert {one.ends_at.hour for one in (before, *after)} == {21}
    summer, winter = {17}, {18}
    assert {before.begins_at.astimezone(UTC).hour} == (winter if change is FORWARD else summer)
    assert {one.begins_at.astimezone(UTC).hour for one in after} == (summer if change is FORWARD else winter)


@BOTH
@pytest.mark.parametrize(("last", "first_call", "second_call"), [
    (date(2027, 10, 31), date(2027, 12, 12), date(2028, 2, 28)),
    (date(2027, 12, 31), date(2028, 2, 11), date(2028, 4, 29)),
    (date(2028, 1, 31), date(2028, 3, 13), date(2028, 5, 30)),
    (date(2028, 2, 29), date(2028, 4, 11), date(2028, 6, 28)),
])  # fmt: skip
async def test_aftercare_is_counted_in_days_from_the_last_day_of_a_month(
    conversations_at, later, live_at, last, first_call, second_call
):
    group_setup = conversations_at(at(last - 7 * DAY, 0, 30)).group_setup
    (ann,), session, _ = await finished_group(group_setup, later)
    assert session.day == last
    await group_setup.guests[ann].post("/register/mine/aftercare", {"choice": "yes"})
    (conversation,) = aftercare_conversations(group_setup)
    assert conversation.not_before == first_call
    live_at(at(first_call, 10))
    given = {"revision": str(conversation.revision), "outcome": "well", "wants_another": "on"}
    assert (await group_setup.browse("finn").post(f"/staff/conversations/{conversation.id}/held", given)).status == 303
    assert [one.not_before for one in aftercare_conversations(group_setup)] == [first_call, second_call]


@pytest.mark.parametrize(("talked", "heard"), [
    (date(2027, 12, 31), date(2028, 2, 18)),
    (date(2028, 1, 31), date(2028, 3, 20)),
    (date(2028, 2, 29), date(2028, 4, 18)),
])  # fmt: skip
async def test_a_check_in_comes_seven_weeks_after_the_last_day_of_a_month(
    conversations_at, live_at, database, talked, heard
):
    group_setup = conversations_at(at(talked, 12)).group_setup
    await group_setup.registrant()
    live_at(at(heard - DAY, 23, 59))
    assert check_ins(group_setup, database) == []
    live_at(at(heard, 0, 1))
    assert [one.not_before for one in check_ins(group_setup, database)] == [heard]


@BOTH
async def test_a_conversation_is_booked_on_a_leap_day_and_a_withdrawal_then_is_erased_after_as_many_days(
    conversations_at, live_at, database
):
    leap = date(2028, 2, 29)
    conversation_setup = conversations_at(at(leap - 4 * DAY, 12))
    await conversation_setup.work()
    rita = await conversation_setup.registrant(**PHONE_CONTACT)
    assert await offered(conversation_setup, rita, leap)
    assert (await conversation_setup.choose(rita, f"{leap}T10:00")).status == 303
    (rita_id,) = conversation_setup.group_setup.guests
    live_at(at(leap, 10, 1))
    conversation = conversation_setup.conversation(rita)
    held = {"revision": str(conversation.revision), "outcome": "group"}
    assert (
        await conversation_setup.browse("finn").post(f"/staff/conversations/{conversation.id}/held", held)
    ).status == 303
    await rita.post("/register/code", {"code": conversation_setup.group_setup.codes[rita_id]})
    assert (await rita.post("/register/mine/withdrawal")).status == 303
    states = []
    for day in (date(2028, 3, 30), date(2028, 3, 31)):
        live_at(at(day, 12))
        with database.write() as db:
            purge_registrations(db)
        states.append([one.state for one in conversation_setup.group_setup.rows(Registration) if one.id == rita_id])
    assert states == [["withdrawn"], []]


@pytest.mark.parametrize(("first", "rhythm", "days"), [
    (date(2028, 2, 29), Rhythm.MONTHLY, ["2028-02-29", "2028-03-28", "2028-04-25"]),
    (date(2027, 12, 31), Rhythm.MONTHLY, ["2027-12-31", "2028-01-28", "2028-02-25"]),
    (date(2028, 2, 15), Rhythm.FORTNIGHTLY, ["2028-02-15", "2028-02-29", "2028-03-14"]),
    (date(2026, 12, 24), Rhythm.WEEKLY, ["2026-12-24", "2026-12-31", "2027-01-07"]),
])  # fmt: skip
def test_a_rhythm_goes_over_leap_days_and_years(first, rhythm, days):
    assert [str(day) for day in propose_days(first, rhythm, 3)] == days


@BOTH
async def test_a_week_across_two_years_counts_as_one_week_for_the_maximum_hours(conversations_at):
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    conversation_setup = conversations_at(at(date(2026, 12, 21), 8))
    await conversation_setup.work(max_weekly_hours="2")
    rita, bob, kim = [await conversation_setup.registrant(**PHONE_CONTACT) for _ in range(3)]
    assert (await conversation_setup.choose(rita, f"{last}T10:00")).status == 303
    assert (await conversation_setup.choose(bob, f"{first}T10:00")).status == 303
    left = {date.fromisoformat(slot.split("T")[0]) for slot in await conversation_setup.slots(kim)}
    assert left
    assert not [day for day in left if date(2026, 12, 28) <= day <= date(2027, 1, 3)]
    assert (await conversation_setup.choose(kim, f"{first}T11:30")).status == 422
    for day in (last, first):
        links = (await conversation_setup.finn.open(f"/staff/week/{day}")).links
        assert {f"/staff/conversations/{conversation_setup.conversation(guest).id}" for guest in (rita, bob)} <= set(
            links
        )


async def test_holidays_on_both_sides_of_the_year_are_free_of_conversations(conversations_at):
    conversation_setup = conversations_at(at(date(2026, 12, 21), 8))
    await conversation_setup.work(works_on_holidays="")
    rita = await conversation_setup.registrant(**PHONE_CONTACT)
    days = {slot.split("T")[0] for slot in await conversation_setup.slots(rita)}
    assert {"2026-12-24", "2026-12-31", "2027-01-04"} <= days
    assert not days & {"2026-12-25", "2027-01-01"}
