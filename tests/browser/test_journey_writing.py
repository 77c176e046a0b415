"""Somebody writes: previews, submits, leaves, comes back; a moderator sends it back; changed, it is published."""

import contextlib
from collections.abc import Callable

import pytest
from playwright.async_api import Error

from tests.browser.conftest import Come
from tests.browser.house import PASSPHRASE, House
from tests.browser.walking import LINDE, Walker

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TITLE = "De brievenbus"
FIRST = "Ik durf de **brievenbus** niet open te doen, hier in Zwevezele."
SECOND = "Ik durf de **brievenbus** niet open te doen, hier in mijn dorp."
WORDS = "Dank je voor je woorden. Laat je de naam van het dorp weg?"


async def test_a_text_from_preview_to_publication(house: House, come: Come, later: Callable[..., None]) -> None:
    linde, mia, reader = await come(), await come(), await come()
    await linde.sign_in()
    await _begin(linde)
    await linde.fill(title=TITLE, source=FIRST)
    await linde.answer("main [formaction]")
    assert linde.path == "/preview"
    assert await linde.page.locator(".prose strong").inner_text() == "brievenbus"
    await linde.answer("main [name=keep_writing]")
    assert await linde.page.locator("[name=source]").input_value() == FIRST
    await linde.answer("main [formaction]")
    await linde.answer()

    assert linde.path.startswith("/submitted/")
    handed_in = linde.path
    assert await linde.page.locator("main a[href='/help']").count() == 1
    await _leave_and_come_back(linde)
    assert await linde.page.locator(f"main a[href='{handed_in}']").count() == 1

    await reader.sign_in(house.new_member("Verre Lezer"))
    assert TITLE not in await reader.words()

    await mia.sign_in_staff()
    await mia.follow(f".queue-list li:has-text('{LINDE}') >> nth=-1 >> a")
    assert "Zwevezele" in await mia.words()
    await mia.answer(verdict="send_back", message=WORDS)
    assert mia.path == "/staff/queue"

    later(minutes=3)
    await linde.open("/notices")
    await linde.open("/my-texts")
    await linde.follow("main a[href^='/drafts/']")
    assert WORDS in await linde.words()
    assert await linde.page.locator("[name=title]").input_value() == TITLE
    assert await linde.page.locator("[name=source]").input_value() == FIRST
    await linde.answer(source=SECOND)
    assert linde.path.startswith("/submitted/")
    await linde.open("/my-texts")
    assert await linde.page.locator("main a[href^='/drafts/']").count() == 0

    await mia.open("/staff/queue")
    await mia.follow(f".queue-list li:has-text('{LINDE}') >> nth=-1 >> a")
    await mia.answer(verdict="publish")

    await reader.open("/rooms")
    await reader.follow(f"main a:has-text('{TITLE}')")
    words = await reader.words()
    assert "in mijn dorp" in words
    assert "Zwevezele" not in words
    assert WORDS not in words


async def test_a_text_kept_for_later_is_found_again(come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await _begin(linde)
    await linde.answer("main [name=keep]", title=TITLE, source=FIRST)
    await _leave_and_come_back(linde)
    await linde.follow("main a[href^='/drafts/']")
    assert await linde.page.locator("[name=source]").input_value() == FIRST
    await linde.answer()
    assert linde.path.startswith("/submitted/")


@pytest.mark.prove
async def test_a_waiting_text_can_be_withdrawn_and_changed(come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await _begin(linde)
    await linde.answer(title=TITLE, source=FIRST)
    await linde.answer("main form[action$='/withdrawal'] button")
    assert linde.path.startswith("/drafts/")
    assert await linde.page.locator("[name=source]").input_value() == FIRST


async def test_an_invalid_text_keeps_every_word(come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await _begin(linde)
    await linde.answer(source=FIRST)
    assert await linde.page.locator("#error-title").is_visible()
    assert await linde.page.locator("[name=source]").input_value() == FIRST


async def test_words_written_after_the_sign_in_ended_become_a_draft(
    house: House, come: Come, later: Callable[..., None]
) -> None:
    linde = await come()
    await linde.sign_in(house.new_member("Late Schrijver"))
    await _begin(linde)
    later(minutes=40)
    await linde.answer(title=TITLE, source=FIRST)
    assert linde.path == "/sign-in"
    assert "Zwevezele" not in await linde.page.content()
    await linde.answer(name="Late Schrijver", passphrase=PASSPHRASE)
    await linde.open("/my-texts")
    await linde.follow("main a[href^='/drafts/']")
    assert await linde.page.locator("[name=source]").input_value() == FIRST


async def test_pressing_submit_twice_submits_once(come: Come) -> None:
    linde = await come()
    await linde.sign_in()
    await linde.open("/my-texts")
    before = await linde.page.locator("main a[href^='/submitted/']").count()
    await _begin(linde)
    await linde.fill(title=TITLE, source=FIRST)
    await linde.page.locator("main form.form button.button--primary").dblclick(no_wait_after=True)
    with contextlib.suppress(Error):  # the second click may break off the way of the first
        await linde.page.wait_for_url("**/submitted/*")
    await linde.page.wait_for_url("**/submitted/*")
    await linde.open("/my-texts")
    assert await linde.page.locator("main a[href^='/submitted/']").count() == before + 1


async def _begin(walker: Walker) -> None:
    await walker.open("/rooms")
    await walker.follow(".room-card a")
    await walker.follow("main a[href$='/write']")


async def _leave_and_come_back(walker: Walker) -> None:
    await walker.sign_out()
    await walker.sign_in()
    await walker.open("/my-texts")
