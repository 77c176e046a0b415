"""Walking through every page that a person can get at: all routes of the table, and every link found on the way."""

import re
from collections.abc import AsyncIterator

from starlette.routing import Match

from tests.browsing import Page
from tests.rules.conftest import House
from tests.rules.route_table import read_table

ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9a-f-])|(?<=/)[ab][0-9a-f]{10,}-[0-9a-f]{32}"
)
MOST_OF_A_KIND = 4


async def pages_of(house: House, person: str, **given: dict[str, str]) -> AsyncIterator[tuple[str, Page]]:
    """(path, page) of each page this person gets (200 or an error page), each once. Nothing is set back between."""
    routes = {route.name: route for route in house.app.app.routes}
    wanted = [
        row.address.format_map(house.world.things)
        for row in read_table()
        if "GET" in routes[row.route].methods and row.route != "information:exit"
    ]
    seen: dict[str, int] = {}
    done: set[str] = set()
    while wanted:
        path = wanted.pop(0)
        kind = ID.sub("*", path)
        if path in done:
            continue
        done.add(path)
        seen[kind] = seen.get(kind, 0) + 1
        page = await house.ask(person, "GET", path, **given)
        yield path, page
        links = [page.location] if page.location else page.links
        for link in links:
            if seen.get(ID.sub("*", link), 0) < MOST_OF_A_KIND and is_to_follow(house, link):
                wanted.append(link)


async def answers_of(
    house: House, person: str, fields: dict[str, str] | None = None, **given: dict[str, str]
) -> AsyncIterator[tuple[str, Page]]:
    """(what was asked, answer) of each line of the route table with its own verb, the house set back before a form."""
    routes = {route.name: route for route in house.app.app.routes}
    for row in read_table():
        verb = "POST" if "POST" in routes[row.route].methods else "GET"
        if verb == "POST":
            house.set_back()
        path = row.address.format_map(house.world.things)
        yield f"{verb} {path}", await house.ask(person, verb, path, fields, **given)


def is_to_follow(house: House, link: str) -> bool:
    """Does this link lead to a page of ours that is not the exit?"""
    path = link.split("#")[0]
    if not path.startswith("/") or path.startswith(("/static/", "/exit", "//")):
        return False
    scope = {"type": "http", "path": path, "method": "GET"}
    return any(route.matches(scope)[0] is Match.FULL for route in house.app.app.routes)
