"""Budgets: how often something was tried, per minute, so that guessing is slow and nobody is locked out."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from foundation.columns import UtcDateTime, enum_field


class BudgetKind(StrEnum):
    """What is being counted."""

    SIGN_IN = "sign in"
    RECOVERY = "recovery"
    STAFF_SIGN_IN = "staff sign in"
    STAFF_CODE = "staff code"
    ENROLMENT = "enrolment"
    KNOWN_BROWSER = "known browser"
    APPLICATION_CODE = "application code"
    REGISTRATION_CODE = "registration code"
    APPLICATION = "application"
    REGISTRATION = "registration"
    SLOT = "slot"
    OWN_SENTENCE = "own sentence"


class Budget(SQLModel, table=True):
    """Tries of one kind on one name (a keyed hash, never the name) in one minute."""

    __tablename__ = "budget"

    kind: BudgetKind = enum_field(BudgetKind, primary_key=True)
    subject: str = Field(max_length=66, primary_key=True)
    minute: datetime = Field(sa_type=UtcDateTime, primary_key=True)
    number: int = 0
