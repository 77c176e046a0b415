"""A session: the reminder the day before, where it is, who was there in one tap; a move is notified once."""

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.async_api import expect

from foundation.language import format_long_date, format_moment
from groups.models import MeetingFormat
from tests.browser.conftest import Come
from tests.browser.house import House
from tests.browser.setup_steps import (
    ZONE,
    Later,
    at_work,
    finn_works,
    go_to,
    group_of,
    monday_at_ten,
    new_letters,
    run_every_job,
    session_at,
    somebody,
)
from tests.browser.test_journey_registering import BOTH_SCREENS
from tests.browser.walking import Walker

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
RITAS = "rita@example.org"
LINK = "https://meet.example.org/stille-kamer"
SENTENCE = "Dag, er staat iets voor je klaar. Je vindt het waar je altijd kijkt."


def _three(house: House) -> dict[str, tuple[UUID, str]]:
    """Rita chose mail, Sam is called, Kim wants no contact and looks with the code."""
    return {
        "Rita": somebody(house, "Rita", mode="mail", email=RITAS),
        "Sam": somebody(house, "Sam", mode="call_me", phone="0470 00 00 08"),
        "Kim": somebody(house, "Kim"),
    }


async def _contact_tasks(finn: Walker) -> list[str]:
    """Finn's contact tasks, one entry a person."""
    await at_work(finn)
    return await finn.page.locator("main .queue-row:has(form[action*='/contact-tasks/'])").all_inner_texts()


async def _mark_done(finn: Walker) -> None:
    """Mark the first one as done."""
    await finn.page.locator("main form[action*='/contact-tasks/'] button").first.click()
    await finn.page.wait_for_load_state()


async def _mark_everything_done(house: House, finn: Walker) -> None:
    """Everybody was told that the group goes ahead."""
    run_every_job(house)
    for _ in await _contact_tasks(finn):
        await _mark_done(finn)


async def _leads_to(walker: Walker, words: str) -> str:
    """Where a link of this page sends one on to, outside the house."""
    link = str(await walker.page.locator(f"main a:has-text('{words}')").get_attribute("href"))
    answer = await walker.context.request.get(link, max_redirects=0)
    return answer.headers["location"]


@BOTH_SCREENS
async def test_everybody_is_reminded_the_day_before_and_attendance_is_one_tap_each(
    house: House, come: Come, later: Later, screen: dict[str, int]
) -> None:
    rita, kim, finn = [await come(viewport=screen) for _ in range(3)]
    finn_works(house)
    monday = monday_at_ten(later)
    people = _three(house)
    first, _ = group_of(house, [one for one, _ in people.values()], monday + timedelta(days=8), 2)
    await _mark_everything_done(house, finn)
    assert len(new_letters(house, RITAS)) == 1

    go_to(later, session_at(house, first) - timedelta(hours=25))
    run_every_job(house)
    run_every_job(house)
    (letter,) = new_letters(house, RITAS)
    assert "Je hebt binnenkort een afspraak" in letter
    for word in ("groep", "Ouders", "Rita", "Naast", "Parkstraat"):
        assert word not in letter
    (row,) = await _contact_tasks(finn)
    assert "Sam" in row
    assert "Er is binnenkort een bijeenkomst" in row
    assert SENTENCE in row
    await _mark_done(finn)
    assert "Er hoeft niets met de hand te gebeuren" in await finn.words()

    await kim.come_back("/register", people["Kim"][1])
    assert "Parkstraat 4, Gent" in await kim.words()
    assert "Bel bij B." in await kim.words()
    coming = f"/sessions/{first}/rsvp"
    await kim.page.locator(f"main form[action$='{coming}'] summary").click()
    await kim.press(coming, "button[value=no]")
    assert "je kunt deze keer niet" in await kim.words()
    await expect(kim.page.locator(f"#session-{first}")).to_be_in_viewport()
    await finn.open(f"/staff/sessions/{first}")
    assert "kan deze keer niet" in await finn.page.locator(".attendance li:has-text('Kim')").inner_text()
    await kim.press(coming, "button[value=yes]")
    assert "je kunt deze keer niet" not in await kim.words()

    go_to(later, session_at(house, first) + timedelta(minutes=20))
    await at_work(finn)
    await finn.follow("main .week a:has-text('Ouders')")
    for name, mark in (("Rita", "present"), ("Sam", "excused"), ("Kim", "left_early")):
        tap = finn.page.locator(f".attendance li:has-text('{name}') button[value={mark}]")
        await tap.click()
        await finn.page.wait_for_load_state()
        assert await tap.get_attribute("aria-pressed") == "true"
        await expect(tap).to_be_in_viewport()
    await finn.press("/held", "button")
    assert "geweest" in await finn.words()
    await rita.come_back("/register", people["Rita"][1])
    assert "Je doet mee in een groep" in await rita.words()


