"""What time sets off in the forum."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from forum.models import Draft, Post, PostVersion, Thread, VersionState
from foundation.clock import now
from foundation.columns import Condition, Record
from foundation.database import settings_of

RETURNED = (VersionState.REFUSED, VersionState.SENT_BACK, VersionState.WITHDRAWN)


def purge_texts(db: Session) -> None:
    """Delete texts that were refused, sent back or withdrawn long ago, and the empty places they leave.

    A text that came back stays as long as its author keeps the draft.
    """
    limit = now() - timedelta(days=settings_of(db).returned_text_days)
    drafted = select(Draft.id).where(col(Draft.sent_back_version_id) == PostVersion.id)
    old = (col(PostVersion.state).in_(RETURNED), col(PostVersion.decided_at) < limit)
    _delete(db, PostVersion, *old, ~drafted.exists())

    versions = select(PostVersion.id).where(col(PostVersion.post_id) == Post.id)
    drafts = select(Draft.id).where(col(Draft.post_id) == Post.id)
    _delete(db, Post, ~Post.is_published, ~versions.exists(), ~drafts.exists())

    posts = select(Post.id).where(col(Post.thread_id) == Thread.id)
    waiting_drafts = select(Draft.id).where(col(Draft.thread_id) == Thread.id)
    _delete(db, Thread, ~posts.exists(), ~waiting_drafts.exists())


def _delete(db: Session, model: type[Record], *which: Condition) -> None:
    db.execute(delete(model).where(*which), execution_options={"synchronize_session": False})
