"""The introductory conversation: chosen by code among free hours, called in a safe hour, moved, missed, held."""

import asyncio
from datetime import date, timedelta

import pytest

from accounts.models import Staff
from foundation.clock import now, today
from groups.jobs import ADDRESSEES, remind_of_calls
from groups.models import Call, Errand, News, Registration
from mail import Letter, OutgoingLetter
from mail.delivery import deliver_due
from tests.accounts.door import acts
from tests.conftest import BOTH
from tests.groups.registrant import register

CAN_BE_CALLED = {"mode": "call_me", "phone": "0470 12 34 56", "safe_morning": "on", "somebody_else": "de tandarts"}


class Talks:
    """Somebody who registered, and Finn who works every weekday from nine to half past twelve."""

    def __init__(self, gathering):
        self.gathering, self.browse = gathering, gathering.browse
        self.finn, self.cora = self.browse("finn"), self.browse("cora")

    async def work(self, **terms):
        week = {f"{day}_from": "09:00" for day in ("mon", "tue", "wed", "thu", "fri")}
        week |= {f"{day}_until": "12:30" for day in ("mon", "tue", "wed", "thu", "fri")}
        assert (await self.finn.post("/staff/hours", week)).status == 303
        terms = {"phone": "on", "dial_in": "on", "works_on_holidays": "on", **terms}
        assert (await self.finn.post("/staff/hours/terms", terms)).status == 303

    async def somebody(self, **contact):
        guest = self.browse()
        known = {row.id for row in self.gathering.rows(Registration)}
        code = await register(guest, contact=contact or CAN_BE_CALLED)
        row = next(one for one in self.gathering.rows(Registration) if one.id not in known)
        self.gathering.guests[row.id], self.gathering.codes[row.id] = guest, code
        return guest

    def call(self, guest=None):
        rows = self.gathering.rows(Call)
        if guest is None:
            (only,) = rows
            return only
        (mine,) = [one for one, other in self.gathering.guests.items() if other is guest]
        return next(row for row in rows if row.registration_id == mine)

    async def moments(self, guest, path="/register/mine/call"):
        page = await guest.open(path)
        assert page.status == 200, page.text
        return page.options("moment")

    async def take(self, guest, moment, channel="phone"):
        return await guest.post("/register/mine/call", {"moment": moment, "channel": channel})


@pytest.fixture
def talks(gathering):
    return Talks(gathering)


@BOTH
async def test_everybody_who_registers_chooses_a_moment_among_the_free_hours_of_a_colleague(talks):
    await talks.work()
    rita = await talks.somebody()
    page = await rita.open("/register/mine")
    assert "/register/mine/call" in page.links
    free = await talks.moments(rita)
    assert free
    for moment in free:
        day, hour = moment.split("T")
        assert date.fromisoformat(day).weekday() < 5
        assert "09:00" <= hour <= "11:45"
    assert (await talks.take(rita, free[0])).location == "/register/mine"
    call = talks.call()
    assert (call.state, call.channel, call.facilitator_id) == ("booked", "phone", talks.gathering.people.ids["finn"])
    text = (await rita.open("/register/mine")).text
    assert "afgeschermd nummer" in text
    assert f"/staff/calls/{call.id}" in (await talks.finn.open(f"/staff/week/{call.day}")).links


@BOTH
async def test_only_hours_named_as_safe_are_shown_to_who_is_called_and_all_to_who_calls(talks):
    await talks.work()
    hours = {"mon_from": "09:00", "mon_until": "20:00", "tue_from": "13:00", "tue_until": "18:00"}
    await talks.finn.post("/staff/hours", hours)
    rita = await talks.somebody()
    called = await talks.moments(rita)
    assert called
    assert {moment.split("T")[1] < "12:00" for moment in called} == {True}
    dials = await talks.moments(rita, "/register/mine/call/by/dial_in")
    assert any(moment.split("T")[1] > "13:00" for moment in dials)
    assert (await rita.open("/register/mine/call/by/pigeon")).status == 404