@BOTH_SCREENS
async def test_an_online_session_is_entered_from_ones_own_page(
    house: House, come: Come, later: Later, screen: dict[str, int]
) -> None:
    rita, finn = await come(viewport=screen), await come(viewport=screen)
    finn_works(house)
    monday = monday_at_ten(later)
    rita_id, code = somebody(house, "Rita", mode="mail", email=RITAS)
    (only,) = group_of(house, [rita_id], monday + timedelta(days=8), format=MeetingFormat.ONLINE, link=LINK)
    await rita.come_back("/register", code)
    assert "Kort voor het begin" in await rita.words()
    assert await rita.page.locator("main a:has-text('Ga naar binnen')").count() == 0
    go_to(later, session_at(house, only) - timedelta(minutes=10))
    await rita.come_back("/register", code)
    assert await _leads_to(rita, "Ga naar binnen") == LINK
    await at_work(finn)
    await finn.open(f"/staff/sessions/{only}")
    assert await _leads_to(finn, "Naar de onlinekamer") == LINK


@BOTH_SCREENS
async def test_a_moved_session_is_notified_once_and_what_depends_on_it_moves_along(
    house: House, come: Come, later: Later, screen: dict[str, int]
) -> None:
    rita, finn = await come(viewport=screen), await come(viewport=screen)
    finn_works(house)
    monday = monday_at_ten(later)
    people = _three(house)
    first, last = group_of(house, [one for one, _ in people.values()], monday + timedelta(days=1), 2)
    await _mark_everything_done(house, finn)
    assert len(new_letters(house, RITAS)) == 1

    was, becomes = session_at(house, last), session_at(house, last) + timedelta(days=2)
    await finn.open(f"/staff/sessions/{last}")
    await finn.page.locator("main summary", has_text="Verplaatsen").click()
    await finn.fill(day=becomes.date().isoformat(), starts="20:00", note="De zaal was bezet.")
    await finn.press("/move", "button")
    if await finn.page.locator("#proposal").count():
        await finn.press("/move")
    run_every_job(house)
    run_every_job(house)
    (letter,) = new_letters(house, RITAS)
    assert "Er staat iets voor je klaar" in letter
    (row,) = await _contact_tasks(finn)
    assert "Sam" in row
    assert "Er is iets veranderd aan de bijeenkomsten" in row
    await _mark_done(finn)
    await rita.come_back("/register", people["Rita"][1])
    assert "nieuw moment" in await rita.words()
    assert f"Eerst was dit op {format_moment(was, ZONE)}" in await rita.words()
    assert "De zaal was bezet." in await rita.words()

    for session_id in (first, last):
        go_to(later, session_at(house, session_id) + timedelta(minutes=20))
        await at_work(finn)
        await finn.open(f"/staff/sessions/{session_id}")
        await finn.page.locator(".attendance li:has-text('Rita') button[value=present]").click()
        await finn.page.wait_for_load_state()
        await finn.press("/held", "button")
    await finn.follow(".crumb a")
    await finn.press("/finish", "button")
    await rita.come_back("/register", people["Rita"][1])
    await rita.press("/register/mine/aftercare", "button[value=yes]")
    assert f"Rond {format_long_date(becomes.date() + timedelta(days=42))}" in await rita.words()
