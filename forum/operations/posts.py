"""Handing texts in, taking them back, and what publishing and removing do to a post.

Who may publish or remove is not asked here: moderation does that, and calls these.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Session, col, select

import facts
from accounts.models import Member, Staff, belongs_to
from facts import Fact
from forum.forms import Opening, Sketch, Writing
from forum.models import VERSION_LIFECYCLE, Draft, Post, PostVersion, Room, Thread, VersionState
from forum.operations import drafts
from foundation.clock import now
from foundation.data_keys import seal, unseal
from foundation.database import id_of, lock, take
from foundation.errors import NotVisible, OutOfStep, require
from safety.formatting import to_html


def start_thread(db: Session, room: Room, opening: Opening, author: Member | Staff) -> PostVersion:
    """Hand in the first text of a new thread; both appear together once it is published."""
    require(author.is_moderator or (author.is_member and author.may_write))  # type: ignore[union-attr]
    if earlier := _handed_in_before(db, opening, author):
        return earlier
    thread = Thread(room_id=room.id, **_by(author))
    db.add(thread)
    db.flush()
    return _hand_in_new_post(db, thread, opening, author, title=opening.title)


def answer(db: Session, thread: Thread, writing: Writing, author: Member | Staff) -> PostVersion:
    """Hand in an answer."""
    if earlier := _handed_in_before(db, writing, author):
        return earlier
    require(thread.answerable_by(author))
    return _hand_in_new_post(db, thread, writing, author)


def revise(db: Session, post: Post, writing: Writing, author: Member) -> PostVersion:
    """Hand in another text for a post; what is published stays until the new one is. A waiting one is withdrawn."""
    if earlier := _handed_in_before(db, writing, author):
        return earlier
    lock(db, post)
    require(post.editable_by(author))
    if waiting := waiting_version(db, post):
        withdraw(db, waiting, by=author)
    title = writing.title if isinstance(writing, Opening) and post.is_opening else None
    return _hand_in(db, post, writing, author, title)


def withdraw(db: Session, version: PostVersion, by: Member) -> None:
    """Take a waiting text back. Raises `OutOfStep` when a moderator was faster."""
    require(version.is_by(by))
    take(db, version, VersionState.WAITING, VersionState.WITHDRAWN, VERSION_LIFECYCLE, decided_at=now())


def keep_as_draft(db: Session, version: PostVersion, by: Member) -> Draft:
    """Give a withdrawn text back to its author as a draft for the same place."""
    post = db.get_one(Post, version.post_id)
    sketch = Sketch(title=unseal(db, version, "sealed_title"), source=unseal(db, version, "sealed_source"))
    return drafts.keep(db, sketch, drafts.Place(post_id=post.id), author=by)


@dataclass(frozen=True)
class Text:
    """A title (of an opening only) and the words as typed."""

    title: str
    source: str


def latest_text(db: Session, post: Post) -> Text:
    """The words to go on from: the text that waits for this place, else the last one handed in."""
    handed_in = select(PostVersion).where(col(PostVersion.post_id) == post.id)
    version = db.exec(handed_in.order_by(col(PostVersion.number).desc())).first()
    if version is None:
        return Text("", "")
    return Text(unseal(db, version, "sealed_title"), unseal(db, version, "sealed_source"))


def find_own(db: Session, given_id: object, author: Member) -> Post:
    """One's own post, published or not. Raises `NotVisible`."""
    mine = (col(Post.id) == id_of(given_id), belongs_to(author, Post.author_id))
    own = db.exec(select(Post).where(*mine)).first()
    if own is None:
        raise NotVisible
    return own


def waiting_version(db: Session, post: Post) -> PostVersion | None:
    """The text that waits for this place, if any."""
    waiting = (col(PostVersion.post_id) == post.id, col(PostVersion.state) == VersionState.WAITING)
    return db.exec(select(PostVersion).where(*waiting)).first()


def has_newer(db: Session, version: PostVersion) -> bool:
    """Has its author handed in another text for the same place since?"""
    newer = (col(PostVersion.post_id) == version.post_id, col(PostVersion.number) > version.number)
    return db.exec(select(PostVersion.id).where(*newer)).first() is not None


def publish(db: Session, version: PostVersion) -> Post:
    """Put exactly this text, already taken by the caller, in its place for everybody."""
    post, thread = _locked(db, version)
    if not post.is_opening and thread.published_at is None:
        raise OutOfStep("the opening waits still")
    if post.published_version_id:
        _move(db, post.published_version_id, VersionState.PUBLISHED, VersionState.REPLACED)
    if post.published_at is None and version.author_id:
        _count_publication(db, post, 1, now())
    version.replaces_id = post.published_version_id
    _show(db, post, thread, version)
    return post


