"""The introductory conversation: chosen by code among free hours, called in a safe hour, moved, missed, held."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlmodel import select

from accounts.models import Staff
from foundation.clock import now, today
from groups.availability.queries.availability import Availability
from groups.jobs import ADDRESS_LOOKUPS, remind_of_conversations
from groups.models import ContactTask, Conversation, Notification
from mail import Letter, OutgoingLetter
from mail.delivery import deliver_due
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.conversations.conversation_setup import CAN_BE_CALLED


@BOTH
async def test_everybody_who_registers_chooses_a_moment_among_the_free_hours_of_a_colleague(talks):
    await talks.work()
    rita = await talks.somebody()
    page = await rita.open("/register/mine")
    assert "/register/mine/conversation" in page.links
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
    assert "Met Finn, ongeveer 45 minuten" in text
    assert "afgesproken voor" in (await talks.cora.open("/staff/waiting-list")).text
    assert f"/staff/conversations/{call.id}" in (await talks.finn.open(f"/staff/week/{call.day}")).links


@pytest.mark.settings(call_number="0800 00 000")
async def test_only_hours_named_as_safe_are_shown_to_who_is_called_and_all_to_who_calls(talks):
    await talks.work()
    hours = {"mon_from": "09:00", "mon_until": "20:00", "tue_from": "13:00", "tue_until": "18:00"}
    await talks.finn.post("/staff/hours", hours)
    rita = await talks.somebody()
    called = await talks.moments(rita)
    assert called
    assert {moment.split("T")[1] <= "11:15" for moment in called} == {True}
    unsafe = next(one for one in await talks.moments(rita, "/register/mine/conversation/by/dial_in") if "T13" in one)
    assert (await talks.take(rita, unsafe, "phone")).status == 422
    dials = await talks.moments(rita, "/register/mine/conversation/by/dial_in")
    assert any(moment.split("T")[1] > "13:00" for moment in dials)
    assert (await rita.open("/register/mine/conversation/by/pigeon")).status == 404


@BOTH
async def test_of_ten_who_take_one_moment_at_once_exactly_one_has_it_and_the_others_choose_again(talks):
    await talks.work()
    guests = [await talks.somebody() for _ in range(10)]
    moment = (await talks.moments(guests[0]))[0]
    pages = await asyncio.gather(*(talks.take(guest, moment) for guest in guests))
    assert sorted(page.status for page in pages) == [303] + [422] * 9
    assert [row.state for row in talks.gathering.rows(Conversation)].count("booked") == 1
    loser = next(page for page in pages if page.status == 422)
    assert "Iemand anders nam dit moment net" in loser.text
    assert moment not in loser.options("moment")
    assert loser.options("moment")


async def test_a_colleague_is_never_in_two_places_whoever_books(talks):
    await talks.work()
    await talks.gathering.group(sessions=0)
    rita, bob = await talks.somebody(), await talks.somebody()
    moment = (await talks.moments(rita))[2]
    day, hour = moment.split("T")
    await talks.take(rita, moment)
    address = f"/staff/conversations/{talks.call(bob).id}/slot"
    given = {"day": day, "starts": hour, "channel": "phone", "facilitator": str(talks.gathering.people.ids["finn"])}
    page = await talks.cora.post(address, given)
    assert page.status == 422
    assert "heeft dan iets anders" in page.text
    assert page.field("day") == day
    group = await talks.gathering.group(sessions=0, name="Ochtendgroep")
    page = await talks.cora.post(f"/staff/groups/{group}/sessions", {**given, "minutes": "60", "number": "1"})
    assert "Finn heeft dan een gesprek" in page.text
    seen = {**given, "minutes": "60", "number": "1", "seen": "on", f"on-{day}": "on"}
    page = await talks.cora.post(f"/staff/groups/{group}/sessions", seen)
    assert (page.status, "heeft dan een gesprek. Geef dat eerst een ander moment" in page.text) == (422, True)
    assert talks.gathering.sessions(group) == []
    later = (date.fromisoformat(day) + timedelta(days=7)).isoformat()
    await talks.gathering.plan(group, day=later, starts="09:00")
    assert later + "T09:00" not in await talks.moments(bob)


@BOTH
async def test_a_session_and_a_conversation_at_one_hour_are_never_both_kept(talks):
    await talks.work()
    group = await talks.gathering.group(sessions=0)
    for number in range(6):
        rita = await talks.somebody()
        moment = (await talks.moments(rita))[0]
        day, hour = moment.split("T")
        planning = {"day": day, "starts": hour, "minutes": "45", "number": "1", "seen": "on", f"on-{day}": "on"}
        acts = [talks.take(rita, moment), talks.cora.post(f"/staff/groups/{group}/sessions", planning)]
        pages = await asyncio.gather(*(acts if number % 2 else reversed(acts)))
        assert sorted(page.status for page in pages) == [303, 422]


async def test_days_away_other_hours_and_the_weeks_most_leave_no_moments(talks):
    await talks.work(max_weekly_hours="2")
    rita, bob, kim = [await talks.somebody() for _ in range(3)]
    first = (await talks.moments(rita))[0].split("T")[0]
    away = {"first_day": first, "last_day": first}
    assert (await talks.finn.post("/staff/hours/exceptions", {**away, "starts": "10:00"})).status == 422
    assert (await talks.finn.post("/staff/hours/exceptions", away)).status == 303
    assert first not in {moment.split("T")[0] for moment in await talks.moments(rita)}
    page = await talks.finn.open("/staff/hours")
    undo = next(action for action in page.form_actions if "/staff/hours/exceptions/" in action)
    assert (await talks.cora.post(undo)).status in (403, 404)
    assert (await talks.finn.post(undo)).status == 303
    assert first in {moment.split("T")[0] for moment in await talks.moments(rita)}

    await talks.take(rita, (await talks.moments(rita))[0])
    await talks.take(bob, (await talks.moments(bob))[0])
    week = talks.call(rita).day.isocalendar()[:2]
    left = await talks.moments(kim)
    assert left
    assert week not in {date.fromisoformat(moment.split("T")[0]).isocalendar()[:2] for moment in left}


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
    assert (await rita.post("/register/mine/conversation/release", {"revision": "1"})).status == 409
    assert (await rita.post("/register/mine/conversation/release", talks.seen())).location == "/register/mine"
    assert (talks.call().state, talks.call().day) == ("unbooked", None)
    assert (await rita.post("/register/mine/conversation/release", talks.seen())).status == 409
    assert free[3] in await talks.moments(rita)


async def test_the_card_says_how_to_call_and_the_number_shows_around_the_moment_only(talks, database, later):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    call, before = talks.call(), acts(database)
    card = f"/staff/conversations/{call.id}"
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


async def test_nobody_answers_three_times_and_it_is_given_up_kindly(talks, later):
    await talks.work()
    rita = await talks.somebody()
    (rita_id,) = talks.gathering.guests
    address = f"/staff/conversations/{talks.call().id}/no-answer"
    assert address.removesuffix("/no-answer") in (await talks.cora.open("/staff/week")).links
    for number in (1, 2, 3):
        await talks.take(rita, (await talks.moments(rita))[0])
        assert (await talks.browse("cora").post(address, talks.seen())).status == 409
        later(seconds=(talks.call().begins_at - now()).total_seconds() + 60)
        finn = talks.browse("finn")
        await rita.post("/register/code", {"code": talks.gathering.codes[rita_id]})
        assert (await finn.post(address)).status == 409
        assert (await finn.post(address, talks.seen())).status == 303
        assert talks.call().unanswered_attempts == number
        later(days=3)
        await rita.post("/register/code", {"code": talks.gathering.codes[rita_id]})
    assert talks.call().state == "not_reached"
    assert (await talks.browse("finn").post(address, talks.seen())).status == 409
    assert [one.notification for one in talks.gathering.rows(ContactTask)] == []
    assert (await rita.open("/register/mine/conversation")).status == 404
    assert "kregen je niet te pakken" in (await rita.open("/register/mine")).text
    assert (await rita.post("/register/mine/conversation/request")).location == "/register/mine/conversation"
    assert (await rita.post("/register/mine/conversation/request")).status == 409
    assert await talks.moments(rita)


async def test_that_we_were_not_there_is_no_silence_of_the_person(talks):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    assert (await talks.finn.post(f"/staff/conversations/{talks.call().id}/staff-absence", talks.seen())).status == 303
    assert "Dat lag niet aan jou" in (await rita.open("/register/mine")).text
    call = talks.call()
    assert (call.state, call.unanswered_attempts, call.staff_absences) == ("unbooked", 0, 1)
    assert [one.notification for one in talks.gathering.rows(ContactTask)] == [Notification.SLOT_CHANGED]


@pytest.mark.parametrize(("outcome", "state"), [
    ("group", "pool"), ("preparation", "pool"), ("not_now", "on_hold"), ("refer", "referred"),
])  # fmt: skip
async def test_what_it_came_to_brings_the_person_on_in_the_same_act(talks, database, outcome, state):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    call = talks.call()
    page = await talks.finn.open(f"/staff/conversations/{call.id}")
    given = {"revision": page.field("revision"), "outcome": outcome, "notes": "Wil eerst luisteren."}
    if outcome == "refer":
        page = await talks.finn.post(f"/staff/conversations/{call.id}/held", given)
        assert (page.status, page.field("notes")) == (422, "Wil eerst luisteren.")
        given["words"] = "Bij de huisarts kun je nu terecht."
    else:
        page = await talks.finn.post(f"/staff/conversations/{call.id}/held", {**given, "words": "Bel ons gerust."})
        assert (page.status, "Bel ons gerust." in page.html) == (422, True)
    assert (await talks.finn.post(f"/staff/conversations/{call.id}/held", given)).status == 303
    row, held = (
        talks.gathering.one(call.registration_id),
        next(one for one in talks.gathering.rows(Conversation) if one.id == call.id),
    )
    assert (row.state, held.state, held.outcome) == (state, "done", outcome)
    assert row.intake_held_on == today("Europe/Brussels")
    assert b"luisteren" not in held.sealed_about
    assert (await talks.finn.post(f"/staff/conversations/{call.id}/held", given)).status == 409
    planned = [one.kind for one in talks.gathering.rows(Conversation) if one.state == "unbooked"]
    assert planned == (["preparation"] if outcome == "preparation" else [])


@pytest.mark.settings(call_number="0800 00 000")
async def test_one_neutral_reminder_goes_out_and_none_to_who_wants_no_contact(talks, database, later):
    await talks.work()
    mailed = await talks.somebody(mode="mail", email="rita@example.org", phone="0470 12 34 56")
    silent = await talks.somebody(mode="nothing")
    called = await talks.somebody()
    for guest, channel in ((mailed, "phone"), (silent, "dial_in"), (called, "phone")):
        path = f"/register/mine/conversation/by/{channel}"
        await talks.take(guest, (await talks.moments(guest, path))[-1], channel)
    moments = [row.begins_at for row in talks.gathering.rows(Conversation)]

    def reminders():
        with database.write() as db:
            remind_of_conversations(db)
        return [row for row in talks.gathering.rows(OutgoingLetter) if row.kind == Letter.REMINDER]

    assert reminders() == []
    later(seconds=(min(moments) - now()).total_seconds() - 20 * 3600)
    assert len(reminders()) == 1
    assert len(reminders()) == 1
    assert [one.notification for one in talks.gathering.rows(ContactTask)] == []
    deliver_due(database, ADDRESS_LOOKUPS)
    sent = [row for row in talks.gathering.rows(OutgoingLetter) if row.kind == Letter.REMINDER]
    assert [row.state for row in sent] == ["sent"]


@BOTH
async def test_who_chooses_gets_one_letter_however_often_and_one_for_each_change_of_ours(talks, database):
    """Nobody fills another's letter box by choosing again and again."""
    await talks.work()
    rita = await talks.somebody(mode="mail", email="rita@example.org", phone="0470 12 34 56")
    for _ in range(4):
        await talks.take(rita, (await talks.moments(rita))[0])
    call = talks.call()
    given = {"day": str(call.day), "channel": "phone", "facilitator": str(call.facilitator_id)}
    for hour in ("10:00", "11:00"):
        assert (await talks.finn.post(f"/staff/conversations/{call.id}/slot", {**given, "starts": hour})).status == 303
    deliver_due(database, ADDRESS_LOOKUPS)
    letters = [row for row in talks.gathering.rows(OutgoingLetter) if row.kind == Letter.UPDATE_READY]
    assert sorted((row.revision, row.state) for row in letters) == [(0, "sent"), (5, "void"), (6, "sent")]


