"""Somebody joins with an invite, through every step, to saying hello."""

import pytest

from tests.browser.conftest import Come
from tests.browser.house import PASSPHRASE, House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_joining_with_an_invite_up_to_saying_hello(house: House, come: Come) -> None:
    new = await come()
    await new.open("/")
    await new.follow("main a[href='/join']")

    await new.answer(code="0000 0000 0000 0000")
    assert new.path == "/join"
    assert await new.page.locator("[name=code]").input_value() == "0000 0000 0000 0000"
    assert await new.page.locator(".error-summary a[href='#field-code']").count() == 1

    code = house.new_invite()
    await new.answer(code=code.lower().replace(" ", "-"))
    assert new.path == "/join/words"
    await new.answer()

    assert new.path == "/join/device"
    await new.answer()
    assert await new.page.locator("#error-device").is_visible()
    await new.answer(device="shared")

    assert new.path == "/join/name"
    assert await new.page.locator("[name=proposal]").count() == 3
    await new.answer(own="Stille Linde")
    assert await new.page.locator("#error-own").is_visible()
    await new.answer(own="Vroege Vogel 7")

    assert new.path == "/join/about"
    await new.answer(country="BE", relation="sibling")

    assert new.path == "/join/rules"
    assert await new.page.locator("#field-username").input_value() == "Vroege Vogel 7"
    await new.answer(passphrase=PASSPHRASE)
    assert await new.page.locator("#error-agree").is_visible()
    assert await new.page.locator("[name=passphrase]").input_value() == ""
    await new.answer(agree="on", passphrase=PASSPHRASE)

    assert new.path == "/new-code"
    recovery = "".join(await new.page.locator(".code-block span").all_inner_texts())
    assert len(recovery) == 20
    await new.answer(last_four="0000")
    assert await new.page.locator("#error-last_four").is_visible()
    await new.answer(last_four=recovery[-4:].lower())

    assert new.path == "/read-first"
    await new.follow("main a[href$='/write']")
    await new.answer(title="Dag", source="Ik ben er ook.")
    assert new.path.startswith("/submitted/")
    assert "Ik ben er ook." in await new.page.locator(".post--waiting").inner_text()

    await new.sign_out()
    await new.sign_in("Vroege Vogel 7")


@pytest.mark.prove
async def test_a_used_code_opens_nothing_for_a_second_person(house: House, come: Come) -> None:
    code = house.new_invite()
    first, second = await come(), await come()
    for walker, name in ((first, "Eerste Ster"), (second, "Tweede Ster")):
        await walker.open("/join")
        await walker.answer(code=code)
        await walker.answer()
        await walker.answer(device="own")
        await walker.answer(own=name)
        await walker.answer(country="NL")
    await first.answer(agree="on", passphrase=PASSPHRASE)
    assert first.path == "/new-code"
    await second.answer(agree="on", passphrase=PASSPHRASE)
    assert await second.page.locator("#error-code").is_visible()
    await second.open("/rooms")
    assert second.path == "/"


@pytest.mark.prove
async def test_a_step_cannot_be_skipped(house: House, come: Come) -> None:
    hasty = await come()
    for step in ("words", "device", "name", "about", "rules"):
        await hasty.open(f"/join/{step}")
        assert hasty.path == "/join"
    await hasty.answer(code=house.new_invite())
    await hasty.open("/join/rules")
    assert hasty.path == "/join"


@pytest.mark.parametrize("script", [True], ids=["script"])
async def test_back_leads_to_the_page_that_said_no_and_not_to_a_question_of_the_browser(come: Come) -> None:
    new = await come()
    await new.open("/join")
    await new.answer(code="0000 0000 0000 0000")
    assert await new.page.locator(".error-summary").count() == 1
    await new.open("/help")
    await new.page.go_back()
    assert new.path == "/join"
    assert await new.page.locator("[name=code]").count() == 1


@pytest.mark.parametrize("script", [True], ids=["script"])
async def test_a_text_that_came_back_is_left_to_the_browser_to_send_again(come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await linde.open("/rooms")
    await linde.follow("main a[href^='/rooms/']")
    await linde.follow("main a[href$='/write']")
    await linde.answer(title="", source="Deze woorden blijven.")
    linde.page.on("dialog", lambda dialog: dialog.accept())
    await linde.page.reload()
    assert await linde.page.locator("[name=source]").input_value() == "Deze woorden blijven."
