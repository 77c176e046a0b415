"""A post: a place in a thread, its author, and the text now published there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, and_, false
from sqlmodel import Field, col, select

from foundation.columns import Record, moment_field


class Post(Record, table=True):
    """`source` and `html` are the published copy, cleared when it is removed. Team posts carry their byline."""

    __tablename__ = "post"

    thread_id: UUID = Field(foreign_key="thread.id", index=True)
    author_id: UUID | None = Field(default=None, foreign_key="member.id", index=True)
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id")
    team_name: str | None = Field(default=None, max_length=60)
    team_organisation: str | None = Field(default=None, max_length=60)
    is_opening: bool = False
    published_version_id: UUID | None = None
    source: str | None = Field(default=None, sa_type=Text)
    html: str | None = Field(default=None, sa_type=Text)
    published_at: datetime | None = moment_field(nullable=True, index=True)
    edited_at: datetime | None = moment_field(nullable=True)

    @classmethod
    def published(cls) -> Any:
        """A text stands here now."""
        return col(cls.html).is_not(None)

    @classmethod
    def visible_to(cls, viewer: Any) -> Any:
        """Published posts in threads the viewer may see."""
        if not (viewer.is_member or viewer.is_moderator):
            return false()
        from forum.models.thread import Thread

        thread = select(Thread.id).where(col(Thread.id) == cls.thread_id, Thread.visible_to(viewer))
        return and_(cls.published(), thread.correlate(cls).exists())

    def is_by(self, viewer: Any) -> bool:
        """Did this member write it?"""
        return bool(viewer.is_member) and self.author_id == viewer.id

    def editable_by(self, viewer: Any) -> bool:
        """May `viewer` hand in another text for this place?"""
        return self.is_by(viewer) and viewer.may_write

    def removable_by(self, viewer: Any) -> bool:
        """May `viewer` take the published text away?"""
        return bool(viewer.is_moderator) and self.html is not None
