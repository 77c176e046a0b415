"""Conversations for display: to the registrant, on a registration, and to the colleague about to hold one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, false, or_
from sqlmodel import Session, col, select

from accounts.queries import names_of
from foundation.clock import now
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.person import Person
from groups.contact.plan import CallingMoment, calling_moment
from groups.conversations.queries.pressure import may_choose
from groups.meeting_room import Meeting
from groups.models import (
    AboutConversation,
    Channel,
    ContactPlan,
    Conversation,
    ConversationKind,
    ConversationOutcome,
    ConversationState,
    IntakeNotes,
    Registration,
)

MAX_CONVERSATIONS = 100
CHECK_IN_OVERDUE_AFTER = timedelta(days=7)
"""A check-in may stay unbooked for this long; then the coordinator sees it too."""


@dataclass(frozen=True, kw_only=True)
class ConversationRow:
    """One conversation on a registration."""

    id: UUID
    kind: ConversationKind
    state: ConversationState
    channel: Channel
    by: str
    begins_at: datetime | None
    not_before: date | None
    unanswered_attempts: int
    staff_absences: int
    ended_on: date | None
    outcome: ConversationOutcome | None

    @property
    def is_booked(self) -> bool:
        return self.state is ConversationState.BOOKED

    @property
    def is_good(self) -> bool:
        """Is it booked, or was it held?"""
        return self.state in (ConversationState.BOOKED, ConversationState.DONE)


@dataclass(frozen=True, kw_only=True)
class ConversationBrief:
    """What a colleague needs during a conversation; `number` is empty unless it may be shown."""

    name: str
    contact_plan: ContactPlan
    moment: CallingMoment
    is_safe_then: bool | None
    intake_notes: IntakeNotes
    earlier_notes: list[tuple[date, str, str]]
    number: str = ""


def about_conversation(db: Session, conversation: Conversation) -> AboutConversation:
    """Its notes, and the name of its online room."""
    return unseal_value(db, conversation, "sealed_about", AboutConversation)


def meeting_of_conversation(db: Session, conversation: Conversation) -> Meeting | None:
    """Where and when it meets online; None without a slot, or with another channel."""
    if (
        not conversation.is_booked
        or conversation.channel is not Channel.VIDEO
        or not conversation.begins_at
        or not conversation.ends_at
    ):
        return None
    return Meeting(conversation.begins_at, conversation.ends_at, about_conversation(db, conversation).room)


def next_conversation(db: Session, registration: Registration) -> Conversation | None:
    """The person's open conversation: a booked one first."""
    theirs = (col(Conversation.registration_id) == registration.id, Conversation.open())
    return db.exec(
        select(Conversation).where(*theirs).order_by(col(Conversation.state), col(Conversation.day)).limit(1)
    ).first()


def can_choose_slot(db: Session, conversation: Conversation) -> bool:
    """May the person choose a slot: always when rebooking, the first one when the service lets them and has time?"""
    if conversation.is_booked or conversation.kind is not ConversationKind.INTAKE:
        return True
    registration = db.get_one(Registration, conversation.registration_id)
    return bool(settings_of(db).intake_for_everyone) and may_choose(db, registration)


def conversations_of(db: Session, registration: Registration) -> list[ConversationRow]:
    """Every conversation with somebody: open ones first."""
    rows = list(db.exec(select(Conversation).where(col(Conversation.registration_id) == registration.id)))
    names = names_of(db, {row.facilitator_id for row in rows})
    shown = [
        ConversationRow(
            id=row.id,
            kind=row.kind,
            state=row.state,
            channel=row.channel,
            by=names.get(row.facilitator_id, "") if row.facilitator_id else "",
            begins_at=row.begins_at,
            not_before=row.not_before,
            unanswered_attempts=row.unanswered_attempts,
            staff_absences=row.staff_absences,
            ended_on=row.ended_on,
            outcome=row.outcome,
        )
        for row in rows
    ]
    return sorted(
        shown,
        key=lambda row: (
            row.state not in (ConversationState.UNBOOKED, ConversationState.BOOKED),
            row.ended_on or date.max,
        ),
    )