@pytest.mark.parametrize("end", ["withdrawal", "loss"])
async def test_no_letter_about_a_conversation_reaches_who_has_left(talks, database, later, end):
    await talks.work()
    rita = await talks.somebody(mode="mail", email="rita@example.org", phone="0470 12 34 56")
    await talks.take(rita, (await talks.moments(rita))[0])
    await talks.finn.post(f"/staff/conversations/{talks.call().id}/staff-absence", talks.seen())
    await rita.post(f"/register/mine/{end}")
    deliver_due(database, ADDRESS_LOOKUPS)
    letters = [row for row in talks.gathering.rows(OutgoingLetter) if row.kind == Letter.UPDATE_READY]
    assert {row.state for row in letters} == {"void"}


async def test_a_moment_given_too_short_before_opens_no_number(talks, later):
    """Otherwise booking would be a way around the reason that a reveal asks for."""
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    call, soon = talks.call(), (now() + timedelta(minutes=5)).astimezone(talks.call().begins_at.tzinfo)
    given = {"channel": "phone", "facilitator": str(call.facilitator_id)}
    given |= {"day": soon.date().isoformat(), "starts": f"{soon:%H:%M}", "anyway": "on"}
    assert (await talks.finn.post(f"/staff/conversations/{call.id}/slot", given)).status == 303
    page = await talks.finn.open(f"/staff/conversations/{call.id}")
    assert "te kort vooraf gegeven" in page.text
    assert (await talks.finn.post(f"/staff/conversations/{call.id}/number")).status == 403


