"""A peer group: a few relatives who meet a number of times, led by one or two facilitators."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import false, or_, true
from sqlmodel import Field, col

from accounts.models import Relation, belongs_to
from foundation.columns import WITHOUT_ROWID, Condition, Record, Versioned, enum_field, sealed_field
from foundation.data_keys import SealedValue
from foundation.lifecycle import Lifecycle
from foundation.person import Person


class MeetingFormat(StrEnum):
    """How people meet; EITHER is a preference of a registrant, never the format of a group."""

    ONLINE = "online"
    IN_PERSON = "in_person"
    EITHER = "either"


class GroupState(StrEnum):
    """Where a group is in its life. "Full" and "entry closed" are computed, never stored."""

    DRAFT = "draft"
    RECRUITING = "recruiting"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    FINISHED = "finished"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


GROUP_LIFECYCLE = Lifecycle(
    {
        GroupState.DRAFT: {GroupState.RECRUITING, GroupState.CANCELLED},
        GroupState.RECRUITING: {GroupState.CONFIRMED, GroupState.CANCELLED},
        GroupState.CONFIRMED: {GroupState.RUNNING, GroupState.CANCELLED},
        GroupState.RUNNING: {GroupState.FINISHED, GroupState.CANCELLED},
        GroupState.FINISHED: {GroupState.ARCHIVED},
        GroupState.ARCHIVED: set(),
        GroupState.CANCELLED: set(),
    }
)
GOING_AHEAD = (GroupState.CONFIRMED, GroupState.RUNNING)
ACCEPTING_PEOPLE = (GroupState.RECRUITING, *GOING_AHEAD)


class EntryPolicy(StrEnum):
    """May somebody join once the group has begun?"""

    CLOSED = "closed"
    OPEN = "open"


class AboutGroup(SealedValue):
    """What is sealed with a group: its name, where it meets, what to know on arrival, the number to dial."""

    name: str = ""
    place: str = ""
    arrival: str = ""
    dial_in: str = ""


class PeerGroup(Record, Versioned, table=True):
    """Name, place, arrival note and dial-in number are sealed: where relatives meet is nobody else's business.

    With closed entry nobody joins once session number `last_entry_session` has begun. `relations` lists who is welcome,
    separated by commas; empty means everyone.
    """

    __tablename__ = "peer_group"
    __table_args__ = WITHOUT_ROWID

    data_key_id: UUID
    state: GroupState = enum_field(GroupState, default=GroupState.DRAFT, index=True)
    format: MeetingFormat = enum_field(MeetingFormat)
    language: str = Field(default="nl", max_length=2)
    region: str = Field(default="", max_length=40)
    entry: EntryPolicy = enum_field(EntryPolicy, default=EntryPolicy.CLOSED)
    last_entry_session: int = 1
    capacity: int = 7
    min_participants: int = 3
    max_per_relation: int | None = None
    relations: str = Field(default="", max_length=120)
    facilitator_id: UUID = Field(foreign_key="staff.id", index=True)
    second_facilitator_id: UUID | None = Field(default=None, foreign_key="staff.id", index=True)
    sealed_about: bytes | None = sealed_field(nullable=True)

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """The coordinator sees all, facilitators their own. Participants see its sessions, not this page."""
        if viewer.is_coordinator:
            return true()
        return cls.facilitated_by(viewer) if viewer.is_facilitator else false()

    @classmethod
    def facilitated_by(cls, viewer: Person) -> Condition:
        """Is the viewer one of its facilitators? (SQL)"""
        return or_(belongs_to(viewer, cls.facilitator_id), belongs_to(viewer, cls.second_facilitator_id))

    @classmethod
    def ongoing(cls) -> Condition:
        """Is it neither over nor cancelled? (SQL)"""
        return col(cls.state).in_((GroupState.DRAFT, *ACCEPTING_PEOPLE))

    @classmethod
    def going_ahead(cls) -> Condition:
        """Is it sure to meet, or meeting? (SQL)"""
        return col(cls.state).in_(GOING_AHEAD)

    @property
    def goes_ahead(self) -> bool:
        """Is it sure to meet, or meeting?"""
        return self.state in GOING_AHEAD

    def composable_by(self, viewer: Person) -> bool:
        """May `viewer` compose it: offer seats, change it, cancel it?"""
        return viewer.is_coordinator

    def manageable_by(self, viewer: Person) -> bool:
        """May `viewer` run it: record attendance, move a session?"""
        is_theirs = viewer.id in (self.facilitator_id, self.second_facilitator_id)
        return viewer.is_coordinator or (viewer.is_facilitator and is_theirs)

    @property
    def facilitator_ids(self) -> list[UUID]:
        """Its one or two facilitators."""
        return [one for one in (self.facilitator_id, self.second_facilitator_id) if one]

    @property
    def welcome_relations(self) -> list[Relation]:
        """The relations it is for; empty means everyone."""
        return [Relation(word) for word in self.relations.split(",") if word]

    @property
    def is_draft(self) -> bool:
        return self.state is GroupState.DRAFT

    @property
    def is_recruiting(self) -> bool:
        return self.state is GroupState.RECRUITING

    @property
    def is_confirmed(self) -> bool:
        return self.state is GroupState.CONFIRMED

    @property
    def accepts_people(self) -> bool:
        """Can seats be offered in this state?"""
        return self.state in ACCEPTING_PEOPLE
