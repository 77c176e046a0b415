"""Admissions of people without an invite: open, or closed for a while when too many apply at once."""

from datetime import date

from sqlmodel import Field, SQLModel

ADMISSIONS = "applications"


class Admissions(SQLModel, table=True):
    """One row. `closed_until` is the last day on which nobody can ask; None, or a day that is over: it is open."""

    __tablename__ = "admissions"

    name: str = Field(default=ADMISSIONS, max_length=20, primary_key=True)
    closed_until: date | None = None