async def test_who_may_no_longer_be_called_has_no_call_to_come(talks):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    page = await rita.open("/register/mine/answers")
    answers = {"relation": "parent", "format": "either", "call_me": page.field("call_me"), "mode": "nothing"}
    assert (await rita.post("/register/mine/answers", answers)).status == 303
    assert (talks.call().state, talks.call().channel) == ("unbooked", "dial_in")
    assert "We bellen je" not in (await rita.open("/register/mine")).text
    assert "by hand" not in (await talks.finn.open("/staff/week")).text
    assert "Er is nu geen moment vrij" in (await rita.open("/register/mine/conversation")).text


async def test_a_colleague_who_left_or_was_replaced_holds_no_conversation(talks, database, people):
    await talks.work()
    rita, bob = await talks.somebody(), await talks.somebody()
    free = await talks.moments(rita)
    await talks.take(rita, free[0])
    with database.write() as db:
        cora = db.get_one(Staff, people.ids["cora"])
        cora.facilitates = True
        db.add(cora)
    assigning = {"facilitator": str(people.ids["cora"])}
    page = await talks.cora.post(f"/staff/registrations/{talks.call(rita).registration_id}/facilitator", assigning)
    assert page.status == 303
    assert (talks.call(rita).state, talks.call(rita).facilitator_id) == ("booked", people.ids["cora"])
    assert (await talks.finn.open(f"/staff/conversations/{talks.call(rita).id}")).status == 404
    with database.write() as db:
        finn = db.get_one(Staff, people.ids["finn"])
        finn.facilitates = False
        db.add(finn)
    assert (await talks.take(bob, free[1])).status == 422
    assert talks.call(bob).state == "unbooked"