def unpublish(db: Session, version: PostVersion, published_at: datetime) -> None:
    """Undo `publish`, which happened at `published_at`: what stood there stands there again, or nothing does.

    Raises `OutOfStep` for an opening that was answered meanwhile.
    """
    post, thread = _locked(db, version)
    if version.replaces_id:
        _move(db, version.replaces_id, VersionState.REPLACED, VersionState.PUBLISHED)
        _show(db, post, thread, db.get_one(PostVersion, version.replaces_id))
    else:
        _take_down(db, post, thread, version, published_at)
    version.replaces_id = None
    db.add(version)
    _settle_last_published(db, thread)


def clear_removed(db: Session, version: PostVersion) -> Post:
    """Clear the copy of a removed text; a removed opening closes its thread."""
    post, thread = _locked(db, version)
    _clear(post)
    if post.is_opening:
        thread.title, thread.closed_at, thread.opening_removed_at = None, now(), now()
    db.add_all([post, thread])
    _settle_last_published(db, thread)
    return post


def restore_removed(db: Session, version: PostVersion) -> None:
    """Undo a removal: the same text stands there again. Raises `OutOfStep` when another one does already."""
    post, thread = _locked(db, version)
    if post.published_version_id:
        raise OutOfStep("a newer text stands there")
    _show(db, post, thread, version)
    _settle_last_published(db, thread)


def _locked(db: Session, version: PostVersion) -> tuple[Post, Thread]:
    """The post and thread of a version, locked in that thread's name, so that one change waits for another."""
    post = db.get_one(Post, version.post_id)
    thread = db.get_one(Thread, post.thread_id)
    lock(db, thread)
    db.refresh(post)
    return post, thread


def _take_down(db: Session, post: Post, thread: Thread, version: PostVersion, published_at: datetime) -> None:
    others = (col(Post.thread_id) == thread.id, col(Post.id) != post.id, Post.published())
    if post.is_opening and db.exec(select(Post.id).where(*others)).first():
        raise OutOfStep("it was answered meanwhile")
    removed = (col(PostVersion.post_id) == post.id, col(PostVersion.state) == VersionState.REMOVED)
    was_there_before = db.exec(select(PostVersion.id).where(*removed)).first() is not None
    _clear(post)
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


def _hand_in_new_post(
    db: Session, thread: Thread, writing: Writing, author: Member | Staff, title: str | None = None
) -> PostVersion:
    post = Post(thread_id=thread.id, is_opening=title is not None, **_by(author))
    if isinstance(author, Staff):
        post.team_name = unseal(db, author, "sealed_name")
        post.team_organisation = author.organisation
    db.add(post)
    db.flush()
    return _hand_in(db, post, writing, author, title)


def _hand_in(db: Session, post: Post, writing: Writing, author: Member | Staff, title: str | None) -> PostVersion:
    latest = db.exec(select(func.max(PostVersion.number)).where(col(PostVersion.post_id) == post.id)).one()
    version = PostVersion(
        post_id=post.id,
        number=(latest or 0) + 1,
        nonce=writing.nonce,
        data_key_id=author.data_key_id,
        handed_in_at=now(),
        **_by(author),
    )
    seal(db, version, sealed_title=title, sealed_source=writing.source)
    db.add(version)
    if writing.draft and isinstance(author, Member):
        drafts.drop(db, writing.draft, author, writing.version)
    if isinstance(author, Member):
        facts.count(db, Fact.TEXT_HANDED_IN)
    db.flush()
    return version


def _handed_in_before(db: Session, writing: Writing, author: Member | Staff) -> PostVersion | None:
    owner = PostVersion.author_id if isinstance(author, Member) else PostVersion.staff_id
    same = (col(owner) == author.id, col(PostVersion.nonce) == writing.nonce)
    return db.exec(select(PostVersion).where(*same)).first()


def _by(author: Member | Staff) -> dict[str, Any]:
    return {"author_id": author.id} if isinstance(author, Member) else {"staff_id": author.id}


def _show(db: Session, post: Post, thread: Thread, version: PostVersion) -> None:
    post.source = unseal(db, version, "sealed_source")
    post.html = to_html(post.source)
    post.published_version_id = version.id
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


def _settle_last_published(db: Session, thread: Thread) -> None:
    db.flush()
    here = (col(Post.thread_id) == thread.id, Post.published())
    thread.last_published_at = db.exec(select(func.max(Post.published_at)).where(*here)).one()
    db.add(thread)


def _move(db: Session, version_id: UUID, was: VersionState, becomes: VersionState) -> None:
    VERSION_LIFECYCLE.check(was, becomes)
    one = (col(PostVersion.id) == version_id, col(PostVersion.state) == was)
    db.execute(update(PostVersion).where(*one).values(state=becomes))
