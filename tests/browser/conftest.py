"""One Chromium and one prepared demo for each worker; a house of its own for each story."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.house import House, open_house, prepare
from tests.browser.scenes import Stage, furnish
from tests.browser.walking import Walker, chromium

Come = Callable[..., Awaitable[Walker]]


@pytest.fixture(scope="package")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, loaded once."""
    return prepare(tmp_path_factory.mktemp("demo"))


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, open as long as this worker has tests for it."""
    async with chromium() as opened:
        yield opened


@pytest.fixture
def house(prepared: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """A house of one's own, with the settings its story asks for."""
    given = dict(getattr(request.node.get_closest_marker("settings"), "kwargs", {}))
    with open_house(prepared, tmp_path, **given) as opened:
        yield opened


LANGUAGES = ["nl", pytest.param("en", marks=pytest.mark.prove), pytest.param("fr", marks=pytest.mark.prove)]


@pytest_asyncio.fixture(scope="package", loop_scope="session", params=LANGUAGES)
async def stage(
    request: pytest.FixtureRequest, prepared: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> AsyncIterator[Stage]:
    """One furnished house for looking at pages only, in one language."""
    with open_house(prepared, tmp_path_factory.mktemp("stage")) as opened:
        made = Stage(browser, await asyncio.to_thread(furnish, opened), request.param)
        yield made
        await made.leave()


@pytest_asyncio.fixture(loop_scope="session")
async def come(browser: Browser, house: House, script: bool) -> AsyncIterator[Come]:
    """`await come()` is somebody with a fresh window; scripts run in it or not. Nothing may go wrong in the script."""
    walkers: list[Walker] = []

    async def walk_in(**given: Any) -> Walker:
        walkers.append(await Walker.come(browser, house, script, **given))
        return walkers[-1]

    yield walk_in
    for walker in walkers:
        await walker.context.close()
        assert walker.troubles == []


WITH_AND_WITHOUT = [pytest.param(True, id="script"), pytest.param(False, id="no-script", marks=pytest.mark.prove)]


@pytest.fixture(params=WITH_AND_WITHOUT)
def script(request: pytest.FixtureRequest) -> bool:
    """Every journey runs twice: with script, and in the long proof without. Tests over HTTP have none anyway."""
    return bool(request.param)
