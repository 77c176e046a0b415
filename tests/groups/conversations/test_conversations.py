"""The intake: chosen by code among free slots, called in a safe hour, moved, missed, held."""

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
from tests.groups.conversations.conversation_setup import PHONE_CONTACT


@BOTH
async def test_everybody_who_registers_chooses_a_slot_in_the_free_hours_of_a_colleague(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    page = await rita.open("/register/mine")
    assert "/register/mine/conversation" in page.links
    free = await conversation_setup.slots(rita)
    assert free
    for slot in free:
        day, hour = slot.split("T")
        assert date.fromisoformat(day).weekday() < 5
        assert "09:00" <= hour <= "11:45"
    assert (await conversation_setup.choose(rita, free[0])).location == "/register/mine"
    conversation = conversation_setup.conversation()
    assert (conversation.state, conversation.channel, conversation.facilitator_id) == (
        "booked",
        "phone",
        conversation_setup.group_setup.people.ids["finn"],
    )
    text = (await rita.open("/register/mine")).text
    assert "afgeschermd nummer" in text
    assert "Met Finn, ongeveer 45 minuten" in text
    assert "afgesproken voor" in (await conversation_setup.cora.open("/staff/waiting-list")).text
    assert (
        f"/staff/conversations/{conversation.id}"
        in (await conversation_setup.finn.open(f"/staff/week/{conversation.day}")).links
    )


@pytest.mark.settings(call_number="0800 00 000")
async def test_only_safe_hours_are_shown_to_somebody_we_call_and_all_hours_to_somebody_who_dials_in(conversation_setup):
    await conversation_setup.work()
    hours = {"mon_from": "09:00", "mon_until": "20:00", "tue_from": "13:00", "tue_until": "18:00"}
    await conversation_setup.finn.post("/staff/hours", hours)
    rita = await conversation_setup.registrant()
    called = await conversation_setup.slots(rita)
    assert called
    assert {slot.split("T")[1] <= "11:15" for slot in called} == {True}
    unsafe = next(
        one for one in await conversation_setup.slots(rita, "/register/mine/conversation/by/dial_in") if "T13" in one
    )
    assert (await conversation_setup.choose(rita, unsafe, "phone")).status == 422
    dials = await conversation_setup.slots(rita, "/register/mine/conversation/by/dial_in")
    assert any(slot.split("T")[1] > "13:00" for slot in dials)
    assert (await rita.open("/register/mine/conversation/by/pigeon")).status == 404


@BOTH
async def test_of_ten_who_choose_one_slot_at_once_exactly_one_gets_it_and_the_others_choose_again(conversation_setup):
    await conversation_setup.work()
    guests = [await conversation_setup.registrant() for _ in range(10)]
    slot = (await conversation_setup.slots(guests[0]))[0]
    pages = await asyncio.gather(*(conversation_setup.choose(guest, slot) for guest in guests))
    assert sorted(page.status for page in pages) == [303] + [422] * 9
    assert [row.state for row in conversation_setup.group_setup.rows(Conversation)].count("booked") == 1
    loser = next(page for page in pages if page.status == 422)
    assert "Iemand anders nam dit moment net" in loser.text
    assert slot not in loser.options("slot")
    assert loser.options("slot")


async def test_a_colleague_is_never_double_booked_whoever_books(conversation_setup):
    await conversation_setup.work()
    await conversation_setup.group_setup.group(sessions=0)
    rita, bob = await conversation_setup.registrant(), await conversation_setup.registrant()
    slot = (await conversation_setup.slots(rita))[2]
    day, hour = slot.split("T")
    await conversation_setup.choose(rita, slot)
    address = f"/staff/conversations/{conversation_setup.conversation(bob).id}/slot"
    given = {
        "day": day,
        "starts": hour,
        "channel": "phone",
        "facilitator": str(conversation_setup.group_setup.people.ids["finn"]),
    }
    page = await conversation_setup.cora.post(address, given)
    assert page.status == 422
    assert "heeft dan iets anders" in page.text
    assert page.field("day") == day
    group = await conversation_setup.group_setup.group(sessions=0, name="Ochtendgroep")
    page = await conversation_setup.cora.post(
        f"/staff/groups/{group}/sessions", {**given, "minutes": "60", "number": "1"}
    )
    assert "Finn heeft dan een gesprek" in page.text
    seen = {**given, "minutes": "60", "number": "1", "reviewed": "on", f"on-{day}": "on"}
    page = await conversation_setup.cora.post(f"/staff/groups/{group}/sessions", seen)
    assert (page.status, "heeft dan een gesprek. Geef dat eerst een ander moment" in page.text) == (422, True)
    assert conversation_setup.group_setup.sessions(group) == []
    later = (date.fromisoformat(day) + timedelta(days=7)).isoformat()
    await conversation_setup.group_setup.plan(group, day=later, starts="09:00")
    assert later + "T09:00" not in await conversation_setup.slots(bob)


@BOTH
async def test_a_session_and_a_conversation_at_the_same_hour_are_never_both_saved(conversation_setup):
    await conversation_setup.work()
    group = await conversation_setup.group_setup.group(sessions=0)
    for number in range(6):
        rita = await conversation_setup.registrant()
        slot = (await conversation_setup.slots(rita))[0]
        day, hour = slot.split("T")
        planning = {"day": day, "starts": hour, "minutes": "45", "number": "1", "reviewed": "on", f"on-{day}": "on"}
        acts = [
            conversation_setup.choose(rita, slot),
            conversation_setup.cora.post(f"/staff/groups/{group}/sessions", planning),
        ]
        pages = await asyncio.gather(*(acts if number % 2 else reversed(acts)))
        assert sorted(page.status for page in pages) == [303, 422]


async def test_days_away_other_hours_and_a_full_week_leave_no_slots(conversation_setup):
    await conversation_setup.work(max_weekly_hours="2")
    rita, bob, kim = [await conversation_setup.registrant() for _ in range(3)]
    first = (await conversation_setup.slots(rita))[0].split("T")[0]
    away = {"first_day": first, "last_day": first}
    assert (await conversation_setup.finn.post("/staff/hours/exceptions", {**away, "starts": "10:00"})).status == 422
    assert (await conversation_setup.finn.post("/staff/hours/exceptions", away)).status == 303
    assert first not in {slot.split("T")[0] for slot in await conversation_setup.slots(rita)}
    page = await conversation_setup.finn.open("/staff/hours")
    undo = next(action for action in page.form_actions if "/staff/hours/exceptions/" in action)
    assert (await conversation_setup.cora.post(undo)).status in (403, 404)
    assert (await conversation_setup.finn.post(undo)).status == 303
    assert first in {slot.split("T")[0] for slot in await conversation_setup.slots(rita)}

    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    await conversation_setup.choose(bob, (await conversation_setup.slots(bob))[0])
    week = conversation_setup.conversation(rita).day.isocalendar()[:2]
    left = await conversation_setup.slots(kim)
    assert left
    assert week not in {date.fromisoformat(slot.split("T")[0]).isocalendar()[:2] for slot in left}


async def test_a_slot_is_moved_with_the_same_colleague_and_released_again(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    free = await conversation_setup.slots(rita)
    await conversation_setup.choose(rita, free[0])
    await conversation_setup.choose(rita, free[3])
    conversation = conversation_setup.conversation()
    assert (conversation.revision, conversation.state) == (2, "booked")
    assert free[3] == f"{conversation.day}T{conversation.starts:%H:%M}"
    assert free[0] in await conversation_setup.slots(rita)
    assert (await rita.post("/register/mine/conversation/release", {"revision": "1"})).status == 409
    assert (
        await rita.post("/register/mine/conversation/release", conversation_setup.seen_revision())
    ).location == "/register/mine"
    assert (conversation_setup.conversation().state, conversation_setup.conversation().day) == ("unbooked", None)
    assert (await rita.post("/register/mine/conversation/release", conversation_setup.seen_revision())).status == 409
    assert free[3] in await conversation_setup.slots(rita)


async def test_the_card_says_how_to_call_and_the_number_shows_only_around_the_slot(conversation_setup, database, later):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    conversation, before = conversation_setup.conversation(), acts(database)
    card = f"/staff/conversations/{conversation.id}"
    page = await conversation_setup.finn.open(card)
    for words in ("Rita", "de tandarts", "nee, ophangen"):
        assert words in page.text
    assert "0470123456" not in page.html
    assert (await conversation_setup.finn.post(f"{card}/number")).status == 403
    later(seconds=(conversation.begins_at - now()).total_seconds() - 600)
    finn, cora = conversation_setup.browse("finn"), conversation_setup.browse("cora")
    page = await finn.open(card)
    assert "Nu is een veilig uur" in page.text
    assert "0470123456" not in page.html
    page = await finn.post(f"{card}/number")
    assert (page.status, "0470123456" in page.text) == (200, True)
    assert (await cora.post(f"{card}/number")).status == 403
    later(minutes=90)
    assert (await conversation_setup.browse("finn").post(f"{card}/number")).status == 403
    assert acts(database)[len(before) :].count("number seen for a booked call") == 1


async def test_after_three_unanswered_calls_it_is_given_up_kindly(conversation_setup, later):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    (rita_id,) = conversation_setup.group_setup.guests
    address = f"/staff/conversations/{conversation_setup.conversation().id}/no-answer"
    assert address.removesuffix("/no-answer") in (await conversation_setup.cora.open("/staff/week")).links
    for number in (1, 2, 3):
        await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
        assert (await conversation_setup.browse("cora").post(address, conversation_setup.seen_revision())).status == 409
        later(seconds=(conversation_setup.conversation().begins_at - now()).total_seconds() + 60)
        finn = conversation_setup.browse("finn")
        await rita.post("/register/code", {"code": conversation_setup.group_setup.codes[rita_id]})
        assert (await finn.post(address)).status == 409
        assert (await finn.post(address, conversation_setup.seen_revision())).status == 303
        assert conversation_setup.conversation().unanswered_attempts == number
        later(days=3)
        await rita.post("/register/code", {"code": conversation_setup.group_setup.codes[rita_id]})
    assert conversation_setup.conversation().state == "not_reached"
    assert (await conversation_setup.browse("finn").post(address, conversation_setup.seen_revision())).status == 409
    assert [one.notification for one in conversation_setup.group_setup.rows(ContactTask)] == []
    assert (await rita.open("/register/mine/conversation")).status == 404
    assert "kregen je niet te pakken" in (await rita.open("/register/mine")).text
    assert (await rita.post("/register/mine/conversation/request")).location == "/register/mine/conversation"
    assert (await rita.post("/register/mine/conversation/request")).status == 409
    assert await conversation_setup.slots(rita)


async def test_our_own_absence_does_not_count_as_the_person_not_answering(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    assert (
        await conversation_setup.finn.post(
            f"/staff/conversations/{conversation_setup.conversation().id}/staff-absence",
            conversation_setup.seen_revision(),
        )
    ).status == 303
    assert "Dat lag niet aan jou" in (await rita.open("/register/mine")).text
    conversation = conversation_setup.conversation()
    assert (conversation.state, conversation.unanswered_attempts, conversation.staff_absences) == ("unbooked", 0, 1)
    assert [one.notification for one in conversation_setup.group_setup.rows(ContactTask)] == [Notification.SLOT_CHANGED]


@pytest.mark.parametrize(("outcome", "state"), [
    ("group", "pool"), ("preparation", "pool"), ("not_now", "on_hold"), ("refer", "referred"),
])  # fmt: skip
async def test_the_outcome_moves_the_person_on_in_the_same_act(conversation_setup, database, outcome, state):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    conversation = conversation_setup.conversation()
    page = await conversation_setup.finn.open(f"/staff/conversations/{conversation.id}")
    given = {"revision": page.field("revision"), "outcome": outcome, "notes": "Wil eerst luisteren."}
    if outcome == "refer":
        page = await conversation_setup.finn.post(f"/staff/conversations/{conversation.id}/held", given)
        assert (page.status, page.field("notes")) == (422, "Wil eerst luisteren.")
        given["referral_text"] = "Bij de huisarts kun je nu terecht."
    else:
        page = await conversation_setup.finn.post(
            f"/staff/conversations/{conversation.id}/held", {**given, "referral_text": "Bel ons gerust."}
        )
        assert (page.status, "Bel ons gerust." in page.html) == (422, True)
    assert (await conversation_setup.finn.post(f"/staff/conversations/{conversation.id}/held", given)).status == 303
    row, held = (
        conversation_setup.group_setup.registration(conversation.registration_id),
        next(one for one in conversation_setup.group_setup.rows(Conversation) if one.id == conversation.id),
    )
    assert (row.state, held.state, held.outcome) == (state, "done", outcome)
    assert row.intake_held_on == today("Europe/Brussels")
    assert b"luisteren" not in held.sealed_about
    assert (await conversation_setup.finn.post(f"/staff/conversations/{conversation.id}/held", given)).status == 409
    planned = [one.kind for one in conversation_setup.group_setup.rows(Conversation) if one.state == "unbooked"]
    assert planned == (["preparation"] if outcome == "preparation" else [])


@pytest.mark.settings(call_number="0800 00 000")
async def test_one_neutral_reminder_goes_out_and_none_to_anybody_who_wants_no_contact(
    conversation_setup, database, later
):
    await conversation_setup.work()
    mailed = await conversation_setup.registrant(mode="mail", email="rita@example.org", phone="0470 12 34 56")
    silent = await conversation_setup.registrant(mode="nothing")
    called = await conversation_setup.registrant()
    for guest, channel in ((mailed, "phone"), (silent, "dial_in"), (called, "phone")):
        path = f"/register/mine/conversation/by/{channel}"
        await conversation_setup.choose(guest, (await conversation_setup.slots(guest, path))[-1], channel)
    slots = [row.begins_at for row in conversation_setup.group_setup.rows(Conversation)]

    def reminders():
        with database.write() as db:
            remind_of_conversations(db)
        return [row for row in conversation_setup.group_setup.rows(OutgoingLetter) if row.kind == Letter.REMINDER]

    assert reminders() == []
    later(seconds=(min(slots) - now()).total_seconds() - 20 * 3600)
    assert len(reminders()) == 1
    assert len(reminders()) == 1
    assert [one.notification for one in conversation_setup.group_setup.rows(ContactTask)] == []
    deliver_due(database, ADDRESS_LOOKUPS)
    sent = [row for row in conversation_setup.group_setup.rows(OutgoingLetter) if row.kind == Letter.REMINDER]
    assert [row.state for row in sent] == ["sent"]


@BOTH
async def test_choosing_again_and_again_sends_one_letter_and_each_change_of_ours_sends_one(
    conversation_setup, database
):
    """Nobody fills somebody else's letter box by choosing again and again."""
    await conversation_setup.work()
    rita = await conversation_setup.registrant(mode="mail", email="rita@example.org", phone="0470 12 34 56")
    for _ in range(4):
        await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    conversation = conversation_setup.conversation()
    given = {"day": str(conversation.day), "channel": "phone", "facilitator": str(conversation.facilitator_id)}
    for hour in ("10:00", "11:00"):
        assert (
            await conversation_setup.finn.post(
                f"/staff/conversations/{conversation.id}/slot", {**given, "starts": hour}
            )
        ).status == 303
    deliver_due(database, ADDRESS_LOOKUPS)
    letters = [row for row in conversation_setup.group_setup.rows(OutgoingLetter) if row.kind == Letter.UPDATE_READY]
    assert sorted((row.revision, row.state) for row in letters) == [(0, "sent"), (5, "void"), (6, "sent")]


@pytest.mark.parametrize("end", ["withdrawal", "loss"])
async def test_no_letter_about_a_conversation_reaches_anybody_who_has_left(conversation_setup, database, later, end):
    await conversation_setup.work()
    rita = await conversation_setup.registrant(mode="mail", email="rita@example.org", phone="0470 12 34 56")
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    await conversation_setup.finn.post(
        f"/staff/conversations/{conversation_setup.conversation().id}/staff-absence", conversation_setup.seen_revision()
    )
    await rita.post(f"/register/mine/{end}")
    deliver_due(database, ADDRESS_LOOKUPS)
    letters = [row for row in conversation_setup.group_setup.rows(OutgoingLetter) if row.kind == Letter.UPDATE_READY]
    assert {row.state for row in letters} == {"void"}


async def test_a_slot_booked_too_late_reveals_no_number(conversation_setup, later):
    """Otherwise booking would be a way around the reason that a reveal asks for."""
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    conversation, soon = (
        conversation_setup.conversation(),
        (now() + timedelta(minutes=5)).astimezone(conversation_setup.conversation().begins_at.tzinfo),
    )
    given = {"channel": "phone", "facilitator": str(conversation.facilitator_id)}
    given |= {"day": soon.date().isoformat(), "starts": f"{soon:%H:%M}", "override": "on"}
    assert (await conversation_setup.finn.post(f"/staff/conversations/{conversation.id}/slot", given)).status == 303
    page = await conversation_setup.finn.open(f"/staff/conversations/{conversation.id}")
    assert "te kort vooraf gegeven" in page.text
    assert (await conversation_setup.finn.post(f"/staff/conversations/{conversation.id}/number")).status == 403


async def test_somebody_who_may_no_longer_be_called_keeps_no_phone_conversation(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    page = await rita.open("/register/mine/answers")
    answers = {
        "relation": "parent",
        "format": "either",
        "preferred_name": page.field("preferred_name"),
        "mode": "nothing",
    }
    assert (await rita.post("/register/mine/answers", answers)).status == 303
    assert (conversation_setup.conversation().state, conversation_setup.conversation().channel) == (
        "unbooked",
        "dial_in",
    )
    assert "We bellen je" not in (await rita.open("/register/mine")).text
    assert "by hand" not in (await conversation_setup.finn.open("/staff/week")).text
    assert "Er is nu geen moment vrij" in (await rita.open("/register/mine/conversation")).text


async def test_a_colleague_who_left_or_was_replaced_holds_no_conversation(conversation_setup, database, people):
    await conversation_setup.work()
    rita, bob = await conversation_setup.registrant(), await conversation_setup.registrant()
    free = await conversation_setup.slots(rita)
    await conversation_setup.choose(rita, free[0])
    with database.write() as db:
        cora = db.get_one(Staff, people.ids["cora"])
        cora.facilitates = True
        db.add(cora)
    assigning = {"facilitator": str(people.ids["cora"])}
    page = await conversation_setup.cora.post(
        f"/staff/registrations/{conversation_setup.conversation(rita).registration_id}/facilitator", assigning
    )
    assert page.status == 303
    assert (conversation_setup.conversation(rita).state, conversation_setup.conversation(rita).facilitator_id) == (
        "booked",
        people.ids["cora"],
    )
    assert (
        await conversation_setup.finn.open(f"/staff/conversations/{conversation_setup.conversation(rita).id}")
    ).status == 404
    with database.write() as db:
        finn = db.get_one(Staff, people.ids["finn"])
        finn.facilitates = False
        db.add(finn)
    assert (await conversation_setup.choose(bob, free[1])).status == 422
    assert conversation_setup.conversation(bob).state == "unbooked"


async def test_the_card_is_read_by_whoever_holds_the_conversation_and_not_by_whoever_plans(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant(**PHONE_CONTACT, code_word="merel")
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    assert (
        "merel"
        in (await conversation_setup.finn.open(f"/staff/conversations/{conversation_setup.conversation().id}")).text
    )
    page = await conversation_setup.cora.open(f"/staff/conversations/{conversation_setup.conversation().id}")
    assert "merel" not in page.text
    assert "de tandarts" not in page.text


@pytest.mark.parametrize("end", ["withdrawal", "loss", "erasure"])
async def test_whoever_leaves_has_no_conversation_to_come(conversation_setup, end):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    slot = (await conversation_setup.slots(rita))[0]
    await conversation_setup.choose(rita, slot)
    await rita.post(f"/register/mine/{end}", {"confirmed": "on"})
    assert [row.state for row in conversation_setup.group_setup.rows(Conversation)] in (["cancelled"], [])
    assert slot in await conversation_setup.slots(await conversation_setup.registrant())


@BOTH
async def test_choosing_a_slot_and_withdrawing_at_once_leave_nothing_booked_with_nobody(conversation_setup):
    await conversation_setup.work()
    for _ in range(5):
        rita = await conversation_setup.registrant()
        slot = (await conversation_setup.slots(rita))[0]
        pages = await asyncio.gather(conversation_setup.choose(rita, slot), rita.post("/register/mine/withdrawal"))
        assert {page.status for page in pages} <= {303, 404, 409}
        assert conversation_setup.conversation(rita).state == "cancelled"
        assert (
            conversation_setup.group_setup.registration(conversation_setup.conversation(rita).registration_id).state
            == "withdrawn"
        )


@BOTH
async def test_one_more_conversation_is_planned_one_at_a_time(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    address = f"/staff/registrations/{conversation_setup.conversation().registration_id}/conversations"
    page = await conversation_setup.cora.post(address, {"conversation_kind": "check_in"})
    assert page.status == 422
    assert "Er komt al een gesprek" in page.text
    await rita.post("/register/mine/conversation/decline")
    assert (await conversation_setup.cora.post(address, {})).status == 422
    page = await conversation_setup.cora.post(address, {"conversation_kind": "check_in"})
    assert page.status == 303
    assert "Tussengesprek" in (await rita.open("/register/mine")).text
    pages = await asyncio.gather(
        *(conversation_setup.cora.post(address, {"conversation_kind": "check_in"}) for _ in range(3))
    )
    assert {page.status for page in pages} == {422}


async def test_another_facilitator_and_a_moderator_see_no_card(conversation_setup):
    await conversation_setup.work()
    await conversation_setup.registrant()
    assert (
        await conversation_setup.browse("mia").open(f"/staff/conversations/{conversation_setup.conversation().id}")
    ).status == 403
    assert (
        await conversation_setup.finn.open(f"/staff/conversations/{conversation_setup.conversation().id}")
    ).status == 404
    assert (
        await conversation_setup.cora.open(f"/staff/conversations/{conversation_setup.conversation().id}")
    ).status == 200


async def test_recording_a_death_told_on_the_phone_is_one_tap_and_cancels_every_conversation(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    conversation = conversation_setup.conversation()
    page = await conversation_setup.finn.open(f"/staff/conversations/{conversation.id}")
    address = f"/staff/registrations/{conversation.registration_id}/death"
    assert address in page.form_actions
    assert (await conversation_setup.browse("max").post(address)).status == 403
    assert (await conversation_setup.finn.post(address)).status == 303
    assert conversation_setup.conversation().state == "cancelled"
    assert "We denken aan je" in (await rita.open("/register/mine")).text
    assert (await conversation_setup.finn.post(address)).status in (404, 409)


async def test_a_conversation_promised_for_a_week_counts_before_it_has_a_slot(conversation_setup, database):
    await conversation_setup.work(max_weekly_hours="2")
    rita, bob = await conversation_setup.registrant(), await conversation_setup.registrant()
    first = date.fromisoformat((await conversation_setup.slots(rita))[0].split("T")[0])
    monday = first - timedelta(days=first.weekday())
    with database.write() as db:
        promised = db.get_one(Conversation, conversation_setup.conversation(bob).id)
        promised.facilitator_id, promised.not_before, promised.minutes = (
            conversation_setup.group_setup.people.ids["finn"],
            first,
            90,
        )
        db.add(promised)
    free = {date.fromisoformat(slot.split("T")[0]) for slot in await conversation_setup.slots(rita)}
    assert free
    assert not {day for day in free if monday <= day <= monday + timedelta(days=6)}
    assert "Er is nog ongeveer 1,5 uur beloofd" in (await conversation_setup.finn.open(f"/staff/week/{first}")).text


@pytest.mark.settings(holidays="BE Hulplijn Noord, NL Hulplijn Zuid")
async def test_public_holidays_are_those_of_the_colleagues_organisation(conversation_setup, database):
    with database.write() as db:
        finn = db.get_one(Staff, conversation_setup.group_setup.people.ids["finn"])
        finn.organisation = "hulplijn zuid"
        db.add(finn)
    assert "Koningsdag" in (await conversation_setup.finn.open("/staff/week/2027-04-27")).text
    assert "feestdag" not in (await conversation_setup.finn.open("/staff/week/2027-07-21")).text
    assert "Nationale" not in (await conversation_setup.finn.open("/staff/week/2027-07-21")).text
    with database.read() as db:
        working = Availability(db, [finn.id], date(2027, 4, 26), date(2027, 7, 25))
        assert working.holiday(date(2027, 4, 27), finn.id)
        assert not working.holiday(date(2027, 7, 21), finn.id)
        assert working.holiday(date(2027, 7, 21))


@pytest.mark.parametrize("mode", ["nothing", "i_call_you"])
async def test_somebody_who_never_wants_to_be_called_is_called_by_nobody(conversation_setup, mode):
    await conversation_setup.work()
    await conversation_setup.registrant(mode=mode, phone="0470 12 34 56", code_word="merel")
    conversation, day = conversation_setup.conversation(), (today() + timedelta(days=9)).isoformat()
    given = {
        "day": day,
        "starts": "10:00",
        "facilitator": str(conversation_setup.group_setup.people.ids["finn"]),
        "override": "on",
    }
    page = await conversation_setup.cora.post(
        f"/staff/conversations/{conversation.id}/slot", {**given, "channel": "phone"}
    )
    assert page.status == 422
    assert "wil niet gebeld worden" in page.text
    assert (
        await conversation_setup.cora.post(
            f"/staff/conversations/{conversation.id}/slot", {**given, "channel": "dial_in"}
        )
    ).status == 303


async def test_a_colleague_books_no_unsafe_hour_and_none_outside_working_hours_unless_it_was_agreed(conversation_setup):
    await conversation_setup.work()
    await conversation_setup.registrant()
    conversation, day = conversation_setup.conversation(), today() + timedelta(days=7 - today().weekday() + 1)
    given = {
        "day": day.isoformat(),
        "channel": "phone",
        "facilitator": str(conversation_setup.group_setup.people.ids["finn"]),
    }
    address = f"/staff/conversations/{conversation.id}/slot"
    page = await conversation_setup.cora.post(address, {**given, "starts": "18:00"})
    assert (page.status, "niet als veilig" in page.text) == (422, True)
    page = await conversation_setup.cora.post(address, {**given, "starts": "08:15"})
    assert (page.status, "werkt dan niet" in page.text) == (422, True)
    assert conversation_setup.conversation().state == "unbooked"
    assert (await conversation_setup.cora.post(address, {**given, "starts": "18:00", "override": "on"})).status == 303


async def test_nobody_without_a_number_gets_a_phone_conversation(conversation_setup):
    await conversation_setup.work()
    await conversation_setup.registrant(mode="mail", email="rita@example.org")
    day = (today() + timedelta(days=9)).isoformat()
    given = {"day": day, "starts": "10:00", "channel": "phone", "override": "on"}
    given |= {"facilitator": str(conversation_setup.group_setup.people.ids["finn"])}
    page = await conversation_setup.cora.post(
        f"/staff/conversations/{conversation_setup.conversation().id}/slot", given
    )
    assert (page.status, "geen nummer" in page.text) == (422, True)


async def test_after_a_death_no_conversation_is_planned_and_the_team_knows_whether_to_call(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    await conversation_setup.choose(rita, (await conversation_setup.slots(rita))[0])
    assert (await rita.post("/register/mine/loss", {"wants_call": "on"})).status == 303
    conversation = conversation_setup.conversation()
    address = f"/staff/registrations/{conversation.registration_id}/conversations"
    assert (await conversation_setup.finn.post(address, {"conversation_kind": "check_in"})).status in (404, 409)
    assert (await conversation_setup.cora.post(address, {"conversation_kind": "intake"})).status == 409
    text = (await conversation_setup.finn.open("/staff/week")).text
    assert "De persoon om wie het gaat is overleden." in text
    assert "Wil graag nog eens gebeld worden" in text
    assert "schrijven tot" in (await rita.open("/register/mine")).text


async def test_conversations_promised_for_the_same_week_do_not_exclude_each_other(conversation_setup, database):
    await conversation_setup.work(max_weekly_hours="3")
    guests = [await conversation_setup.registrant() for _ in range(5)]
    days = [date.fromisoformat(one.split("T")[0]) for one in await conversation_setup.slots(guests[0])]
    monday = next(day for day in days if day.weekday() == 0)
    with database.write() as db:
        for conversation in db.exec(select(Conversation)):
            conversation.facilitator_id, conversation.not_before = (
                conversation_setup.group_setup.people.ids["finn"],
                monday,
            )
            db.add(conversation)
    taken = 0
    for guest in guests:
        week = [
            one for one in await conversation_setup.slots(guest) if one.split("T")[0] <= str(monday + timedelta(days=6))
        ]
        taken += bool(week) and (await conversation_setup.choose(guest, week[0])).status == 303
    assert taken >= 3
    assert taken * 45 <= 180


async def test_declining_and_asking_again_leaves_one_conversation_however_often(conversation_setup):
    await conversation_setup.work()
    rita = await conversation_setup.registrant()
    for _ in range(3):
        assert (await rita.post("/register/mine/conversation/decline")).status == 303
        assert (await rita.post("/register/mine/conversation/request")).status == 303
    assert [conversation.state for conversation in conversation_setup.group_setup.rows(Conversation)] == ["unbooked"]
