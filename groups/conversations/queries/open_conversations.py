"""Conversations that wait for a slot, or for what came of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, false, or_
from sqlmodel import Session, col

from foundation.data_keys import load_keys, unseal
from foundation.local_time import local_today
from foundation.paging import Cursor, Slice, count_of, read_slice
from foundation.person import Person
from foundation.rows import AnySelect, select_columns
from groups.models import Conversation, ConversationKind, ConversationState, Registration

CHECK_IN_OVERDUE_AFTER = timedelta(days=7)
"""A check-in may stay unbooked for this long; then the coordinator sees it too."""
ORDER: tuple[Any, ...] = (
    Registration.received_on,
    Registration.tiebreaker,
    col(Conversation.id).label("conversation_id"),
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


def open_conversations(db: Session, viewer: Person, cursor: Cursor | None = None) -> Slice[OpenConversationRow]:
    """One page of the conversations that wait for a slot, and are due, or whose slot passed without a record.

    The coordinator also sees check-ins that are a week overdue, whoever is responsible.
    """
    statement = _open_for(db, viewer).add_columns(Conversation, Registration)
    page = read_slice(db, statement, ORDER, cursor)
    load_keys(db, {row.Registration.data_key_id for row in page.rows})
    late = local_today(db) - CHECK_IN_OVERDUE_AFTER
    rows = [_row(db, row.Conversation, row.Registration, late) for row in page.rows]
    return Slice(rows, page.before, page.after)


def open_conversation_count(db: Session, viewer: Person) -> int:
    """How many these are."""
    return count_of(db, _open_for(db, viewer))


def _open_for(db: Session, viewer: Person) -> AnySelect:
    late = local_today(db) - CHECK_IN_OVERDUE_AFTER
    is_check_in_without_slot = and_(
        col(Conversation.kind) == ConversationKind.CHECK_IN, col(Conversation.state) == ConversationState.UNBOOKED
    )
    overdue = and_(is_check_in_without_slot, col(Conversation.not_before) <= late) if viewer.is_coordinator else false()
    over = and_(Conversation.booked(), col(Conversation.day) < local_today(db))
    due = or_(col(Conversation.not_before).is_(None), col(Conversation.not_before) <= local_today(db))
    return (
        select_columns(*ORDER)
        .join(Registration, col(Registration.id) == Conversation.registration_id)
        .where(
            or_(and_(col(Conversation.state) == ConversationState.UNBOOKED, due), over), Registration.visible_to(viewer)
        )
        .where(or_(Registration.in_care_of(viewer), overdue))
    )


def _row(db: Session, conversation: Conversation, registration: Registration, late: date) -> OpenConversationRow:
    return OpenConversationRow(
        id=conversation.id,
        kind=conversation.kind,
        name=unseal(db, registration, "sealed_name"),
        received_on=registration.received_on,
        unanswered_attempts=conversation.unanswered_attempts,
        booked_day=conversation.day,
        is_late=conversation.kind is ConversationKind.CHECK_IN
        and conversation.not_before is not None
        and conversation.not_before <= late,
    )
