"""Telling members inside what happened."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col

from accounts.models import Member
from forum.models import Notice, NoticeKind, Post, PostVersion, Thread
from foundation.clock import now
from foundation.database import settings_of
from foundation.rows import batch_cursor, ids_of, lock_batch


def notify_author(db: Session, version: PostVersion, post: Post, kind: NoticeKind) -> None:
    """Tell the author of a text what became of it, once it can no longer be taken back."""
    if version.author_id:
        _notify(db, version, post, kind, version.author_id)


def notify_of_answer(db: Session, version: PostVersion, post: Post) -> None:
    """Tell who opened the thread that somebody answered."""
    thread = db.get_one(Thread, post.thread_id)
    if thread.author_id and thread.author_id != version.author_id and not post.is_opening and not version.replaces_id:
        _notify(db, version, post, NoticeKind.ANSWERED, thread.author_id)


def cancel(db: Session, version: PostVersion, kind: NoticeKind) -> None:
    """The decision about this text was undone: what nobody has been told of it yet is not told."""
    kinds = [kind, NoticeKind.ANSWERED] if kind is NoticeKind.PUBLISHED else [kind]
    undue = (col(Notice.version_id) == version.id, col(Notice.kind).in_(kinds), col(Notice.due_at) > now())
    db.execute(delete(Notice).where(*undue))


def mark_read(db: Session, member: Member, notice_ids: list[UUID]) -> None:
    """These notices have been on the screen."""
    db.execute(update(Notice).where(Notice.visible_to(member), col(Notice.id).in_(notice_ids)).values(is_read=True))


def purge(db: Session, after: UUID | None = None) -> UUID | None:
    """Delete notices of long ago, read or not: what they tell still stands under the member's own texts.

    One batch, those that come after `after`; returns the last one, or None when the list is done.
    """
    limit = now() - timedelta(days=settings_of(db).notice_days)
    old = lock_batch(db, Notice, col(Notice.due_at) < limit, after=after)
    db.execute(delete(Notice).where(col(Notice.id).in_(ids_of(old))))
    return batch_cursor(old)


def _notify(db: Session, version: PostVersion, post: Post, kind: NoticeKind, member_id: UUID) -> None:
    due_at = now() + timedelta(seconds=settings_of(db).undo_seconds)
    db.add(Notice(member_id=member_id, kind=kind, version_id=version.id, thread_id=post.thread_id, due_at=due_at))