@BOTH
async def test_of_ten_who_take_one_moment_at_once_exactly_one_has_it_and_the_others_choose_again(talks):
    await talks.work()
    guests = [await talks.somebody() for _ in range(10)]
    moment = (await talks.moments(guests[0]))[0]
    pages = await asyncio.gather(*(talks.take(guest, moment) for guest in guests))
    assert sorted(page.status for page in pages) == [303] + [422] * 9
    assert [row.state for row in talks.gathering.rows(Call)].count("booked") == 1
    loser = next(page for page in pages if page.status == 422)
    assert "Iemand anders nam dit moment net" in loser.text
    assert moment not in loser.options("moment")
    assert loser.options("moment")


@BOTH
async def test_a_colleague_is_never_in_two_places_whoever_books(talks):
    await talks.work()
    await talks.gathering.group(sessions=0)
    rita, bob = await talks.somebody(), await talks.somebody()
    moment = (await talks.moments(rita))[2]
    day, hour = moment.split("T")
    await talks.take(rita, moment)
    address = f"/staff/calls/{talks.call(bob).id}/moment"
    given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(talks.gathering.people.ids["finn"])}
    page = await talks.cora.post(address, given)
    assert page.status == 422
    assert "heeft dan iets anders" in page.text
    assert page.field("day") == day
    group = await talks.gathering.group(sessions=0, name="Ochtendgroep")
    page = await talks.cora.post(f"/staff/groups/{group}/sessions", {**given, "minutes": "60", "number": "1"})
    assert "Finn heeft dan een gesprek" in page.text
    later = (date.fromisoformat(day) + timedelta(days=7)).isoformat()
    await talks.gathering.plan(group, day=later, starts="09:00")
    assert later + "T09:00" not in await talks.moments(bob)


@BOTH
async def test_days_away_other_hours_and_the_weeks_most_leave_no_moments(talks):
    await talks.work(most_hours="2")
    rita, bob, kim = [await talks.somebody() for _ in range(3)]
    first = (await talks.moments(rita))[0].split("T")[0]
    away = {"first_day": first, "last_day": first}
    assert (await talks.finn.post("/staff/hours/changes", {**away, "starts": "10:00"})).status == 422
    assert (await talks.finn.post("/staff/hours/changes", away)).status == 303
    assert first not in {moment.split("T")[0] for moment in await talks.moments(rita)}
    page = await talks.finn.open("/staff/hours")
    undo = next(action for action in page.form_actions if "/staff/hours/changes/" in action)
    assert (await talks.cora.post(undo)).status in (403, 404)
    assert (await talks.finn.post(undo)).status == 303
    assert first in {moment.split("T")[0] for moment in await talks.moments(rita)}

    await talks.take(rita, (await talks.moments(rita))[0])
    await talks.take(bob, (await talks.moments(bob))[0])
    week = talks.call(rita).day.isocalendar()[:2]
    left = await talks.moments(kim)
    assert left
    assert week not in {date.fromisoformat(moment.split("T")[0]).isocalendar()[:2] for moment in left}


@BOTH
async def test_a_moment_is_moved_with_the_same_colleague_and_let_go_again(talks):
    await talks.work()
    rita = await talks.somebody()
    free = await talks.moments(rita)
    await talks.take(rita, free[0])
    await talks.take(rita, free[3])
    call = talks.call()
    assert (call.revision, call.state) == (2, "booked")
    assert free[3] == f"{call.day}T{call.starts:%H:%M}"
    assert free[0] in await talks.moments(rita)
    assert (await rita.post("/register/mine/call/letting-go")).location == "/register/mine"
    assert (talks.call().state, talks.call().day) == ("planned", None)
    assert (await rita.post("/register/mine/call/letting-go")).status == 409
    assert free[3] in await talks.moments(rita)


@BOTH
async def test_the_card_says_how_to_call_and_the_number_shows_around_the_moment_only(talks, database, later):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    call, before = talks.call(), acts(database)
    card = f"/staff/calls/{call.id}"
    page = await talks.finn.open(card)
    for words in ("Rita", "de tandarts", "nee, ophangen"):
        assert words in page.text
    assert "0470" not in page.html
    assert (await talks.finn.post(f"{card}/number")).status == 403
    later(seconds=(call.begins_at - now()).total_seconds() - 600)
    finn, cora = talks.browse("finn"), talks.browse("cora")
    page = await finn.open(card)
    assert "Nu is een veilig uur" in page.text
    assert "0470" not in page.html
    page = await finn.post(f"{card}/number")
    assert (page.status, "0470123456" in page.text) == (200, True)
    assert (await cora.post(f"{card}/number")).status == 403
    later(minutes=90)
    assert (await talks.browse("finn").post(f"{card}/number")).status == 403
    assert acts(database)[len(before) :].count("number seen for a booked call") == 1


