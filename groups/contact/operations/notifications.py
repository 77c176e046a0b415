"""Telling somebody who registered that there is news: by a neutral letter, by hand, or not at all."""

from collections.abc import Container, Iterable
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

import mail
from foundation.data_keys import load_keys, unseal_value
from groups.contact.operations.errands import note_errands
from groups.models import BY_HAND, ContactMode, ContactPlan, News, Registration
from mail import Letter

REMINDED_AHEAD = timedelta(hours=26)
"""Somebody who plans the evening should know the morning before."""


def tell(
    db: Session,
    people: Iterable[Registration],
    news: News,
    subject: UUID,
    revision: int = 0,
    by_hand: Container[str] = BY_HAND,
) -> None:
    """Bring `news` to each of `people` once, by letter or, for those who chose one of `by_hand`, by a colleague."""
    listed = list(people)
    load_keys(db, {one.data_key_id for one in listed})
    modes = {one.id: unseal_value(db, one, "sealed_contact", ContactPlan).mode for one in listed}
    kind = Letter.REMINDER if news in (News.REMINDER, News.CALL_REMINDER) else Letter.NEWS_READY
    written = [one.id for one in listed if modes[one.id] is ContactMode.MAIL]
    mail.send_to_each(db, kind, to=written, subject=f"{news}:{subject}", revision=revision)
    called = [one for one in listed if modes[one.id] is not ContactMode.MAIL and modes[one.id] in by_hand]
    note_errands(db, called, news, subject, revision)
