"""What colleagues hand in about groups and their sessions."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from accounts.forms import SomeWords
from accounts.forms.fields import Ticked
from accounts.models import Relation
from foundation.forms import Form, trouble
from foundation.language import N_
from groups.forms.registering import Language, Line, PlainTime, Region
from groups.models import Entry, Format, Mark
from groups.models.group_session import LONGEST, SHORTEST

Nothing = BeforeValidator(lambda value: value or None)
CHOOSE = N_("Choose what fits best.")


def _meets(value: Format) -> Format:
    if value is Format.EITHER:
        raise trouble(CHOOSE)
    return value


def _link(text: str) -> str:
    if text and not (text.startswith("https://") and text.isprintable() and " " not in text):
        raise trouble(N_("A link begins with https:// and has no spaces."))
    return text


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
            raise trouble(N_("The group needs more people than there are seats."))
        return self


class Rhythm(StrEnum):
    """How often a group meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


Day = Annotated[date, Field(ge=date(2020, 1, 1), le=date(2100, 1, 1))]
Minutes = Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
Note = Annotated[Line, Field(max_length=200)]
TOO_LONG = N_("Make it at most 200 characters long.")
WHEN = {
    "day": N_("Choose a day."),
    "starts": N_("Choose an hour, like 19:00."),
    "minutes": N_("Choose from 15 minutes to 8 hours."),
}


class Planning(Form):
    """A proposal of days: from when, how often, how many. `seen` when what there is to know about them was said."""

    sentences = {**WHEN, "number": N_("Choose a number from 1 to 30."), "rhythm": CHOOSE}

    day: Day
    starts: PlainTime
    minutes: Minutes = 120
    rhythm: Rhythm = Rhythm.WEEKLY
    number: Annotated[int, Field(ge=1, le=30)] = 1
    is_return: Ticked = False
    seen: Ticked = False


class Moving(Form):
    """Another day or hour, and a word about it; `onward` moves all that follow by as many days.

    `seen` when the days as they would be were shown.
    """

    sentences = {**WHEN, "words.string_too_long": TOO_LONG}

    version: int = 0
    day: Day
    starts: PlainTime
    minutes: Minutes = 120
    onward: Ticked = False
    words: Note = ""
    seen: Ticked = False


class Cancelling(Form):
    """A word about why one session is not held."""

    sentences = {"why.string_too_long": TOO_LONG}

    why: Note = ""


class Telling(Form):
    """What a session is about, and a link of its own; `alike` gives every session after it the same link."""

    theme: Annotated[Line, Field(max_length=120)] = ""
    link: Annotated[Line, Field(max_length=300), AfterValidator(_link)] = ""
    alike: Ticked = False


class Marking(Form):
    """Who was there, or not."""

    registration: UUID
    mark: Mark


class Excusing(Form):
    """Is one coming to this session, or not this time?"""

    comes: bool


class ExcusingFor(Excusing):
    """The same, said to a colleague."""

    registration: UUID


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
