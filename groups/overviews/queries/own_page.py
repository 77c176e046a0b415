"""What a registrant's own page holds, and which of its parts show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from foundation.data_keys import unseal
from foundation.database import settings_of
from foundation.local_time import local_today
from foundation.parts import Parts, always, shown_parts
from groups.conversations.queries.conversations import can_choose_slot
from groups.conversations.queries.missed import cancelled_slot, last_missed, missed_aftercare
from groups.models import (
    AFTER_GROUP,
    Conversation,
    ConversationState,
    PreparationState,
    Registration,
    RegistrationState,
)
from groups.registrations.queries.appointments import cancelled_appointments
from groups.registrations.queries.silence import ends_unless_heard_from

FOLDER = "groups/overviews/own_page"


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """A registrant's own page. `conversation` is the open one, when a slot can be chosen for it or has been.

    `ends_on`: the day on which the registration ends by itself unless something is heard from the person.
    """

    registration: Registration
    conversation: Conversation | None
    slots_open_on: date | None
    ends_on: date | None
    missed: Conversation | None
    missed_aftercare: bool
    cancelled_slot: datetime | None
    has_cancelled_appointments: bool
    offers_aftercare: bool
    team_message: str

    @property
    def parts(self) -> list[str]:
        return shown_parts(FOLDER, PARTS, self)

    @property
    def has_booked_conversation(self) -> bool:
        return self.conversation is not None and self.conversation.is_booked

    @property
    def declined_conversation(self) -> bool:
        return self.missed is not None and self.missed.state is ConversationState.DECLINED

    @property
    def completed_group(self) -> bool:
        return self.is_in(RegistrationState.COMPLETED)

    @property
    def needed_no_group(self) -> bool:
        """Was one-to-one preparation enough?"""
        return self.registration.preparation is PreparationState.ENOUGH

    def is_in(self, *states: RegistrationState) -> bool:
        return self.registration.state in states


def _in(*states: RegistrationState) -> Callable[[OwnPage], bool]:
    return lambda page: page.is_in(*states)


def _is_open(page: OwnPage) -> bool:
    return page.registration.is_open


def _was_received(page: OwnPage) -> bool:
    return page.is_in(RegistrationState.RECEIVED) and not page.has_booked_conversation


def _waits_for_an_update(page: OwnPage) -> bool:
    is_told_otherwise = page.registration.is_participating or page.is_in(RegistrationState.ON_HOLD)
    return page.registration.is_open and not is_told_otherwise and not page.has_booked_conversation


def _may_want_aftercare(page: OwnPage) -> bool:
    return page.is_in(*AFTER_GROUP) and not page.registration.aftercare_answered and page.offers_aftercare


PARTS: Parts[OwnPage] = {
    "parked": _in(RegistrationState.PARKED),
    "received_declined": lambda page: _was_received(page) and page.declined_conversation,
    "received": lambda page: _was_received(page) and not page.declined_conversation,
    "still_wanted": lambda page: page.ends_on,
    "pool": _in(RegistrationState.POOL),
    "on_hold": _in(RegistrationState.ON_HOLD),
    "offered": _in(RegistrationState.OFFERED),
    "participating": lambda page: page.registration.is_participating,
    "after_group": _in(*AFTER_GROUP),
    "closed": _in(RegistrationState.CLOSED),
    "withdrawn": _in(RegistrationState.WITHDRAWN),
    "bereaved": _in(RegistrationState.BEREAVED),
    "unreachable": _in(RegistrationState.UNREACHABLE),
    "duplicate": _in(RegistrationState.DUPLICATE),
    "referred": _in(RegistrationState.REFERRED),
    "not_suitable": _in(RegistrationState.NOT_SUITABLE),
    "answer_aftercare": _may_want_aftercare,
    "missed_aftercare": lambda page: page.missed_aftercare and not page.is_in(RegistrationState.CLOSED),
    "cancelled_slot": lambda page: page.cancelled_slot,
    "slots_open_later": lambda page: page.conversation and page.slots_open_on,
    "conversation": lambda page: page.conversation and not page.slots_open_on,
    "missed_conversation": lambda page: page.missed and not page.conversation,
    "preparation": lambda page: page.registration.preparation is PreparationState.RUNNING,
    "cancelled_appointments": lambda page: page.has_cancelled_appointments,
    "feedback": lambda page: page.is_in(*AFTER_GROUP) and not page.registration.gave_feedback,
    "another_group": _in(*AFTER_GROUP),
    "messages": lambda page: page.registration.can_message,
    "team_message": lambda page: page.team_message,
    "next_update": _waits_for_an_update,
    "answers": _is_open,
    "pause": _in(RegistrationState.POOL),
    "own_code": _is_open,
    "give_up_seat": _in(RegistrationState.PLACED),
    "leave_group": _in(RegistrationState.ACTIVE),
    "report_bereavement": _is_open,
    "withdraw": _is_open,
    "erase": always,
}
"""The first fifteen tell where things stand: every state of a registration that a code still opens has one."""


def own_page(db: Session, registration: Registration, conversation: Conversation | None) -> OwnPage:
    """The page of somebody whose next conversation, if any, is this one."""
    return OwnPage(
        registration=registration,
        conversation=conversation if conversation and can_choose_slot(db, conversation) else None,
        slots_open_on=_slots_open_on(db, conversation),
        ends_on=ends_unless_heard_from(db, registration),
        missed=last_missed(db, registration) if conversation is None else None,
        missed_aftercare=conversation is None and missed_aftercare(db, registration),
        cancelled_slot=cancelled_slot(db, registration),
        has_cancelled_appointments=bool(cancelled_appointments(db, registration)),
        offers_aftercare=bool(settings_of(db).aftercare_offsets),
        team_message=unseal(db, registration, "sealed_team_message"),
    )


def kept_until(db: Session, registration: Registration) -> date | None:
    """The last day on which the code opens something, once the registration is over."""
    days = timedelta(days=settings_of(db).ended_registration_days)
    return registration.ended_on + days if registration.ended_on else None


def _slots_open_on(db: Session, conversation: Conversation | None) -> date | None:
    """The day a conversation is due, as long as no slots are open for it."""
    due = conversation.not_before if conversation and conversation.state is ConversationState.UNBOOKED else None
    last_open_day = local_today(db) + timedelta(days=settings_of(db).call_ahead_days)
    return due if due and due > last_open_day else None
