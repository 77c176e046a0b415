"""An invite: given by a person after a check, used once, and never knowing by whom."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import LargeBinary, false, true
from sqlmodel import Field

from accounts.models.viewer import belongs_to
from foundation.columns import WITHOUT_ROWID, Condition, Record, enum_field
from foundation.lifecycle import Lifecycle
from foundation.person import Person

CHARACTERS = 16


class InviteState(StrEnum):
    """Where an invite is in its life."""

    ISSUED = "issued"
    REDEEMED = "redeemed"
    REVOKED = "revoked"
    EXPIRED = "expired"


INVITE_LIFECYCLE = Lifecycle(
    {
        InviteState.ISSUED: {InviteState.REDEEMED, InviteState.REVOKED, InviteState.EXPIRED},
        InviteState.REDEEMED: set(),
        InviteState.REVOKED: set(),
        InviteState.EXPIRED: set(),
    }
)


class Invite(Record, table=True):
    """A code of 80 bits, of which only the keyed hash is kept. All its times are days."""

    __tablename__ = "invite"
    __table_args__ = WITHOUT_ROWID

    code_mac: bytes = Field(sa_type=LargeBinary, unique=True)
    batch_id: UUID = Field(index=True)
    issuer_id: UUID = Field(foreign_key="staff.id", index=True)
    organisation: str = Field(max_length=60)
    state: InviteState = enum_field(InviteState, default=InviteState.ISSUED, index=True)
    issued_on: date
    expires_on: date
    ended_on: date | None = None

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Coordinators see all, other staff what they gave themselves."""
        if viewer.is_coordinator:
            return true()
        return belongs_to(viewer, cls.issuer_id) if viewer.is_staff else false()

    def revocable_by(self, viewer: Person) -> bool:
        """May `viewer` take this invite back? Its issuer or a coordinator, while nobody used it."""
        return self.manageable_by(viewer) and self.state is InviteState.ISSUED

    def manageable_by(self, viewer: Person) -> bool:
        """Is it `viewer`'s to look after: its issuer's or a coordinator's?"""
        return bool(viewer.is_staff and (viewer.is_coordinator or viewer.id == self.issuer_id))
