"""What is handed in about conversations: a moment, and what one came to."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from accounts.forms.fields import Ticked
from foundation.forms import Form, trouble
from foundation.language import N_
from groups.fields import CHOOSE, Day, PlainTime
from groups.models import CallKind, Channel, Outcome, PreparingWhy

MOMENT = N_("Choose a time from the list.")
WHERE_TO = N_("Write where this person can get help. They will read it with their code.")
ONLY_ELSEWHERE = N_(
    "This message is only read by people who can get better help elsewhere. Choose that "
    "outcome, or write it under messages."
)
NOTES = N_("Use 2000 characters or fewer.")


def _on_the_clock(moment: datetime) -> datetime:
    if moment.tzinfo or moment.second or moment.microsecond:
        raise trouble(MOMENT)
    return moment


class Choosing(Form):
    """A free moment, as it stands on the clock, and how one would like to talk."""

    sentences = {"moment": MOMENT, "channel": CHOOSE}

    moment: Annotated[datetime, AfterValidator(_on_the_clock)]
    channel: Channel


class PlanningOne(Form):
    """One more conversation, and what for."""

    sentences = {"talk": CHOOSE}

    talk: CallKind


class BeginningPreparation(Form):
    """Why somebody is prepared one to one first."""

    sentences = {"why": CHOOSE}

    why: PreparingWhy


class NamingGoal(Form):
    """What somebody hopes to find in it."""

    sentences = {"goal.string_too_long": N_("Use 500 characters or fewer.")}

    goal: Annotated[str, Field(max_length=500)] = ""


class EndingPreparation(Form):
    """How it ends; words for who is better helped elsewhere."""

    class Outcome(StrEnum):
        """The ends there are."""

        TO_GROUP = "to_group"
        ENOUGH = "enough"
        REFERRED = "referred"
        STOPPED = "stopped"

    sentences = {"came_to": CHOOSE, "where.string_too_long": NOTES}

    came_to: Outcome
    where: Annotated[str, Field(max_length=2000)] = ""

    @model_validator(mode="after")
    def _says_where_to_go(self) -> "EndingPreparation":
        is_elsewhere = self.came_to is EndingPreparation.Outcome.REFERRED
        if is_elsewhere and not self.where.strip():
            raise trouble(WHERE_TO, "where")
        if not is_elsewhere and self.where.strip():
            raise trouble(ONLY_ELSEWHERE, "where")
        return self


class Booking(Form):
    """A moment that a colleague gives: any hour, with whom; `anyway` when it was agreed although it stands out."""

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
    anyway: Ticked = False


class PuttingRight(Form):
    """What a conversation came to after all."""

    revision: int = -1
    outcome: Outcome


class Holding(Form):
    """What a conversation came to; words for the person when they are better helped elsewhere."""

    sentences = {"outcome": CHOOSE, "notes.string_too_long": NOTES, "words.string_too_long": NOTES}

    revision: int = -1
    outcome: Annotated[Outcome | None, BeforeValidator(lambda value: value or None)] = None
    again: Ticked = False
    notes: Annotated[str, Field(max_length=2000)] = ""
    words: Annotated[str, Field(max_length=2000)] = ""

    @model_validator(mode="after")
    def _says_where_to_go(self) -> "Holding":
        if self.outcome is Outcome.REFER and not self.words.strip():
            raise trouble(WHERE_TO, "words")
        if self.outcome is not Outcome.REFER and self.words.strip():
            raise trouble(ONLY_ELSEWHERE, "words")
        return self


class Consenting(Form):
    """Yes or no to a call some weeks after a group."""

    class Choice(StrEnum):
        """What one can say."""

        YES = "yes"
        NO = "no"

    choice: Choice
