"""Notifications to registrants, and the contact tasks for those whom no channel reaches."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field, col, select

from foundation.columns import WITHOUT_ROWID, Condition, Record, enum_field
from foundation.person import Person
from groups.models.contact import ContactMode
from groups.models.registration import Registration

MANUAL_MODES = (ContactMode.CALL_ME, ContactMode.MESSAGE, ContactMode.I_CALL_YOU)
"""Modes in which a colleague passes a notification on; people who want no contact see it on the update day."""
UNDONE = text("done_on IS NULL")


class Notification(StrEnum):
    """What there is to notify of. Each is sent once for each revision of its subject."""

    OFFER = "offer"
    GROUP_CONFIRMED = "group_confirmed"
    SESSION_CHANGED = "session_changed"
    SESSION_REMINDER = "session_reminder"
    BACK_ON_LIST = "back_on_list"
    MESSAGE = "message"
    OFFERS_UNANSWERED = "offers_unanswered"
    SLOT_CHANGED = "slot_changed"
    SLOT_CHOSEN = "slot_chosen"
    SLOT_REMINDER = "slot_reminder"
    NOT_REACHED = "not_reached"
    BEREAVEMENT = "bereavement"
    STILL_WANTED = "still_wanted"


class ContactTask(Record, table=True):
    """Something a colleague does: pass a notification on, or follow up on two offers without an answer.

    Whether it still applies is checked each time the list is read.
    """

    __tablename__ = "contact_task"
    __table_args__ = (
        UniqueConstraint("registration_id", "notification", "subject", "revision"),
        Index("ix_contact_task_undone", "due_on", sqlite_where=UNDONE, postgresql_where=UNDONE),
        WITHOUT_ROWID,
    )

    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    notification: Notification = enum_field(Notification)
    subject: UUID
    revision: int = 0
    due_on: date = Field(index=True)
    done_on: date | None = None
    done_by_id: UUID | None = Field(default=None, foreign_key="staff.id")

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Colleagues who may see whom it concerns."""
        if not viewer.is_staff:
            return false()
        return col(cls.registration_id).in_(select(Registration.id).where(Registration.visible_to(viewer)))
