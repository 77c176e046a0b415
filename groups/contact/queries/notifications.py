"""Whether a notification still applies."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col

from foundation.clock import now
from foundation.rows import AnySelect, select_columns
from groups.lookups import excused_from
from groups.models import (
    AFTER_GROUP,
    ContactTask,
    Conversation,
    ConversationState,
    GroupSession,
    Notification,
    PeerGroup,
    Registration,
    RegistrationState,
)

ABOUT_SESSIONS = (Notification.SESSION_CHANGED, Notification.SESSION_REMINDER)
ABOUT_CONVERSATIONS = (
    Notification.SLOT_CHANGED,
    Notification.SLOT_CHOSEN,
    Notification.SLOT_REMINDER,
    Notification.NOT_REACHED,
)


def outdated_task_ids(db: Session, task_ids: Sequence[UUID]) -> list[UUID]:
    """Those of these tasks that no longer apply."""
    return [
        task.id
        for task, one, *about in db.execute(tasks_with_subjects().where(col(ContactTask.id).in_(task_ids)))
        if not applies(one, task.notification, task.subject, task.revision, *about)
    ]


def still_applies(
    db: Session, registration: Registration, notification: Notification, subject: UUID, revision: int
) -> bool:
    """Is it still true and still wanted? Checked before every letter."""
    session = db.get(GroupSession, subject) if notification in ABOUT_SESSIONS else None
    group = db.get(PeerGroup, subject) if notification is Notification.GROUP_CONFIRMED else None
    conversation = db.get(Conversation, subject) if notification in ABOUT_CONVERSATIONS else None
    is_excused = notification is Notification.SESSION_REMINDER and bool(excused_from(db, [subject], registration.id))
    return not is_excused and applies(registration, notification, subject, revision, session, group, conversation)


def tasks_with_subjects() -> AnySelect:
    """Tasks with the person they concern, and the session, group or conversation they are about."""
    return (
        select_columns(ContactTask, Registration, GroupSession, PeerGroup, Conversation)
        .join(Registration, col(Registration.id) == ContactTask.registration_id)
        .outerjoin(GroupSession, col(GroupSession.id) == ContactTask.subject)
        .outerjoin(PeerGroup, col(PeerGroup.id) == ContactTask.subject)
        .outerjoin(Conversation, col(Conversation.id) == ContactTask.subject)
    )


def applies(
    registration: Registration,
    notification: Notification,
    subject: UUID,
    revision: int,
    session: GroupSession | None,
    group: PeerGroup | None,
    conversation: Conversation | None,
) -> bool:
    """The same, for rows already read."""
    if notification in ABOUT_CONVERSATIONS:
        return conversation is not None and _conversation_applies(registration, conversation, notification, revision)
    if notification is Notification.OFFER:
        return registration.state is RegistrationState.OFFERED and registration.offer_count == revision
    if notification is Notification.BACK_ON_LIST:
        return registration.state is RegistrationState.POOL and registration.offer_count == revision
    if notification is Notification.OFFERS_UNANSWERED:
        return registration.state is RegistrationState.POOL and registration.unanswered_offers == revision
    if notification is Notification.STILL_WANTED:
        is_asked = registration.state is RegistrationState.RECEIVED and registration.expires_on is not None
        return is_asked and registration.expires_on == date.fromordinal(revision)
    if notification is Notification.GROUP_CONFIRMED:
        return registration.group_id == subject and group is not None and group.goes_ahead
    if notification is Notification.MESSAGE:
        return registration.can_message
    if notification is Notification.BEREAVEMENT:
        return registration.state is RegistrationState.BEREAVED
    if session is None or registration.group_id != session.group_id or not registration.expected_at(session.is_return):
        return False
    is_current = session.revision == revision and not session.has_begun
    return is_current and (notification is Notification.SESSION_CHANGED or session.is_planned)


def _conversation_applies(
    registration: Registration, conversation: Conversation, notification: Notification, revision: int
) -> bool:
    """A slot booked or released: until it has passed; not reached: until they are."""
    if not registration.is_open and registration.state not in AFTER_GROUP:
        return False
    if notification is Notification.NOT_REACHED:
        return conversation.state is ConversationState.NOT_REACHED and registration.intake_held_on is None
    if notification is Notification.SLOT_CHOSEN:
        return conversation.is_booked and conversation.begins_at is not None and conversation.begins_at > now()
    if conversation.state is ConversationState.CANCELLED:
        was_ahead = conversation.last_slot_at is not None and conversation.last_slot_at > now()
        return notification is Notification.SLOT_CHANGED and was_ahead and conversation.revision - revision <= 1
    is_ahead = conversation.begins_at is None or conversation.begins_at > now()
    return (
        conversation.is_open
        and conversation.revision == revision
        and is_ahead
        and (notification is Notification.SLOT_CHANGED or conversation.begins_at is not None)
    )
