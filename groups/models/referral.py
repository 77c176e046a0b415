"""The referral directory: where else people can turn, by country, kept by the team."""

from datetime import date

from sqlalchemy import false, true
from sqlmodel import Field

from accounts.models import Country
from foundation.columns import Condition, Record, Versioned, enum_field
from foundation.person import Person


class ReferralPlace(Record, Versioned, table=True):
    """A place to refer people to: its purpose, and how to reach it. Nothing in it concerns a person."""

    __tablename__ = "referral_place"

    country: Country = enum_field(Country, index=True)
    name: str = Field(max_length=80)
    purpose: str = Field(max_length=300)
    how_to_reach: str = Field(max_length=300)
    reviewed_on: date

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """The whole team."""
        return true() if viewer.is_staff else false()

    @property
    def as_text(self) -> str:
        """The text shown to somebody who is referred there."""
        return f"{self.name}: {self.purpose}\n{self.how_to_reach}"
