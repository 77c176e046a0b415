"""Drafts: keeping words until their author wants to go on."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from accounts.models import Member
from forum.forms import LONGEST_TITLE, Sketch
from forum.models import Draft, PostVersion, Room, Thread
from foundation.clock import now, rounded
from foundation.data_keys import seal
from foundation.errors import OutOfStep
from safety.formatting import tidy_source

LONGEST_KEPT = 20_000


@dataclass(frozen=True)
class Place:
    """What a draft is meant for: exactly one of the three."""

    room_id: UUID | None = None
    thread_id: UUID | None = None
    post_id: UUID | None = None


def keep(db: Session, sketch: Sketch, place: Place, author: Member) -> Draft:
    """Keep the words: in the draft they came from, else in a new one.

    Raises `OutOfStep` when that draft was changed elsewhere meanwhile; the caller then keeps them in a new one.
    """
    draft = _own(db, sketch.draft, author)
    if draft is None:
        draft = Draft(author_id=author.id, data_key_id=author.data_key_id)
    elif sketch.version is not None and sketch.version != draft.version:
        raise OutOfStep("the draft was changed elsewhere")
    draft.room_id, draft.thread_id, draft.post_id = place.room_id, place.thread_id, place.post_id
    title, source = tidy_source(sketch.title)[:LONGEST_TITLE], tidy_source(sketch.source)[:LONGEST_KEPT]
    seal(db, draft, sealed_title=title or None, sealed_source=source)
    draft.saved_at = rounded(now())
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
        saved_at=rounded(now()),
    )
    seal(db, draft, sealed_title=title or None, sealed_source=source)
    db.add(draft)
    db.flush()
    return draft


def of_sent_back(db: Session, version: PostVersion) -> Draft | None:
    """The draft that came from this sent-back text, while it is one."""
    return db.exec(select(Draft).where(col(Draft.sent_back_version_id) == version.id)).first()


def drop(db: Session, draft_id: UUID, author: Member) -> None:
    """Throw one's own draft away; nothing happens when it is gone."""
    db.execute(delete(Draft).where(col(Draft.id) == draft_id, Draft.visible_to(author)))


def could_be_seen(db: Session, place: Place, member: Member) -> bool:
    """Was what the words are meant for ever there for this member? Whatever was not, nobody has."""
    if place.thread_id is None:
        return True
    rooms = (
        select(Room.id)
        .join(Thread, col(Thread.room_id) == col(Room.id))
        .where(col(Thread.id) == place.thread_id, col(Thread.published_at).is_not(None), Room.visible_to(member))
    )
    return db.exec(rooms).first() is not None


def _own(db: Session, draft_id: UUID | None, author: Member) -> Draft | None:
    if draft_id is None:
        return None
    own = select(Draft).where(col(Draft.id) == draft_id, Draft.visible_to(author)).with_for_update()
    return db.exec(own).first()
