"""A member: a relative under a pseudonym."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field

from foundation.clock import now
from foundation.columns import (
    WITHOUT_ROWID,
    Record,
    Versioned,
    datetime_field,
    enum_field,
    later_count_field,
    sealed_field,
)
from foundation.person import Person

SHAPES_AND_TINTS = 64


class Relation(StrEnum):
    """Who the member is for the person concerned."""

    PARTNER = "partner"
    EX_PARTNER = "ex_partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    OTHER_RELATIVE = "other_relative"
    FRIEND = "friend"
    OTHER = "other"


class Country(StrEnum):
    """For help, law and who follows up; nothing else."""

    BE = "BE"
    NL = "NL"
    ELSEWHERE = "elsewhere"


class Member(Person, Record, Versioned, table=True):
    """Nothing here, nor anything that points here, says which invite was used or who gave it.

    `seed` is drawn at random and decides shape and colour. Dates are days, never moments. `browser_generation` says
    which known browsers still count: those that were given this number.
    """

    __tablename__ = "member"
    __table_args__ = WITHOUT_ROWID
    is_signed_in: ClassVar[bool] = True
    is_member: ClassVar[bool] = True

    pseudonym: str = Field(max_length=24)
    skeleton: str = Field(max_length=80, unique=True)
    seed: int
    passphrase_hash: str = Field(max_length=200)
    browser_generation: int = later_count_field()
    recovery_mac: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    data_key_id: UUID
    sealed_country: bytes = sealed_field()
    relation: Relation | None = enum_field(Relation, default=None, nullable=True)
    relation_shown: bool = False
    rules_version: int
    joined_on: date
    may_write_from: datetime | None = datetime_field(nullable=True)
    ended_on: date | None = None

    @property
    def shown_relation(self) -> Relation | None:
        """The relation beside the pseudonym, only if the member wants it there."""
        return self.relation if self.relation_shown else None

    @property
    def may_write(self) -> bool:
        """May this member hand in texts at this moment?"""
        return self.ended_on is None and (self.may_write_from is None or self.may_write_from <= now())
