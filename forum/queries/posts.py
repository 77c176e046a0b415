"""What stands in a thread."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Session, col

from accounts.models import Member, belongs_to
from forum.models import Post, ReadMark, Thread, news_begins
from forum.queries.bylines import BYLINE, Byline, byline_of
from foundation.paging import Cursor, Slice, read_slice
from foundation.person import Person
from foundation.rows import AnyRow, select_columns

AFTER_ALL = UUID(int=2**128 - 1)
"""Stands behind every id of the same moment."""
POST_COLUMNS: tuple[object, ...] = (
    Post.id,
    Post.published_version_id,
    Post.html,
    Post.published_at,
    Post.edited_at,
    Post.author_id,
    ReadMark.until,
    *BYLINE,
)


@dataclass(frozen=True, kw_only=True)
class PostRow:
    """A published post on a page, or the gap that one left: without words and author."""

    id: UUID
    version_id: UUID | None
    html: str
    author: Byline | None
    author_id: UUID | None
    published_at: datetime
    edited_at: datetime | None
    is_mine: bool
    is_new: bool

    @property
    def is_gap(self) -> bool:
        """Did something stand here that others answered?"""
        return self.author is None


def posts_in(db: Session, thread: Thread, viewer: Person, cursor: Cursor | None) -> Slice[PostRow]:
    """One page of the published posts of a thread, and of the gaps between them, oldest first."""
    statement = (
        select_columns(*POST_COLUMNS)
        .outerjoin(Member, col(Member.id) == Post.author_id)
        .outerjoin(ReadMark, and_(belongs_to(viewer, ReadMark.member_id), col(ReadMark.thread_id) == Post.thread_id))
        .where(col(Post.thread_id) == thread.id, Post.marked_for(viewer))
    )
    page = read_slice(db, statement, (Post.published_at, Post.id), cursor)
    since = news_begins()
    rows = [
        PostRow(
            id=row.id,
            version_id=row.published_version_id,
            html=row.html or "",
            author_id=row.author_id,
            author=byline_of(row) if row.html is not None else None,
            published_at=row.published_at,
            edited_at=row.edited_at,
            is_mine=viewer.is_member and row.author_id == viewer.id,
            is_new=_is_new(viewer, row, since),
        )
        for row in page.rows
    ]
    return Slice(rows, page.before, page.after)


def _is_new(viewer: Person, row: AnyRow, since: datetime) -> bool:
    is_there = viewer.is_member and row.html is not None
    return is_there and row.published_at > max(row.until or since, since)


def latest_posts_in(db: Session, thread: Thread, viewer: Person) -> Slice[PostRow]:
    """The last page of the published posts of a thread, oldest first."""
    end = Cursor((thread.last_published_at, AFTER_ALL), back=True) if thread.last_published_at else None
    return posts_in(db, thread, viewer, end)


def first_unread(db: Session, thread: Thread, viewer: Member) -> Cursor | None:
    """Where to go on reading: just behind the read mark; None to begin at the beginning."""
    mark = db.get(ReadMark, (viewer.id, thread.id))
    if mark is None or thread.last_published_at is None or mark.until >= thread.last_published_at:
        return None
    return Cursor((mark.until, AFTER_ALL))
