"""Handing texts in and taking them back."""

from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID, uuid5

from sqlalchemy import func
from sqlmodel import Session, col, select

import facts
from accounts.models import Member, Staff, belongs_to
from facts import Fact
from forum.forms import Opening, Sketch, Writing
from forum.models import RESUMABLE, VERSION_LIFECYCLE, Draft, Post, PostVersion, Room, Thread, VersionState
from forum.operations import drafts
from foundation.clock import now
from foundation.data_keys import seal, unseal
from foundation.database import settings_of
from foundation.errors import NotVisible, OutOfStep, Refused, require
from foundation.language import N_
from foundation.rows import lock, parse_id, transition


def start_thread(db: Session, room: Room, opening: Opening, author: Member | Staff) -> PostVersion:
    """Hand in the first text of a new thread; both appear together once it is published."""
    require(author.is_moderator or (author.is_member and author.may_write))
    if earlier := _submitted_before(db, opening, author):
        return _resubmitted(db, earlier, opening, author)
    _require_queue_room(db, author)
    thread = Thread(room_id=room.id, **_author_columns(author))
    db.add(thread)
    db.flush()
    return _submit_new_post(db, thread, opening, author, title=opening.title)


def answer(db: Session, thread: Thread, writing: Writing, author: Member | Staff) -> PostVersion:
    """Hand in an answer."""
    if earlier := _submitted_before(db, writing, author):
        return _resubmitted(db, earlier, writing, author)
    require(thread.answerable_by(author))
    _require_queue_room(db, author)
    return _submit_new_post(db, thread, writing, author)


def revise(db: Session, post: Post, writing: Writing, author: Member) -> PostVersion:
    """Hand in another text for a post; what is published stays until the new one is. A waiting one is withdrawn."""
    if earlier := _submitted_before(db, writing, author):
        return _resubmitted(db, earlier, writing, author)
    lock(db, post)
    require(post.editable_by(author))
    if waiting := waiting_version(db, post):
        withdraw(db, waiting, by=author)
    title = writing.title if isinstance(writing, Opening) and post.is_opening else None
    return _submit(db, post, writing, author, title)


def withdraw(db: Session, version: PostVersion, by: Member) -> None:
    """Take a waiting text back. Raises `OutOfStep` when a moderator was faster."""
    require(version.is_by(by))
    transition(db, version, VersionState.WAITING, VersionState.WITHDRAWN, VERSION_LIFECYCLE, decided_at=now())


def keep_as_draft(db: Session, version: PostVersion, by: Member) -> Draft:
    """Give a withdrawn text back to its author as a draft for the same place."""
    post = db.get_one(Post, version.post_id)
    sketch = Sketch(title=unseal(db, version, "sealed_title"), source=unseal(db, version, "sealed_source"))
    return drafts.save(db, sketch, drafts.Place(post_id=post.id), author=by)


def resume_as_draft(db: Session, version: PostVersion, by: Member) -> Draft:
    """Make a draft of one's own text that was not published or was taken away. Raises `OutOfStep` for any other."""
    require(version.is_by(by))
    if version.state not in RESUMABLE:
        raise OutOfStep("it has gone on")
    return keep_as_draft(db, version, by)


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
    mine = (col(Post.id) == parse_id(given_id), belongs_to(author, Post.author_id))
    own = db.exec(select(Post).where(*mine)).first()
    if own is None:
        raise NotVisible
    return own


def waiting_version(db: Session, post: Post) -> PostVersion | None:
    """The text that waits for this place, if any."""
    waiting = (col(PostVersion.post_id) == post.id, PostVersion.waiting())
    return db.exec(select(PostVersion).where(*waiting)).first()


def newest_after(db: Session, version: PostVersion) -> UUID | None:
    """The newest text that its author has handed in for the same place since, if any."""
    newer = (col(PostVersion.post_id) == version.post_id, col(PostVersion.number) > version.number)
    return db.exec(select(PostVersion.id).where(*newer).order_by(col(PostVersion.number).desc())).first()


def _submit_new_post(
    db: Session, thread: Thread, writing: Writing, author: Member | Staff, title: str | None = None
) -> PostVersion:
    post = Post(thread_id=thread.id, is_opening=title is not None, **_author_columns(author))
    if isinstance(author, Staff):
        post.team_name = unseal(db, author, "sealed_name")
        post.team_organisation = author.organisation
    db.add(post)
    db.flush()
    return _submit(db, post, writing, author, title)


def _submit(db: Session, post: Post, writing: Writing, author: Member | Staff, title: str | None) -> PostVersion:
    latest = db.exec(select(func.max(PostVersion.number)).where(col(PostVersion.post_id) == post.id)).one()
    version = PostVersion(
        post_id=post.id,
        number=(latest or 0) + 1,
        nonce=writing.nonce,
        data_key_id=author.data_key_id,
        submitted_at=now(),
        **_author_columns(author),
    )
    seal(db, version, sealed_title=title, sealed_source=writing.source)
    db.add(version)
    if writing.draft and isinstance(author, Member):
        drafts.discard(db, writing.draft, author, writing.version)
    if isinstance(author, Member):
        facts.count(db, Fact.TEXT_SUBMITTED)
    db.flush()
    return version


def _submitted_before(db: Session, writing: Writing, author: Member | Staff) -> PostVersion | None:
    owner = PostVersion.author_id if isinstance(author, Member) else PostVersion.staff_id
    same = (col(owner) == author.id, col(PostVersion.nonce) == writing.nonce)
    return db.exec(select(PostVersion).where(*same)).first()


def _resubmitted(db: Session, earlier: PostVersion, writing: Writing, author: Member | Staff) -> PostVersion:
    """The same form came again. With the same words nothing happens; other words are another text for its place."""
    title = writing.title if isinstance(writing, Opening) else ""
    if (unseal(db, earlier, "sealed_title"), unseal(db, earlier, "sealed_source")) == (title, writing.source):
        return earlier
    other = writing.model_copy(update={"nonce": uuid5(writing.nonce, f"{title}|{writing.source}")})
    if known := _submitted_before(db, other, author):
        return known
    post = db.get_one(Post, earlier.post_id)
    if isinstance(author, Member):
        return revise(db, post, other, author)
    return _submit_new_post(db, db.get_one(Thread, post.thread_id), other, author)


def _require_queue_room(db: Session, author: Member | Staff) -> None:
    """Raise `Refused` for a member of whom very much waits already: nobody could read it, and pages would be slow."""
    if isinstance(author, Member):
        waiting = (col(PostVersion.author_id) == author.id, PostVersion.waiting())
        if (
            db.exec(select(func.count()).select_from(PostVersion).where(*waiting)).one()
            >= settings_of(db).waiting_texts
        ):
            raise Refused(
                N_("A lot of what you wrote is already waiting to be read. Please give us time to read that first.")
            )


class _AuthorColumns(TypedDict, total=False):
    """The one column that says who wrote."""

    author_id: UUID
    staff_id: UUID


def _author_columns(author: Member | Staff) -> _AuthorColumns:
    return {"author_id": author.id} if isinstance(author, Member) else {"staff_id": author.id}
