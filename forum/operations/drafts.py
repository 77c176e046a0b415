"""Drafts: keeping words until their author wants to go on."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func
from sqlmodel import Session, col, select

from accounts.models import Member
from forum.forms import LONGEST_TITLE, Sketch
from forum.models import Draft, PostVersion, Room, Thread
from foundation.clock import now, round_down
from foundation.data_keys import seal, unseal
from safety.formatting import normalise_source

LONGEST_KEPT = 20_000
MAX_RESCUED = 200
"""Drafts beyond which a sign-in that has ended adds none: one that was stolen must not fill the house."""


@dataclass(frozen=True)
class Place:
    """What a draft is meant for: exactly one of the three."""

    room_id: UUID | None = None
    thread_id: UUID | None = None
    post_id: UUID | None = None


def save(db: Session, sketch: Sketch, place: Place, author: Member) -> Draft:
    """Keep the words: in the draft they came from, else in a new one.

    Nothing is written over: when that draft was changed elsewhere meanwhile, the words get a draft of their own.
    The same words from the same form, sent twice, are kept once.
    """
    title, source = normalise_source(sketch.title)[:LONGEST_TITLE], normalise_source(sketch.source)[:LONGEST_KEPT]
    draft = _own(db, author, col(Draft.id) == sketch.draft)
    twin = _own(db, author, col(Draft.nonce) == sketch.nonce) if sketch.nonce else None
    for kept in (draft, twin):
        if kept and (unseal(db, kept, "sealed_title"), unseal(db, kept, "sealed_source")) == (title, source):
            return kept
    if draft is None or sketch.version not in (None, draft.version):
        nonce = None if twin else sketch.nonce
        draft = Draft(author_id=author.id, data_key_id=author.data_key_id, nonce=nonce)
    draft.room_id, draft.thread_id, draft.post_id = place.room_id, place.thread_id, place.post_id
    seal(db, draft, sealed_title=title or None, sealed_source=source)
    draft.saved_at = round_down(now())
    db.add(draft)
    db.flush()
    return draft


def from_sent_back(db: Session, version: PostVersion, author_id: UUID, title: str, source: str) -> Draft:
    """Give a text that was sent back to its author as a draft."""
    draft = Draft(
        author_id=author_id,
        data_key_id=version.data_key_id,
        post_id=version.post_id,
        sent_back_version_id=version.id,
        saved_at=round_down(now()),
    )
    seal(db, draft, sealed_title=title or None, sealed_source=source)
    db.add(draft)
    db.flush()
    return draft


def of_sent_back(db: Session, version: PostVersion) -> Draft | None:
    """The draft that came from this sent-back text, while it is one."""
    return db.exec(select(Draft).where(col(Draft.sent_back_version_id) == version.id)).first()


def discard(db: Session, draft_id: UUID, author: Member, version: int | None = None) -> None:
    """Throw one's own draft away; nothing happens when it is gone, or no longer the `version` that was seen."""
    same = (col(Draft.id) == draft_id, Draft.visible_to(author))
    db.execute(delete(Draft).where(*same, *([] if version is None else [col(Draft.version) == version])))


def has_too_many(db: Session, author: Member) -> bool:
    """Are there so many drafts that nobody wrote them all?"""
    return db.exec(select(func.count()).select_from(Draft).where(Draft.visible_to(author))).one() >= MAX_RESCUED


def was_ever_visible(db: Session, place: Place, member: Member) -> bool:
    """Was what the words are meant for ever there for this member? Whatever was not, nobody has."""
    if place.thread_id is None:
        return True
    rooms = (
        select(Room.id)
        .join(Thread, col(Thread.room_id) == col(Room.id))
        .where(col(Thread.id) == place.thread_id, col(Thread.published_at).is_not(None), Room.visible_to(member))
    )
    return db.exec(rooms).first() is not None


def _own(db: Session, author: Member, which: ColumnElement[bool]) -> Draft | None:
    return db.exec(select(Draft).where(which, Draft.visible_to(author)).with_for_update()).first()
