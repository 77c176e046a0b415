"""The referral directory: where else people are welcome, per country, kept by the team."""

from datetime import date

from sqlalchemy import false, true
from sqlmodel import Field

from accounts.models import Country
from foundation.columns import Condition, Record, Versioned, enum_field
from foundation.person import Person


class ReferralPlace(Record, Versioned, table=True):
    """A place we send people to: what it is for, and how to reach it. Nothing in it is about a person."""

    __tablename__ = "referral_place"

    country: Country = enum_field(Country, index=True)
    name: str = Field(max_length=80)
    what_for: str = Field(max_length=300)
    ways: str = Field(max_length=300)
    reviewed_on: date

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """The whole team reads it."""
        return true() if viewer.is_staff else false()

    @property
    def as_text(self) -> str:
        """How it is said to somebody who is sent there."""
        return f"{self.name}: {self.what_for}\n{self.ways}"
