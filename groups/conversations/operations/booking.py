"""Booking a slot for a one-to-one conversation: by the registrant, or by a colleague."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

import audit
from accounts.models import BudgetKind, Staff
from accounts.operations import budgets
from audit import Action
from foundation.clock import now
from foundation.data_keys import unseal_value
from foundation.database import settings_of
from foundation.errors import OutOfStep, Refused, require
from foundation.language import N_
from foundation.rows import lock
from groups import conversation_lifecycle
from groups.availability.operations.guards import lock_facilitators, require_existing_hour
from groups.availability.queries.slots import is_free, is_within_hours
from groups.contact.operations import notifications
from groups.contact.plan import CALLING_CHANNELS
from groups.conversations.operations.guards import lock_for_staff, lock_with_registration
from groups.conversations.operations.planning import plan, require_preparation_left
from groups.conversations.queries.conversations import next_conversation
from groups.conversations.queries.missed import last_missed
from groups.conversations.queries.pressure import is_new
from groups.conversations.queries.slots import selectable_facilitators, selectable_slots
from groups.lookups import require_manageable
from groups.models import (
    Channel,
    ContactPlan,
    Conversation,
    ConversationKind,
    ConversationState,
    Notification,
    Registration,
)

SLOT_TAKEN = N_("Somebody else has just taken this time. Choose another one.")
SLOT_PAST = N_("This time has passed. Choose one that is still to come.")
NO_CALLS_WANTED = N_("This person does not want to be called. Choose another way, or ask them in a message first.")
NO_NUMBER = N_("We have no number for this person. Choose another way, or ask for one first.")
NOT_A_SAFE_HOUR = N_("This person did not say that time is safe. Choose another time, or tick that you agreed on it.")
NOT_WORKING = N_("This colleague does not work at that time. Choose another time, or tick that you agreed on it.")
NOT_FREE = N_("This colleague has something else at that time.")
CHANGED_OFTEN = N_("You have changed this many times today. Write to us, and we look for a good time together.")
CHANGES_A_DAY = 10
ONE_AT_A_TIME = N_("A conversation is already planned. Hold that one first, or let the person say no to it.")


def plan_another(db: Session, registration: Registration, kind: ConversationKind, by: Staff) -> Conversation:
    """Plan one more conversation; only one at a time. Raises `Refused`."""
    lock(db, registration)
    require_manageable(db, registration, by)
    if not registration.can_have_conversation or (kind is ConversationKind.INTAKE and not registration.is_waiting):
        raise OutOfStep("it is over, or it was held")
    if next_conversation(db, registration):
        raise Refused(ONE_AT_A_TIME)
    if kind is ConversationKind.PREPARATION:
        require_preparation_left(db, registration)
    conversation = plan(db, registration, kind)
    audit.record(db, Action.CONVERSATION_PLANNED, conversation.id, by=by.id)
    return conversation


def request_again(db: Session, registration: Registration) -> None:
    """The person asks for the conversation after all. Raises `OutOfStep` when one is open, or was held."""
    lock(db, registration)
    missed = last_missed(db, registration)
    if missed is None or next_conversation(db, registration):
        raise OutOfStep("there is nothing to ask again")
    if missed.state is ConversationState.DECLINED:
        db.delete(missed)
    plan(db, registration, ConversationKind.INTAKE)


def choose(db: Session, conversation: Conversation, begins: datetime, channel: Channel) -> None:
    """The person books a free slot, or rebooks. The facilitator stays the same.

    Raises `Refused` when it is no longer free or they changed it very often today, `OutOfStep` for a conversation that
    is over.
    """
    registration = lock_with_registration(db, conversation)
    conversation_lifecycle.require_open(conversation)
    facilitator_ids = selectable_facilitators(db, registration, conversation)
    lock_facilitators(db, facilitator_ids)
    contact = unseal_value(db, registration, "sealed_contact", ContactPlan)
    free = [
        one.facilitator_id
        for one in selectable_slots(db, registration, conversation, facilitator_ids, channel, contact)
        if one.begins_at == begins
    ]
    if not free:
        raise Refused(SLOT_TAKEN)
    _spend(db, conversation, registration)
    _book(db, conversation, registration, free[0], begins, channel, was_agreed=True)
    notifications.notify(db, [registration], Notification.SLOT_CHOSEN, conversation.id, manual_modes=())


def _spend(db: Session, conversation: Conversation, registration: Registration) -> None:
    """Each change of a moment may send a letter, and each new person's first one takes time that others need."""
    own = str(registration.id)
    if budgets.spent(db, BudgetKind.SLOT, own, now() - timedelta(days=1)) >= CHANGES_A_DAY:
        raise Refused(CHANGED_OFTEN)
    budgets.spend(db, BudgetKind.SLOT, own)
    if is_new(db, registration) and not conversation.is_booked:
        budgets.spend(db, BudgetKind.SLOT, budgets.EVERYBODY)


def book(
    db: Session,
    conversation: Conversation,
    begins: datetime,
    channel: Channel,
    facilitator: Staff,
    by: Staff,
    override: bool = False,
) -> None:
    """A colleague books a slot, at any hour without another booking. The facilitator holding it becomes responsible.

    Raises `Refused`; an unsafe hour, or one outside the facilitator's hours, only when it was agreed all the same
    (`override`). A slot so soon that the person cannot hear of it in time does not count as agreed.
    """
    registration = lock_for_staff(db, conversation, by)
    conversation_lifecycle.require_open(conversation)
    require_existing_hour(begins)
    if begins <= now():
        raise Refused(SLOT_PAST)
    lock_facilitators(db, [facilitator.id])
    db.refresh(facilitator)
    require(facilitator.is_facilitator and facilitator.is_active)
    if not is_free(db, facilitator.id, begins, conversation.minutes, conversation.id):
        raise Refused(NOT_FREE)
    contact = unseal_value(db, registration, "sealed_contact", ContactPlan)
    if channel is Channel.PHONE and contact.is_never_called:
        raise Refused(NO_CALLS_WANTED)
    if channel is Channel.PHONE and not contact.phone:
        raise Refused(NO_NUMBER)
    if not override and channel in CALLING_CHANNELS and contact.is_safe_at(begins, conversation.minutes) is False:
        raise Refused(NOT_A_SAFE_HOUR)
    if not override and not is_within_hours(db, facilitator.id, begins, conversation.minutes):
        raise Refused(NOT_WORKING)
    is_known = begins - now() >= timedelta(hours=settings_of(db).call_notice_hours)
    _book(db, conversation, registration, facilitator.id, begins, channel, was_agreed=is_known)
    notifications.notify(db, [registration], Notification.SLOT_CHANGED, conversation.id, conversation.revision)
    audit.record(db, Action.CONVERSATION_BOOKED, conversation.id, by=by.id)


def _book(
    db: Session,
    conversation: Conversation,
    registration: Registration,
    facilitator_id: UUID,
    begins: datetime,
    channel: Channel,
    was_agreed: bool,
) -> None:
    conversation_lifecycle.book(db, conversation, facilitator_id, begins, channel, was_agreed)
    if begins - now() <= notifications.REMINDER_LEAD_TIME + timedelta(hours=1):
        conversation.reminded_revision = conversation.revision
    registration.facilitator_id = facilitator_id
    db.add_all([registration, conversation])
    db.flush()