@BOTH
async def test_nobody_answers_three_times_and_it_is_given_up_kindly(talks, later):
    await talks.work()
    rita = await talks.somebody()
    (rita_id,) = talks.gathering.guests
    address = f"/staff/calls/{talks.call().id}/no-answer"
    assert address.removesuffix("/no-answer") in (await talks.cora.open("/staff/week")).links
    for number in (1, 2, 3):
        await talks.take(rita, (await talks.moments(rita))[0])
        assert (await talks.cora.post(address)).status == 409
        later(seconds=(talks.call().begins_at - now()).total_seconds() + 60)
        finn = talks.browse("finn")
        talks.cora = talks.browse("cora")
        await rita.post("/register/code", {"code": talks.gathering.codes[rita_id]})
        assert (await finn.post(address)).status == 303
        assert talks.call().no_answers == number
        assert address.removesuffix("/no-answer") not in (await finn.open("/staff/week/2020-01-01")).links
    assert talks.call().state == "given_up"
    assert (await finn.post(address)).status == 409
    told = [one.news for one in talks.gathering.rows(Errand)]
    assert told == [News.CALL_GIVEN_UP]
    assert (await rita.open("/register/mine/call")).status == 404
    assert (await rita.open("/register/mine")).status == 200


@BOTH
async def test_that_we_were_not_there_is_no_silence_of_the_person(talks):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    assert (await talks.finn.post(f"/staff/calls/{talks.call().id}/absence")).status == 303
    call = talks.call()
    assert (call.state, call.no_answers, call.absences) == ("planned", 0, 1)
    assert [one.news for one in talks.gathering.rows(Errand)] == [News.CALL]


@BOTH
@pytest.mark.parametrize(("outcome", "state"), [
    ("group", "pool"), ("preparation", "pool"), ("not_now", "on_hold"), ("refer", "referred"),
])  # fmt: skip
async def test_what_it_came_to_brings_the_person_on_in_the_same_act(talks, database, outcome, state):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    call = talks.call()
    page = await talks.finn.open(f"/staff/calls/{call.id}")
    given = {"version": page.field("version"), "outcome": outcome, "notes": "Wil eerst luisteren."}
    if outcome == "refer":
        page = await talks.finn.post(f"/staff/calls/{call.id}/held", given)
        assert (page.status, page.field("notes")) == (422, "Wil eerst luisteren.")
        given["words"] = "Bij de huisarts kun je nu terecht."
    assert (await talks.finn.post(f"/staff/calls/{call.id}/held", given)).status == 303
    row, held = (
        talks.gathering.one(call.registration_id),
        next(one for one in talks.gathering.rows(Call) if one.id == call.id),
    )
    assert (row.state, held.state, held.outcome) == (state, "done", outcome)
    assert (row.talked_on == today("Europe/Brussels")) == (outcome != "refer")
    assert b"luisteren" not in held.sealed_about
    assert (await talks.finn.post(f"/staff/calls/{call.id}/held", given)).status == 409
    planned = [one.kind for one in talks.gathering.rows(Call) if one.state == "planned"]
    assert planned == (["preparation"] if outcome == "preparation" else [])


@BOTH
async def test_one_neutral_reminder_goes_out_and_none_to_who_wants_no_contact(talks, database, later):
    await talks.work()
    mailed = await talks.somebody(mode="mail", email="rita@example.org")
    silent = await talks.somebody(mode="nothing")
    called = await talks.somebody()
    for guest, channel in ((mailed, "phone"), (silent, "dial_in"), (called, "phone")):
        path = f"/register/mine/call/by/{channel}"
        await talks.take(guest, (await talks.moments(guest, path))[-1], channel)
    moments = [row.begins_at for row in talks.gathering.rows(Call)]

    def reminders():
        with database.write() as db:
            remind_of_calls(db)
        return [row for row in talks.gathering.rows(OutgoingLetter) if row.kind == Letter.REMINDER]

    assert reminders() == []
    later(seconds=(min(moments) - now()).total_seconds() - 20 * 3600)
    assert len(reminders()) == 1
    assert len(reminders()) == 1
    assert [one.news for one in talks.gathering.rows(Errand)] == []
    deliver_due(database, ADDRESSEES)
    sent = [row for row in talks.gathering.rows(OutgoingLetter) if row.kind == Letter.REMINDER]
    assert [row.state for row in sent] == ["sent"]


