"""What forum pages read: rows and frozen dataclasses, never object graphs; a fixed number of queries a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from accounts.models import Member, Relation, belongs_to
from forum.models import (
    Draft,
    Notice,
    NoticeKind,
    Post,
    PostVersion,
    ReadMark,
    Reason,
    Room,
    Thread,
    VersionState,
)
from foundation.data_keys import load_keys, unseal
from foundation.paging import Cursor, Slice, read_slice

AFTER_ALL = UUID(int=2**128 - 1)
"""Stands behind every id of the same moment."""


@dataclass(frozen=True)
class Byline:
    """Who wrote, as others see it."""

    name: str
    seed: int
    relation: Relation | None
    is_staff: bool
    organisation: str | None


@dataclass(frozen=True)
class ThreadRow:
    """A thread in a list."""

    id: UUID
    title: str
    author: Byline
    last_published_at: datetime
    answers: int
    is_new: bool


@dataclass(frozen=True)
class PostRow:
    """A published post on a page."""

    id: UUID
    version_id: UUID
    html: str
    author: Byline
    published_at: datetime
    edited_at: datetime | None
    is_mine: bool
    is_new: bool


@dataclass(frozen=True)
class TextRow:
    """One of a member's own texts, with what has become of it."""

    id: UUID
    post_id: UUID
    thread_id: UUID
    state: VersionState
    title: str
    source: str
    handed_in_at: datetime
    is_opening: bool
    reason: Reason | None
    words: str


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list."""

    id: UUID
    title: str
    source: str
    saved_at: datetime
    was_sent_back: bool


@dataclass(frozen=True)
class NoticeRow:
    """A notice in a list; the thread's title is not in it."""

    id: UUID
    kind: NoticeKind
    thread_id: UUID
    version_id: UUID
    draft_id: UUID | None
    thread_title: str | None
    due_at: datetime
    is_read: bool


@dataclass(frozen=True)
class RoomRow:
    """A room on the front of the forum."""

    room: Room
    threads: int
    new_threads: int


def rooms_for(db: Session, viewer: Any) -> list[RoomRow]:
    """The rooms the viewer may enter, with how many threads each has and how many have news."""
    listed = and_(col(Thread.room_id) == Room.id, Thread.listed())
    counted = func.count(col(Thread.id))
    fresh = func.count(col(Thread.id)).filter(_has_news())
    statement: Any = (
        select(Room, counted, fresh)
        .outerjoin(Thread, listed)
        .outerjoin(ReadMark, _own_mark(viewer))
        .where(Room.visible_to(viewer))
        .group_by(col(Room.id))
        .order_by(col(Room.position))
    )
    return [RoomRow(room, threads, new if viewer.is_member else 0) for room, threads, new in db.exec(statement)]


def threads_in(db: Session, room: Room, viewer: Any, cursor: Cursor | None) -> Slice[ThreadRow]:
    """One page of the threads of a room, the latest published answer first."""
    statement = _thread_rows(viewer).where(col(Thread.room_id) == room.id)
    return _as_threads(db, statement, viewer, cursor)


def new_threads(db: Session, viewer: Member, cursor: Cursor | None) -> Slice[ThreadRow]:
    """One page of the threads with something this member has not read yet."""
    return _as_threads(db, _thread_rows(viewer).where(_has_news()), viewer, cursor)


def posts_in(db: Session, thread: Thread, viewer: Any, cursor: Cursor | None) -> Slice[PostRow]:
    """One page of the published posts of a thread, oldest first."""
    statement: Any = (
        select(*POST_COLUMNS)
        .outerjoin(Member, col(Member.id) == Post.author_id)
        .outerjoin(ReadMark, and_(_own(viewer), col(ReadMark.thread_id) == Post.thread_id))
        .where(col(Post.thread_id) == thread.id, Post.visible_to(viewer))
    )
    page = read_slice(db, statement, Post.published_at, Post.id, cursor, newest_first=False)
    rows = [
        PostRow(
            id=row.id,
            version_id=row.published_version_id,
            html=row.html,
            author=_byline(row),
            published_at=row.published_at,
            edited_at=row.edited_at,
            is_mine=viewer.is_member and row.author_id == viewer.id,
            is_new=viewer.is_member and (row.until is None or row.published_at > row.until),
        )
        for row in page.rows
    ]
    return Slice(rows, page.before, page.after)


def latest_posts_in(db: Session, thread: Thread, viewer: Any) -> Slice[PostRow]:
    """The last page of the published posts of a thread, oldest first."""
    end = Cursor(thread.last_published_at, AFTER_ALL, back=True) if thread.last_published_at else None
    return posts_in(db, thread, viewer, end)


def first_unread(db: Session, thread: Thread, viewer: Member) -> Cursor | None:
    """Where to go on reading: just behind the read mark; None to begin at the beginning."""
    mark = db.get(ReadMark, (viewer.id, thread.id))
    if mark is None or thread.last_published_at is None or mark.until >= thread.last_published_at:
        return None
    return Cursor(mark.until, AFTER_ALL)


def waiting_in(db: Session, thread: Thread, viewer: Any) -> list[TextRow]:
    """The viewer's own texts that wait for this thread."""
    waiting = (col(Post.thread_id) == thread.id, col(PostVersion.state) == VersionState.WAITING)
    return _texts(db, viewer, *waiting)


def texts_of(db: Session, member: Member) -> list[TextRow]:
    """A member's texts that wait, came back or were not placed or removed, the latest first; fifty at most."""
    shown = [VersionState.WAITING, VersionState.SENT_BACK, VersionState.REFUSED, VersionState.REMOVED]
    return _texts(db, member, col(PostVersion.state).in_(shown))


