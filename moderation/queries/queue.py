"""The one list of what waits for a moderator: texts and applications, whatever waits longest on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Subquery, func, literal, union_all
from sqlmodel import Session, col, select

from accounts.models import Application, ApplicationState, Member, Staff
from forum.models import Post, PostVersion, Room, Thread
from forum.queries import Byline
from foundation.clock import now
from foundation.database import settings_of
from foundation.duty import DutyPeriod
from foundation.paging import Cursor, Slice, read_slice
from foundation.person import Person
from foundation.rows import select_columns


class ItemKind(StrEnum):
    """What stands in the list."""

    TEXT = "text"
    APPLICATION = "application"


class QueueItem(NamedTuple):
    """A place in the list."""

    id: UUID
    kind: ItemKind


@dataclass(frozen=True, kw_only=True)
class TextRow:
    """A waiting text. Its words are not here: a text opens on its own page."""

    id: UUID
    room: str
    thread_title: str
    is_opening: bool
    is_edit: bool
    author: Byline
    submitted_at: datetime
    is_first: bool
    kind: ItemKind = ItemKind.TEXT


@dataclass(frozen=True)
class ApplicationRow:
    """Somebody asks to come in, or has answered. `since` is the beginning of a day."""

    id: UUID
    since: datetime
    has_answered: bool
    kind: ItemKind = ItemKind.APPLICATION


@dataclass(frozen=True)
class Promise:
    """An honest word about when somebody reads: whether now, and if not, when next."""

    reads_now: bool
    next_period: DutyPeriod | None
    waiting: int


def waiting_count(db: Session, viewer: Person) -> int:
    """How much waits for a moderator."""
    return int(db.execute(select(func.count()).select_from(_queue_items(viewer))).scalar_one())


def queue(db: Session, viewer: Staff, cursor: Cursor | None) -> Slice[TextRow | ApplicationRow]:
    """One page of what waits, the oldest first."""
    lined = _queue_items(viewer)
    page = read_slice(db, select_columns(lined), (lined.c.since, lined.c.id), cursor)
    found: dict[UUID, TextRow | ApplicationRow] = {
        **_texts(db, (row.id for row in page.rows if row.kind == ItemKind.TEXT)),
        **_applications(db, (row.id for row in page.rows if row.kind == ItemKind.APPLICATION)),
    }
    return Slice([found[row.id] for row in page.rows], page.before, page.after)


def next_waiting(db: Session, viewer: Staff, excluding: UUID) -> QueueItem | None:
    """What waits longest apart from this one."""
    lined = _queue_items(viewer)
    others = select(lined.c.id, lined.c.kind).where(lined.c.id != excluding).order_by(lined.c.since, lined.c.id)
    row = db.execute(others.limit(1)).first()
    return QueueItem(row.id, ItemKind(row.kind)) if row else None


def waiting_promise(db: Session) -> Promise:
    """When what is handed in now will be read, from the real duty hours and the real queue."""
    duty, moment = settings_of(db).duty, now()
    return Promise(duty.current_period(moment) is not None, duty.next_period(moment), total_waiting(db))


def waiting_since(db: Session) -> datetime | None:
    """Since when the oldest of what waits does; None when nothing waits."""
    texts: datetime | None = db.exec(select(func.min(PostVersion.submitted_at)).where(*_WAITING_TEXT)).one()
    asked: datetime | None = db.exec(select(func.min(Application.waiting_since)).where(Application.waiting())).one()
    return min((one for one in (texts, asked) if one is not None), default=None)


def total_waiting(db: Session) -> int:
    """How much waits, whoever asks."""
    texts = select(func.count()).select_from(PostVersion).where(*_WAITING_TEXT)
    asked = select(func.count()).select_from(Application).where(Application.waiting())
    return db.exec(texts).one() + db.exec(asked).one()


_WAITING_TEXT = (PostVersion.waiting(), col(PostVersion.author_id).is_not(None))


def _queue_items(viewer: Person) -> Subquery:
    texts = select_columns(
        col(PostVersion.id).label("id"),
        literal(ItemKind.TEXT.value).label("kind"),
        col(PostVersion.submitted_at).label("since"),
    ).where(PostVersion.visible_to(viewer), *_WAITING_TEXT)
    asked = select(col(Application.id), literal(ItemKind.APPLICATION.value), col(Application.waiting_since)).where(
        Application.visible_to(viewer), Application.waiting()
    )
    return union_all(texts, asked).subquery()


def _texts(db: Session, ids: Iterable[UUID]) -> dict[UUID, TextRow]:
    published = select(func.count()).where(col(Post.author_id) == Member.id, Post.is_published).correlate(Member)
    columns: tuple[object, ...] = (
        PostVersion.id,
        PostVersion.submitted_at,
        Room,
        Thread.title,
        Post.is_opening,
        Post.published_version_id,
        Member.pseudonym,
        Member.seed,
        published.scalar_subquery().label("published"),
    )
    statement = (
        select_columns(*columns)
        .join(Post, col(Post.id) == PostVersion.post_id)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .join(Room, col(Room.id) == Thread.room_id)
        .join(Member, col(Member.id) == PostVersion.author_id)
        .where(col(PostVersion.id).in_(list(ids)))
    )
    return {
        row.id: TextRow(
            id=row.id,
            room=row.Room.name,
            thread_title=row.title or "",
            is_opening=row.is_opening,
            is_edit=row.published_version_id is not None,
            author=Byline(row.pseudonym, row.seed, None, False, None),
            submitted_at=row.submitted_at,
            is_first=row.published == 0,
        )
        for row in db.execute(statement)
    }


def _applications(db: Session, ids: Iterable[UUID]) -> dict[UUID, ApplicationRow]:
    columns: tuple[object, ...] = (Application.id, Application.waiting_since, Application.state)
    statement = select_columns(*columns).where(col(Application.id).in_(list(ids)))
    return {
        row.id: ApplicationRow(row.id, row.waiting_since, row.state is ApplicationState.ANSWERED)
        for row in db.execute(statement)
    }
