"""Every page, for everybody, light and dark, narrow and wide: nothing that axe finds, nothing that scrolls sideways."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, ViewportSize

from foundation.database import Database
from foundation.settings import Settings
from tests.applications import app_with
from tests.browser.scenes import Scene, Stage, all_scenes, is_page, page_routes, page_scenes, play, some_scenes
from tests.browser.walking import DESK, PHONE, Scheme
from tests.conftest import IN_THE_LONG_PROOF, some_and_then_all
from web.routing import HouseRoute

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
EVERYTHING = {"type": "tag", "values": TAGS}
Round = tuple[Scheme, ViewportSize, object]
LIGHT: list[Round] = [("light", PHONE, EVERYTHING)]
DARK: list[Round] = [("dark", DESK, COLOURS)]
"""Darkness changes colours only."""
THE_OTHERS: list[Round] = [("light", DESK, EVERYTHING), ("dark", PHONE, COLOURS)]
COLOURFUL = {
    "information:components", "information:front", "information:night", "accounts:sign_in", "forum:rooms",
    "forum:thread", "forum:my_texts", "preview", "moderation:queue", "moderation:text", "moderation:duty",
    "groups:registration_own_page", "groups:own_conversation", "groups:waiting_list", "groups:registration",
    "groups:week", "groups:group", "groups:session", "groups:conversation", "seat:active", "registering:check",
    "error:503", "code wanted:wrong",
}  # fmt: skip
"""Where each colour is seen; the quick run looks at these in the dark, the long proof at every page."""
RUN = """async rules => {
    const found = await axe.run({resultTypes: ["violations"], runOnly: rules, preload: false});
    const where = one => one.nodes.slice(0, 3).map(node => node.html.slice(0, 160));
    return found.violations.map(one => [one.id, ...where(one)].join(" | "));
}"""
WIDER_THAN_SEEN = """() => document.documentElement.scrollWidth - window.innerWidth"""


def _id(scene: Scene) -> str:
    return f"{scene.who} {scene.name}"


@pytest.mark.parametrize("scene", some_and_then_all(some_scenes(), all_scenes()), ids=_id)
async def test_nothing_is_found_and_nothing_scrolls_sideways(stage: Stage, scene: Scene) -> None:
    page = (await play(stage, scene)).page
    assert await page.evaluate("document.documentElement.lang") == stage.language
    await page.evaluate(Axe().axe_script)
    found = {}
    rounds = LIGHT + (DARK if scene.name in COLOURFUL or IN_THE_LONG_PROOF else [])
    for scheme, size, rules in rounds + (THE_OTHERS if IN_THE_LONG_PROOF else []):
        await page.set_viewport_size(size)
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if violations := await page.evaluate(RUN, rules):
            found[f"{scheme} {size['width']}"] = violations
    assert found == {}
    assert [await _too_wide(page, width) for width in (360, 320)] == [0, 0]


async def test_the_pages_looked_at_in_the_dark_are_there() -> None:
    assert {scene.name for scene in some_scenes()} >= COLOURFUL


async def test_every_page_of_the_route_table_has_a_scene(settings: Settings, database: Database) -> None:
    app = app_with(settings, database)
    app.app.state.hasher.close()  # type: ignore[attr-defined]
    pages = {route.name for route in app.app.routes if isinstance(route, HouseRoute) and is_page(route)}  # type: ignore[attr-defined]
    assert pages == {route.name for route in page_routes()}
    sent_on = {"accounts:application_trial", "groups:registration_trial"}
    sent_on |= {"accounts:staff_code", "accounts:enrol_app", "accounts:new_code", "accounts:new_invites"}
    joining = {f"accounts:join_{step}" for step in ("words", "device", "name", "about", "rules")}
    applying = {f"accounts:apply_{step}" for step in ("age", "relation", "hope")}
    registering = ("relation", "format", "place", "times", "language", "name", "contact", "circle", "check")
    applying |= {f"groups:register_{step}" for step in registering} | {"groups:registration_new_code"}
    rooms = {f"groups:{name}_room" for name in ("own", "own_conversation", "session", "conversation")}
    applying |= rooms | {f"groups:{name}" for name in ("calendar", "calendar_cancellations", "feedback_form", "feed")}
    by_hand = sent_on | joining | applying | {"forum:no_preview", "accounts:application_new_code"}
    assert pages - {scene.name for scene in page_scenes()} == by_hand


async def _too_wide(page: Page, width: int) -> int:
    await page.set_viewport_size(ViewportSize(width=width, height=640))
    return int(await page.evaluate(WIDER_THAN_SEEN))
