"""Aftercare, some weeks after a group: whether somebody wants it, and what follows from it."""

from sqlmodel import Session, col, select

import audit
from accounts.models import Staff
from audit import Action
from foundation.data_keys import seal
from foundation.errors import OutOfStep
from foundation.rows import lock
from groups.conversations.forms import ConversationReport
from groups.conversations.operations.planning import plan
from groups.conversations.queries.aftercare import next_aftercare_day
from groups.lookups import require_manageable
from groups.models import AFTER_GROUP, Conversation, ConversationKind, ConversationOutcome, Registration
from groups.registrations.operations import lifecycle


def record_consent(db: Session, registration: Registration, wanted: bool, by: Staff | None = None) -> None:
    """Record whether the person wants aftercare, by code or by phone. Asked once; `OutOfStep` the second time."""
    lock(db, registration)
    if by:
        require_manageable(db, registration, by)
        audit.record(db, Action.AFTERCARE_ANSWERED, registration.id, by=by.id)
    if registration.state not in AFTER_GROUP or registration.aftercare_answered:
        raise OutOfStep("it was said already, or there was no group")
    registration.aftercare_answered = True
    db.add(registration)
    if wanted:
        plan_next(db, registration)


def plan_next(db: Session, registration: Registration) -> None:
    """Plan the next aftercare conversation, so many days after the last session the person attended.

    None when all those of this group were held, or a colleague has planned one already.
    """
    to_come = (
        col(Conversation.registration_id) == registration.id,
        col(Conversation.kind) == ConversationKind.AFTERCARE,
        Conversation.open(),
    )
    day = next_aftercare_day(db, registration)
    if day and not db.exec(select(Conversation.id).where(*to_come)).first():
        plan(db, registration, ConversationKind.AFTERCARE, day)


def apply_outcome(db: Session, registration: Registration, report: ConversationReport) -> None:
    """What follows from an aftercare conversation: another group, a referral, or one more conversation on request."""
    if report.outcome is ConversationOutcome.ANOTHER_GROUP:
        lifecycle.rejoin_waiting_list(db, registration)
        return
    if report.outcome is ConversationOutcome.REFER:
        seal(db, registration, sealed_team_message=report.referral_text)
        db.add(registration)
    if report.wants_another:
        plan_next(db, registration)
