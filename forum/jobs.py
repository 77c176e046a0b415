"""What time sets off in the forum."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from forum.models import Draft, Post, PostVersion, Thread, VersionState
from forum.operations import notices, reading
from foundation.clock import now
from foundation.columns import Condition, Record
from foundation.database import settings_of

RETURNED = (VersionState.REFUSED, VersionState.SENT_BACK, VersionState.WITHDRAWN)


def purge_texts(db: Session) -> None:
    """Delete texts that were refused, sent back or withdrawn long ago, and the empty places they leave.

    A text that came back stays beside the draft its author makes of it, but not for ever: then the draft stays alone.
    """
    settings = settings_of(db)
    limit = now() - timedelta(days=settings.returned_text_days)
    longest = now() - timedelta(days=settings.drafted_text_days)
    drafted = select(Draft.id).where(col(Draft.sent_back_version_id) == PostVersion.id).correlate(PostVersion).exists()
    old = (col(PostVersion.state).in_(RETURNED), col(PostVersion.decided_at) < limit)
    _delete(db, PostVersion, *old, or_(~drafted, col(PostVersion.decided_at) < longest))

    versions = select(PostVersion.id).where(col(PostVersion.post_id) == Post.id)
    drafts = select(Draft.id).where(col(Draft.post_id) == Post.id)
    _delete(db, Post, ~Post.is_published, ~versions.exists(), ~drafts.exists())

    posts = select(Post.id).where(col(Post.thread_id) == Thread.id)
    waiting_drafts = select(Draft.id).where(col(Draft.thread_id) == Thread.id)
    _delete(db, Thread, ~posts.exists(), ~waiting_drafts.exists())


def purge_notices(db: Session, after: UUID | None = None) -> UUID | None:
    """Delete notices of long ago."""
    return notices.purge(db, after)


def purge_read_marks(db: Session, after: UUID | None = None) -> UUID | None:
    """Delete marks of what was read so long ago that it is news to nobody."""
    return reading.purge(db, after)


def _delete(db: Session, model: type[Record], *which: Condition) -> None:
    db.execute(delete(model).where(*which), execution_options={"synchronize_session": False})
