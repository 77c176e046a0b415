"""Who should sit together and who should not. No reason is kept, in words or in codes."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.columns import IN_NO_ORDER, word_field


class BondKind(StrEnum):
    """How two people should be placed."""

    APART = "apart"
    TOGETHER = "together"


class Bond(SQLModel, table=True):
    """Two registrations; the smaller id comes first, so that a pair is one row. Shown beside people one may see."""

    __tablename__ = "bond"
    __table_args__ = IN_NO_ORDER

    first_id: UUID = Field(foreign_key="registration.id", primary_key=True)
    second_id: UUID = Field(foreign_key="registration.id", primary_key=True, index=True)
    kind: BondKind = word_field(BondKind)

    @classmethod
    def of(cls, one: UUID, other: UUID, kind: BondKind) -> "Bond":
        """The bond between two, whichever is named first."""
        first, second = sorted((one, other), key=str)
        return cls(first_id=first, second_id=second, kind=kind)

    def other(self, one: UUID) -> UUID:
        """Who is bound to `one`."""
        return self.second_id if one == self.first_id else self.first_id
