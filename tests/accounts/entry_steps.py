"""Ways in that several tests take, each the way a person would: by typing."""

import asyncio
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func
from sqlmodel import select

from accounts.models import Staff
from accounts.operations import invites
from audit import AuditEntry
from foundation.database import Database
from tests.browsing import Browser, Page
from tests.people import PASSPHRASES, People
from web.areas import COOKIES, Area

STEPS = ("code", "words", "device", "name", "about", "rules")
SENTENCE = "de kraan drupt in de kelder"
OTHER_SENTENCE = "een fiets zonder bel en licht"
ANSWERS: dict[str, dict[str, str]] = {
    "words": {},
    "device": {"device": "shared"},
    "name": {"own": "Zachte Wilg"},
    "about": {"country": "NL", "relation": "sibling"},
    "rules": {"agree": "on", "passphrase": SENTENCE},
}


def address(step: str) -> str:
    """The address of a step of joining."""
    return "/join" if step == "code" else f"/join/{step}"


def give(database: Database, people: People, number: int = 1, by: str = "mia") -> list[str]:
    """Invite codes."""
    with database.write() as db:
        return invites.issue(db, number, by=db.get_one(Staff, people.ids[by]))[1]


async def walk(browser: Browser, code: str, until: str = "rules", **other: dict[str, str]) -> Page:
    """Take the steps of joining in order, up to and with `until`; the last answer."""
    for step in STEPS[: STEPS.index(until)]:
        page = await submit(browser, step, code, **other)
        assert page.status == 303, (step, page.text)
    return await submit(browser, until, code, **other)


async def submit(browser: Browser, step: str, code: str, **other: dict[str, str]) -> Page:
    """Submit one step."""
    fields = {"code": code} if step == "code" else ANSWERS[step]
    return await browser.post(address(step), {**fields, **other.get(step, {})})


async def sign_in(browser: Browser, name: str, passphrase: str, device: str = "shared") -> Page:
    """Type pseudonym and passphrase."""
    return await browser.post("/sign-in", {"name": name, "passphrase": passphrase, "device": device})


async def half_sign_in(browser: Browser, name: str) -> Page:
    """A colleague types e-mail and passphrase."""
    given = {"email": f"{name}@example.org", "passphrase": PASSPHRASES[name]}
    return await browser.post("/staff/sign-in", given)


async def type_code(browser: Browser, code: str) -> Page:
    """A colleague types a one-time code."""
    return await browser.post("/staff/code", {"one_time_code": code})


def token(browser: Browser, area: Area = Area.MEMBERS) -> str:
    """What this browser holds for an area."""
    return browser.client.cookies.get(COOKIES[area], "") or ""


def hold(browser: Browser, value: str, area: Area = Area.MEMBERS) -> None:
    """Put something into the cookie of an area."""
    browser.client.cookies.delete(COOKIES[area]) if token(browser, area) else None
    browser.client.cookies.set(COOKIES[area], value, domain="127.0.0.1")


def set_cookie(page: Page, name: str) -> str:
    """The Set-Cookie line for one cookie; empty when there is none."""
    lines = page.response.headers.get_list("set-cookie")
    return next((line for line in lines if line.startswith(f"{name}=")), "")


def whole(page: Page, *without: str) -> tuple[int, str, list[tuple[str, str]]]:
    """Everything an answer tells, but for words that were typed."""
    html = page.html
    for word in without:
        html = html.replace(word, "…")
    headers = sorted((key, value) for key, value in page.response.headers.items() if key != "content-length")
    return page.status, html, headers


def count(database: Database, *tables: Any) -> list[int]:
    """How many rows each table has."""
    with database.read() as db:
        return [db.exec(select(func.count()).select_from(table)).one() for table in tables]


def acts(database: Database) -> list[str]:
    """What was recorded in the audit chain, in order."""
    with database.read() as db:
        return [entry.action.value for entry in db.exec(select(AuditEntry).order_by("number"))]


def all_gone(pages: list[Page]) -> bool:
    """Did every one of these pages lead away, showing nothing?"""
    return all(page.status == 303 and not page.html for page in pages)


class Slept:
    """Takes the place of asyncio in `web.hashing`, and records how long somebody was slowed down."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.gate: asyncio.Event | None = None

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if self.gate:
            await self.gate.wait()

    def as_module(self) -> SimpleNamespace:
        """What the module needs of asyncio."""
        return SimpleNamespace(sleep=self.sleep, get_running_loop=asyncio.get_running_loop, wait_for=asyncio.wait_for)
