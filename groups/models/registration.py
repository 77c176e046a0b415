"""A registration: a relative asks to join a peer group. Its code is the only key to it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Index, and_, case, false, func, not_, or_, text
from sqlmodel import Field, col, select

from accounts.models import Relation, Staff, belongs_to
from foundation.access_codes import Opened, Visit
from foundation.clock import now
from foundation.columns import WITHOUT_ROWID, Condition, Versioned, datetime_field, enum_field, sealed_field
from foundation.lifecycle import Lifecycle
from foundation.person import Person
from groups.models.peer_group import MeetingFormat, PeerGroup
from groups.models.preparation import PreparationReason, PreparationState

SIDE = "registration"


class RegistrationState(StrEnum):
    """Where a registration is in its life."""

    PARKED = "parked"
    RECEIVED = "received"
    POOL = "pool"
    ON_HOLD = "on_hold"
    OFFERED = "offered"
    PLACED = "placed"
    ACTIVE = "active"
    COMPLETED = "completed"
    STOPPED = "stopped"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    NOT_SUITABLE = "not_suitable"
    REFERRED = "referred"
    UNREACHABLE = "unreachable"
    DUPLICATE = "duplicate"
    BEREAVED = "bereaved"
    ERASED = "erased"


WAITING = (RegistrationState.RECEIVED, RegistrationState.POOL, RegistrationState.ON_HOLD)
SEATED = (RegistrationState.OFFERED, RegistrationState.PLACED, RegistrationState.ACTIVE)
PARTICIPATING = (RegistrationState.PLACED, RegistrationState.ACTIVE)
AFTER_GROUP = (RegistrationState.COMPLETED, RegistrationState.STOPPED)
OPEN = (*WAITING, *SEATED)
_FINAL_STATES = {
    RegistrationState.WITHDRAWN,
    RegistrationState.NOT_SUITABLE,
    RegistrationState.REFERRED,
    RegistrationState.UNREACHABLE,
    RegistrationState.DUPLICATE,
    RegistrationState.BEREAVED,
    RegistrationState.ERASED,
}
_DEPARTURES = {RegistrationState.WITHDRAWN, RegistrationState.BEREAVED, RegistrationState.ERASED}
REGISTRATION_LIFECYCLE = Lifecycle(
    {
        RegistrationState.PARKED: {RegistrationState.RECEIVED, RegistrationState.ERASED},
        RegistrationState.RECEIVED: {RegistrationState.POOL, *_FINAL_STATES},
        RegistrationState.POOL: {
            RegistrationState.ON_HOLD,
            RegistrationState.OFFERED,
            RegistrationState.CLOSED,
            *_FINAL_STATES,
        },
        RegistrationState.ON_HOLD: {RegistrationState.POOL, RegistrationState.CLOSED, *_FINAL_STATES},
        RegistrationState.OFFERED: {RegistrationState.PLACED, RegistrationState.POOL, *_FINAL_STATES},
        RegistrationState.PLACED: {RegistrationState.ACTIVE, RegistrationState.POOL, *_FINAL_STATES},
        RegistrationState.ACTIVE: {
            RegistrationState.COMPLETED,
            RegistrationState.STOPPED,
            RegistrationState.POOL,
            *_DEPARTURES,
        },
        RegistrationState.COMPLETED: {RegistrationState.POOL, RegistrationState.CLOSED, *_DEPARTURES},
        RegistrationState.STOPPED: {RegistrationState.POOL, RegistrationState.CLOSED, *_DEPARTURES},
        **{state: {RegistrationState.ERASED} for state in RegistrationState if state in _FINAL_STATES},
        RegistrationState.CLOSED: {RegistrationState.ERASED},
        RegistrationState.ERASED: set(),
    }
)


class Registration(Opened, Versioned, table=True):
    """Name, contact plan, wishes, circle: sealed with a key of its own. Dates are days; `tiebreaker` orders one day.

    `entered_on` is the day of entering the pool and is kept by whoever comes back to it; `left_on` the day of the last
    session of a group that was completed or stopped, from which aftercare is counted; `ended_on` the day on which the
    registration itself was over, from which it is kept for a while; `expires_on` the day on which it ends by itself
    unless something is heard from the person, who was asked. `group_id` is the one group
    somebody has a seat in, or had when it ended: nobody can be in two places. `offer_count` counts the offers made, so
    that the answer to an old one never means a new one; `unanswered_offers` those that ran out in silence.
    `turn_at` is the half hour from which somebody who was parked may come in: until then nobody of the team sees them.
    `sealed_left_appointments` holds the appointments of a seat that was given up, to take them out of a calendar;
    `sealed_goal` what somebody hopes to find in one-to-one preparation, in their own words. `has_agreed_word` says
    whether `sealed_circle` holds a word to compare with those of others; None when that was not noted.
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index("ix_registration_in_order", "state", "has_priority", "entered_on", "received_on", "tiebreaker"),
        Index(
            "ix_registration_agreed_word",
            "state",
            sqlite_where=text("has_agreed_word IS NOT 0"),
            postgresql_where=text("has_agreed_word IS NOT false"),
        ),
        WITHOUT_ROWID,
    )

    data_key_id: UUID
    state: RegistrationState = enum_field(RegistrationState, default=RegistrationState.RECEIVED, index=True)
    relation: Relation = enum_field(Relation)
    format: MeetingFormat = enum_field(MeetingFormat)
    language: str = Field(default="nl", max_length=2)
    sealed_name: bytes | None = sealed_field(nullable=True)
    sealed_contact: bytes | None = sealed_field(nullable=True)
    sealed_wishes: bytes | None = sealed_field(nullable=True)
    sealed_circle: bytes | None = sealed_field(nullable=True)
    has_agreed_word: bool | None = None
    sealed_team_message: bytes | None = sealed_field(nullable=True)
    sealed_intake_notes: bytes | None = sealed_field(nullable=True)
    sealed_left_appointments: bytes | None = sealed_field(nullable=True)
    preparation: PreparationState | None = enum_field(PreparationState, default=None, nullable=True)
    preparation_reason: PreparationReason | None = enum_field(PreparationReason, default=None, nullable=True)
    sealed_goal: bytes | None = sealed_field(nullable=True)
    group_id: UUID | None = Field(default=None, foreign_key="peer_group.id", index=True)
    offer_count: int = 0
    unanswered_offers: int = 0
    offer_expires_at: datetime | None = datetime_field(nullable=True, index=True)
    agreed_on: date | None = None
    has_priority: bool = False
    gave_feedback: bool = False
    aftercare_answered: bool = False
    facilitator_id: UUID | None = Field(default=None, foreign_key="staff.id", index=True)
    received_on: date = Field(index=True)
    turn_at: datetime | None = datetime_field(nullable=True)
    intake_held_on: date | None = None
    entered_on: date | None = None
    hold_until: date | None = None
    left_on: date | None = None
    ended_on: date | None = None
    expires_on: date | None = None
    tiebreaker: int = 0

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """The coordinator sees all; facilitators those assigned to them or in their groups; code holders their own."""
        if viewer.is_registrant:
            return belongs_to(viewer, cls.id)
        there = col(cls.state).not_in((RegistrationState.PARKED, RegistrationState.ERASED))
        if viewer.is_coordinator:
            return there
        if not viewer.is_facilitator:
            return false()
        in_own_group = col(cls.group_id).in_(select(PeerGroup.id).where(PeerGroup.facilitated_by(viewer)))
        return and_(there, or_(belongs_to(viewer, cls.facilitator_id), in_own_group))

    @classmethod
    def open(cls) -> Condition:
        """Can it still lead to a group? (SQL)"""
        return col(cls.state).in_(OPEN)

    @classmethod
    def waiting(cls) -> Condition:
        """Is it on the waiting list, without a seat? (SQL)"""
        return col(cls.state).in_(WAITING)

    @classmethod
    def since(cls) -> ColumnElement[date]:
        """The day since which they wait: that of entering the pool, before that the day of registering. (SQL)"""
        return func.coalesce(col(cls.entered_on), col(cls.received_on))

    @classmethod
    def after_priority(cls) -> ColumnElement[int]:
        """0 for those who have priority, 1 for the others, to order by. (SQL)"""
        return case((col(cls.has_priority), 0), else_=1)

    @classmethod
    def seated_in(cls, group_id: object) -> Condition:
        """Does it hold a seat in this group? The only rule by which seats are counted; facilitators hold none."""
        return and_(col(cls.group_id) == group_id, col(cls.state).in_(SEATED))

    @property
    def is_parked(self) -> bool:
        """Did more people come than could, so that this one has not come in yet?"""
        return self.state is RegistrationState.PARKED

    @property
    def has_turn(self) -> bool:
        """Is it the turn of somebody who was parked?"""
        return self.is_parked and self.turn_at is not None and self.turn_at <= now()

    @property
    def is_open(self) -> bool:
        """Can it still lead to a group?"""
        return self.state in OPEN

    @property
    def is_waiting(self) -> bool:
        """Is it on the waiting list, or about to be, without a seat?"""
        return self.state in WAITING

    @property
    def is_seated(self) -> bool:
        """Does it hold a seat?"""
        return self.state in SEATED

    @property
    def is_participating(self) -> bool:
        """Was a seat accepted, so that place and link may be shown?"""
        return self.state in PARTICIPATING

    def expected_at(self, is_return: bool) -> bool:
        """Is somebody in this state expected: with a seat, or at a return meeting after completing the group?"""
        return self.is_participating or (is_return and self.state is RegistrationState.COMPLETED)

    @property
    def can_have_conversation(self) -> bool:
        """Can conversations be held: while it is open, and after a group?"""
        return self.is_open or self.state in AFTER_GROUP

    @property
    def can_message(self) -> bool:
        """Can messages be written: while it is open, after a group, and after a death?"""
        return self.is_open or self.state in (*AFTER_GROUP, RegistrationState.BEREAVED)

    def entrusted_to(self, viewer: Person, group: PeerGroup | None = None) -> bool:
        """Is `viewer` the assigned facilitator, or one of its group, and does `viewer` facilitate still?"""
        leads_group = group is not None and group.id == self.group_id and viewer.id in group.facilitator_ids
        return viewer.is_facilitator and (viewer.id == self.facilitator_id or leads_group)

    @classmethod
    def in_care_of(cls, viewer: Person) -> Condition:
        """Does `viewer` look after it, and read its messages? (SQL)

        Its facilitator and those of its group do; the coordinator as long as none of them is active and facilitates.
        """
        in_led_group = col(cls.group_id).in_(select(PeerGroup.id).where(PeerGroup.facilitated_by(viewer)))
        theirs = or_(belongs_to(viewer, cls.facilitator_id), in_led_group) if viewer.is_facilitator else false()
        return or_(theirs, not_(cls._has_facilitator()) if viewer.is_coordinator else false())

    @classmethod
    def _has_facilitator(cls) -> Condition:
        able = (col(Staff.facilitates), Staff.is_active)
        of_group = col(Staff.id).in_((PeerGroup.facilitator_id, PeerGroup.second_facilitator_id))
        assigned = select(Staff.id).where(col(Staff.id) == cls.facilitator_id, *able)
        leading = select(PeerGroup.id).join(Staff, of_group).where(col(PeerGroup.id) == cls.group_id, *able)
        return or_(assigned.exists(), leading.exists())

    def manageable_by(self, viewer: Person, group: PeerGroup | None = None) -> bool:
        """May `viewer` manage it: the coordinator, the assigned facilitator, or one of its group?"""
        return viewer.is_coordinator or self.entrusted_to(viewer, group)


class RegistrationVisit(Visit, table=True):
    """A browser in which the code of a registration was typed."""

    __tablename__ = "registration_visit"
    __table_args__ = WITHOUT_ROWID

    visited_id: UUID = Field(foreign_key="registration.id", ondelete="CASCADE", index=True)
