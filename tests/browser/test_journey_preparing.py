"""Not ready for a group yet: a goal of one's own, conversations that prepare for it, and check-ins while waiting."""

from uuid import UUID

import pytest

from tests.browser.conftest import Come
from tests.browser.house import House
from tests.browser.setup_steps import Later, at_work, finn_works, go_to, monday_at_ten, run_every_job, somebody
from tests.browser.test_journey_registering import BOTH_SCREENS
from tests.browser.walking import Walker

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
REACHED = {"mode": "call_me", "phone": "0470 00 00 07", "code_word": "merel", "safe_morning": True}


async def _prepared_first(house: House, rita: Walker, finn: Walker, later: Later) -> tuple[UUID, str]:
    """The outcome of the intake was one-to-one preparation."""
    finn_works(house)
    monday_at_ten(later)
    rita_id, code = somebody(house, "Rita", had_intake=False, **REACHED)
    await rita.come_back("/register", code)
    await at_work(finn)
    await finn.follow("main .queue-list a:has-text('Rita')")
    await finn.fill(notes="Durft nog niet vertellen voor anderen.")
    await finn.press("/held", "button[value=preparation]")
    assert "Voortraject" in await finn.words()
    return rita_id, code


async def _choose_first_slot(walker: Walker) -> None:
    await walker.open("/register/mine")
    await walker.follow("main a[href='/register/mine/conversation']")
    await walker.page.locator("main [name=slot]").first.check()
    await walker.answer()


async def _hold_what_is_next(house: House, finn: Walker, rita_id: UUID, later: Later, notes: str) -> None:
    """Some days later it is time, and Finn goes from the week to the card."""
    go_to(later, house.next_slot_of(rita_id))
    await at_work(finn)
    await finn.follow("main .week a:has-text('Rita')")
    assert "Nu is een veilig uur" in await finn.words()
    assert "’s morgens" in await finn.words()
    await finn.fill(notes=notes)
    await finn.press("/held")


async def _end_preparation(finn: Walker, came_to: str) -> None:
    await finn.page.locator("main summary", has_text="Het voortraject eindigt").click()
    await finn.choose("preparation_outcome", came_to)
    await finn.press("/preparation/ending", "button")


@BOTH_SCREENS
async def test_a_goal_of_ones_own_leads_through_a_conversation_to_the_list(
    house: House, come: Come, later: Later, screen: dict[str, int]
) -> None:
    rita, finn = await come(viewport=screen), await come(viewport=screen)
    rita_id, code = await _prepared_first(house, rita, finn, later)
    await finn.fill(goal="Weten wat ik mijn zus vertel.")
    await finn.press("/preparation/goal", "button")

    await rita.open("/register/mine")
    assert "Samen voorbereiden" in await rita.words()
    assert "Je houdt je plaats op de lijst" in await rita.words()
    assert await rita.page.locator("[name=goal]").input_value() == "Weten wat ik mijn zus vertel."
    await rita.fill(goal="Weten wat ik zeg, en wat ik voor mezelf houd.")
    await rita.press("/register/mine/goal", "button")
    await _choose_first_slot(rita)
    assert "Dat moment is voor jou" in await rita.words()
    assert "Met Finn" in await rita.words()
    assert "We zeggen eerst jouw woord: merel" in await rita.words()

    await _hold_what_is_next(house, finn, rita_id, later, "Over wat je vertelt en wat niet.")
    assert await finn.page.locator("[name=goal]").input_value() == "Weten wat ik zeg, en wat ik voor mezelf houd."
    await finn.page.locator("main summary", has_text="Een gesprek plannen").click()
    await finn.choose("conversation_kind", "preparation")
    await finn.press("/conversations", "button")
    assert "Durft nog niet vertellen voor anderen." in await finn.words()
    assert "Over wat je vertelt en wat niet." in await finn.words()
    await finn.follow(".crumb a:has-text('Rita')")
    await _end_preparation(finn, "to_group")
    await rita.come_back("/register", code)
    assert "Je staat op de wachtlijst" in await rita.words()
    assert "Samen voorbereiden" not in await rita.words()
    assert "Kies een moment" not in await rita.words()
    await at_work(finn)
    assert await finn.page.locator("main .queue-list a:has-text('Rita')").count() == 0


@pytest.mark.prove
@BOTH_SCREENS
async def test_when_preparation_was_enough_it_ends_kindly_and_nobody_calls_any_more(
    house: House, come: Come, later: Later, screen: dict[str, int]
) -> None:
    rita, finn = await come(viewport=screen), await come(viewport=screen)
    await _prepared_first(house, rita, finn, later)
    await _end_preparation(finn, "enough")
    await rita.open("/register/mine")
    assert "Het was genoeg zo" in await rita.words()
    assert "Je mag je altijd opnieuw aanmelden" in await rita.words()
    await finn.open("/staff/week")
    assert "Rita" not in await finn.words()


@BOTH_SCREENS
async def test_whoever_waits_hears_from_the_team_after_seven_weeks_spoken_and_then_written(
    house: House, come: Come, later: Later, screen: dict[str, int]
) -> None:
    rita, finn = await come(viewport=screen), await come(viewport=screen)
    finn_works(house)
    monday_at_ten(later)
    rita_id, code = somebody(house, "Rita", **REACHED)
    later(weeks=7)
    run_every_job(house)
    await at_work(finn)
    assert "Tussengesprek" in await finn.words()
    await rita.come_back("/register", code)
    assert "Tussengesprek" in await rita.words()
    await _choose_first_slot(rita)
    await _hold_what_is_next(house, finn, rita_id, later, "Houdt het vol.")
    await rita.come_back("/register", code)
    assert "Tussengesprek" not in await rita.words()

    later(weeks=7)
    run_every_job(house)
    await at_work(finn)
    await finn.follow("main .queue-list a:has-text('Rita')")
    await finn.follow(".crumb a:has-text('Rita')")
    await finn.follow("main a[href$='/messages']")
    await finn.answer(text="Je staat nog op de lijst. Hoe gaat het met je?")
    await finn.open("/staff/week")
    assert "Tussengesprek" not in await finn.words()
    await rita.come_back("/register", code)
    assert "Tussengesprek" not in await rita.words()
    await rita.follow("main a[href='/register/mine/messages']")
    assert "Hoe gaat het met je?" in await rita.words()
