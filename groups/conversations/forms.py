"""Forms about conversations: choosing a slot, planning, and recording the outcome."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from accounts.forms.fields import Checkbox
from foundation.forms import Form, form_error
from foundation.language import N_
from groups.fields import CHOOSE, Day, PlainTime
from groups.models import Channel, ConversationKind, ConversationOutcome, PreparationReason

CHOOSE_SLOT = N_("Choose a time from the list.")
REFERRAL_MISSING = N_("Write where this person can get help. They will read it with their code.")
REFERRAL_NOT_MEANT = N_(
    "This message is only read by people who can get better help elsewhere. Choose that "
    "outcome, or write it under messages."
)
NOTES_TOO_LONG = N_("Use 2000 characters or fewer.")


def _whole_minute(slot: datetime) -> datetime:
    if slot.tzinfo or slot.second or slot.microsecond:
        raise form_error(CHOOSE_SLOT)
    return slot


class SlotChoice(Form):
    """A free slot in local time, and the channel the person prefers."""

    sentences = {"slot": CHOOSE_SLOT, "channel": CHOOSE}

    slot: Annotated[datetime, AfterValidator(_whole_minute)]
    channel: Channel


class ConversationPlan(Form):
    """Plan one more conversation, and of which kind."""

    sentences = {"conversation_kind": CHOOSE}

    conversation_kind: ConversationKind


class PreparationStart(Form):
    """Start one-to-one preparation, and why."""

    sentences = {"preparation_reason": CHOOSE}

    preparation_reason: PreparationReason


class PreparationGoal(Form):
    """What the person hopes to get out of preparation."""

    sentences = {"goal.string_too_long": N_("Use 500 characters or fewer.")}

    goal: Annotated[str, Field(max_length=500)] = ""


class PreparationEnding(Form):
    """How preparation ends; referral text for a person who is better helped elsewhere."""

    class Outcome(StrEnum):
        TO_GROUP = "to_group"
        ENOUGH = "enough"
        REFERRED = "referred"
        STOPPED = "stopped"

    sentences = {"preparation_outcome": CHOOSE, "referral_text.string_too_long": NOTES_TOO_LONG}

    preparation_outcome: Outcome
    referral_text: Annotated[str, Field(max_length=2000)] = ""

    @model_validator(mode="after")
    def _has_referral_if_referred(self) -> "PreparationEnding":
        is_elsewhere = self.preparation_outcome is PreparationEnding.Outcome.REFERRED
        if is_elsewhere and not self.referral_text.strip():
            raise form_error(REFERRAL_MISSING, "referral_text")
        if not is_elsewhere and self.referral_text.strip():
            raise form_error(REFERRAL_NOT_MEANT, "referral_text")
        return self


class SlotBooking(Form):
    """A slot set by a facilitator: any hour, with whom; `override` when it was agreed in spite of a warning."""

    sentences = {
        "day": N_("Choose a day."),
        "starts": N_("Enter a time, for example 19:00."),
        "channel": CHOOSE,
        "facilitator": N_("Choose who."),
    }

    day: Day
    starts: PlainTime
    channel: Channel
    facilitator: UUID
    override: Checkbox = False


class OutcomeCorrection(Form):
    """The correct outcome of a conversation."""

    revision: int = -1
    outcome: ConversationOutcome


class ConversationReport(Form):
    """How a conversation went; referral text for a person who is better helped elsewhere."""

    sentences = {
        "outcome": CHOOSE,
        "notes.string_too_long": NOTES_TOO_LONG,
        "referral_text.string_too_long": NOTES_TOO_LONG,
    }

    revision: int = -1
    outcome: Annotated[ConversationOutcome | None, BeforeValidator(lambda value: value or None)] = None
    wants_another: Checkbox = False
    notes: Annotated[str, Field(max_length=2000)] = ""
    referral_text: Annotated[str, Field(max_length=2000)] = ""

    @model_validator(mode="after")
    def _has_referral_if_referred(self) -> "ConversationReport":
        if self.outcome is ConversationOutcome.REFER and not self.referral_text.strip():
            raise form_error(REFERRAL_MISSING, "referral_text")
        if self.outcome is not ConversationOutcome.REFER and self.referral_text.strip():
            raise form_error(REFERRAL_NOT_MEANT, "referral_text")
        return self


class AftercareConsent(Form):
    """Consent to aftercare conversations, or not."""

    class Choice(StrEnum):
        YES = "yes"
        NO = "no"

    choice: Choice
