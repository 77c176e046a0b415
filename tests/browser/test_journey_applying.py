"""Somebody without an invite applies, is asked something back, answers, is admitted, and joins."""

import pytest

from tests.browser.conftest import Come
from tests.browser.house import PASSPHRASE, House
from tests.browser.test_journey_registering import BOTH_SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
HOPE = "Ik zou graag lezen hoe anderen dit volhouden."


@BOTH_SCREENS
async def test_from_applying_to_the_rooms(house: House, come: Come, screen: dict[str, int]) -> None:
    new, mia = await come(viewport=screen), await come(viewport=screen)
    await mia.sign_in_staff("Mia")

    await new.open("/")
    await new.follow("main a[href='/apply']")
    await new.answer()
    assert await new.page.locator("#error-about").is_visible()
    await new.answer(about="somebody_else")
    await new.answer(age="adult")
    assert new.path == "/apply/relation"
    await new.follow("main a[href='/apply/age']")
    assert await new.page.locator("[name=age][value=adult]").is_checked()
    await new.answer()
    await new.answer(relation="child")
    await new.answer(hope=HOPE)

    assert new.path == "/apply/receipt"
    code = "".join(await new.page.locator(".code-block span").all_inner_texts())
    assert (len(code), code.isdecimal()) == (16, True)
    await new.answer(last_four="0000")
    assert await new.page.locator("#error-last_four").is_visible()
    await new.answer(last_four=code[-4:])
    assert new.path == "/apply/mine"
    assert "We hebben je vraag" in await new.words()
    await new.sign_out()
    assert new.path == "/signed-out"

    await mia.open("/staff/queue")
    await mia.follow("main h3 a[href*='/staff/applications/'] >> nth=-1")
    assert HOPE in await mia.words()
    await mia.answer("aside form button", verdict="ask", message="Hoe gaat het nu met jou?")

    await new.open("/apply/code")
    await new.answer(code=" ".join(code[at : at + 4] for at in range(0, 16, 4)))
    assert "Hoe gaat het nu met jou?" in await new.words()
    await new.answer(text="Het gaat op en af.")
    assert "We hebben je antwoord" in await new.words()

    await mia.open("/staff/queue")
    await mia.follow("main h3 a[href*='/staff/applications/'] >> nth=-1")
    assert "Het gaat op en af." in await mia.words()
    await mia.answer("aside form button", verdict="admit")

    await new.open("/apply/mine")
    await new.press("/apply/mine/joining")
    assert new.path == "/join/words"
    await new.answer()
    await new.answer(device="shared")
    await new.answer(own="Vroege Vogel 7")
    await new.answer(country="BE")
    await new.answer(agree="on", passphrase=PASSPHRASE)
    recovery = "".join(await new.page.locator(".code-block span").all_inner_texts())
    await new.answer(last_four=recovery[-4:])
    assert new.path == "/read-first"

    other = await come()
    await other.open("/apply/code")
    await other.answer(code=code)
    assert "opent hier niets" in await other.words()


@pytest.mark.parametrize(("about", "words"), [("myself", "Ook voor jou is er een plek"), ("my_work", "Voor je werk")])
async def test_somebody_in_the_wrong_place_reads_where_the_right_one_is(come: Come, about: str, words: str) -> None:
    new = await come()
    await new.open("/apply")
    await new.answer(about=about)
    assert words in await new.words()
    assert await new.page.locator("main a[href='/help']").count() == 1
