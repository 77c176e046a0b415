"""A thread, and the posts in it: who sees the one hangs on the other, so both stand here."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, and_, false, or_, true
from sqlalchemy.ext.hybrid import hybrid_property
from sqlmodel import Field, col, select

from accounts.models import belongs_to
from forum.models.room import Room
from foundation.columns import Condition, Record, datetime_field, later_flag_field
from foundation.person import Person


class Thread(Record, table=True):
    """`title` is the published copy. `last_published_at` moves when an answer is published, not when written.

    A thread whose opening post was taken away is closed and visible only to those who wrote in it.
    """

    __tablename__ = "thread"

    room_id: UUID = Field(foreign_key="room.id", index=True)
    author_id: UUID | None = Field(default=None, foreign_key="member.id", index=True)
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id")
    title: str | None = Field(default=None, max_length=120)
    published_at: datetime | None = datetime_field(nullable=True)
    last_published_at: datetime | None = datetime_field(nullable=True, index=True)
    closed_at: datetime | None = datetime_field(nullable=True)
    opening_removed_at: datetime | None = datetime_field(nullable=True)

    @property
    def is_open(self) -> bool:
        """Can it be answered?"""
        return self.published_at is not None and self.closed_at is None

    @classmethod
    def listed(cls) -> Condition:
        """Published, with its opening in place: what lists and counts are made of."""
        return and_(col(cls.published_at).is_not(None), col(cls.opening_removed_at).is_(None))

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Moderators see all; members what is listed in a room they may enter, and where they wrote."""
        if viewer.is_moderator:
            return true()
        if not viewer.is_member:
            return false()
        room = select(Room.id).where(col(Room.id) == cls.room_id, Room.visible_to(viewer)).correlate(cls)
        own = (col(Post.thread_id) == cls.id, belongs_to(viewer, Post.author_id))
        wrote_there = select(Post.id).where(*own, or_(Post.is_published, col(Post.is_opening))).correlate(cls)
        return and_(room.exists(), or_(cls.listed(), wrote_there.exists()))

    def answerable_by(self, viewer: Person) -> bool:
        """May `viewer` answer here: a member who may write, or a moderator?"""
        return self.is_open and bool(viewer.is_moderator or (viewer.is_member and viewer.may_write))


class Post(Record, table=True):
    """`source` and `html` are the published copy, cleared when it is taken away. Team posts carry their byline.

    `has_gap` when others answered what stood here: a neutral line stays, so that their answers do not hang in the air.
    """

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
    published_at: datetime | None = datetime_field(nullable=True, index=True)
    edited_at: datetime | None = datetime_field(nullable=True)
    has_gap: bool = later_flag_field()

    @hybrid_property
    def is_published(self) -> bool:
        """Does a text stand here now? Asked of a row or, of the class, in SQL."""
        return self.html != None  # noqa: E711

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Published posts in threads the viewer may see."""
        return and_(cls.is_published, cls._is_in_reach_of(viewer))

    @classmethod
    def marked_for(cls, viewer: Person) -> Condition:
        """Those, and the gaps between them."""
        return and_(or_(cls.is_published, col(cls.has_gap)), cls._is_in_reach_of(viewer))

    @classmethod
    def _is_in_reach_of(cls, viewer: Person) -> Condition:
        if not (viewer.is_member or viewer.is_moderator):
            return false()
        thread = select(Thread.id).where(col(Thread.id) == cls.thread_id, Thread.visible_to(viewer))
        return thread.correlate(cls).exists()

    def is_by(self, viewer: Person) -> bool:
        """Did this member write it?"""
        return viewer.is_member and self.author_id == viewer.id

    def editable_by(self, viewer: Person) -> bool:
        """May `viewer` hand in another text for this place?"""
        return self.is_by(viewer) and viewer.may_write

    def hidable_by(self, viewer: Person) -> bool:
        """May `viewer` take their own published text away? Always, also who may not write."""
        return self.is_by(viewer) and self.is_published

    def removable_by(self, viewer: Person) -> bool:
        """May `viewer` take the published text away?"""
        return viewer.is_moderator and self.is_published