def published_of(db: Session, member: Member, cursor: Cursor | None) -> Slice[Any]:
    """One page of a member's published posts, the latest first: id, thread, title, moment, html."""
    columns: tuple[Any, ...] = (Post.id, Post.thread_id, Thread.title, Post.published_at, Post.html)
    statement: Any = (
        select(*columns)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .where(belongs_to(member, Post.author_id), Post.published())
    )
    return read_slice(db, statement, Post.published_at, Post.id, cursor, newest_first=True)


def drafts_of(db: Session, member: Member) -> list[DraftRow]:
    """A member's drafts, the latest first."""
    rows = db.exec(select(Draft).where(Draft.visible_to(member)).order_by(col(Draft.saved_at).desc())).all()
    load_keys(db, {row.data_key_id for row in rows})
    return [
        DraftRow(
            id=row.id,
            title=unseal(db, row, "sealed_title"),
            source=unseal(db, row, "sealed_source"),
            saved_at=row.saved_at,
            was_sent_back=row.sent_back_version_id is not None,
        )
        for row in rows
    ]


def notices_of(db: Session, member: Member, cursor: Cursor | None) -> Slice[NoticeRow]:
    """One page of what a member is told, the latest first."""
    columns: tuple[Any, ...] = (
        Notice.id,
        Notice.kind,
        Notice.thread_id,
        Notice.version_id,
        col(Draft.id).label("draft_id"),
        Thread.title,
        Notice.due_at,
        Notice.is_read,
    )
    statement: Any = (
        select(*columns)
        .join(Thread, col(Thread.id) == Notice.thread_id)
        .outerjoin(Draft, col(Draft.sent_back_version_id) == Notice.version_id)
        .where(Notice.visible_to(member))
    )
    page = read_slice(db, statement, Notice.due_at, Notice.id, cursor, newest_first=True)
    rows = [
        NoticeRow(row.id, row.kind, row.thread_id, row.version_id, row.draft_id, row.title, row.due_at, row.is_read)
        for row in page.rows
    ]
    return Slice(rows, page.before, page.after)


def unread_notices(db: Session, member: Member) -> int:
    """How many notices are due and not yet read."""
    unread = (Notice.visible_to(member), col(Notice.is_read).is_(False))
    return db.exec(select(func.count()).select_from(Notice).where(*unread)).one()


BYLINE: tuple[Any, ...] = (
    Member.pseudonym,
    Member.seed,
    Member.relation,
    Member.relation_shown,
    Post.team_name,
    Post.team_organisation,
)
POST_COLUMNS: tuple[Any, ...] = (
    Post.id,
    Post.published_version_id,
    Post.html,
    Post.published_at,
    Post.edited_at,
    Post.author_id,
    ReadMark.until,
    *BYLINE,
)


def _byline(row: Any) -> Byline:
    if row.team_name:
        return Byline(row.team_name, 0, None, True, row.team_organisation)
    relation = row.relation if row.relation_shown else None
    return Byline(row.pseudonym or "", row.seed or 0, relation, False, None)


def _own(viewer: Any) -> Any:
    return belongs_to(viewer, ReadMark.member_id)


def _own_mark(viewer: Any) -> Any:
    return and_(_own(viewer), col(ReadMark.thread_id) == Thread.id)


def _has_news() -> Any:
    return or_(col(ReadMark.until).is_(None), col(Thread.last_published_at) > ReadMark.until)


def _thread_rows(viewer: Any) -> Any:
    opening = and_(col(Post.thread_id) == Thread.id, col(Post.is_opening))
    answers = (
        select(func.count())
        .where(col(Post.thread_id) == Thread.id, Post.published(), ~col(Post.is_opening))
        .correlate(Thread)
        .scalar_subquery()
    )
    columns: tuple[Any, ...] = (
        Thread.id,
        Thread.title,
        Thread.last_published_at,
        answers.label("answers"),
        ReadMark.until,
        *BYLINE,
    )
    return (
        select(*columns)
        .join(Post, opening)
        .outerjoin(Member, col(Member.id) == Thread.author_id)
        .outerjoin(ReadMark, _own_mark(viewer))
        .where(Thread.visible_to(viewer), Thread.listed())
    )


def _as_threads(db: Session, statement: Any, viewer: Any, cursor: Cursor | None) -> Slice[ThreadRow]:
    page = read_slice(db, statement, Thread.last_published_at, Thread.id, cursor, newest_first=True)
    rows = [
        ThreadRow(
            id=row.id,
            title=row.title,
            author=_byline(row),
            last_published_at=row.last_published_at,
            answers=row.answers,
            is_new=viewer.is_member and (row.until is None or row.last_published_at > row.until),
        )
        for row in page.rows
    ]
    return Slice(rows, page.before, page.after)


def _texts(db: Session, viewer: Any, *which: Any) -> list[TextRow]:
    rows: Any = db.exec(
        select(PostVersion, Post)
        .join(Post, col(Post.id) == PostVersion.post_id)
        .where(belongs_to(viewer, PostVersion.author_id), *which)
        .order_by(col(PostVersion.handed_in_at).desc())
        .limit(50)
    ).all()
    load_keys(db, {version.data_key_id for version, _ in rows})
    return [
        TextRow(
            id=version.id,
            post_id=post.id,
            thread_id=post.thread_id,
            state=version.state,
            title=unseal(db, version, "sealed_title"),
            source=unseal(db, version, "sealed_source"),
            handed_in_at=version.handed_in_at,
            is_opening=post.is_opening,
            reason=version.reason,
            words=unseal(db, version, "sealed_words"),
        )
        for version, post in rows
    ]
