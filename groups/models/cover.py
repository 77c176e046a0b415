"""Who covers for a facilitator who is away."""

from uuid import UUID

from sqlmodel import Field, SQLModel

from foundation.columns import WITHOUT_ROWID


class Cover(SQLModel, table=True):
    """The colleague who covers for a facilitator who is away."""

    __tablename__ = "cover"
    __table_args__ = WITHOUT_ROWID

    facilitator_id: UUID = Field(foreign_key="staff.id", primary_key=True)
    cover_id: UUID = Field(foreign_key="staff.id", index=True)
