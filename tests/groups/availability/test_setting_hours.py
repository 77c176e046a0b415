"""A colleague says when they work: also twice on one day, with a break between."""

import pytest

from tests.conftest import BOTH

MORNING_AND_EVENING = {
    "mon_from": "09:00",
    "mon_until": "11:00",
    "mon_second_from": "18:30",
    "mon_second_until": "20:00",
    "tue_second_from": "13:00",
    "tue_second_until": "15:00",
}


@BOTH
@pytest.mark.settings(call_number="0800 00 000")
async def test_a_break_is_kept_free(conversation_setup):
    await conversation_setup.work()
    assert (await conversation_setup.finn.post("/staff/hours", MORNING_AND_EVENING)).status == 303
    rita = await conversation_setup.registrant(mode="i_call_you")
    slots = await conversation_setup.slots(rita, "/register/mine/conversation/by/dial_in")
    hours = {slot.split("T")[1] for slot in slots}
    assert (
        {"10:00", "13:00", "18:30"} <= hours <= {"09:00", "09:30", "10:00", "13:00", "13:30", "14:00", "18:30", "19:00"}
    )
    conversation = conversation_setup.conversation(rita)
    day = next(slot for slot in slots if slot.endswith("T18:30")).split("T")[0]
    booking = {
        "day": day,
        "starts": "12:00",
        "channel": "dial_in",
        "facilitator": str(conversation_setup.group_setup.people.ids["finn"]),
    }
    page = await conversation_setup.cora.post(f"/staff/conversations/{conversation.id}/slot", booking)
    assert (page.status, "werkt dan niet" in page.text) == (422, True)
    across = {**booking, "starts": "10:45"}
    assert (await conversation_setup.cora.post(f"/staff/conversations/{conversation.id}/slot", across)).status == 422
    assert (
        await conversation_setup.cora.post(
            f"/staff/conversations/{conversation.id}/slot", {**booking, "starts": "19:00"}
        )
    ).status == 303
    page = await conversation_setup.finn.open(f"/staff/week/{day}")
    assert "werkt van 9.00 uur tot 11.00 uur" in page.text.replace("09.00", "9.00")
    assert "werkt van 18.30 uur tot 20.00 uur" in page.text


async def test_both_periods_come_back_in_the_form_and_the_second_must_come_after_the_first(conversation_setup):
    await conversation_setup.finn.post("/staff/hours", MORNING_AND_EVENING)
    page = await conversation_setup.finn.open("/staff/hours")
    assert {name: page.field(name) for name in ("mon_from", "mon_until", "mon_second_from", "mon_second_until")} == {
        "mon_from": "09:00",
        "mon_until": "11:00",
        "mon_second_from": "18:30",
        "mon_second_until": "20:00",
    }
    assert (page.field("tue_from"), page.field("tue_second_from")) == ("13:00", "")
    for wrong in (
        {"mon_from": "09:00", "mon_until": "12:00", "mon_second_from": "11:00", "mon_second_until": "13:00"},
        {"mon_from": "09:00", "mon_until": "12:00", "mon_second_from": "12:00", "mon_second_until": "13:00"},
    ):
        page = await conversation_setup.finn.post("/staff/hours", wrong)
        assert (page.status, "Begin opnieuw na de eerste uren" in page.text) == (422, True)
        assert {name: page.field(name) for name in wrong} == wrong
    page = await conversation_setup.finn.post("/staff/hours", {"wed_second_from": "14:00"})
    assert (page.status, 'id="error-wed_second_until"' in page.html) == (422, True)
    assert (await conversation_setup.finn.open("/staff/hours")).field("mon_second_from") == "18:30"


@BOTH
async def test_somebody_who_works_twice_in_one_part_of_a_day_is_listed_once(conversation_setup):
    twice = {"tue_from": "12:30", "tue_until": "14:00", "tue_second_from": "15:00", "tue_second_until": "16:30"}
    assert (await conversation_setup.finn.post("/staff/hours", twice)).status == 303
    await conversation_setup.group_setup.registrant()
    text = " ".join((await conversation_setup.cora.open("/staff/waiting-list")).text.split())
    assert text.count("Finn") == 1