async def test_the_card_is_read_by_who_holds_the_conversation_and_not_by_who_plans(talks):
    await talks.work()
    rita = await talks.somebody(**CAN_BE_CALLED, word="merel")
    await talks.take(rita, (await talks.moments(rita))[0])
    assert "merel" in (await talks.finn.open(f"/staff/conversations/{talks.call().id}")).text
    page = await talks.cora.open(f"/staff/conversations/{talks.call().id}")
    assert "merel" not in page.text
    assert "de tandarts" not in page.text


@pytest.mark.parametrize("end", ["withdrawal", "loss", "erasure"])
async def test_whoever_leaves_has_no_conversation_to_come(talks, end):
    await talks.work()
    rita = await talks.somebody()
    moment = (await talks.moments(rita))[0]
    await talks.take(rita, moment)
    await rita.post(f"/register/mine/{end}", {"sure": "on"})
    assert [row.state for row in talks.gathering.rows(Conversation)] in (["cancelled"], [])
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
async def test_one_more_conversation_is_planned_one_at_a_time(talks):
    await talks.work()
    rita = await talks.somebody()
    address = f"/staff/registrations/{talks.call().registration_id}/conversations"
    page = await talks.cora.post(address, {"talk": "check_in"})
    assert page.status == 422
    assert "Er komt al een gesprek" in page.text
    await rita.post("/register/mine/conversation/decline")
    assert (await talks.cora.post(address, {})).status == 422
    page = await talks.cora.post(address, {"talk": "check_in"})
    assert page.status == 303
    assert "Tussengesprek" in (await rita.open("/register/mine")).text
    pages = await asyncio.gather(*(talks.cora.post(address, {"talk": "check_in"}) for _ in range(3)))
    assert {page.status for page in pages} == {422}


