"""A decision: about one unchangeable text, by one moderator, with the words for its author."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, false, select, true
from sqlmodel import Field, col

from accounts.models import belongs_to
from forum.models import PostVersion, Reason, VersionState
from foundation.clock import now
from foundation.columns import Condition, Record, datetime_field, enum_field, sealed_field
from foundation.person import Person


class Verdict(StrEnum):
    """What a moderator can decide."""

    PUBLISH = "publish"
    SEND_BACK = "send_back"
    REFUSE = "refuse"
    REMOVE = "remove"


STATE_AFTER = {
    Verdict.PUBLISH: VersionState.PUBLISHED,
    Verdict.SEND_BACK: VersionState.SENT_BACK,
    Verdict.REFUSE: VersionState.REFUSED,
    Verdict.REMOVE: VersionState.REMOVED,
}


class Decision(Record, table=True):
    """The words are sealed with a key of the decision's own, so they can be kept or destroyed apart."""

    __tablename__ = "decision"

    version_id: UUID | None = Field(foreign_key="post_version.id", ondelete="SET NULL", index=True)
    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    verdict: Verdict = enum_field(Verdict)
    reason: Reason | None = enum_field(Reason, default=None, nullable=True)
    data_key_id: UUID
    sealed_message: bytes | None = sealed_field(nullable=True)
    decided_at: datetime = datetime_field(index=True)
    undone_at: datetime | None = datetime_field(nullable=True)

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Moderators see all; an author sees what was decided about an own text, unless it was taken back."""
        if viewer.is_moderator:
            return true()
        if not viewer.is_member:
            return false()
        own = select(PostVersion.id).where(  # type: ignore[call-overload]
            col(PostVersion.id) == cls.version_id, belongs_to(viewer, PostVersion.author_id)
        )
        is_own: Condition = own.correlate(cls).exists()
        return is_own & col(cls.undone_at).is_(None)

    @classmethod
    def undoable(cls, viewer: Person, seconds: int) -> Condition:
        """Is it the viewer's own, and is there still time to take it back? (SQL; of a row, `undoable_by`)"""
        is_in_time = col(cls.decided_at) > now() - timedelta(seconds=seconds)
        return and_(belongs_to(viewer, cls.staff_id), is_in_time, col(cls.undone_at).is_(None))

    def undoable_by(self, viewer: Person, seconds: int) -> bool:
        """May `viewer` take this back: its decider, within the time for it?"""
        is_theirs = viewer.is_moderator and viewer.id == self.staff_id
        return is_theirs and self.undone_at is None and now() < self.decided_at + timedelta(seconds=seconds)