@BOTH
async def test_a_letter_about_a_moment_that_changed_again_is_void(talks, database):
    await talks.work()
    rita = await talks.somebody(mode="mail", email="rita@example.org")
    free = await talks.moments(rita)
    await talks.take(rita, free[0])
    await talks.take(rita, free[2])
    deliver_due(database, ADDRESSEES)
    letters = [row for row in talks.gathering.rows(OutgoingLetter) if row.kind == Letter.NEWS_READY]
    states = sorted((row.revision, row.state) for row in letters)
    assert states == [(1, "void"), (2, "sent")]


@BOTH
@pytest.mark.parametrize("end", ["withdrawal", "loss", "erasure"])
async def test_whoever_leaves_has_no_conversation_to_come(talks, end):
    await talks.work()
    rita = await talks.somebody()
    moment = (await talks.moments(rita))[0]
    await talks.take(rita, moment)
    await rita.post(f"/register/mine/{end}", {"sure": "on"})
    assert [row.state for row in talks.gathering.rows(Call)] in (["cancelled"], [])
    assert moment in await talks.moments(await talks.somebody())


@BOTH
async def test_choosing_a_moment_and_withdrawing_at_once_leave_nothing_booked_with_nobody(talks):
    await talks.work()
    for _ in range(5):
        rita = await talks.somebody()
        moment = (await talks.moments(rita))[0]
        pages = await asyncio.gather(talks.take(rita, moment), rita.post("/register/mine/withdrawal"))
        assert {page.status for page in pages} <= {303, 404, 409}
        assert talks.call(rita).state == "cancelled"
        assert talks.gathering.one(talks.call(rita).registration_id).state == "withdrawn"


@BOTH
async def test_handing_over_brings_conversations_along_and_those_that_clash_get_a_new_moment(talks, database):
    await talks.work()
    ids = talks.gathering.people.ids
    rita, bob = await talks.somebody(), await talks.somebody()
    free = await talks.moments(rita)
    await talks.take(rita, free[0])
    await talks.take(bob, free[4])
    with database.write() as db:
        cora = db.get_one(Staff, ids["cora"])
        cora.facilitates = True
        db.add(cora)
    day, hour = free[0].split("T")
    kim = await talks.somebody()
    given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(ids["cora"])}
    assert (await talks.cora.post(f"/staff/calls/{talks.call(kim).id}/moment", given)).status == 303
    handing = {"taker": str(ids["cora"])}
    assert (await talks.finn.post(f"/staff/standing-in/{ids['finn']}/handover", handing)).status == 303
    assert (talks.call(rita).state, talks.call(rita).facilitator_id) == ("planned", ids["cora"])
    assert (talks.call(bob).state, talks.call(bob).facilitator_id) == ("booked", ids["cora"])
    assert (await talks.finn.open(f"/staff/calls/{talks.call(bob).id}")).status == 404


@BOTH
async def test_one_more_conversation_is_planned_one_at_a_time(talks):
    await talks.work()
    rita = await talks.somebody()
    address = f"/staff/registrations/{talks.call().registration_id}/calls"
    page = await talks.cora.post(address, {"kind": "bridge"})
    assert page.status == 422
    assert "Er komt al een gesprek" in page.text
    await rita.post("/register/mine/call/declining")
    assert (await talks.cora.post(address, {})).status == 422
    page = await talks.cora.post(address, {"kind": "bridge"})
    assert page.status == 303
    assert "Tussengesprek" in (await rita.open("/register/mine")).text
    pages = await asyncio.gather(*(talks.cora.post(address, {"kind": "bridge"}) for _ in range(3)))
    assert {page.status for page in pages} == {422}


async def test_another_facilitator_and_a_moderator_see_no_card(talks):
    await talks.work()
    await talks.somebody()
    assert (await talks.browse("mia").open(f"/staff/calls/{talks.call().id}")).status == 403
    assert (await talks.finn.open(f"/staff/calls/{talks.call().id}")).status == 404
    assert (await talks.cora.open(f"/staff/calls/{talks.call().id}")).status == 200
