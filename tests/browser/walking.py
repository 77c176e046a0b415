"""A person with a browser: Chromium, a window, and what people do in it."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

import pyotp
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, async_playwright

from foundation.clock import now
from tests.browser.house import PASSPHRASE, House

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = ViewportSize(width=360, height=780)
DESK = ViewportSize(width=1280, height=900)
Scheme = Literal["light", "dark"]
LINDE = "Stille Linde"


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """One Chromium. Raises when this machine has none: a missing browser is a failure, not a skip."""
    path = os.environ.get("NAAST_TEST_CHROMIUM") or shutil.which("chromium")
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=[*QUIET, *root])
        yield browser
        await browser.close()


def _is_trouble(said: ConsoleMessage) -> bool:
    """A page that answers 422 or 404 is no trouble; a script that is refused or fails is."""
    return said.type == "error" and "the server responded with a status of" not in said.text


@dataclass
class Walker:
    """One person's window."""

    house: House
    context: BrowserContext
    page: Page
    troubles: list[str]

    @classmethod
    async def come(cls, browser: Browser, house: House, script: bool = True, **given: Any) -> "Walker":
        """A fresh window, with nothing remembered."""
        settings = {"viewport": PHONE, "base_url": house.address, **given}
        context = await browser.new_context(java_script_enabled=script, **settings)
        context.set_default_timeout(10_000)
        walker = cls(house, context, await context.new_page(), [])
        walker.page.on("pageerror", lambda error: walker.troubles.append(str(error)))
        walker.page.on("console", lambda said: walker.troubles.append(said.text) if _is_trouble(said) else None)
        return walker

    async def open(self, path: str) -> int:
        """Go to an address; the status of the answer."""
        answer = await self.page.goto(path)
        assert answer is not None
        return answer.status

    async def press(self, action: str, button: str = "button.button--primary") -> None:
        """Press a button of the form that goes to an address ending in `action`, and see the next page."""
        await self.page.locator(f"main form[action$='{action}'] {button}").first.click()
        await self.page.wait_for_load_state()

    async def answer(self, button: str = "main form.form button.button--primary", **fields: str) -> None:
        """Fill in whatever kind of field has these names, and press the button."""
        for name, words in fields.items():
            found = self.page.locator(f"main [name='{name}']:not([type=hidden])")
            kind = await found.first.evaluate("field => field.type")
            if kind in ("radio", "checkbox"):
                await self.page.locator(f"main [name='{name}'][value='{words}']").check()
            elif kind == "select-one":
                await found.select_option(words)
            else:
                await found.fill(words)
        async with self.page.expect_navigation():
            await self.page.locator(button).first.click()

    async def fill(self, **fields: str) -> None:
        """Type into fields by their name."""
        for name, words in fields.items():
            await self.page.locator(f"main [name='{name}']:not([type=hidden])").fill(words)

    async def choose(self, name: str, value: str) -> None:
        """Take one of the choices."""
        await self.page.locator(f"main input[name='{name}'][value='{value}']").check()

    async def follow(self, selector: str) -> None:
        """Click a link and see the next page."""
        await self.page.locator(selector).first.click()
        await self.page.wait_for_load_state()

    async def words(self) -> str:
        """What can be read in the middle of the page."""
        return await self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        """Where this window is."""
        return self.page.url.removeprefix(self.house.address)

    async def sign_in(self, name: str = LINDE) -> None:
        """As a member: of the demo, or one who joined for this story."""
        known = self.house.people.get(name)
        await self.open("/sign-in")
        await self.fill(name=name, passphrase=known["passphrase"] if known else PASSPHRASE)
        await self.press("/sign-in")
        assert self.path == "/rooms"

    async def sign_in_staff(self, name: str = "Mia", until_code: bool = False) -> None:
        """As a colleague: passphrase, then the one-time code."""
        known = self.house.people[name]
        await self.open("/staff/")
        await self.fill(email=known["sign_in_name"], passphrase=known["passphrase"])
        await self.press("/staff/sign-in")
        assert self.path == "/staff/code"
        if not until_code:
            await self.fill(one_time_code=pyotp.TOTP(known["secret"]).at(now()))
            await self.press("/staff/code")
            assert self.path != "/staff/code"

    async def come_back(self, desk: str, code: str, to: str = "") -> None:
        """With the code one was given at "/apply" or "/register"."""
        await self.open(f"{desk}/code")
        await self.answer(code=code)
        assert self.path == (to or f"{desk}/mine")

    async def sign_out(self) -> None:
        """By the button at the foot of the page."""
        async with self.page.expect_navigation():
            await self.page.locator(".foot .sign-out").click()
        assert await self.page.locator(".nav").count() == 0
