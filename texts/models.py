"""One version of one text in one language. A version is never changed; a newer one stands beside it."""

from datetime import date

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from foundation.columns import Record


class TextVersion(Record, table=True):
    """`source` is light formatting; `title` says the kind of page."""

    __tablename__ = "text_version"
    __table_args__ = (UniqueConstraint("key", "language", "number"),)

    key: str = Field(max_length=40)
    language: str = Field(max_length=2)
    number: int
    title: str = Field(max_length=80)
    source: str = Field(sa_type=Text)
    since: date
