"""What requests leave behind: only that something was done already, for a day."""

from datetime import date

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from foundation.columns import WITHOUT_ROWID


class RetryKey(SQLModel, table=True):
    """Something that was done. Only who holds the key of its form, and did it, can find it again."""

    __tablename__ = "retry_key"
    __table_args__ = WITHOUT_ROWID

    mac: bytes = Field(sa_type=LargeBinary, primary_key=True)
    done_on: date
