"""The door for who asks to come in without an invite: open, or closed for a while when too many come at once."""

from datetime import date

from sqlmodel import Field, SQLModel

DOOR = "applications"


class Door(SQLModel, table=True):
    """One row. `closed_until` is the last day on which nobody can ask; None, or a day that is over: it is open."""

    __tablename__ = "door"

    name: str = Field(default=DOOR, max_length=20, primary_key=True)
    closed_until: date | None = None
