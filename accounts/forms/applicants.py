"""What somebody hands in who asks to come in without an invite, and what is asked back."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, model_validator

from accounts.forms.fields import FreeText, RequiredText
from accounts.models import Relation
from foundation.forms import Form, form_error
from foundation.language import N_

LONGEST_HOPE = 1_500


class WhomItConcerns(StrEnum):
    """Whom it is about."""

    SOMEBODY_ELSE = "somebody_else"
    MYSELF = "myself"
    MY_WORK = "my_work"


class AgeGroup(StrEnum):
    """Eighteen or older, or not yet."""

    ADULT = "adult"
    YOUNGER = "younger"


def _short(text: str) -> str:
    if len(text) > LONGEST_HOPE:
        raise form_error(N_("This is too long. You can use up to 1,500 characters; a few sentences are enough."))
    return text


class AboutQuestion(Form):
    """The first question."""

    sentences = {"about": N_("Choose the option that fits best.")}

    about: WhomItConcerns


class AgeQuestion(Form):
    """The second question."""

    sentences = {"age": N_("Choose one of the two.")}

    age: AgeGroup


class RelationQuestion(Form):
    """The third question."""

    sentences = {"relation": N_("Choose the option that fits best.")}

    relation: Relation


class HopeQuestion(Form):
    """The last question: what somebody hopes to find."""

    hope: Annotated[RequiredText, AfterValidator(_short)] = ""


class ApplicationAnswer(Form):
    """An answer to what staff asked back."""

    text: RequiredText = ""


class ApplicationRuling(Form):
    """What staff do with an application. All but admitting needs a message. `version` is what they saw of it."""

    class Verdict(StrEnum):
        """What can be done."""

        ADMIT = "admit"
        ASK = "ask"
        DECLINE = "decline"

    sentences = {"verdict": N_("Choose what should happen to this application.")}

    version: int = 0
    verdict: Verdict
    message: FreeText = ""

    @model_validator(mode="after")
    def _is_explained(self) -> "ApplicationRuling":
        if not self.message and self.verdict is not ApplicationRuling.Verdict.ADMIT:
            raise form_error(
                N_("Write a short message to the applicant: what you are asking, or what is possible instead.")
            )
        return self


class ApplicationNote(Form):
    """A note for colleagues."""

    note: RequiredText = ""
