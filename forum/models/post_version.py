"""A text as it was handed in: never changed afterwards, sealed in every state."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, col

from accounts.models import belongs_to
from foundation.columns import Condition, Record, datetime_field, enum_field, sealed_field
from foundation.lifecycle import Lifecycle
from foundation.person import Person


class VersionState(StrEnum):
    """What has become of a text."""

    WAITING = "waiting"
    PUBLISHED = "published"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    REPLACED = "replaced"
    HIDDEN = "hidden"


class Reason(StrEnum):
    """Why a text was not published as it is, or was removed."""

    RECOGNISABLE_OTHER = "recognisable_other"
    RECOGNISABLE_SELF = "recognisable_self"
    CHILD_OR_VICTIM = "child_or_victim"
    CONTACT = "contact"
    INVESTIGATION = "investigation"
    TONE = "tone"
    OTHER = "other"


VERSION_LIFECYCLE = Lifecycle(
    {
        VersionState.WAITING: {
            VersionState.PUBLISHED,
            VersionState.SENT_BACK,
            VersionState.REFUSED,
            VersionState.WITHDRAWN,
        },
        VersionState.PUBLISHED: {
            VersionState.REMOVED,
            VersionState.REPLACED,
            VersionState.HIDDEN,
            VersionState.WAITING,
        },
        VersionState.SENT_BACK: {VersionState.WAITING},
        VersionState.REFUSED: {VersionState.WAITING},
        VersionState.REMOVED: {VersionState.PUBLISHED},
        VersionState.REPLACED: {VersionState.PUBLISHED},
        VersionState.WITHDRAWN: set(),
        VersionState.HIDDEN: set(),
    }
)

WAITING_STATES = (VersionState.WAITING,)
RESUMABLE = (VersionState.REFUSED, VersionState.REMOVED, VersionState.HIDDEN)
"""A text has ended so, and its author may take up its words again."""
WAITS = text("state = 'waiting'")


class PostVersion(Record, table=True):
    """`nonce` comes from the form, so that sending it twice hands in one text.

    `reason` and `sealed_message` are the author's copy of what was said about the text; `replaces_id` is the version
    that stood in its place when it was published.
    """

    __tablename__ = "post_version"
    __table_args__ = (
        UniqueConstraint("author_id", "nonce"),
        UniqueConstraint("staff_id", "nonce"),
        Index("ix_post_version_one_waits", "post_id", unique=True, sqlite_where=WAITS, postgresql_where=WAITS),
    )

    post_id: UUID = Field(foreign_key="post.id", index=True)
    author_id: UUID | None = Field(default=None, foreign_key="member.id", index=True)
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id")
    number: int = 1
    nonce: UUID
    state: VersionState = enum_field(VersionState, default=VersionState.WAITING, index=True)
    data_key_id: UUID
    sealed_title: bytes | None = sealed_field(nullable=True)
    sealed_source: bytes = sealed_field()
    reason: Reason | None = enum_field(Reason, default=None, nullable=True)
    sealed_message: bytes | None = sealed_field(nullable=True)
    submitted_at: datetime = datetime_field(index=True)
    decided_at: datetime | None = datetime_field(nullable=True)
    replaces_id: UUID | None = None

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """One's own; moderators see all that was not withdrawn."""
        if viewer.is_moderator:
            return col(cls.state) != VersionState.WITHDRAWN
        return belongs_to(viewer, cls.author_id)

    @classmethod
    def waiting(cls) -> Condition:
        """Does it wait for a moderator? (SQL)"""
        return col(cls.state).in_(WAITING_STATES)

    @property
    def is_waiting(self) -> bool:
        """Does it wait for a moderator?"""
        return self.state in WAITING_STATES

    def withdrawable_by(self, viewer: Person) -> bool:
        """May `viewer` take this waiting text back?"""
        return self.is_by(viewer) and self.is_waiting

    @property
    def was_decided(self) -> bool:
        """Did a moderator end it? Then their words stand beside it, and one may see it differently."""
        return self.state in (VersionState.REFUSED, VersionState.REMOVED)

    def is_by(self, viewer: Person) -> bool:
        """Did this member write it?"""
        return viewer.is_member and self.author_id == viewer.id
