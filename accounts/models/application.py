"""An application: somebody without an invite asks to come in, without saying a name."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import LargeBinary, false, true
from sqlmodel import Field, col, select

from accounts.models.viewer import belongs_to
from foundation.access_codes import Opened, Visit
from foundation.clock import now
from foundation.columns import WITHOUT_ROWID, Condition, Record, Versioned, datetime_field, enum_field, sealed_field
from foundation.lifecycle import Lifecycle
from foundation.person import Person


class ApplicationState(StrEnum):
    """Where an application is in its life. Who joins with an admitted one leaves no application behind."""

    PARKED = "parked"
    RECEIVED = "received"
    ASKED = "asked"
    ANSWERED = "answered"
    ADMITTED = "admitted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


_DECIDABLE = {ApplicationState.ASKED, ApplicationState.ADMITTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN}
APPLICATION_LIFECYCLE = Lifecycle(
    {
        ApplicationState.PARKED: {ApplicationState.RECEIVED, ApplicationState.WITHDRAWN},
        ApplicationState.RECEIVED: _DECIDABLE,
        ApplicationState.ASKED: {
            ApplicationState.ANSWERED,
            ApplicationState.ADMITTED,
            ApplicationState.DECLINED,
            ApplicationState.WITHDRAWN,
            ApplicationState.EXPIRED,
        },
        ApplicationState.ANSWERED: _DECIDABLE,
        ApplicationState.ADMITTED: {
            ApplicationState.DECLINED,
            ApplicationState.WITHDRAWN,
            ApplicationState.EXPIRED,
        },
        ApplicationState.DECLINED: {ApplicationState.ADMITTED, ApplicationState.ASKED, ApplicationState.WITHDRAWN},
        ApplicationState.WITHDRAWN: set(),
        ApplicationState.EXPIRED: set(),
    }
)
WAITING_FOR_STAFF = (ApplicationState.RECEIVED, ApplicationState.ANSWERED)
WAITING_FOR_APPLICANT = (ApplicationState.ASKED, ApplicationState.ADMITTED)
ENDED = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN, ApplicationState.EXPIRED)


class Application(Opened, Versioned, table=True):
    """Answers and words are sealed with a key of its own. `waits_since` is the beginning of a day, never a moment.

    `turn_at` is the half hour from which somebody who was parked may come in: until then nobody of the team sees it.
    `pattern_mac` is the keyed hash of what was hoped for, to notice the same words in several applications.
    """

    __tablename__ = "application"
    __table_args__ = WITHOUT_ROWID

    data_key_id: UUID
    state: ApplicationState = enum_field(ApplicationState, default=ApplicationState.RECEIVED, index=True)
    sealed_relation: bytes | None = sealed_field(nullable=True)
    sealed_hope: bytes | None = sealed_field(nullable=True)
    pattern_mac: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True, index=True)
    waiting_since: datetime = datetime_field(index=True)
    received_on: date = Field(index=True)
    turn_at: datetime | None = datetime_field(nullable=True)
    expires_on: date | None = None
    ended_on: date | None = None
    decider_id: UUID | None = Field(default=None, foreign_key="staff.id")

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Moderators see all; who holds the code sees their own."""
        if viewer.is_moderator:
            return col(cls.state) != ApplicationState.PARKED
        return belongs_to(viewer, cls.id) if viewer.is_applicant else false()

    @classmethod
    def waiting(cls) -> Condition:
        """Somebody of the staff must look at it."""
        return col(cls.state).in_(WAITING_FOR_STAFF)

    @property
    def has_turn(self) -> bool:
        """Is it the turn of somebody who was parked?"""
        return self.state is ApplicationState.PARKED and self.turn_at is not None and self.turn_at <= now()

    @property
    def is_asked(self) -> bool:
        """Does it wait for an answer of the applicant?"""
        return self.state is ApplicationState.ASKED

    @property
    def is_open(self) -> bool:
        """Can it still be decided?"""
        return self.state not in ENDED


class Speaker(StrEnum):
    """Whose words they are; a note is for colleagues only."""

    STAFF = "staff"
    APPLICANT = "applicant"
    NOTE = "note"


class ApplicationMessage(Record, table=True):
    """A question, an answer, the words with a decision, or a note between colleagues."""

    __tablename__ = "application_message"

    application_id: UUID = Field(foreign_key="application.id", ondelete="CASCADE", index=True)
    number: int
    speaker: Speaker = enum_field(Speaker)
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id")
    written_on: date
    data_key_id: UUID
    sealed_text: bytes = sealed_field()

    @classmethod
    def visible_to(cls, viewer: Person) -> Condition:
        """Moderators see all; who holds the code sees what was said to and fro, never a note."""
        if viewer.is_moderator:
            return true()
        if not viewer.is_applicant:
            return false()
        own = select(Application.id).where(col(Application.id) == cls.application_id, Application.visible_to(viewer))
        return own.correlate(cls).exists() & (col(cls.speaker) != Speaker.NOTE)


class ApplicationVisit(Visit, table=True):
    """Somebody who typed the code of an application."""

    __tablename__ = "application_visit"
    __table_args__ = WITHOUT_ROWID

    visited_id: UUID = Field(foreign_key="application.id", ondelete="CASCADE", index=True)
