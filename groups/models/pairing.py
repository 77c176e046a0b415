"""Who should sit together and who should not. No reason is kept, in words or in codes."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.columns import WITHOUT_ROWID, enum_field


class PairingKind(StrEnum):
    """How two people should be placed."""

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
        """The bond between two, whichever is named first."""
        first, second = sorted((one_id, other_id), key=str)
        return cls(first_id=first, second_id=second, kind=kind)

    def paired_with(self, one_id: UUID) -> UUID:
        """Who is bound to `one`."""
        return self.second_id if one_id == self.first_id else self.first_id