async def test_another_facilitator_and_a_moderator_see_no_card(talks):
    await talks.work()
    await talks.somebody()
    assert (await talks.browse("mia").open(f"/staff/conversations/{talks.call().id}")).status == 403
    assert (await talks.finn.open(f"/staff/conversations/{talks.call().id}")).status == 404
    assert (await talks.cora.open(f"/staff/conversations/{talks.call().id}")).status == 200


async def test_a_death_that_is_told_on_the_phone_is_one_tap_and_ends_every_call(talks):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    call = talks.call()
    page = await talks.finn.open(f"/staff/conversations/{call.id}")
    address = f"/staff/registrations/{call.registration_id}/death"
    assert address in page.form_actions
    assert (await talks.browse("max").post(address)).status == 403
    assert (await talks.finn.post(address)).status == 303
    assert talks.call().state == "cancelled"
    assert "We denken aan je" in (await rita.open("/register/mine")).text
    assert (await talks.finn.post(address)).status in (404, 409)


async def test_what_is_promised_for_a_week_counts_before_it_has_a_moment(talks, database):
    await talks.work(max_weekly_hours="2")
    rita, bob = await talks.somebody(), await talks.somebody()
    first = date.fromisoformat((await talks.moments(rita))[0].split("T")[0])
    monday = first - timedelta(days=first.weekday())
    with database.write() as db:
        promised = db.get_one(Conversation, talks.call(bob).id)
        promised.facilitator_id, promised.not_before, promised.minutes = talks.gathering.people.ids["finn"], first, 90
        db.add(promised)
    free = {date.fromisoformat(moment.split("T")[0]) for moment in await talks.moments(rita)}
    assert free
    assert not {day for day in free if monday <= day <= monday + timedelta(days=6)}
    assert "Er is nog ongeveer 1,5 uur beloofd" in (await talks.finn.open(f"/staff/week/{first}")).text


@pytest.mark.settings(holidays="BE Hulplijn Noord, NL Hulplijn Zuid")
async def test_public_holidays_are_those_of_ones_own_organisation(talks, database):
    with database.write() as db:
        finn = db.get_one(Staff, talks.gathering.people.ids["finn"])
        finn.organisation = "hulplijn zuid"
        db.add(finn)
    assert "Koningsdag" in (await talks.finn.open("/staff/week/2027-04-27")).text
    assert "feestdag" not in (await talks.finn.open("/staff/week/2027-07-21")).text
    assert "Nationale" not in (await talks.finn.open("/staff/week/2027-07-21")).text
    with database.read() as db:
        working = Availability(db, [finn.id], date(2027, 4, 26), date(2027, 7, 25))
        assert working.holiday(date(2027, 4, 27), finn.id)
        assert not working.holiday(date(2027, 7, 21), finn.id)
        assert working.holiday(date(2027, 7, 21))