@dataclass(frozen=True, kw_only=True)
class OpenConversationRow:
    """A conversation without a slot."""

    id: UUID
    kind: ConversationKind
    name: str
    received_on: date
    unanswered_attempts: int
    booked_day: date | None
    is_late: bool


def open_conversations(db: Session, viewer: Person) -> list[OpenConversationRow]:
    """Conversations that can be booked, not before they are due again; and those whose slot passed without a record.

    The coordinator also sees check-ins that are a week overdue, whoever is responsible.
    """
    late = local_today(db) - CHECK_IN_OVERDUE_AFTER
    is_check_in_without_slot = and_(
        col(Conversation.kind) == ConversationKind.CHECK_IN, col(Conversation.state) == ConversationState.UNBOOKED
    )
    overdue = and_(is_check_in_without_slot, col(Conversation.not_before) <= late) if viewer.is_coordinator else false()
    over = and_(Conversation.booked(), col(Conversation.day) < local_today(db))
    due = or_(col(Conversation.not_before).is_(None), col(Conversation.not_before) <= local_today(db))
    found = db.exec(
        select(Conversation, Registration)
        .join(Registration, col(Registration.id) == Conversation.registration_id)
        .where(
            or_(and_(col(Conversation.state) == ConversationState.UNBOOKED, due), over), Registration.visible_to(viewer)
        )
        .where(or_(Registration.in_care_of(viewer), overdue))
        .order_by(col(Registration.received_on), col(Registration.tiebreaker))
        .limit(MAX_CONVERSATIONS)
    ).all()
    load_keys(db, {one.data_key_id for _, one in found})
    return [
        OpenConversationRow(
            id=conversation.id,
            kind=conversation.kind,
            name=unseal(db, one, "sealed_name"),
            received_on=one.received_on,
            unanswered_attempts=conversation.unanswered_attempts,
            booked_day=conversation.day,
            is_late=conversation.kind is ConversationKind.CHECK_IN
            and conversation.not_before is not None
            and conversation.not_before <= late,
        )
        for conversation, one in found
    ]


def conversation_brief(db: Session, conversation: Conversation, shows_number: bool) -> ConversationBrief:
    """The briefing: what to say and what not, whether now is safe, what was said before."""
    registration = db.get_one(Registration, conversation.registration_id)
    plan = unseal_value(db, registration, "sealed_contact", ContactPlan)
    return ConversationBrief(
        name=unseal(db, registration, "sealed_name"),
        contact_plan=plan,
        moment=calling_moment(plan, now().astimezone(ZoneInfo(conversation.zone)), agreed=conversation.was_agreed),
        is_safe_then=plan.is_safe_at(conversation.begins_at, conversation.minutes) if conversation.begins_at else None,
        intake_notes=unseal_value(db, registration, "sealed_intake_notes", IntakeNotes),
        earlier_notes=_earlier_notes(db, conversation),
        number=plan.phone if shows_number else "",
    )


def _earlier_notes(db: Session, conversation: Conversation) -> list[tuple[date, str, str]]:
    """Earlier conversations: when, with whom, and the notes; the latest first."""
    before = (
        col(Conversation.registration_id) == conversation.registration_id,
        col(Conversation.state) == ConversationState.DONE,
    )
    rows = list(db.exec(select(Conversation).where(*before).order_by(col(Conversation.ended_on).desc()).limit(5)))
    names = names_of(db, {row.facilitator_id for row in rows})
    return [
        (
            row.ended_on,
            names.get(row.facilitator_id, "") if row.facilitator_id else "",
            about_conversation(db, row).notes,
        )
        for row in rows
        if row.ended_on
    ]
