"""A browser for tests: httpx straight into the application, with what browsers send."""

from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import httpx

from accounts.models import Device, Member, Staff
from accounts.operations import sign_ins, staff_sign_ins
from foundation.database import Database
from tests.people import People
from web.areas import COOKIES, Area

BASE = "https://127.0.0.1:8000"
ORIGIN = "http://127.0.0.1:8000"


@dataclass
class Browser:
    """One person's browser. Cookies stay in it from page to page."""

    client: httpx.AsyncClient
    name: str

    @classmethod
    def of(cls, app: Any, database: Database, people: People, name: str, device: Device = Device.SHARED) -> "Browser":
        """The browser of somebody who is signed in (without having typed anything), or of a guest."""
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url=BASE, headers={"origin": ORIGIN})
        client.headers["sec-fetch-site"] = "same-origin"
        if name != "guest":
            area, token = _token(database, people, name, device)
            client.cookies.set(COOKIES[area], token, domain="127.0.0.1")
        return cls(client, name)

    async def open(self, path: str, **given: Any) -> "Page":
        """GET a page."""
        return Page(await self.client.get(path, **given))

    async def post(self, path: str, fields: dict[str, Any] | None = None, **given: Any) -> "Page":
        """POST a form."""
        headers = {"content-type": "application/x-www-form-urlencoded", **given.pop("headers", {})}
        return Page(await self.client.post(path, content=urlencode(fields or {}), headers=headers, **given))

    async def follow(self, page: "Page") -> "Page":
        """Go where a redirect leads."""
        return await self.open(page.location)


class Page:
    """An answer, read the way a person would."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.text
        self.location = response.headers.get("location", "")

    @cached_property
    def _reader(self) -> "_Reader":
        reader = _Reader()
        reader.feed(self.html)
        return reader

    @property
    def text(self) -> str:
        """Every word on the page, spaces folded."""
        return " ".join(" ".join(self._reader.words).split())

    @property
    def title(self) -> str:
        """What stands in the tab."""
        return "".join(self._reader.title).strip()

    @property
    def links(self) -> list[str]:
        """Where links lead."""
        return self._reader.links

    @property
    def code(self) -> str:
        """The code that is shown in fours, without spaces. Raises `IndexError` when none is."""
        block = self.html.split('class="code-block"')[1].split("</p>")[0]
        return "".join(part.split("<")[0].strip() for part in block.split("<span>")[1:])

    def field(self, name: str) -> str:
        """The value of the first field of that name."""
        return self._reader.fields[name]

    def options(self, name: str) -> list[str]:
        """What can be chosen among the radio buttons of that name."""
        return self._reader.options.get(name, [])

    @property
    def form_actions(self) -> list[str]:
        """Where forms go."""
        return self._reader.actions


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.title: list[str] = []
        self.links: list[str] = []
        self.actions: list[str] = []
        self.fields: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form":
            self.actions.append(given.get("action", ""))
        if tag == "input" and given.get("type") == "radio":
            self.options.setdefault(given.get("name", ""), []).append(given.get("value", ""))
        if tag == "input" and "name" in given and (given.get("type") != "radio" or "checked" in given):
            self.fields.setdefault(given["name"], given.get("value", ""))
        if tag == "textarea":
            self.fields.setdefault(given.get("name", ""), "")
        if tag in ("title", "textarea", "script", "style"):
            self._inside.append(given.get("name", tag) if tag == "textarea" else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "textarea", "script", "style") and self._inside:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else ""
        if inside == "title":
            self.title.append(data)
        elif inside in self.fields:
            self.fields[inside] += data.removeprefix("\n") if not self.fields[inside] else data
            self.words.append(data)
        elif inside not in ("script", "style"):
            self.words.append(data)


def _token(database: Database, people: People, name: str, device: Device) -> tuple[Area, str]:
    with database.write() as db:
        if people.is_member(name):
            return Area.MEMBERS, sign_ins.begin(db, db.get_one(Member, people.ids[name]), device)
        half = staff_sign_ins.begin(db, db.get_one(Staff, people.ids[name]))
        db.flush()
        found = staff_sign_ins.current(db, half)
        assert found is not None
        return Area.STAFF, staff_sign_ins.complete(db, found[1])
