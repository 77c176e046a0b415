"""After a group: anonymous feedback, two aftercare conversations, one not reached, and another group."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from foundation.clock import today
from foundation.language import format_long_date
from tests.browser.conftest import Come
from tests.browser.house import House
from tests.browser.setup_steps import (
    Later,
    at_work,
    finn_works,
    go_to,
    group_of,
    is_over,
    monday_at_ten,
    run_every_job,
    somebody,
    until,
)
from tests.browser.test_journey_registering import BOTH_SCREENS
from tests.browser.walking import Walker

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PHONE_NUMBER = {"mode": "call_me", "phone": "0470 00 00 07"}


def _after_a_group(house: House, later: Later) -> tuple[UUID, str, date]:
    """Rita's group is over; her registration, her code, and the day of the last session."""
    finn_works(house)
    monday = monday_at_ten(later)
    rita_id, code = somebody(house, "Rita", **PHONE_NUMBER)
    held = group_of(house, [rita_id], monday + timedelta(days=1), 2)
    return rita_id, code, is_over(house, later, held)


async def _called(house: House, finn: Walker, rita_id: UUID, later: Later) -> None:
    """It is time for the conversation: Finn goes from the week to the card."""
    go_to(later, house.next_slot_of(rita_id))
    await at_work(finn)
    await finn.follow("main .week a:has-text('Rita')")


async def _book_a_slot(finn: Walker, later: Later) -> None:
    """Rita left it open; Finn proposes the first working day after tomorrow, at two."""
    await at_work(finn)
    await finn.follow("main .queue-list a:has-text('Rita')")
    day = next(day for day in (today() + timedelta(days=n) for n in range(2, 9)) if day.weekday() < 5)
    me = await finn.page.locator("main [name=facilitator] option", has_text="Finn").get_attribute("value")
    await finn.fill(day=day.isoformat(), starts="14:00")
    await finn.page.locator("main [name=facilitator]").select_option(me)
    await finn.press("/slot", "button")
    assert "afgesproken" in await finn.words()


@BOTH_SCREENS
@pytest.mark.settings(max_call_attempts=2)
async def test_feedback_then_two_conversations_of_which_the_second_is_never_answered(
    house: House, come: Come, later: Later, screen: dict[str, int]
) -> None:
    rita, finn = await come(viewport=screen), await come(viewport=screen)
    rita_id, code, last = _after_a_group(house, later)
    await rita.come_back("/register", code)
    assert "Je groep is afgelopen" in await rita.words()
    await rita.follow("main a[href='/register/mine/feedback']")
    await rita.choose("helped", "yes")
    await rita.choose("less_alone", "somewhat")
    await rita.answer(comment="Je hoeft niets te vertellen om erbij te horen.")
    assert "Niemand kan zien dat jij het was" in await rita.words()
    assert "Terugkijken op de groep" not in await rita.words()

    assert "Zullen we je nog eens bellen?" in await rita.words()
    await rita.press("/register/mine/aftercare", "button[value=yes]")
    assert "Zullen we je nog eens bellen?" not in await rita.words()
    assert f"Rond {format_long_date(last + timedelta(days=42))}" in await rita.words()

    until(later, last + timedelta(days=36), 10)
    await rita.come_back("/register", code)
    await rita.follow("main a[href='/register/mine/conversation']")
    await rita.page.locator("main [name=slot]").first.check()
    await rita.answer()
    assert "Dat moment is voor jou" in await rita.words()
    await _called(house, finn, rita_id, later)
    await finn.page.locator("main [name=wants_another]").check()
    await finn.press("/held", "button[value=well]")
    await rita.come_back("/register", code)
    assert f"Rond {format_long_date(last + timedelta(days=120))}" in await rita.words()

    until(later, last + timedelta(days=121), 10)
    await _book_a_slot(finn, later)
    await _called(house, finn, rita_id, later)
    await finn.press("/no-answer", "button")
    assert "één keer geen gehoor" in await finn.words()
    await rita.come_back("/register", code)
    assert "We belden en kregen je niet te pakken. Dat geeft niet." in await rita.words()
    later(days=3)
    await _book_a_slot(finn, later)
    await _called(house, finn, rita_id, later)
    await finn.press("/no-answer", "button")
    assert "niet bereikt" in await finn.words()

    run_every_job(house)
    await rita.come_back("/register", code)
    assert "Je aanmelding is afgesloten" in await rita.words()
    assert "We belden een paar keer en kregen je niet te pakken. Dat geeft niet." in await rita.words()
    assert "Je mag je altijd opnieuw aanmelden" in await rita.words()
    await finn.open("/staff/week")
    assert "Rita" not in await finn.words()


@BOTH_SCREENS
async def test_somebody_who_would_like_another_group_waits_again_from_the_day_it_was_said(
    house: House, come: Come, later: Later, screen: dict[str, int]
) -> None:
    rita, finn = await come(viewport=screen), await come(viewport=screen)
    rita_id, code, last = _after_a_group(house, later)
    await rita.come_back("/register", code)
    await rita.press("/register/mine/aftercare", "button[value=yes]")
    until(later, last + timedelta(days=43), 10)
    await _book_a_slot(finn, later)
    await _called(house, finn, rita_id, later)
    await finn.press("/held", "button[value=another_group]")
    assert f"op de lijst sinds {format_long_date(today('Europe/Brussels'))}" in await finn.words()
    await rita.come_back("/register", code)
    assert "Je staat op de wachtlijst" in await rita.words()
    assert "Zullen we je nog eens bellen?" not in await rita.words()
