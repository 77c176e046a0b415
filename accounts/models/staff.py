"""Staff: the few professionals who moderate, lead groups and plan."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary, false, true
from sqlalchemy.ext.hybrid import hybrid_property
from sqlmodel import Field

from foundation.columns import Condition, Record, Versioned, datetime_field, later_count_field, sealed_field
from foundation.person import Person


class Role(StrEnum):
    """What somebody does here; a person may hold several."""

    MODERATOR = "moderator"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


class Staff(Person, Record, Versioned, table=True):
    """Name, e-mail and the secret of the one-time codes are sealed; the e-mail is found by its keyed hash.

    `browser_generation` says which known browsers still count: those that were given this number.
    """

    __tablename__ = "staff"
    is_signed_in: ClassVar[bool] = True
    is_staff: ClassVar[bool] = True

    data_key_id: UUID
    sealed_name: bytes = sealed_field()
    sealed_email: bytes = sealed_field()
    email_mac: bytes = Field(sa_type=LargeBinary, unique=True)
    organisation: str = Field(max_length=60)
    language: str = Field(default="nl", max_length=2)
    uses_shortcuts: bool = True
    moderates: bool = False
    facilitates: bool = False
    coordinates: bool = False
    passphrase_hash: str | None = Field(default=None, max_length=200)
    browser_generation: int = later_count_field()
    enrolment_mac: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True)
    enrolment_until: datetime | None = datetime_field(nullable=True)
    sealed_code_secret: bytes | None = sealed_field(nullable=True)
    last_code_step: int = 0
    enrolled_on: date | None = None
    ended_on: date | None = None

    @property
    def is_moderator(self) -> bool:
        """Does this person moderate?"""
        return self.moderates

    @property
    def is_facilitator(self) -> bool:
        """Does this person lead groups and calls?"""
        return self.facilitates

    @property
    def is_coordinator(self) -> bool:
        """Does this person plan and manage?"""
        return self.coordinates

    @property
    def roles(self) -> list[Role]:
        """The roles held, in a fixed order."""
        held = {
            Role.MODERATOR: self.moderates,
            Role.FACILITATOR: self.facilitates,
            Role.COORDINATOR: self.coordinates,
        }
        return [role for role, is_held in held.items() if is_held]

    def set_roles(self, roles: list[Role]) -> None:
        """Hold exactly these roles from now on."""
        self.moderates = Role.MODERATOR in roles
        self.facilitates = Role.FACILITATOR in roles
        self.coordinates = Role.COORDINATOR in roles

    @hybrid_property
    def is_active(self) -> bool:
        """Enrolled, and not left? Asked of a row or, of the class, in SQL."""
        return (self.ended_on == None) & (self.enrolled_on != None)  # noqa: E711

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Coordinators see their colleagues; nobody else sees the list."""
        return true() if viewer.is_coordinator else false()

    def manageable_by(self, viewer: Person) -> bool:
        """May `viewer` change roles or end this account? Never one's own."""
        return viewer.is_coordinator and viewer.id != self.id and self.ended_on is None


class StaffRecoveryCode(Record, table=True):
    """One of the single-use codes for when the phone with the app is gone."""

    __tablename__ = "staff_recovery_code"

    staff_id: UUID = Field(foreign_key="staff.id", index=True)
    code_mac: bytes = Field(sa_type=LargeBinary)
