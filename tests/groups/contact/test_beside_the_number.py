"""Beside a number, wherever it opens: whether now is safe, what to say and what not, and that it is done."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from groups.contact.plan import CallingMoment, calling_moment
from groups.models import ContactMode, ContactPlan

BRUSSELS = ZoneInfo("Europe/Brussels")
TUESDAY, SATURDAY = 24, 28


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("given", "day", "hour", "moment"),
    [
        ({"safe_morning": True}, TUESDAY, 10, "safe"),
        ({"safe_morning": True}, TUESDAY, 20, "unsafe"),
        ({"safe_morning": True}, SATURDAY, 10, "unsafe"),
        ({"safe_morning": True, "safe_weekend": True}, SATURDAY, 10, "safe"),
        ({}, TUESDAY, 10, "ask_first"),
        ({}, TUESDAY, 22, "unusual"),
        ({"mode": ContactMode.NOTHING, "safe_morning": True}, TUESDAY, 10, "never"),
        ({"mode": ContactMode.I_CALL_YOU}, TUESDAY, 10, "never"),
    ],
)
def test_what_to_know_before_calling(given, day, hour, moment):
    plan = ContactPlan(**{"mode": ContactMode.CALL_ME, "phone": "+32470000001", **given})
    assert calling_moment(plan, at(day, hour)) == moment


def test_a_call_that_was_asked_for_or_agreed_is_no_breach():
    plan = ContactPlan(mode=ContactMode.NOTHING, phone="+32470000001")
    assert calling_moment(plan, at(TUESDAY, 10), asked_for=True) is CallingMoment.ASK_FIRST
    assert calling_moment(plan, at(TUESDAY, 22), agreed=True) is CallingMoment.ASK_FIRST


async def reveal(group_setup, registration_id):
    path = f"/staff/registrations/{registration_id}/contact"
    return await group_setup.cora.post(path, {"reason": "Het aanbod doorgeven."})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"safe_evening": "on"}, "Nu is geen veilig uur"),
        ({"safe_morning": "on", "safe_weekend": "on"}, "Nu is een veilig uur"),
        ({}, "Geen veilige uren opgegeven"),
    ],
)
async def test_the_page_that_shows_the_number_says_whether_to_call_now(group_setup, given, words):
    rita = await group_setup.registrant(contact={"mode": "call_me", "phone": "0470 00 00 01", **given})
    page = await reveal(group_setup, rita)
    assert "0470000001" in page.text
    assert words in page.text
    assert page.text.index(words) < page.text.index("0470000001")
    assert ("nooit in het weekend" in page.text) == (given == {"safe_evening": "on"})
    assert "Als iemand anders opneemt" in page.text


async def test_what_to_tell_is_said_beside_the_number_and_marked_as_done_there(group_setup):
    rita = await group_setup.registrant(mode="call_me")
    group = await group_setup.group()
    await group_setup.offer(group, rita)
    page = await reveal(group_setup, rita)
    assert "Dag, er staat iets voor je klaar." in page.text
    done = [action for action in page.form_actions if action.startswith("/staff/contact-tasks/")]
    assert len(done) == 1
    assert (await group_setup.cora.post(done[0])).status == 303
    assert "Dag, er staat iets voor je klaar." not in (await reveal(group_setup, rita)).text


async def test_a_number_that_may_not_be_used_says_so_where_it_opens(group_setup):
    rita = await group_setup.registrant(contact={"mode": "i_call_you", "phone": "0470 00 00 01"})
    page = await reveal(group_setup, rita)
    assert "Deze persoon wil niet gebeld worden" in page.text
