"""A moderator's morning, from signing in to an empty list."""

import pyotp
import pytest

from foundation.clock import now
from tests.browser.conftest import Come
from tests.browser.house import House
from tests.browser.walking import DESK, Walker

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LINK = ".queue-list a"
TEXT_LINK = ".queue-list a[href^='/staff/texts/']"


async def test_a_morning_ends_with_an_empty_list(house: House, come: Come, script: bool) -> None:
    mia = await come(viewport=DESK)
    await mia.open("/staff/queue")
    assert mia.path == "/staff/"
    await mia.sign_in_staff()
    assert mia.path == "/staff/queue"
    waiting = await mia.page.locator(LINK).count()
    assert waiting >= 5

    oldest = await _open_oldest(mia)
    await mia.answer(verdict="publish")
    assert await mia.page.locator(LINK).count() == waiting - 1
    await mia.answer("main form[action$='/undoing'] button")
    assert mia.path == oldest
    await mia.answer(verdict="publish")

    oldest = await _open_oldest(mia)
    await mia.answer(verdict="send_back")
    assert await mia.page.locator(".error-summary").is_visible()
    assert await mia.page.locator("[name=verdict][value=send_back]").is_checked()
    await _take_ready_words(mia, script)
    await mia.answer(verdict="send_back")
    assert mia.path == "/staff/queue"

    await _open_oldest(mia)
    await mia.answer(verdict="refuse", message="Dit gaat over iemand anders.", reason="")
    assert await mia.page.locator(".error-summary").is_visible()
    assert await mia.page.locator("[name=message]").input_value() == "Dit gaat over iemand anders."
    await mia.answer(verdict="refuse", reason="recognisable_other")

    await mia.follow(LINK)
    while await mia.page.locator("[name=and_next]").count():
        await mia.answer("main [name=and_next]", verdict=await _yes(mia))
    await mia.answer(verdict=await _yes(mia))
    assert mia.path == "/staff/queue"
    assert await mia.page.locator(LINK).count() == 0
    assert await mia.page.locator(".nav .count").count() == 0

    await mia.follow(".nav a[href='/staff/rooms']")
    await mia.follow(".room-card a")
    await mia.follow(".thread-row a:has-text('Hoor ik hier wel?')")
    await mia.answer(source="Ja, je hoort hier.")
    assert await mia.page.locator(".post--staff:has-text('Ja, je hoort hier.')").count() == 1


async def test_what_is_removed_is_gone_for_readers_and_explained_to_its_author(house: House, come: Come) -> None:
    mia, linde = await come(viewport=DESK), await come()
    await mia.sign_in_staff()
    await mia.open("/staff/rooms")
    await mia.follow(".room-card >> nth=1 >> a")
    await mia.follow(".thread-row a:has-text('Ik slaap niet meer')")
    post = mia.page.locator(".post:has-text('Stille Linde')").first
    place = await post.get_attribute("id")
    words = await post.locator(".prose").inner_text()
    await post.locator("a[href$='/removal']").click()
    await mia.answer("main form.form button", reason="contact", message="Er stond een nummer in.")
    await linde.sign_in()
    await linde.open("/rooms")
    await linde.follow(".room-card >> nth=1 >> a")
    await linde.follow(".thread-row a:has-text('Ik slaap niet meer')")
    assert "Hier stond iets" in await linde.page.locator(f"#{place}").inner_text()
    assert words not in await linde.words()
    await linde.open("/my-texts")
    assert "Er stond een nummer in." in await linde.words()


@pytest.mark.prove
async def test_two_moderators_decide_and_one_is_told_kindly(house: House, come: Come) -> None:
    mia, max_ = await come(viewport=DESK), await come(viewport=DESK)
    await mia.sign_in_staff("Mia")
    await max_.sign_in_staff("Max")
    assert await _open_oldest(mia) == await _open_oldest(max_)
    await mia.answer(verdict="publish")
    await max_.answer(verdict="refuse", message="Nee.", reason="tone")
    assert await max_.page.locator("h1").count() == 1
    assert await max_.page.locator(LINK).count() == 0
    await max_.open(max_.path.removesuffix("/decisions"))
    assert await max_.page.locator("[name=verdict]").count() == 0


@pytest.mark.prove
async def test_a_one_time_code_works_once(house: House, come: Come) -> None:
    mia, other = await come(), await come()
    await mia.sign_in_staff(until_code=True)
    await other.sign_in_staff(until_code=True)
    code = pyotp.TOTP(house.people["Mia"]["secret"]).at(now())
    await mia.answer(one_time_code=code)
    assert mia.path != "/staff/code"
    await other.answer(one_time_code=code)
    assert await other.page.locator("#error-one_time_code").is_visible()
    await other.open("/staff/queue")
    assert other.path == "/staff/code"


async def _open_oldest(walker: Walker) -> str:
    await walker.open("/staff/queue")
    await walker.follow(TEXT_LINK)
    return walker.path


async def _yes(walker: Walker) -> str:
    """The verdict that lets in: a text into the room, an applicant into the forum."""
    return "admit" if await walker.page.locator("[name=verdict][value=admit]").count() else "publish"


async def _take_ready_words(walker: Walker, script: bool) -> None:
    await walker.page.locator("summary").last.click()
    ready = walker.page.locator(".ready-words").first
    words = await ready.inner_text()
    if script:
        await walker.page.locator(".ready-words + button").first.click()
        assert await walker.page.locator("[name=message]").input_value() == words
    else:
        await walker.fill(message=words)
