"""What publishing and removing do to a post and its thread.

Permissions are not checked here: moderation does that, and calls these.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

import facts
from facts import Fact
from forum.models import VERSION_LIFECYCLE, Post, PostVersion, Thread, VersionState
from forum.operations.quotes import settle_quotes
from foundation.clock import now
from foundation.data_keys import unseal
from foundation.database import empty_log_after_commit
from foundation.errors import OutOfStep
from foundation.rows import lock
from safety.formatting import to_html


def publish(db: Session, version: PostVersion) -> Post:
    """Put exactly this text, already taken by the caller, in its place for everybody."""
    post, thread = _locked(db, version)
    _require_beginning(post, thread)
    if post.published_version_id:
        _change_state(db, post.published_version_id, VersionState.PUBLISHED, VersionState.REPLACED)
    if post.published_at is None and version.author_id:
        _count_publication(db, post, 1, now())
    version.replaces_id = post.published_version_id
    _show(db, post, thread, version)
    settle_quotes(db, thread)
    return post


def unpublish(db: Session, version: PostVersion, published_at: datetime) -> None:
    """Undo `publish`, which happened at `published_at`: what stood there stands there again, or nothing does.

    Raises `OutOfStep` for an opening that was answered meanwhile.
    """
    post, thread = _locked(db, version)
    if version.replaces_id:
        _change_state(db, version.replaces_id, VersionState.REPLACED, VersionState.PUBLISHED)
        _show(db, post, thread, db.get_one(PostVersion, version.replaces_id))
    else:
        _take_down(db, post, thread, version, published_at)
    version.replaces_id = None
    db.add(version)
    _settle(db, thread)


def take_away(db: Session, version: PostVersion) -> Post:
    """Clear the copy of a text that was removed or hidden; without its opening a thread is closed."""
    post, thread = _locked(db, version)
    empty_log_after_commit(db)
    _clear(post)
    post.has_gap = _was_answered(db, post)
    if post.is_opening:
        thread.title, thread.closed_at, thread.opening_removed_at = None, now(), now()
    db.add_all([post, thread])
    _settle(db, thread)
    return post


def restore_removed(db: Session, version: PostVersion) -> None:
    """Undo a removal: the same text stands there again.

    Raises `OutOfStep` when another one does already, or the opening above it was taken away.
    """
    post, thread = _locked(db, version)
    _require_beginning(post, thread)
    if post.published_version_id:
        raise OutOfStep("a newer text stands there")
    _show(db, post, thread, version)
    _settle(db, thread)


def _locked(db: Session, version: PostVersion) -> tuple[Post, Thread]:
    """The post and thread of a version, locked in that thread's name, so that one change waits for another."""
    post = db.get_one(Post, version.post_id)
    thread = db.get_one(Thread, post.thread_id)
    lock(db, thread)
    db.refresh(post)
    return post, thread


def _require_beginning(post: Post, thread: Thread) -> None:
    if not post.is_opening and thread.published_at is None:
        raise OutOfStep("the opening waits still")


def _take_down(db: Session, post: Post, thread: Thread, version: PostVersion, published_at: datetime) -> None:
    others = (col(Post.thread_id) == thread.id, col(Post.id) != post.id, Post.is_published)
    if post.is_opening and db.exec(select(Post.id).where(*others)).first():
        raise OutOfStep("it was answered meanwhile")
    taken_away = col(PostVersion.state).in_((VersionState.REMOVED, VersionState.HIDDEN))
    earlier = select(PostVersion.id).where(col(PostVersion.post_id) == post.id, taken_away)
    was_there_before = db.exec(earlier.limit(1)).first() is not None
    empty_log_after_commit(db)
    _clear(post)
    post.has_gap = was_there_before and _was_answered(db, post)
    if not was_there_before:
        post.published_at = None
        if version.author_id:
            _count_publication(db, post, -1, published_at)
    if post.is_opening:
        thread.title = None
        thread.published_at = thread.published_at if was_there_before else None
        thread.opening_removed_at = thread.closed_at = now() if was_there_before else None
    db.add_all([post, thread])


def _count_publication(db: Session, post: Post, number: int, at: datetime) -> None:
    facts.count(db, Fact.POST_PUBLISHED, number, at)
    if post.is_opening:
        facts.count(db, Fact.THREAD_STARTED, number, at)


def _show(db: Session, post: Post, thread: Thread, version: PostVersion) -> None:
    if post.source is not None:
        empty_log_after_commit(db)
    post.source = unseal(db, version, "sealed_source")
    post.html = to_html(post.source)
    post.published_version_id = version.id
    post.has_gap = False
    post.published_at = post.published_at or now()
    post.edited_at = version.decided_at if version.replaces_id else None
    if post.is_opening:
        thread.title = unseal(db, version, "sealed_title")
        thread.closed_at, thread.opening_removed_at = None, None
        thread.published_at = thread.published_at or post.published_at
    thread.last_published_at = max(thread.last_published_at or post.published_at, post.published_at)
    db.add_all([post, thread, version])


def _clear(post: Post) -> None:
    post.source, post.html, post.published_version_id, post.edited_at = None, None, None, None


def _was_answered(db: Session, post: Post) -> bool:
    """Does somebody else stand below it, for whom it would be strange if nothing had stood here?"""
    later = (col(Post.thread_id) == post.thread_id, Post.is_published, col(Post.published_at) > post.published_at)
    is_other = or_(col(Post.author_id).is_distinct_from(post.author_id), col(Post.staff_id).is_not(None))
    return db.exec(select(Post.id).where(*later, is_other).limit(1)).first() is not None


def _settle(db: Session, thread: Thread) -> None:
    """What hangs on which texts stand in the thread: when it was written in last, and what is quoted there."""
    settle_quotes(db, thread)
    here = (col(Post.thread_id) == thread.id, Post.is_published)
    thread.last_published_at = db.exec(select(func.max(Post.published_at)).where(*here)).one()
    db.add(thread)


def _change_state(db: Session, version_id: UUID, from_state: VersionState, to_state: VersionState) -> None:
    VERSION_LIFECYCLE.check(from_state, to_state)
    one = (col(PostVersion.id) == version_id, col(PostVersion.state) == from_state)
    db.execute(update(PostVersion).where(*one).values(state=to_state))
