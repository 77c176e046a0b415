"""Which worker is at it, and when each job ran last."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from foundation.columns import datetime_field


class Lease(SQLModel, table=True):
    """One row for the whole house: who holds it may look for what is due, until the lease runs out."""

    __tablename__ = "lease"

    name: str = Field(max_length=20, primary_key=True)
    holder: str = Field(max_length=40)
    until: datetime = datetime_field()


class JobRun(SQLModel, table=True):
    """The last run of a job; `trouble` is the kind of error it ended in, or nothing."""

    __tablename__ = "job_run"

    name: str = Field(max_length=40, primary_key=True)
    last_at: datetime = datetime_field()
    error_kind: str = Field(default="", max_length=60)