@pytest.mark.parametrize("mode", ["nothing", "i_call_you"])
async def test_who_never_wants_to_be_called_is_called_by_nobody(talks, mode):
    await talks.work()
    await talks.somebody(mode=mode, phone="0470 12 34 56", word="merel")
    call, day = talks.call(), (today() + timedelta(days=9)).isoformat()
    given = {"day": day, "starts": "10:00", "facilitator": str(talks.gathering.people.ids["finn"]), "anyway": "on"}
    page = await talks.cora.post(f"/staff/conversations/{call.id}/slot", {**given, "channel": "phone"})
    assert page.status == 422
    assert "wil niet gebeld worden" in page.text
    assert (
        await talks.cora.post(f"/staff/conversations/{call.id}/slot", {**given, "channel": "dial_in"})
    ).status == 303


async def test_a_colleague_books_no_unsafe_hour_and_none_outside_the_hours_unless_it_was_agreed(talks):
    await talks.work()
    await talks.somebody()
    call, day = talks.call(), today() + timedelta(days=7 - today().weekday() + 1)
    given = {"day": day.isoformat(), "channel": "phone", "facilitator": str(talks.gathering.people.ids["finn"])}
    address = f"/staff/conversations/{call.id}/slot"
    page = await talks.cora.post(address, {**given, "starts": "18:00"})
    assert (page.status, "niet als veilig" in page.text) == (422, True)
    page = await talks.cora.post(address, {**given, "starts": "08:15"})
    assert (page.status, "werkt dan niet" in page.text) == (422, True)
    assert talks.call().state == "unbooked"
    assert (await talks.cora.post(address, {**given, "starts": "18:00", "anyway": "on"})).status == 303


async def test_who_gave_no_number_is_not_given_a_call(talks):
    await talks.work()
    await talks.somebody(mode="mail", email="rita@example.org")
    day = (today() + timedelta(days=9)).isoformat()
    given = {"day": day, "starts": "10:00", "channel": "phone", "anyway": "on"}
    given |= {"facilitator": str(talks.gathering.people.ids["finn"])}
    page = await talks.cora.post(f"/staff/conversations/{talks.call().id}/slot", given)
    assert (page.status, "geen nummer" in page.text) == (422, True)


async def test_after_a_loss_nobody_plans_a_call_and_the_team_knows_whether_to_call(talks):
    await talks.work()
    rita = await talks.somebody()
    await talks.take(rita, (await talks.moments(rita))[0])
    assert (await rita.post("/register/mine/loss", {"call_me_once": "on"})).status == 303
    call = talks.call()
    address = f"/staff/registrations/{call.registration_id}/conversations"
    assert (await talks.finn.post(address, {"talk": "check_in"})).status in (404, 409)
    assert (await talks.cora.post(address, {"talk": "intake"})).status == 409
    text = (await talks.finn.open("/staff/week")).text
    assert "De persoon om wie het gaat is overleden." in text
    assert "Wil graag nog eens gebeld worden" in text
    assert "schrijven tot" in (await rita.open("/register/mine")).text


async def test_calls_promised_for_one_week_do_not_shut_each_other_out(talks, database):
    await talks.work(max_weekly_hours="3")
    guests = [await talks.somebody() for _ in range(5)]
    days = [date.fromisoformat(one.split("T")[0]) for one in await talks.moments(guests[0])]
    monday = next(day for day in days if day.weekday() == 0)
    with database.write() as db:
        for call in db.exec(select(Conversation)):
            call.facilitator_id, call.not_before = talks.gathering.people.ids["finn"], monday
            db.add(call)
    taken = 0
    for guest in guests:
        week = [one for one in await talks.moments(guest) if one.split("T")[0] <= str(monday + timedelta(days=6))]
        taken += bool(week) and (await talks.take(guest, week[0])).status == 303
    assert taken >= 3
    assert taken * 45 <= 180


async def test_declining_and_asking_again_leaves_one_row_however_often(talks):
    await talks.work()
    rita = await talks.somebody()
    for _ in range(3):
        assert (await rita.post("/register/mine/conversation/decline")).status == 303
        assert (await rita.post("/register/mine/conversation/request")).status == 303
    assert [call.state for call in talks.gathering.rows(Conversation)] == ["unbooked"]
