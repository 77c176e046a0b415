"""Somebody has to get away, or somebody else takes the device."""

import pytest

from tests.browser.conftest import Come
from tests.browser.house import House
from tests.browser.walking import LINDE, Walker

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("path", ["/", "/rooms", "/help", "/nothing"])
async def test_the_first_tab_and_enter_lead_away(house: House, come: Come, path: str) -> None:
    linde = await come()
    if path == "/rooms":
        await linde.sign_in()
    await linde.page.goto(path)
    await linde.page.keyboard.press("Tab")
    assert await linde.page.locator(".exit:focus").count() == 1
    await linde.page.keyboard.press("Enter")
    await linde.page.wait_for_url(house.exit_address)
    await _is_signed_out(linde)


@pytest.mark.parametrize("script", [True], ids=["script"])
async def test_three_times_shift_leads_away(house: House, come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await linde.page.keyboard.press("Shift")
    await linde.page.keyboard.press("Shift")
    await linde.page.keyboard.press("a")
    await linde.page.keyboard.press("Shift")
    assert linde.path == "/rooms"
    await linde.page.keyboard.press("Shift")
    await linde.page.keyboard.press("Shift")
    await linde.page.wait_for_url(house.exit_address)
    await _is_signed_out(linde)


@pytest.mark.parametrize("script", [True], ids=["script"])
async def test_leaving_does_not_ask_about_unsent_words(house: House, come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await linde.follow(".room-card a")
    await linde.follow("main a[href$='/write']")
    await linde.page.locator("[name=source]").press_sequentially("Half af")
    asked = []
    linde.page.on("dialog", lambda dialog: asked.append(dialog.type))
    for _ in range(3):
        await linde.page.keyboard.press("Shift")
    await linde.page.wait_for_url(house.exit_address)
    assert asked == []


async def test_after_signing_out_the_back_button_shows_nothing(come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await linde.open("/account")
    assert LINDE in await linde.words()
    await linde.sign_out()
    for _ in range(3):
        await linde.page.go_back()
        assert LINDE not in await linde.page.content()
        assert await linde.page.locator(".nav").count() == 0


async def test_after_leaving_quickly_the_back_button_shows_nothing(house: House, come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await linde.open("/account")
    await linde.page.locator(".exit").click()
    await linde.page.wait_for_url(house.exit_address)
    await linde.page.go_back()
    assert LINDE not in await linde.page.content()
    assert await linde.page.locator(".nav").count() == 0


async def test_skipping_to_the_text_works_by_keyboard(come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await linde.page.goto("/rooms")
    await linde.page.keyboard.press("Tab")
    await linde.page.keyboard.press("Tab")
    await linde.page.keyboard.press("Enter")
    await linde.page.keyboard.press("Tab")
    assert await linde.page.locator("main :focus").count() == 1


async def _is_signed_out(walker: Walker) -> None:
    assert await walker.context.cookies(walker.house.address) == []
    await walker.open("/rooms")
    assert walker.path == "/"
