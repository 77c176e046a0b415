"""Somebody asks for a group, one question a screen, keeps the code, comes back, pauses, and erases everything."""

import pytest

from tests.browser.conftest import Come
from tests.browser.walking import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
SENTENCE = "De kat van de buren slaapt op zolder"
BOTH_SCREENS = pytest.mark.parametrize(
    ("script", "screen"),
    [
        pytest.param(True, PHONE, id="phone-script"),
        pytest.param(True, DESK, id="desk-script", marks=pytest.mark.prove),
        pytest.param(False, PHONE, id="phone-no-script", marks=pytest.mark.prove),
    ],
    indirect=["script"],
)


@BOTH_SCREENS
async def test_asking_for_a_group_up_to_a_code_and_back(come: Come, screen: dict[str, int]) -> None:
    new = await come(viewport=screen)
    await new.open("/")
    await new.follow("main a[href='/register']")
    await new.answer()
    assert await new.page.locator("#error-age").is_visible()
    await new.answer(age="adult")
    await new.answer(relation="sibling")
    await new.answer(format="either")
    assert new.path == "/register/place"
    await new.follow("main a[href='/register/format']")
    assert await new.page.locator("[name=format][value=either]").is_checked()
    await new.answer()
    await new.answer(region="Limburg")
    await new.page.locator("[name=tue]").check()
    await new.page.locator("[name=evening]").check()
    await new.answer()
    await new.answer(language="nl")
    await new.answer(preferred_name="Rita")
    await new.answer(mode="call_me")
    assert "Vul een telefoonnummer in" in await new.words()
    await new.answer(mode="nothing")
    await new.answer(circle="no")
    assert new.path == "/register/check"
    assert "broer of zus" in await new.words()
    await new.follow("main a[href='/register/name']")
    await new.answer(preferred_name="Roos")
    assert new.path == "/register/check"
    assert "Roos" in await new.words()
    await new.press("/register/check")

    assert new.path == "/register/receipt"
    code = "".join(await new.page.locator(".code-block span").all_inner_texts())
    await new.answer(last_four=code[-4:])
    assert "We hebben je aanmelding" in await new.words()
    assert "Roos" in await new.words()
    await new.follow("main a[href='/register/mine/answers']")
    await new.answer(region="Antwerpen")
    await new.page.locator("main summary", has_text="Wat je ons vertelde").click()
    assert "Antwerpen" in await new.words()
    await new.follow("main a[href='/register/mine/messages']")
    await new.answer(text="Ik kan alleen na zes uur.")
    assert "Ik kan alleen na zes uur." in await new.words()
    await new.sign_out()
    assert new.path == "/signed-out"

    other = await come(viewport=screen)
    await other.open("/register/code")
    await other.answer(code="0000 0000 0000 0000")
    assert "opent hier niets" in await other.words()
    await other.answer(code=" ".join(code[at : at + 4] for at in range(0, 16, 4)))
    assert other.path == "/register/mine"
    await other.follow("main a[href='/register/sentence']")
    await other.answer(sentence=SENTENCE, digits="1234")
    assert "Kies er vier andere" in await other.words()
    await other.answer(digits="4821")
    assert other.path == "/register/sentence/trial"
    await other.answer(sentence=SENTENCE, digits="4822")
    assert "opent jouw pagina niet" in await other.words()
    await other.answer(digits="4821")
    assert "Het werkt." in await other.words()
    await other.sign_out()
    await other.open("/register/code")
    await other.answer(code=f"{SENTENCE}.")
    assert await other.page.locator("#error-digits").is_visible()
    await other.answer(digits="48 21")
    assert other.path == "/register/mine"
    await other.page.locator("main summary").last.click()
    await other.page.locator("main [name=confirmed]").check()
    await other.press("/register/mine/erasure", "button")
    assert "Alles is gewist" in await other.words()
    await other.open("/register/code")
    await other.answer(code=code)
    assert "opent hier niets" in await other.words()
