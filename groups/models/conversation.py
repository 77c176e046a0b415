"""A one-to-one conversation: intake, preparation, check-in or aftercare. One state machine for all four."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Field, col, select

from foundation.clock import now
from foundation.columns import WITHOUT_ROWID, Condition, Record, Versioned, datetime_field, enum_field, sealed_field
from foundation.data_keys import SealedValue
from foundation.lifecycle import Lifecycle
from foundation.local_time import local_datetime, minutes_after
from foundation.person import Person
from groups.models.registration import Registration

NUMBER_SHOWN_BEFORE, NUMBER_SHOWN_AFTER = timedelta(minutes=15), timedelta(minutes=60)
"""Around one's own booked conversation the number is visible without a reason."""


class ConversationKind(StrEnum):
    """What a conversation is for."""

    INTAKE = "intake"
    PREPARATION = "preparation"
    CHECK_IN = "check_in"
    AFTERCARE = "aftercare"


class Channel(StrEnum):
    """How the conversation is held. A person who wants no calls dials in, or writes."""

    PHONE = "phone"
    DIAL_IN = "dial_in"
    VIDEO = "video"
    IN_PERSON = "in_person"
    WRITTEN = "written"


class ConversationState(StrEnum):
    """Where a conversation is in its life: without a slot, booked, or over."""

    UNBOOKED = "unbooked"
    BOOKED = "booked"
    DONE = "done"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"
    CANCELLED = "cancelled"


_FINAL_STATES = {
    ConversationState.DONE,
    ConversationState.NOT_REACHED,
    ConversationState.DECLINED,
    ConversationState.CANCELLED,
}
CONVERSATION_LIFECYCLE = Lifecycle(
    {
        ConversationState.UNBOOKED: {ConversationState.BOOKED, *_FINAL_STATES},
        ConversationState.BOOKED: {ConversationState.UNBOOKED, *_FINAL_STATES},
        **{state: set() for state in ConversationState if state in _FINAL_STATES},
    }
)

OPEN_STATES = (ConversationState.UNBOOKED, ConversationState.BOOKED)
BOOKED_STATES = (ConversationState.BOOKED,)


class ConversationOutcome(StrEnum):
    """The outcome of a conversation: what an intake led to, or how the person is doing after a group."""

    GROUP = "group"
    PREPARATION = "preparation"
    NOT_NOW = "not_now"
    REFER = "refer"
    WELL = "well"
    WORRIED = "worried"
    ANOTHER_GROUP = "another_group"


OUTCOMES_BY_KIND = {
    ConversationKind.INTAKE: (
        ConversationOutcome.GROUP,
        ConversationOutcome.PREPARATION,
        ConversationOutcome.NOT_NOW,
        ConversationOutcome.REFER,
    ),
    ConversationKind.AFTERCARE: (
        ConversationOutcome.WELL,
        ConversationOutcome.WORRIED,
        ConversationOutcome.ANOTHER_GROUP,
        ConversationOutcome.REFER,
    ),
}
"""Which outcomes each kind can have; the other kinds need none."""


class AboutConversation(SealedValue):
    """What is sealed with a conversation: notes, the name of its online room, and how it stood when it was held."""

    notes: str = ""
    room: str = ""
    consequences: str = ""


class Conversation(Record, Versioned, table=True):
    """One conversation with one person. Its slot is a local day and time with a time zone, like that of a session.

    `was_agreed` when the person chose the slot, or heard of it long enough ahead: only then is the number shown around
    it. `last_slot_at` is the last slot it had, whatever became of it: it may still be in the person's own calendar.
    `revision` rises whenever the slot changes or is released; `reminded_revision` is the one a reminder was sent for.
    `unanswered_attempts` counts attempts to reach the person, `staff_absences` the times the colleague could not make
    it. Notes and the name of the online room are sealed with the registration's key.
    """

    __tablename__ = "conversation"
    __table_args__ = WITHOUT_ROWID

    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    data_key_id: UUID
    kind: ConversationKind = enum_field(ConversationKind)
    state: ConversationState = enum_field(ConversationState, default=ConversationState.UNBOOKED, index=True)
    channel: Channel = enum_field(Channel, default=Channel.PHONE)
    facilitator_id: UUID | None = Field(default=None, foreign_key="staff.id", index=True)
    day: date | None = Field(default=None, index=True)
    starts: time | None = None
    minutes: int = 45
    zone: str = Field(max_length=40)
    not_before: date | None = None
    was_agreed: bool = False
    last_slot_at: datetime | None = datetime_field(nullable=True)
    unanswered_attempts: int = 0
    staff_absences: int = 0
    revision: int = 0
    reminded_revision: int = -1
    outcome: ConversationOutcome | None = enum_field(ConversationOutcome, default=None, nullable=True)
    ended_on: date | None = None
    sealed_about: bytes | None = sealed_field(nullable=True)

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Whoever may see its registration."""
        return col(cls.registration_id).in_(select(Registration.id).where(Registration.visible_to(viewer)))

    @classmethod
    def booked(cls) -> Condition:
        """Does it have a slot, and no outcome yet? (SQL)"""
        return col(cls.state).in_(BOOKED_STATES)

    @classmethod
    def occupies_time(cls) -> Condition:
        """Does it occupy somebody's time: booked, or held in a slot?"""
        return and_(col(cls.state).in_((ConversationState.BOOKED, ConversationState.DONE)), col(cls.day).is_not(None))

    @classmethod
    def open(cls) -> Condition:
        """Is it still to be held? (SQL)"""
        return col(cls.state).in_(OPEN_STATES)

    @property
    def is_open(self) -> bool:
        """Is it still to be held?"""
        return self.state in OPEN_STATES

    @property
    def is_unbooked(self) -> bool:
        return self.state is ConversationState.UNBOOKED

    @property
    def was_not_reached(self) -> bool:
        return self.state is ConversationState.NOT_REACHED

    @property
    def is_booked(self) -> bool:
        """Does it have a slot, and no outcome yet?"""
        return self.state in BOOKED_STATES

    @property
    def begins_at(self) -> datetime | None:
        """When it begins, in the service's time zone; None without a slot."""
        if self.day is None or self.starts is None:
            return None
        return local_datetime(self.day, self.starts, self.zone)

    @property
    def ends_at(self) -> datetime | None:
        begins = self.begins_at
        return minutes_after(begins, self.minutes) if begins else None

    @property
    def is_due(self) -> bool:
        """Is its slot now, or about to begin?"""
        begins = self.begins_at
        return self.is_booked and begins is not None and begins <= now() + NUMBER_SHOWN_BEFORE

    @property
    def awaits_outcome(self) -> bool:
        """Is its slot over without a recorded outcome?"""
        return self.is_booked and self.ends_at is not None and self.ends_at <= now()

    def conducted_by(self, viewer: Person) -> bool:
        """Is it booked with this colleague?"""
        return viewer.is_facilitator and self.is_booked and viewer.id == self.facilitator_id

    def shows_number_to(self, viewer: Person) -> bool:
        """May `viewer` see the number now without a reason: their own conversation, around its slot?"""
        begins = self.begins_at
        is_near = self.is_due and begins is not None and now() - NUMBER_SHOWN_AFTER <= begins
        return self.conducted_by(viewer) and self.channel is Channel.PHONE and self.was_agreed and is_near
