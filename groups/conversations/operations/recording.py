"""Recording a conversation, or an attempt to reach somebody: its outcome, and what follows."""

from datetime import timedelta

from sqlmodel import Session

import audit
import facts
from accounts.models import Staff
from audit import Action
from facts import Fact
from foundation.clock import now
from foundation.data_keys import seal
from foundation.database import settings_of
from foundation.errors import OutOfStep, Refused
from foundation.language import N_
from foundation.local_time import local_today
from groups.contact.operations import notifications
from groups.conversation_lifecycle import WITHOUT_SLOT, end, unbook
from groups.conversations.forms import ConversationReport
from groups.conversations.operations import aftercare, correcting, preparation
from groups.conversations.operations.guards import lock_for_staff, require_same_slot
from groups.conversations.queries.conversations import about_conversation
from groups.models import (
    OUTCOMES_BY_KIND,
    ContactMode,
    Conversation,
    ConversationKind,
    ConversationOutcome,
    ConversationState,
    Notification,
    PreparationReason,
    Registration,
    RegistrationState,
)
from groups.registrations.operations.ending import end_registration
from groups.registrations.operations.lifecycle import change_state

NO_OUTCOME = N_("Choose the outcome of the conversation.")


def record_no_answer(db: Session, conversation: Conversation, seen_revision: int, by: Staff) -> None:
    """Nobody answered. It is tried again some days later; after so many attempts it ends as not reached."""
    registration = lock_for_staff(db, conversation, by)
    require_same_slot(conversation, seen_revision)
    if not conversation.is_due:
        raise OutOfStep("it has no moment, or that has not come")
    unanswered, settings = conversation.unanswered_attempts + 1, settings_of(db)
    if unanswered >= settings.max_call_attempts:
        end(db, conversation, ConversationState.NOT_REACHED, unanswered_attempts=unanswered)
        notifications.notify(
            db, [registration], Notification.NOT_REACHED, conversation.id, conversation.revision, (ContactMode.MESSAGE,)
        )
    else:
        again = local_today(db) + timedelta(days=settings.call_retry_days)
        unbook(db, conversation, unanswered_attempts=unanswered, not_before=again)
    audit.record(db, Action.CONVERSATION_NOT_ANSWERED, conversation.id, by=by.id)


def record_staff_absence(db: Session, conversation: Conversation, seen_revision: int, by: Staff) -> None:
    """The colleague could not make it: this does not count as silence. The person is notified; it is planned anew."""
    registration = lock_for_staff(db, conversation, by)
    require_same_slot(conversation, seen_revision)
    unbook(db, conversation, staff_absences=conversation.staff_absences + 1)
    notifications.notify(db, [registration], Notification.SLOT_CHANGED, conversation.id, conversation.revision)
    audit.record(db, Action.CONVERSATION_SLOT_RELEASED, conversation.id, by=by.id)


def record_held(db: Session, conversation: Conversation, report: ConversationReport, by: Staff) -> None:
    """Record that it was held, and its outcome. Notes are sealed; what follows happens in the same transaction.

    Raises `Refused` when an intake or aftercare conversation has no outcome.
    """
    registration = lock_for_staff(db, conversation, by)
    require_same_slot(conversation, report.revision)
    if report.outcome not in OUTCOMES_BY_KIND.get(conversation.kind, (None,)):
        raise Refused(NO_OUTCOME)
    is_early = conversation.begins_at is not None and conversation.begins_at > now()
    also = WITHOUT_SLOT if is_early else {}
    who = conversation.facilitator_id or (by.id if by.is_facilitator else None)
    end(db, conversation, ConversationState.DONE, outcome=report.outcome, facilitator_id=who, **also)
    seal(
        db,
        conversation,
        sealed_about=about_conversation(db, conversation).model_copy(update={"notes": report.notes}).model_dump_json(),
    )
    audit.record(db, Action.CONVERSATION_HELD, conversation.id, by=by.id)
    if conversation.kind is ConversationKind.INTAKE:
        facts.count(db, Fact.INTAKE_HELD)
        _after_intake(db, registration, report, by)
    if conversation.kind is ConversationKind.AFTERCARE:
        aftercare.apply_outcome(db, registration, report)
    correcting.record_consequences(db, conversation, registration)


def _after_intake(db: Session, registration: Registration, report: ConversationReport, by: Staff) -> None:
    """What an intake's outcome means for the registration."""
    day = local_today(db)
    if report.outcome is ConversationOutcome.REFER:
        end_registration(db, registration, RegistrationState.REFERRED)
        registration.intake_held_on = day
        seal(db, registration, sealed_team_message=report.referral_text)
        db.add(registration)
        return
    if registration.state is RegistrationState.RECEIVED:
        change_state(
            db, registration, RegistrationState.POOL, intake_held_on=day, entered_on=registration.entered_on or day
        )
    if report.outcome is ConversationOutcome.PREPARATION:
        preparation.begin(db, registration, PreparationReason.NOT_READY, by)
    if report.outcome is ConversationOutcome.NOT_NOW and registration.state is RegistrationState.POOL:
        change_state(db, registration, RegistrationState.ON_HOLD, hold_until=None)
