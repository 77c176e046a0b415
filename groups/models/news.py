"""News for somebody who registered, and what a colleague brings by hand because no channel can carry it."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint, false
from sqlmodel import Field, col, select

from foundation.columns import IN_NO_ORDER, Condition, Record, word_field
from foundation.person import Person
from groups.models.contact import ContactMode
from groups.models.registration import Registration

BY_HAND = (ContactMode.CALL_ME, ContactMode.MESSAGE, ContactMode.I_CALL_YOU)
"""What no letter can carry a colleague brings to these; who wants nothing looks on the look-day."""


class News(StrEnum):
    """What there is to know. Every piece is told once for each revision of what it is about."""

    OFFER = "offer"
    CONFIRMED = "confirmed"
    SESSION = "session"
    REMINDER = "reminder"
    BACK_ON_LIST = "back_on_list"
    WORDS = "words"
    SILENT = "silent"
    CALL = "call"
    CALL_CHOSEN = "call_chosen"
    CALL_REMINDER = "call_reminder"
    CALL_GIVEN_UP = "call_given_up"
    LOSS = "loss"


class Errand(Record, table=True):
    """Something a colleague does by hand: bring news to somebody, or look after who stayed silent twice.

    Whether it still holds is asked again whenever the list is read.
    """

    __tablename__ = "errand"
    __table_args__ = (UniqueConstraint("registration_id", "news", "subject", "revision"), IN_NO_ORDER)

    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    news: News = word_field(News)
    subject: UUID
    revision: int = 0
    due_on: date = Field(index=True)
    done_on: date | None = None
    done_by_id: UUID | None = Field(default=None, foreign_key="staff.id")

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Colleagues who may see whom it is for."""
        if not viewer.is_staff:
            return false()
        return col(cls.registration_id).in_(select(Registration.id).where(Registration.visible_to(viewer)))
