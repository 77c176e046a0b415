"""Conversations as they are shown: to the person, on a registration, and to the colleague who is about to call."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, false, or_
from sqlmodel import Session, col, select

from accounts.queries import names_of
from foundation.clock import now
from foundation.data_keys import load_keys, unseal, unseal_value
from foundation.local_time import local_today
from foundation.person import Person
from groups.meeting_room import Meeting
from groups.models import AboutCall, Call, CallKind, CallState, Channel, ContactPlan, IntakeNotes, Outcome, Registration

MOST = 100
PROMISE = timedelta(days=7)
"""So long a contact while waiting may stay without a moment; then the coordinator sees it too."""


@dataclass(frozen=True)
class CallRow:
    """One conversation on a registration."""

    id: UUID
    kind: CallKind
    state: CallState
    channel: Channel
    by: str
    begins_at: datetime | None
    not_before: date | None
    no_answers: int
    absences: int
    done_on: date | None
    outcome: Outcome | None


@dataclass(frozen=True)
class CallCard:
    """What a colleague wants before them while calling; `number` is empty as long as it is not to be seen."""

    name: str
    plan: ContactPlan
    is_safe_now: bool | None
    is_safe_then: bool | None
    facts: IntakeNotes
    last_time: list[tuple[date, str, str]]
    number: str = ""


def about_call(db: Session, call: Call) -> AboutCall:
    """Its notes, and the name of its online room."""
    return unseal_value(db, call, "sealed_about", AboutCall)


def meeting_of_call(db: Session, call: Call) -> Meeting | None:
    """Where and when it meets online; None when it has no moment, or is held in another way."""
    if (
        call.state is not CallState.BOOKED
        or call.channel is not Channel.VIDEO
        or not call.begins_at
        or not call.ends_at
    ):
        return None
    return Meeting(call.begins_at, call.ends_at, about_call(db, call).room)


def own_call(db: Session, registration: Registration) -> Call | None:
    """The conversation that is to come for somebody: the one with a moment first."""
    theirs = (col(Call.registration_id) == registration.id, Call.is_to_come())
    return db.exec(select(Call).where(*theirs).order_by(col(Call.state), col(Call.day)).limit(1)).first()


def calls_of(db: Session, registration: Registration) -> list[CallRow]:
    """Every conversation with somebody: what is to come first."""
    rows = list(db.exec(select(Call).where(col(Call.registration_id) == registration.id)))
    names = names_of(db, {row.facilitator_id for row in rows})
    shown = [
        CallRow(
            row.id,
            row.kind,
            row.state,
            row.channel,
            names.get(row.facilitator_id, "") if row.facilitator_id else "",
            row.begins_at,
            row.not_before,
            row.no_answers,
            row.absences,
            row.done_on,
            row.outcome,
        )
        for row in rows
    ]
    return sorted(
        shown, key=lambda row: (row.state not in (CallState.PLANNED, CallState.BOOKED), row.done_on or date.max)
    )


@dataclass(frozen=True)
class OpenCallRow:
    """A conversation without a moment."""

    id: UUID
    kind: CallKind
    name: str
    received_on: date
    no_answers: int
    was_on: date | None
    is_late: bool


def without_moment(db: Session, viewer: Person) -> list[OpenCallRow]:
    """What could be given a moment, not before it is to be tried again; and what had one, without a word of it.

    The coordinator also sees contacts that were promised to anybody who waits and are a week late.
    """
    late = local_today(db) - PROMISE
    is_bridge = and_(col(Call.kind) == CallKind.BRIDGE, col(Call.state) == CallState.PLANNED)
    broken = and_(is_bridge, col(Call.not_before) <= late) if viewer.is_coordinator else false()
    over = and_(Call.booked(), col(Call.day) < local_today(db))
    due = or_(col(Call.not_before).is_(None), col(Call.not_before) <= local_today(db))
    found = db.exec(
        select(Call, Registration)
        .join(Registration, col(Registration.id) == Call.registration_id)
        .where(or_(and_(col(Call.state) == CallState.PLANNED, due), over), Registration.visible_to(viewer))
        .where(or_(Registration.in_care_of(viewer), broken))
        .order_by(col(Registration.received_on), col(Registration.tie))
        .limit(MOST)
    ).all()
    load_keys(db, {one.data_key_id for _, one in found})
    return [
        OpenCallRow(
            call.id,
            call.kind,
            unseal(db, one, "sealed_name"),
            one.received_on,
            call.no_answers,
            call.day,
            call.kind is CallKind.BRIDGE and call.not_before is not None and call.not_before <= late,
        )
        for call, one in found
    ]


def card(db: Session, call: Call, shows_number: bool) -> CallCard:
    """The card for calling: what to say and what not, whether now is safe, what was said last time."""
    registration = db.get_one(Registration, call.registration_id)
    plan = unseal_value(db, registration, "sealed_contact", ContactPlan)
    return CallCard(
        unseal(db, registration, "sealed_name"),
        plan,
        plan.is_safe_at(now().astimezone(ZoneInfo(call.zone))),
        plan.is_safe_at(call.begins_at, call.minutes) if call.begins_at else None,
        unseal_value(db, registration, "sealed_facts", IntakeNotes),
        _last_time(db, call),
        plan.phone if shows_number else "",
    )


def _last_time(db: Session, call: Call) -> list[tuple[date, str, str]]:
    """When there was a conversation before, with whom, and what was noted: the latest first."""
    before = (col(Call.registration_id) == call.registration_id, col(Call.state) == CallState.DONE)
    rows = list(db.exec(select(Call).where(*before).order_by(col(Call.done_on).desc()).limit(5)))
    names = names_of(db, {row.facilitator_id for row in rows})
    return [
        (row.done_on, names.get(row.facilitator_id, "") if row.facilitator_id else "", about_call(db, row).notes)
        for row in rows
        if row.done_on
    ]
