"""What colleagues hand in about a registration, and the few acts of who holds its code."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator

from accounts.forms import SomeWords
from accounts.forms.fields import Ticked
from foundation.forms import Form, trouble
from foundation.language import N_

MOST_AT_ONCE = 50


def _sure(value: bool) -> bool:
    if not value:
        raise trouble(N_("Tick the box if you are sure."))
    return value


class Sure(Form):
    """A tick before something that cannot be taken back."""

    sure: Annotated[Ticked, AfterValidator(_sure)] = False


class Pausing(Form):
    """Until when somebody wants to pause; empty: until they say so."""

    sentences = {"until": N_("Choose a day, or leave it empty.")}

    until: Annotated[date | None, BeforeValidator(lambda value: value or None)] = None


class Ending(Form):
    """Why a registration ends, with words for the person."""

    class Outcome(StrEnum):
        """The ends that colleagues may choose."""

        NOT_SUITABLE = "not_suitable"
        REFERRED = "referred"
        UNREACHABLE = "unreachable"
        DUPLICATE = "duplicate"

    sentences = {"outcome": N_("Choose what fits best.")}

    version: int = 0
    outcome: Outcome
    words: SomeWords = ""


class Assigning(Form):
    """Who looks after it; empty: nobody yet."""

    facilitator: Annotated[UUID | None, BeforeValidator(lambda value: value or None)] = None


def _in_a_row(value: str | list[UUID]) -> list[Any]:
    return value.split()[:MOST_AT_ONCE] if isinstance(value, str) else value


class HandingOver(Form):
    """To whom everything goes; `seen` when what would move was looked at."""

    sentences = {"taker": N_("Choose who takes over.")}

    taker: UUID
    seen: Ticked = False


class Ticking(Form):
    """What else was brought in the same call: ids of errands for the same person."""

    also: Annotated[list[UUID], BeforeValidator(_in_a_row)] = []


class Consenting(Form):
    """Yes or no to a call some weeks after a group."""

    class Choice(StrEnum):
        """What one can say."""

        YES = "yes"
        NO = "no"

    choice: Choice


class Revealing(Form):
    """Why the contact details are opened."""

    reason: SomeWords = ""
