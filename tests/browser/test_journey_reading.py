"""Somebody reads: what is new, from the first unread post, and finds a notice of an answer."""

from collections.abc import Callable

import pytest

from moderation.models import Verdict
from tests.browser.conftest import Come
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TITLE = "Wel of niet op bezoek"
NEW = ".thread-row:has(.mark--new)"


async def test_what_is_new_is_new_until_it_was_read(house: House, come: Come) -> None:
    reader = await come()
    await reader.sign_in(house.new_member("Stille Lezer"))
    await reader.open("/new")
    news = await reader.page.locator(NEW).count()
    assert news > 3
    await reader.follow(f"{NEW} a:has-text('{TITLE}')")
    assert reader.path.endswith("/unread")
    assert await reader.page.locator(".post .mark--new").count() > 0
    await reader.open("/new")
    assert await reader.page.locator(NEW).count() == news - 1
    assert await reader.page.locator(f"main a:has-text('{TITLE}')").count() == 0


async def test_a_long_thread_opens_where_the_reader_stopped(house: House, come: Come) -> None:
    reader = await come()
    await reader.sign_in(house.new_member("Trage Lezer"))
    await reader.open("/new")
    await reader.follow(f"{NEW} a:has-text('{TITLE}')")
    for number in range(1, 26):
        house.decide(house.waiting_answer("Ochtendmist", TITLE, f"Nieuw antwoord {number}."), Verdict.PUBLISH)
    await reader.open("/rooms")
    await reader.follow(f"{NEW} a:has-text('{TITLE}')")
    posts = await reader.page.locator(".post").all_inner_texts()
    assert "Nieuw antwoord 1." in posts[0]
    assert "Nieuw antwoord 20." in posts[-1]
    assert len(posts) == 20
    await reader.follow("a[rel=next]")
    assert "Nieuw antwoord 25." in (await reader.page.locator(".post").all_inner_texts())[-1]
    await reader.open("/new")
    assert await reader.page.locator(f"main a:has-text('{TITLE}')").count() == 0


async def test_an_answer_leads_to_a_notice_once_it_can_no_longer_be_undone(
    house: House, come: Come, later: Callable[..., None]
) -> None:
    writer = await come()
    name = house.new_member("Rode Vlier")
    house.decide(house.waiting_thread(name, "Nieuwe vraag", "Wie kent dit?"), Verdict.PUBLISH)
    later(minutes=3)
    await writer.sign_in(name)
    await writer.open("/notices")
    assert await writer.page.locator(".thread-row").count() == 1
    house.decide(house.waiting_answer("Ochtendmist", "Nieuwe vraag", "Ik ken dit."), Verdict.PUBLISH)
    await writer.open("/rooms")
    assert await writer.page.locator(".nav .count").count() == 0
    later(minutes=3)
    await writer.open("/rooms")
    assert await writer.page.locator(".nav a[href='/notices'] .count").count() == 1
    await writer.follow(".nav a[href='/notices']")
    await writer.follow(f"{NEW} a")
    assert "Ik ken dit." in await writer.words()
    await writer.open("/rooms")
    assert await writer.page.locator(".nav .count").count() == 0


async def test_one_language_after_another_stays_on_the_page(come: Come) -> None:
    reader = await come()
    await reader.sign_in()
    await reader.follow(".room-card a")
    place, titles = reader.path, set()
    for language in ("en", "fr", "nl"):
        await reader.page.locator(f".languages button[lang={language}]").click()
        await reader.page.wait_for_selector(f"html[lang={language}]", state="attached")
        assert reader.path == place
        titles.add(await reader.page.locator("h1").inner_text())
    assert len(titles) == 3
