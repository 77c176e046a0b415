"""One waiting text, opened; what became of it; and the decisions that can still be taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from accounts.models import Member, Staff, belongs_to
from forum.models import Post, PostVersion, Room, Thread, VersionState
from forum.queries import Byline
from foundation.data_keys import unseal
from foundation.database import settings_of
from moderation.models import Decision, Verdict


@dataclass(frozen=True, kw_only=True)
class Item:
    """One waiting text with what a moderator needs to decide."""

    version: PostVersion
    title: str
    source: str
    room: Room
    thread: Thread
    post: Post
    author: Byline
    published_before: int


@dataclass(frozen=True)
class DecisionRow:
    """A decision of one's own that can still be taken back."""

    id: UUID
    verdict: Verdict
    author: str
    room: Room


def withdrawn(db: Session, version_id: UUID) -> PostVersion | None:
    """The text, when its author took it back or put another in its place."""
    which = (col(PostVersion.id) == version_id, col(PostVersion.state) == VersionState.WITHDRAWN)
    return db.exec(select(PostVersion).where(*which)).first()


def item(db: Session, version: PostVersion) -> Item:
    """Everything about one text, opened for a moderator."""
    found = (
        select(Post, Thread, Room, Member)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .join(Room, col(Room.id) == Thread.room_id)
        .join(Member, col(Member.id) == Post.author_id)
        .where(col(Post.id) == version.post_id)
    )
    post, thread, room, member = db.exec(found).one()
    published = (col(Post.author_id) == member.id, Post.is_published)
    return Item(
        version=version,
        title=unseal(db, version, "sealed_title"),
        source=unseal(db, version, "sealed_source"),
        room=room,
        thread=thread,
        post=post,
        author=Byline(member.pseudonym, member.seed, member.shown_relation, False, None),
        published_before=db.exec(select(func.count()).select_from(Post).where(*published)).one(),
    )


@dataclass(frozen=True)
class TextOutcome:
    """The outcome of a text no longer waiting, for a moderator who still had it on screen."""

    state: VersionState
    by: str
    message: str
    decided_at: datetime | None
    newer_id: UUID | None

    @property
    def was_withdrawn(self) -> bool:
        return self.state is VersionState.WITHDRAWN


def outcome(db: Session, version: PostVersion) -> TextOutcome:
    """What became of it, who decided and with which words, and the text that waits in its place."""
    about = (
        select(Decision, Staff)
        .join(Staff, col(Staff.id) == Decision.staff_id)
        .where(col(Decision.version_id) == version.id, col(Decision.undone_at).is_(None))
        .order_by(col(Decision.decided_at).desc())
    )
    decision, staff = db.exec(about).first() or (None, None)
    waits = (col(PostVersion.post_id) == version.post_id, PostVersion.waiting())
    return TextOutcome(
        state=version.state,
        by=unseal(db, staff, "sealed_name") if staff else "",
        message=unseal(db, decision, "sealed_message") if decision else "",
        decided_at=version.decided_at,
        newer_id=db.exec(select(PostVersion.id).where(*waits)).first(),
    )


def last_undone(db: Session, version: PostVersion, viewer: Staff) -> Decision | None:
    """The viewer's own decision about this text that was taken back last: people undo to say it better."""
    own = (belongs_to(viewer, Decision.staff_id), col(Decision.version_id) == version.id)
    undone = select(Decision).where(*own, col(Decision.undone_at).is_not(None))
    return db.exec(undone.order_by(col(Decision.undone_at).desc())).first()


def undoable(db: Session, viewer: Staff) -> list[DecisionRow]:
    """The viewer's decisions that can still be taken back, the latest first."""
    statement = (
        select(Decision, Member, Post, Room)
        .join(PostVersion, col(PostVersion.id) == Decision.version_id)
        .join(Post, col(Post.id) == PostVersion.post_id)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .join(Room, col(Room.id) == Thread.room_id)
        .outerjoin(Member, col(Member.id) == PostVersion.author_id)
        .where(Decision.undoable(viewer, settings_of(db).undo_seconds))
    )
    latest_first = statement.order_by(col(Decision.decided_at).desc(), col(Decision.id))
    rows: list[tuple[Decision, Member | None, Post, Room]] = list(db.exec(latest_first))
    return [
        DecisionRow(one.id, one.verdict, member.pseudonym if member else post.team_name or "", room)
        for one, member, post, room in rows
    ]
