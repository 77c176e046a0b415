"""Which registrants should be placed together and which apart. No reason is kept, neither free text nor codes."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.columns import WITHOUT_ROWID, enum_field


class PairingKind(StrEnum):
    """Whether two people are to be placed together or apart."""

    APART = "apart"
    TOGETHER = "together"


class Pairing(SQLModel, table=True):
    """Two registrations; the smaller id comes first, so that a pair is one row. Shown beside people one may see."""

    __tablename__ = "pairing"
    __table_args__ = WITHOUT_ROWID

    first_id: UUID = Field(foreign_key="registration.id", primary_key=True)
    second_id: UUID = Field(foreign_key="registration.id", primary_key=True, index=True)
    kind: PairingKind = enum_field(PairingKind)

    @classmethod
    def of(cls, one_id: UUID, other_id: UUID, kind: PairingKind) -> "Pairing":
        """The pairing of two, in either order."""
        first, second = sorted((one_id, other_id), key=str)
        return cls(first_id=first, second_id=second, kind=kind)

    def paired_with(self, one_id: UUID) -> UUID:
        """The other registration of the pair."""
        return self.second_id if one_id == self.first_id else self.first_id
