"""What a member is told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from accounts.models import Member
from forum.models import Draft, Notice, NoticeKind, Thread
from foundation.paging import Cursor, Slice, read_slice
from foundation.rows import select_columns


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """A notice in a list; the thread's title is not in it."""

    id: UUID
    kind: NoticeKind
    thread_id: UUID
    version_id: UUID
    draft_id: UUID | None
    thread_title: str | None
    due_at: datetime
    is_read: bool


def notices_of(db: Session, member: Member, cursor: Cursor | None) -> Slice[NoticeRow]:
    """One page of what a member is told, the latest first."""
    columns: tuple[object, ...] = (
        Notice.id,
        Notice.kind,
        Notice.thread_id,
        Notice.version_id,
        col(Draft.id).label("draft_id"),
        Thread.title,
        Notice.due_at,
        Notice.is_read,
    )
    statement = (
        select_columns(*columns)
        .join(Thread, col(Thread.id) == Notice.thread_id)
        .outerjoin(Draft, col(Draft.sent_back_version_id) == Notice.version_id)
        .where(Notice.visible_to(member))
    )
    page = read_slice(db, statement, (Notice.due_at, Notice.id), cursor, newest_first=True)
    rows = [
        NoticeRow(
            id=row.id,
            kind=row.kind,
            thread_id=row.thread_id,
            version_id=row.version_id,
            draft_id=row.draft_id,
            thread_title=row.title,
            due_at=row.due_at,
            is_read=row.is_read,
        )
        for row in page.rows
    ]
    return Slice(rows, page.before, page.after)


def unread_notices(db: Session, member: Member) -> int:
    """How many notices are due and not yet read."""
    unread = (Notice.visible_to(member), col(Notice.is_read).is_(False))
    return db.exec(select(func.count()).select_from(Notice).where(*unread)).one()
