"""Why contact details were revealed."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from foundation.columns import WITHOUT_ROWID, Record, sealed_field


class ContactReveal(Record, table=True):
    """Who revealed somebody's contact details and why; the reason is sealed with the registration's key."""

    __tablename__ = "contact_reveal"
    __table_args__ = WITHOUT_ROWID

    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    data_key_id: UUID
    revealed_by_id: UUID = Field(foreign_key="staff.id")
    revealed_on: date
    sealed_reason: bytes = sealed_field()
