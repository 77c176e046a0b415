"""What a member is told inside. Nothing of it leaves the house."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Field, col, select

from accounts.models import belongs_to
from forum.models.post_version import PostVersion, VersionState
from foundation.clock import now
from foundation.columns import Condition, Record, datetime_field, enum_field
from foundation.person import Person


class NoticeKind(StrEnum):
    """What happened."""

    PUBLISHED = "published"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    REMOVED = "removed"
    ANSWERED = "answered"


TRUE_WHILE = (
    ((NoticeKind.PUBLISHED, NoticeKind.ANSWERED), (VersionState.PUBLISHED, VersionState.REPLACED)),
    ((NoticeKind.SENT_BACK,), (VersionState.SENT_BACK,)),
    ((NoticeKind.REFUSED,), (VersionState.REFUSED,)),
    ((NoticeKind.REMOVED,), (VersionState.REMOVED,)),
)


class Notice(Record, table=True):
    """Due only after the time in which a decision can be taken back."""

    __tablename__ = "notice"

    member_id: UUID = Field(foreign_key="member.id", index=True)
    kind: NoticeKind = enum_field(NoticeKind)
    version_id: UUID = Field(foreign_key="post_version.id", ondelete="CASCADE", index=True)
    thread_id: UUID = Field(foreign_key="thread.id", ondelete="CASCADE", index=True)
    due_at: datetime = datetime_field(index=True)
    is_read: bool = False

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """One's own, once due, while what they tell is still so."""
        still = (and_(col(cls.kind).in_(kinds), col(PostVersion.state).in_(states)) for kinds, states in TRUE_WHILE)
        told_of = select(PostVersion.id).where(col(PostVersion.id) == cls.version_id, or_(*still)).correlate(cls)
        return and_(belongs_to(viewer, cls.member_id), col(cls.due_at) <= now(), told_of.exists())
