"""Quotes go with the text they repeat: what was hidden, removed or replaced is not left standing in an answer."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from forum.models import Post, PostVersion, Thread, VersionState
from foundation.data_keys import load_keys, unseal
from foundation.sealing import SealBroken
from safety.formatting import to_html
from safety.quotes import Gone, without_quotes

GONE = (VersionState.HIDDEN, VersionState.REMOVED, VersionState.REPLACED)
MAY_QUOTE = ">"


def settle_quotes(db: Session, thread: Thread) -> None:
    """Bring each text of this thread that quotes in line with what else stands there now."""
    db.flush()
    quoting = _quoting(db, thread)
    if not quoting:
        return
    gone = _gone(db, thread)
    for post, version in quoting:
        shown = without_quotes(_source(db, version) or post.source or "", gone)
        if shown != post.source:
            post.source, post.html = shown, to_html(shown)
            db.add(post)


def _quoting(db: Session, thread: Thread) -> Sequence[tuple[Post, PostVersion]]:
    statement = select(Post, PostVersion).join(PostVersion, col(PostVersion.id) == Post.published_version_id)
    quoting = (col(Post.thread_id) == thread.id, col(Post.source).contains(MAY_QUOTE))
    found = db.exec(statement.where(*quoting)).all()
    load_keys(db, {version.data_key_id for _, version in found})
    return found


def _gone(db: Session, thread: Thread) -> list[Gone]:
    """What nobody should read any more, each beside the text that its author put there since."""
    statement = select(PostVersion, Post.source).join(Post, col(Post.id) == PostVersion.post_id)
    gone = statement.where(col(Post.thread_id) == thread.id, col(PostVersion.state).in_(GONE))
    found: list[tuple[PostVersion, str | None]] = [(version, source) for version, source in db.exec(gone)]
    load_keys(db, {version.data_key_id for version, _ in found})
    return [Gone(_source(db, version), source or "") for version, source in found]


def _source(db: Session, version: PostVersion) -> str:
    """The words as they were handed in; none when their author was erased with the key to them."""
    try:
        return unseal(db, version, "sealed_source")
    except SealBroken:
        return ""
