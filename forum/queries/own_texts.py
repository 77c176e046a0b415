"""A member's own texts and drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from accounts.models import Member, belongs_to
from forum.models import RESUMABLE, Draft, Post, PostVersion, Reason, Thread, VersionState
from foundation.columns import Condition
from foundation.data_keys import load_keys, unseal
from foundation.paging import Cursor, Slice, read_slice
from foundation.person import Person
from foundation.rows import AnyRow, AnySelect, select_columns


@dataclass(frozen=True, kw_only=True)
class TextRow:
    """One of a member's own texts, with what has become of it."""

    id: UUID
    post_id: UUID
    thread_id: UUID
    state: VersionState
    title: str
    source: str
    submitted_at: datetime
    is_opening: bool
    thread_title: str
    reason: Reason | None
    message: str
    was_decided: bool


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list."""

    id: UUID
    title: str
    source: str
    saved_at: datetime
    thread_title: str


def waiting_in(db: Session, thread: Thread, viewer: Person) -> list[TextRow]:
    """The viewer's own texts that wait for this thread."""
    waiting = (col(Post.thread_id) == thread.id, PostVersion.waiting())
    return _texts(db, viewer, *waiting)


def waiting_of(db: Session, member: Member) -> list[TextRow]:
    """All of a member's texts that wait, the latest first: how many there can be is limited when they are sent."""
    return _texts(db, member, PostVersion.waiting())


def ended_of(db: Session, member: Member, cursor: Cursor | None = None) -> Slice[TextRow]:
    """One page of a member's texts that were not published, or taken away, the latest first."""
    ended = col(PostVersion.state).in_(RESUMABLE)
    page = read_slice(db, _own(member, ended), (PostVersion.submitted_at, PostVersion.id), cursor, newest_first=True)
    return Slice(_rows(db, page.rows), page.before, page.after)


def published_of(db: Session, member: Member, cursor: Cursor | None) -> Slice[AnyRow]:
    """One page of a member's published posts, the latest first: id, thread, title, moment, html."""
    columns: tuple[object, ...] = (Post.id, Post.thread_id, Thread.title, Post.published_at, Post.html)
    statement = (
        select_columns(*columns)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .where(belongs_to(member, Post.author_id), Post.is_published)
    )
    return read_slice(db, statement, (Post.published_at, Post.id), cursor, newest_first=True)


def drafts_of(db: Session, member: Member, sent_back: bool, cursor: Cursor | None = None) -> Slice[DraftRow]:
    """One page of a member's drafts, the latest first: those that came back from a moderator, or the others."""
    # a draft is for a thread, or for a post that stands in one
    place = func.coalesce(Draft.thread_id, Post.thread_id)
    came_back = col(Draft.sent_back_version_id)
    statement = (
        select_columns(Draft, Draft.saved_at, Draft.id, col(Thread.title).label("thread_title"))
        .outerjoin(Post, col(Post.id) == Draft.post_id)
        .outerjoin(Thread, and_(col(Thread.id) == place, Thread.visible_to(member)))
        .where(Draft.visible_to(member), came_back.is_not(None) if sent_back else came_back.is_(None))
    )
    page = read_slice(db, statement, (Draft.saved_at, Draft.id), cursor, newest_first=True)
    load_keys(db, {row.Draft.data_key_id for row in page.rows})
    rows = [
        DraftRow(
            id=row.id,
            title=unseal(db, row.Draft, "sealed_title"),
            source=unseal(db, row.Draft, "sealed_source"),
            saved_at=row.saved_at,
            thread_title=row.thread_title or "",
        )
        for row in page.rows
    ]
    return Slice(rows, page.before, page.after)


def draft_for(db: Session, thread: Thread, member: Member) -> UUID | None:
    """The latest draft of an answer in this thread."""
    here = (Draft.visible_to(member), col(Draft.thread_id) == thread.id)
    latest_first = (col(Draft.saved_at).desc(), col(Draft.id).desc())
    return db.exec(select(Draft.id).where(*here).order_by(*latest_first).limit(1)).first()


def _texts(db: Session, viewer: Person, *which: Condition) -> list[TextRow]:
    latest_first = (col(PostVersion.submitted_at).desc(), col(PostVersion.id).desc())
    return _rows(db, list(db.execute(_own(viewer, *which).order_by(*latest_first))))


def _own(viewer: Person, *which: Condition) -> AnySelect:
    return (
        select_columns(PostVersion, Post, Thread, PostVersion.submitted_at, PostVersion.id)
        .join(Post, col(Post.id) == PostVersion.post_id)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .where(belongs_to(viewer, PostVersion.author_id), *which)
    )


def _rows(db: Session, rows: Sequence[AnyRow]) -> list[TextRow]:
    load_keys(db, {row.PostVersion.data_key_id for row in rows})
    return [
        TextRow(
            id=version.id,
            post_id=post.id,
            thread_id=post.thread_id,
            state=version.state,
            title=unseal(db, version, "sealed_title"),
            source=unseal(db, version, "sealed_source"),
            submitted_at=version.submitted_at,
            is_opening=post.is_opening,
            thread_title=thread.title or "",
            reason=version.reason,
            message=unseal(db, version, "sealed_message"),
            was_decided=version.was_decided,
        )
        for version, post, thread, *_ in rows
    ]
