"""A registration: a relative asks to meet others in a group. Its code is the only key to it."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, and_, false
from sqlmodel import Field, col

from accounts.models import Relation, belongs_to
from foundation.columns import IN_NO_ORDER, Record, Versioned, sealed_field, word_field
from foundation.lifecycle import Lifecycle
from foundation.receipts import Visit

SIDE = "registration"


class RegistrationState(StrEnum):
    """Where a registration is in its life (JOURNEYS)."""

    RECEIVED = "received"
    POOL = "pool"
    ON_HOLD = "on_hold"
    WITHDRAWN = "withdrawn"
    NOT_SUITABLE = "not_suitable"
    REFERRED = "referred"
    UNREACHABLE = "unreachable"
    DUPLICATE = "duplicate"
    DECEASED = "deceased"
    ERASED = "erased"


_WAITING = (RegistrationState.RECEIVED, RegistrationState.POOL, RegistrationState.ON_HOLD)
_ENDS = {
    RegistrationState.WITHDRAWN,
    RegistrationState.NOT_SUITABLE,
    RegistrationState.REFERRED,
    RegistrationState.UNREACHABLE,
    RegistrationState.DUPLICATE,
    RegistrationState.DECEASED,
    RegistrationState.ERASED,
}
REGISTRATION_LIFECYCLE = Lifecycle(
    {
        RegistrationState.RECEIVED: {RegistrationState.POOL, *_ENDS},
        RegistrationState.POOL: {RegistrationState.ON_HOLD, *_ENDS},
        RegistrationState.ON_HOLD: {RegistrationState.POOL, *_ENDS},
        **{state: {RegistrationState.ERASED} for state in RegistrationState if state in _ENDS},
        RegistrationState.ERASED: set(),
    }
)


class Format(StrEnum):
    """How somebody wants to meet others."""

    ONLINE = "online"
    IN_PERSON = "in_person"
    EITHER = "either"


class ContactMode(StrEnum):
    """How somebody may be reached (PRACTICE 22)."""

    CALL_ME = "call_me"
    MAIL = "mail"
    MESSAGE = "message"
    I_CALL_YOU = "i_call_you"
    NOTHING = "nothing"


class Circle(StrEnum):
    """Does somebody else from one's circle register too (PRACTICE 24)?"""

    TOGETHER = "together"
    APART = "apart"
    NO = "no"
    UNKNOWN = "unknown"


class Registration(Record, Versioned, table=True):
    """Name, contact plan, wishes and circle are sealed with a key of its own. Dates are days; `tie` orders one day.

    `entered_on` is the day of entering the pool and is kept by whoever comes back to it.
    """

    __tablename__ = "registration"
    __table_args__ = IN_NO_ORDER

    code_mac: bytes = Field(sa_type=LargeBinary, unique=True)
    has_own_sentence: bool = False
    data_key_id: UUID
    state: RegistrationState = word_field(RegistrationState, default=RegistrationState.RECEIVED, index=True)
    relation: Relation = word_field(Relation)
    format: Format = word_field(Format)
    language: str = Field(default="nl", max_length=2)
    sealed_name: bytes | None = sealed_field(nullable=True)
    sealed_contact: bytes | None = sealed_field(nullable=True)
    sealed_wishes: bytes | None = sealed_field(nullable=True)
    sealed_circle: bytes | None = sealed_field(nullable=True)
    sealed_words: bytes | None = sealed_field(nullable=True)
    facilitator_id: UUID | None = Field(default=None, foreign_key="staff.id", index=True)
    received_on: date
    talked_on: date | None = None
    entered_on: date | None = None
    hold_until: date | None = None
    ended_on: date | None = None
    tie: int = 0

    @classmethod
    def visible_to(cls, viewer: Any) -> Any:
        """The coordinator sees all; a facilitator those assigned to them; who holds the code their own."""
        if viewer.is_registrant:
            return belongs_to(viewer, cls.id)
        there = col(cls.state) != RegistrationState.ERASED
        if viewer.is_coordinator:
            return there
        return and_(there, belongs_to(viewer, cls.facilitator_id)) if viewer.is_facilitator else false()

    @classmethod
    def open(cls) -> Any:
        """Can it still come to something?"""
        return col(cls.state).in_(_WAITING)

    @property
    def is_open(self) -> bool:
        """Can it still come to something?"""
        return self.state in _WAITING

    def handled_by(self, viewer: Any) -> bool:
        """May `viewer` do something with it: the coordinator, or the facilitator it was given to?"""
        is_theirs = bool(viewer.is_facilitator) and viewer.id == self.facilitator_id
        return bool(viewer.is_coordinator) or is_theirs


class RegistrationVisit(Visit, table=True):
    """Somebody who typed the code of a registration."""

    __tablename__ = "registration_visit"
    __table_args__ = IN_NO_ORDER

    visited_id: UUID = Field(foreign_key="registration.id", ondelete="CASCADE", index=True)
