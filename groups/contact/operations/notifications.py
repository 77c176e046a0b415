"""Notifying somebody who registered: by a neutral letter, by a contact task, or not at all."""

from collections.abc import Container, Iterable
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

import mail
from foundation.data_keys import load_keys, unseal_value
from groups.contact.operations.tasks import add_contact_tasks
from groups.models import MANUAL_MODES, ContactMode, ContactPlan, Notification, Registration
from mail import Letter

REMINDER_LEAD_TIME = timedelta(hours=26)
"""In time to plan for the next evening."""


def notify(
    db: Session,
    people: Iterable[Registration],
    notification: Notification,
    subject: UUID,
    revision: int = 0,
    manual_modes: Container[str] = MANUAL_MODES,
) -> None:
    """Notify each of `people` once, by letter or, for those with one of `manual_modes`, through a contact task."""
    listed = list(people)
    load_keys(db, {one.data_key_id for one in listed})
    modes = {one.id: unseal_value(db, one, "sealed_contact", ContactPlan).mode for one in listed}
    kind = (
        Letter.REMINDER
        if notification in (Notification.SESSION_REMINDER, Notification.SLOT_REMINDER)
        else Letter.UPDATE_READY
    )
    written = [one.id for one in listed if modes[one.id] is ContactMode.MAIL]
    mail.send_to_each(db, kind, to=written, subject=f"{notification}:{subject}", revision=revision)
    called = [one for one in listed if modes[one.id] is not ContactMode.MAIL and modes[one.id] in manual_modes]
    add_contact_tasks(db, called, notification, subject, revision)
