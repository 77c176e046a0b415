"""Conversations for display: to the registrant, on a registration, and to the colleague about to hold one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from accounts.queries import names_of
from foundation.clock import now
from foundation.data_keys import unseal, unseal_value
from foundation.database import settings_of
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
    in_order = (col(Conversation.state), col(Conversation.day), col(Conversation.id))
    return db.exec(select(Conversation).where(*theirs).order_by(*in_order).limit(1)).first()


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
            row.id,
        ),
    )


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
    rows = list(
        db.exec(select(Conversation).where(*before).order_by(col(Conversation.ended_on).desc(), col(Conversation.id)))
    )
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
