"""What moderators hand in."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from accounts.forms import FreeText
from forum.models import Reason
from foundation.duty import Half
from foundation.forms import Form, form_error
from foundation.language import N_
from moderation.models import Verdict

SAY_WHY = N_("Write a short message to the author: what the difficulty is, and what is possible.")


class Ruling(Form):
    """A verdict about a waiting text. All but publishing needs a message; refusing needs a reason too."""

    sentences = {
        "verdict": N_("Choose what should happen to this post."),
        "reason": N_("Choose a reason."),
    }

    verdict: Verdict
    reason: Reason | None = None
    message: FreeText = ""

    @model_validator(mode="before")
    @classmethod
    def _empty_reason_is_none(cls, given: dict[str, str]) -> dict[str, str]:
        return {name: value for name, value in given.items() if not (name == "reason" and not value)}

    @model_validator(mode="after")
    def _is_explained(self) -> "Ruling":
        if self.verdict is Verdict.PUBLISH or self.verdict is Verdict.REMOVE:
            return self
        if not self.message:
            raise form_error(SAY_WHY)
        if self.verdict is Verdict.REFUSE and self.reason is None:
            raise form_error(N_("Choose a reason."))
        return self


class Removing(Form):
    """Why a published text goes, and the message to its author."""

    sentences = {"reason": N_("Choose a reason.")}

    reason: Reason
    message: FreeText = ""

    @model_validator(mode="after")
    def _is_explained(self) -> "Removing":
        if not self.message:
            raise form_error(SAY_WHY)
        return self


class TurnAssignment(Form):
    """A half-day, and the colleague who has it from now on."""

    sentences = {"staff_id": N_("Choose a colleague.")}

    day: Annotated[date, Field(ge=date(2020, 1, 1), le=date(2100, 1, 1))]
    half: Half
    staff_id: UUID


def _not_too_far(until: date) -> date:
    if not date(2020, 1, 1) <= until <= date(2100, 1, 1):
        raise form_error(N_("Choose a day from today, up to two months ahead."))
    return until


class AdmissionsClosure(Form):
    """Until when nobody new can ask to come in."""

    sentences = {"until": N_("Choose a day from today, up to two months ahead.")}

    until: Annotated[date, AfterValidator(_not_too_far)]
