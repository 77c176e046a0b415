"""A coordinator plans a group and offers seats; somebody accepts by code; the group meets, and a session is moved."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from foundation.clock import today
from tests.browser.conftest import Come
from tests.browser.house import House
from tests.browser.test_journey_registering import BOTH_SCREENS
from tests.browser.walking import Walker

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def _plan(cora: Walker, day: date, number: str, starts: str = "19:00") -> None:
    if not await cora.page.locator("main [name=day]").is_visible():
        await cora.page.locator("main summary", has_text="Bijeenkomsten plannen").click()
    await cora.fill(day=day.isoformat(), starts=starts, number=number)
    await cora.press("/sessions", "button")
    if await cora.page.locator("#proposal").count():
        assert "Er is nog niets gepland" in await cora.words()
        await cora.press("/sessions")


async def _compose(cora: Walker, rita_id: UUID, first: date, number: str) -> None:
    """From the waiting list to an offer for Rita."""
    await cora.open("/staff/waiting-list")
    assert "Wanneer ze kunnen" in await cora.words()
    await cora.follow("a[href='/staff/groups']")
    await cora.follow("main a[href='/staff/groups/new']")
    await cora.answer()
    assert "Kies" in await cora.page.locator(".error-summary").inner_text()
    leads = await cora.page.locator("main [name=facilitator] option", has_text="Cora").get_attribute("value")
    where = {"place": "Parkstraat 4, Gent", "arrival": "Bel bij B."}
    await cora.answer(
        name="Ouders", format="in_person", facilitator=str(leads), min_participants="1", entry="open", **where
    )
    await _plan(cora, first, number)
    await cora.press("/recruitment")
    await cora.follow("main a[href$='/candidates']")
    await cora.page.locator(f"[name='pick-{rita_id}']").check()
    await cora.press("/candidates")
    if await cora.page.locator("#field-confirmed").count():
        assert "Er valt iets op" in await cora.words()
        assert await cora.page.locator(f"[name='pick-{rita_id}']").is_checked()
        await cora.page.locator("#field-confirmed").check()
        await cora.press("/candidates")
    assert "heeft een aanbod" in await cora.words()


@BOTH_SCREENS
async def test_from_the_waiting_list_to_a_running_group(house: House, come: Come, screen: dict[str, int]) -> None:
    rita, cora = await come(viewport=screen), await come(viewport=screen)
    rita_id, code = house.new_rita()
    await rita.come_back("/register", code)
    await cora.sign_in_staff("Cora")
    christmas = date(today().year + 1, 12, 25)
    await _compose(cora, rita_id, christmas - timedelta(days=14), "3")
    assert "feestdag" in await cora.words()
    await cora.press("/confirmation", "button")
    assert "Er zeiden minder mensen ja" in await cora.words()

    await rita.open("/register/mine")
    assert "Er is een plaats voor je in een groep" in await rita.words()
    assert "Parkstraat" not in await rita.words()
    await rita.press("/register/mine/offer", "button[value=accept]")
    assert "Parkstraat 4, Gent" in await rita.words()
    assert "We nemen niets op" in await rita.words()
    await rita.press("/register/mine/agreements")

    await cora.follow(".crumb a")
    await cora.follow("main td a:has-text('Ouders') >> nth=-1")
    await cora.press("/confirmation", "button")
    assert "gaat door" in await cora.words()
    await rita.open("/register/mine")
    assert "de groep gaat door" in await rita.words()


@pytest.mark.prove
@BOTH_SCREENS
async def test_a_session_is_moved_and_another_is_held_with_one_tap_each(
    house: House, come: Come, screen: dict[str, int]
) -> None:
    rita, cora = await come(viewport=screen), await come(viewport=screen)
    rita_id, code = house.new_rita()
    await rita.come_back("/register", code)
    await cora.sign_in_staff("Cora")
    await _compose(cora, rita_id, today() - timedelta(days=1), "3")
    await rita.open("/register/mine")
    await rita.press("/register/mine/offer", "button[value=accept]")
    await cora.page.reload()
    await cora.press("/confirmation", "button")

    await cora.follow("main ol a >> nth=1")
    await cora.page.locator("main summary", has_text="Verplaatsen").click()
    later = (today() + timedelta(days=9)).isoformat()
    await cora.fill(day=later, starts="20:00")
    await cora.fill(note="De zaal was bezet.")
    await cora.press("/move", "button")
    if await cora.page.locator("#proposal").count():
        await cora.press("/move")
    assert "nieuw moment" in await cora.words()
    await rita.open("/register/mine")
    assert "nieuw moment" in await rita.words()
    assert "20.00 uur" in await rita.words()
    assert "De zaal was bezet." in await rita.words()

    await cora.follow(".crumb a")
    await cora.follow("main ol a >> nth=0")
    await cora.press("/attendance", "button[value=present]")
    assert await cora.page.locator("button[value=present]").get_attribute("aria-pressed") == "true"
    await cora.press("/held", "button")
    assert "geweest" in await cora.words()
    await rita.open("/register/mine")
    assert "Je doet mee in een groep" in await rita.words()
    await cora.open("/staff/week")
    assert "Ouders" in await cora.words()
