"""Photographs every page for everybody, wide and narrow, light and dark: `python -m tests.browser.pictures FOLDER`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.browser.house import open_house, prepare
from tests.browser.scenes import Stage, all_scenes, furnish, play
from tests.browser.walking import DESK, PHONE, Scheme, chromium

SIZES = {360: PHONE, 1280: DESK}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


async def take_all(folder: Path, only: str = "") -> int:
    """Take the pictures whose scene's name holds `only`; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    with tempfile.TemporaryDirectory() as here, open_house(prepare(Path(here) / "a"), Path(here) / "b") as house:
        async with chromium() as browser:
            stage = Stage(browser, furnish(house))
            for scene in all_scenes():
                if only not in scene.name:
                    continue
                walker = await play(stage, scene)
                for width, size in SIZES.items():
                    for scheme in SCHEMES:
                        await walker.page.set_viewport_size(size)
                        await walker.page.emulate_media(color_scheme=scheme)
                        name = f"{scene.who}-{scene.name}-{width}-{scheme}.png".replace(":", "-").replace(" ", "_")
                        await walker.page.screenshot(path=folder / name, full_page=True)
                        taken += 1
    return taken


if __name__ == "__main__":
    count = asyncio.run(take_all(Path(sys.argv[1]), *sys.argv[2:3]))
    print(f"{count} pictures in {sys.argv[1]}")  # noqa: T201
