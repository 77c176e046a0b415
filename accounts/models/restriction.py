"""What limits a member: writing paused for a while, or membership ended. By a colleague, with words, and looked at."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, false, or_, true
from sqlmodel import Field, col

from accounts.models.viewer import belongs_to
from foundation.clock import now
from foundation.columns import Condition, Record, datetime_field, enum_field, sealed_field
from foundation.person import Person


class RestrictionKind(StrEnum):
    """What somebody cannot do meanwhile: write, or come in."""

    PAUSE = "pause"
    END = "end"


class RestrictionReason(StrEnum):
    """Why; for the team, and never shown to the member but in the words a colleague writes."""

    CONDUCT = "conduct"
    RECOGNISED = "recognised"
    PERSON_CONCERNED = "person_concerned"
    TAKEN_OVER = "taken_over"
    DANGER = "danger"
    OTHER = "other"


class Restriction(Record, table=True):
    """Reason and words are sealed with a key of their own. A pause ends by itself at `ends_at`.

    `begins_at` is in duty hours, unless it stops danger; `has_begun` once it is so for the member.
    """

    __tablename__ = "restriction"

    member_id: UUID = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    kind: RestrictionKind = enum_field(RestrictionKind)
    data_key_id: UUID
    sealed_reason: bytes = sealed_field()
    sealed_message: bytes = sealed_field()
    begins_at: datetime = datetime_field(index=True)
    ends_at: datetime | None = datetime_field(nullable=True)
    has_begun: bool = False
    review_by: date
    reviewer_id: UUID | None = Field(default=None, foreign_key="staff.id")
    reviewed_on: date | None = None
    lifted_on: date | None = None

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Who moderates or coordinates sees all; a member those that hold for them."""
        if viewer.is_moderator or viewer.is_coordinator:
            return true()
        return and_(belongs_to(viewer, cls.member_id), cls.holding()) if viewer.is_member else false()

    @classmethod
    def standing(cls) -> Condition:
        """Not lifted and not over; begun or about to begin."""
        return and_(col(cls.lifted_on).is_(None), or_(col(cls.ends_at).is_(None), col(cls.ends_at) > now()))

    @classmethod
    def holding(cls) -> Condition:
        """Standing, and begun."""
        return and_(cls.standing(), col(cls.has_begun))

    @classmethod
    def unreviewed(cls) -> Condition:
        """Standing, and nobody has looked at it since."""
        return and_(cls.standing(), col(cls.reviewed_on).is_(None))

    def reviewable_by(self, viewer: Person, is_alone: bool) -> bool:
        """May `viewer` say that it is right?"""
        is_of_the_team = viewer.is_moderator or viewer.is_coordinator
        return bool(is_of_the_team and (is_alone or viewer.id != self.staff_id))

    @property
    def is_standing(self) -> bool:
        """Is it neither lifted nor over?"""
        return self.lifted_on is None and (self.ends_at is None or self.ends_at > now())

    @property
    def is_end(self) -> bool:
        """Does it end the membership?"""
        return self.kind is RestrictionKind.END
