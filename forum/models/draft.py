"""A draft: a text its author has not handed in, or that came back. Nobody else can see that it exists."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from accounts.models import belongs_to
from foundation.columns import Condition, Record, Versioned, datetime_field, sealed_field
from foundation.person import Person


class Draft(Record, Versioned, table=True):
    """Meant for a room (a new thread), a thread (an answer) or a post (another text for it).

    `nonce` comes from the form it was kept from first, so that sending that twice keeps one.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("author_id", "nonce"),)

    author_id: UUID = Field(foreign_key="member.id", index=True)
    nonce: UUID | None = None
    data_key_id: UUID
    room_id: UUID | None = Field(default=None, foreign_key="room.id")
    thread_id: UUID | None = Field(default=None, foreign_key="thread.id")
    post_id: UUID | None = Field(default=None, foreign_key="post.id")
    sent_back_version_id: UUID | None = Field(
        default=None, foreign_key="post_version.id", ondelete="SET NULL", unique=True
    )
    sealed_title: bytes | None = sealed_field(nullable=True)
    sealed_source: bytes = sealed_field()
    saved_at: datetime = datetime_field()

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Its author's only."""
        return belongs_to(viewer, cls.author_id)
