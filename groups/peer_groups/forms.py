"""What colleagues hand in about groups and their sessions."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from accounts.forms import SomeWords
from accounts.forms.fields import Ticked
from accounts.models import Relation
from foundation.forms import Form, trouble
from foundation.language import N_
from groups.fields import CHOOSE, Language, Line, Nothing, Region
from groups.models import Answer, Entry, Format


def _meets(value: Format) -> Format:
    if value is Format.EITHER:
        raise trouble(CHOOSE)
    return value


class Forming(Form):
    """What a group is: for whom, how, where, led by whom."""

    sentences = {
        "format": CHOOSE,
        "entry": CHOOSE,
        "facilitator": N_("Choose who leads it."),
        "capacity": N_("Choose a number from 2 to 15."),
        "at_least": N_("Choose a number from 1 to 15."),
        "last_entry": N_("Choose a number from 1 to 60."),
        "most_of_one": N_("Choose a number, or leave it empty."),
    }

    version: int = 0
    name: Annotated[Line, Field(max_length=60)] = ""
    format: Annotated[Format, AfterValidator(_meets)]
    language: Language = "nl"
    region: Region = ""
    capacity: Annotated[int, Field(ge=2, le=15)] = 7
    at_least: Annotated[int, Field(ge=1, le=15)] = 3
    most_of_one: Annotated[Annotated[int, Field(ge=1, le=15)] | None, Nothing] = None
    entry: Entry = Entry.CLOSED
    last_entry: Annotated[int, Field(ge=1, le=60)] = 1
    partner: Ticked = False
    ex_partner: Ticked = False
    parent: Ticked = False
    child: Ticked = False
    sibling: Ticked = False
    other_relative: Ticked = False
    friend: Ticked = False
    other: Ticked = False
    facilitator: UUID
    second: Annotated[UUID | None, Nothing] = None
    place: Annotated[Line, Field(max_length=150)] = ""
    arrival: Annotated[str, Field(max_length=600)] = ""
    dial_in: Annotated[Line, Field(max_length=60)] = ""

    @property
    def welcome(self) -> list[Relation]:
        """The relations it is for; none ticked means everyone."""
        return [relation for relation in Relation if getattr(self, relation.value)]

    @model_validator(mode="after")
    def _holds_together(self) -> "Forming":
        if self.at_least > self.capacity:
            raise trouble(N_("The group needs more people than there are places."))
        return self


class CallingOff(Form):
    """Words for everybody whose group does not go on."""

    words: SomeWords = ""


class Parting(Form):
    """Somebody goes back to the list because going on with another will not do; the other may be named."""

    other: Annotated[UUID | None, Nothing] = None
    words: SomeWords = ""


class Answering(Form):
    """Yes or no to one offer, and to no other."""

    class Choice(StrEnum):
        """What one can say."""

        ACCEPT = "accept"
        REFUSE = "refuse"

    offer: int = 0
    choice: Choice


Tap = Annotated[Answer | None, BeforeValidator(lambda value: value or None)]


class LookingBack(Form):
    """A few taps after the last session, and a sentence if one likes."""

    sentences = {"words.string_too_long": N_("Use 300 characters or fewer.")}

    helped: Tap = None
    safe: Tap = None
    less_alone: Tap = None
    words: Annotated[str, Field(max_length=300)] = ""
    may_print: Ticked = False
