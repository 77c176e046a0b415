"""A thread: an opening post and its answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, false, or_, true
from sqlmodel import Field, col, select

from accounts.models import belongs_to
from forum.models.room import Room
from foundation.columns import Record, moment_field


class Thread(Record, table=True):
    """`title` is the published copy. `last_published_at` moves when an answer is published, not when written.

    A thread whose opening was removed is closed and can be read only by who wrote in it.
    """

    __tablename__ = "thread"

    room_id: UUID = Field(foreign_key="room.id", index=True)
    author_id: UUID | None = Field(default=None, foreign_key="member.id", index=True)
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id")
    title: str | None = Field(default=None, max_length=120)
    published_at: datetime | None = moment_field(nullable=True)
    last_published_at: datetime | None = moment_field(nullable=True, index=True)
    closed_at: datetime | None = moment_field(nullable=True)
    opening_removed_at: datetime | None = moment_field(nullable=True)

    @property
    def is_open(self) -> bool:
        """Can it be answered?"""
        return self.published_at is not None and self.closed_at is None

    @classmethod
    def listed(cls) -> Any:
        """Published, with its opening in place: what lists and counts are made of."""
        return and_(col(cls.published_at).is_not(None), col(cls.opening_removed_at).is_(None))

    @classmethod
    def visible_to(cls, viewer: Any) -> Any:
        """Moderators see all; members what is listed in a room they may enter, and where they wrote."""
        if viewer.is_moderator:
            return true()
        if not viewer.is_member:
            return false()
        from forum.models.post import Post

        room = select(Room.id).where(col(Room.id) == cls.room_id, Room.visible_to(viewer)).correlate(cls)
        own = (col(Post.thread_id) == cls.id, belongs_to(viewer, Post.author_id))
        wrote_there = select(Post.id).where(*own, or_(Post.published(), col(Post.is_opening))).correlate(cls)
        return and_(room.exists(), or_(cls.listed(), wrote_there.exists()))

    def answerable_by(self, viewer: Any) -> bool:
        """May `viewer` answer here: a member who may write, or a moderator?"""
        return self.is_open and bool(viewer.is_moderator or (viewer.is_member and viewer.may_write))
