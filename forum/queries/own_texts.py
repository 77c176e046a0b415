"""A member's own texts and drafts."""

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
from foundation.rows import AnyRow, select_columns


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
    was_sent_back: bool
    thread_title: str


def waiting_in(db: Session, thread: Thread, viewer: Person) -> list[TextRow]:
    """The viewer's own texts that wait for this thread."""
    waiting = (col(Post.thread_id) == thread.id, PostVersion.waiting())
    return _texts(db, viewer, *waiting)


def texts_of(db: Session, member: Member) -> list[TextRow]:
    """A member's texts that wait, came back, were not placed or taken away, the latest first; fifty at most."""
    shown = [VersionState.WAITING, VersionState.SENT_BACK, *RESUMABLE]
    return _texts(db, member, col(PostVersion.state).in_(shown))


def published_of(db: Session, member: Member, cursor: Cursor | None) -> Slice[AnyRow]:
    """One page of a member's published posts, the latest first: id, thread, title, moment, html."""
    columns: tuple[object, ...] = (Post.id, Post.thread_id, Thread.title, Post.published_at, Post.html)
    statement = (
        select_columns(*columns)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .where(belongs_to(member, Post.author_id), Post.is_published)
    )
    return read_slice(db, statement, Post.published_at, Post.id, cursor, newest_first=True)


def drafts_of(db: Session, member: Member) -> list[DraftRow]:
    """A member's drafts, the latest first."""
    # a draft is for a thread, or for a post that stands in one
    place = func.coalesce(Draft.thread_id, Post.thread_id)
    statement = (
        select(Draft, Thread.title)
        .outerjoin(Post, col(Post.id) == Draft.post_id)
        .outerjoin(Thread, and_(col(Thread.id) == place, Thread.visible_to(member)))
        .where(Draft.visible_to(member))
    )
    rows = list(db.exec(statement.order_by(col(Draft.saved_at).desc())))
    load_keys(db, {row.data_key_id for row, _ in rows})
    return [
        DraftRow(
            id=row.id,
            title=unseal(db, row, "sealed_title"),
            source=unseal(db, row, "sealed_source"),
            saved_at=row.saved_at,
            was_sent_back=row.sent_back_version_id is not None,
            thread_title=title or "",
        )
        for row, title in rows
    ]


def draft_for(db: Session, thread: Thread, member: Member) -> UUID | None:
    """The latest draft of an answer in this thread."""
    here = (Draft.visible_to(member), col(Draft.thread_id) == thread.id)
    return db.exec(select(Draft.id).where(*here).order_by(col(Draft.saved_at).desc())).first()


def _texts(db: Session, viewer: Person, *which: Condition) -> list[TextRow]:
    rows = db.exec(
        select(PostVersion, Post, Thread)
        .join(Post, col(Post.id) == PostVersion.post_id)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .where(belongs_to(viewer, PostVersion.author_id), *which)
        .order_by(col(PostVersion.submitted_at).desc())
        .limit(50)
    ).all()
    load_keys(db, {version.data_key_id for version, *_ in rows})
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
        for version, post, thread in rows
    ]
