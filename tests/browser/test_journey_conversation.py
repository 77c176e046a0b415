"""Somebody chooses a slot, is called by the right name with the card in view, and is put on the waiting list."""

import pytest

from tests.browser.conftest import Come
from tests.browser.house import House
from tests.browser.test_journey_registering import BOTH_SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@BOTH_SCREENS
async def test_a_slot_is_chosen_and_moved_and_the_conversation_held_with_the_card_in_view(
    house: House, come: Come, screen: dict[str, int]
) -> None:
    rita, cora = await come(viewport=screen), await come(viewport=screen)
    rita_id, code = house.new_caller()
    await rita.come_back("/register", code)
    await rita.follow("main a[href='/register/mine/conversation']")
    await rita.answer()
    assert "Kies een moment uit de lijst" in await rita.page.locator(".error-summary").inner_text()
    moments = rita.page.locator("main [name=slot]")
    first = str(await moments.first.get_attribute("value"))
    await moments.first.check()
    await rita.answer()
    assert "Dat moment is voor jou" in await rita.words()
    await rita.follow("main a[href='/register/mine/conversation']")
    await rita.page.locator("main [name=slot]").nth(3).check()
    await rita.answer()
    assert "afgeschermd nummer" in await rita.words()
    assert house.slot_of(rita_id) != first

    house.bring_near(rita_id)
    await cora.sign_in_staff("Cora")
    await cora.open("/staff/week")
    await cora.page.locator(f"main a[href='/staff/conversations/{house.conversation_of(rita_id)}']").first.click()
    await cora.page.wait_for_load_state()
    assert "we zeggen dat we de tandarts zijn" in await cora.words()
    assert "0470000007" not in await cora.words()
    await cora.press("/number", "button")
    assert "0470000007" in await cora.words()
    await cora.press("/held", "button[value=refer]")
    assert "Schrijf waar deze naaste terechtkan" in await cora.words()
    await cora.fill(notes="Wil eerst luisteren.")
    await cora.press("/held", "button[value=group]")
    assert "op de lijst" in await cora.words()
    await rita.open("/register/mine")
    assert "Je staat op de wachtlijst" in await rita.words()
    assert "/register/mine/conversation" not in [
        await one.get_attribute("href") for one in await rita.page.locator("a").all()
    ]
