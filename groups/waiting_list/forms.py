"""What staff hand in about somebody on the waiting list."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from accounts.forms import RequiredText
from accounts.models import Relation
from foundation.forms import Form
from foundation.language import N_
from groups.fields import EmptyIsNone, Region
from groups.models import DAYS, AgeThen, AlsoAffected, Behaviour, ContactStatus, MeetingFormat, PoliceInformed


class IntakeNotesForm(Form):
    """What composing a group requires, in codes. Every field may stay empty."""

    behaviour: Annotated[Behaviour | None, EmptyIsNone] = None
    age_then: Annotated[AgeThen | None, EmptyIsNone] = None
    contact_status: Annotated[ContactStatus | None, EmptyIsNone] = None
    police_informed: Annotated[PoliceInformed | None, EmptyIsNone] = None
    also_affected: Annotated[AlsoAffected | None, EmptyIsNone] = None


class WaitingListFilter(Form):
    """Which part of the waiting list to show; an empty field filters nothing."""

    relation: Annotated[Relation | None, EmptyIsNone] = None
    format: Annotated[MeetingFormat | None, EmptyIsNone] = None
    region: Region = ""
    language: Annotated[str, BeforeValidator(lambda value: value if value in ("nl", "en", "fr") else "")] = ""
    day: Annotated[str, BeforeValidator(lambda value: value if value in DAYS else "")] = ""
    had_intake: Annotated[str, BeforeValidator(lambda value: value if value in ("yes", "no") else "")] = ""

    @property
    def looks_at_wishes(self) -> bool:
        """Does it ask for what is sealed?"""
        return bool(self.region or self.day)


class RegistrationEnding(Form):
    """Why a registration ends, and a message to the person."""

    class Outcome(StrEnum):
        """The outcomes a colleague may choose."""

        NOT_SUITABLE = "not_suitable"
        REFERRED = "referred"
        UNREACHABLE = "unreachable"
        DUPLICATE = "duplicate"

    sentences = {"outcome": N_("Choose the option that fits best.")}

    version: int = 0
    outcome: Outcome
    message: RequiredText = ""


class Assignment(Form):
    """The facilitator responsible; empty means nobody yet."""

    facilitator: Annotated[UUID | None, BeforeValidator(lambda value: value or None)] = None


class RevealReason(Form):
    """Why the contact details are revealed."""

    reason: RequiredText = ""
