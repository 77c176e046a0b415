"""What the tests of forum and moderation share: forms to submit, rows to look at."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func
from sqlmodel import col, select

from forum.forms import Opening, Writing
from forum.models import Post, PostVersion, VersionState
from forum.operations import posts
from foundation.clock import now
from foundation.database import Database
from tests.browsing import Browser, Page
from tests.make import Make


def text(source: str = "Ik ben er.", title: str | None = None, **more: Any) -> dict[str, Any]:
    """The fields of a text, with a nonce of its own."""
    fields = {"source": source, "nonce": str(uuid4()), **more}
    return fields if title is None else {"title": title, **fields}


def count(database: Database, model: Any, *which: Any) -> int:
    """How many rows there are."""
    with database.read() as db:
        return int(db.exec(select(func.count()).select_from(model).where(*which)).one())


def rows(database: Database, model: Any, *which: Any) -> list[Any]:
    """The rows, free to look at."""
    with database.read() as db:
        return list(db.exec(select(model).where(*which)).all())


def state(database: Database, version: UUID) -> VersionState:
    """What has become of a text."""
    with database.read() as db:
        return db.get_one(PostVersion, version).state


def post_row(make: Make, version: UUID) -> Post:
    """The post a text is for, as it is now."""
    post = make.post_of(version)
    with make.database.read() as db:
        return db.get_one(Post, post)


def revise(make: Make, version: UUID, source: str = "Anders gezegd.", title: str = "Anders", by: str = "ada") -> UUID:
    """Another text for the same place, submitted by its author; the id of the new version."""
    from accounts.models import Member

    with make.database.write() as db:
        post = db.get_one(Post, db.get_one(PostVersion, version).post_id)
        form = (
            Opening(title=title, source=source, nonce=uuid4())
            if post.is_opening
            else Writing(source=source, nonce=uuid4())
        )
        return posts.revise(db, post, form, author=db.get_one(Member, make.people.ids[by])).id


def latest(database: Database, post: UUID) -> PostVersion:
    """The text that was submitted last for a place."""
    with database.read() as db:
        found = select(PostVersion).where(col(PostVersion.post_id) == post)
        return db.exec(found.order_by(col(PostVersion.submitted_at).desc())).first()  # type: ignore[return-value]


def move_to(later: Any, moment: datetime) -> None:
    """Set the house's clock to a moment."""
    later(seconds=(moment - now()).total_seconds())


def way(page: Page, rel: str) -> str:
    """Where the link to the next or previous page leads; empty when there is none."""
    found = re.search(rf'rel="{rel}"[^>]*href="([^"]+)"', page.html)
    return found.group(1) if found else ""


async def walk(browser: Browser, start: str, rel: str = "next") -> list[Page]:
    """Every page of a list, following its links."""
    page = await browser.open(start)
    pages = [page]
    while there := way(page, rel):
        page = await browser.open(there)
        assert page.status == 200
        pages.append(page)
        assert len(pages) < 20, "the list does not end"
    return pages
