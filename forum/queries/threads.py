"""Rooms and lists of threads."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from accounts.models import Member, Relation, belongs_to
from forum.models import Post, ReadMark, Room, RoomRelation, Thread, news_begins
from forum.queries.bylines import BYLINE, Byline, byline_of
from foundation.columns import Condition
from foundation.paging import Cursor, Slice, read_slice
from foundation.person import Person
from foundation.rows import AnySelect, select_columns


@dataclass(frozen=True)
class RoomRow:
    """A room on the front of the forum."""

    room: Room
    threads: int
    new_threads: int
    relations: list[Relation]


@dataclass(frozen=True)
class ThreadRow:
    """A thread in a list."""

    id: UUID
    title: str
    author: Byline
    last_published_at: datetime
    answers: int
    is_new: bool


def rooms_for(db: Session, viewer: Person) -> list[RoomRow]:
    """The rooms the viewer may enter, with how many threads each has and how many have news."""
    listed = and_(col(Thread.room_id) == Room.id, Thread.listed())
    counted = func.count(col(Thread.id))
    fresh = func.count(col(Thread.id)).filter(_has_news())
    statement = (
        select(Room, counted, fresh)
        .outerjoin(Thread, listed)
        .outerjoin(ReadMark, _own_mark(viewer))
        .where(Room.visible_to(viewer))
        .group_by(col(Room.id))
        .order_by(col(Room.position), col(Room.id))
    )
    found = list(db.exec(statement))
    limits = relations_of(db, [room.id for room, *_ in found])
    return [
        RoomRow(room, threads, new if viewer.is_member else 0, limits.get(room.id, [])) for room, threads, new in found
    ]


def relations_of(db: Session, rooms: list[UUID]) -> dict[UUID, list[Relation]]:
    """The relations that rooms are for; a room that is for all is not in it."""
    found: dict[UUID, list[Relation]] = {}
    for limit in db.exec(select(RoomRelation).where(col(RoomRelation.room_id).in_(rooms))):
        found.setdefault(limit.room_id, []).append(limit.relation)
    return {room: [one for one in Relation if one in words] for room, words in found.items()}


def has_read_anything(db: Session, viewer: Member) -> bool:
    """Has this member opened a conversation before? Until then everything is new, and saying so says nothing."""
    return db.exec(select(ReadMark.thread_id).where(belongs_to(viewer, ReadMark.member_id))).first() is not None


def threads_in(db: Session, room: Room, viewer: Person, cursor: Cursor | None) -> Slice[ThreadRow]:
    """One page of the threads of a room, the latest published answer first."""
    statement = _thread_rows(viewer).where(col(Thread.room_id) == room.id)
    return _as_threads(db, statement, viewer, cursor)


def new_threads(db: Session, viewer: Member, cursor: Cursor | None) -> Slice[ThreadRow]:
    """One page of the threads with something this member has not read yet."""
    return _as_threads(db, _thread_rows(viewer).where(_has_news()), viewer, cursor)


def _own_mark(viewer: Person) -> Condition:
    return and_(belongs_to(viewer, ReadMark.member_id), col(ReadMark.thread_id) == Thread.id)


def _has_news() -> Condition:
    is_unread = or_(col(ReadMark.until).is_(None), col(Thread.last_published_at) > ReadMark.until)
    return and_(is_unread, col(Thread.last_published_at) > news_begins())


def _thread_rows(viewer: Person) -> AnySelect:
    opening = and_(col(Post.thread_id) == Thread.id, col(Post.is_opening))
    answers = (
        select(func.count())
        .where(col(Post.thread_id) == Thread.id, Post.is_published, ~col(Post.is_opening))
        .correlate(Thread)
        .scalar_subquery()
    )
    columns: tuple[object, ...] = (
        Thread.id,
        Thread.title,
        Thread.last_published_at,
        answers.label("answers"),
        ReadMark.until,
        *BYLINE,
    )
    return (
        select_columns(*columns)
        .join(Post, opening)
        .outerjoin(Member, col(Member.id) == Thread.author_id)
        .outerjoin(ReadMark, _own_mark(viewer))
        .where(Thread.visible_to(viewer), Thread.listed())
    )


def _as_threads(db: Session, statement: AnySelect, viewer: Person, cursor: Cursor | None) -> Slice[ThreadRow]:
    page = read_slice(db, statement, (Thread.last_published_at, Thread.id), cursor, newest_first=True)
    since = news_begins()
    rows = [
        ThreadRow(
            id=row.id,
            title=row.title,
            author=byline_of(row),
            last_published_at=row.last_published_at,
            answers=row.answers,
            is_new=viewer.is_member and row.last_published_at > max(row.until or since, since),
        )
        for row in page.rows
    ]
    return Slice(rows, page.before, page.after)
