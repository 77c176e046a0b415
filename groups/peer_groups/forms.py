"""What staff and participants hand in about groups and seats."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from accounts.forms import RequiredText
from accounts.forms.fields import Checkbox
from accounts.models import Relation
from foundation.forms import Form, form_error
from foundation.language import N_
from groups.fields import CHOOSE, EmptyIsNone, Language, Line, Region
from groups.models import EntryPolicy, FeedbackAnswer, MeetingFormat


def _is_a_format(value: MeetingFormat) -> MeetingFormat:
    if value is MeetingFormat.EITHER:
        raise form_error(CHOOSE)
    return value


class GroupForm(Form):
    """What a group is: for whom, in which format, where, and led by whom."""

    sentences = {
        "format": CHOOSE,
        "entry": CHOOSE,
        "facilitator": N_("Choose who leads it."),
        "capacity": N_("Choose a number from 2 to 15."),
        "min_participants": N_("Choose a number from 1 to 15."),
        "last_entry_session": N_("Choose a number from 1 to 60."),
        "max_per_relation": N_("Choose a number, or leave it empty."),
    }

    version: int = 0
    name: Annotated[Line, Field(max_length=60)] = ""
    format: Annotated[MeetingFormat, AfterValidator(_is_a_format)]
    language: Language = "nl"
    region: Region = ""
    capacity: Annotated[int, Field(ge=2, le=15)] = 7
    min_participants: Annotated[int, Field(ge=1, le=15)] = 3
    max_per_relation: Annotated[Annotated[int, Field(ge=1, le=15)] | None, EmptyIsNone] = None
    entry: EntryPolicy = EntryPolicy.CLOSED
    last_entry_session: Annotated[int, Field(ge=1, le=60)] = 1
    partner: Checkbox = False
    ex_partner: Checkbox = False
    parent: Checkbox = False
    child: Checkbox = False
    sibling: Checkbox = False
    other_relative: Checkbox = False
    friend: Checkbox = False
    other: Checkbox = False
    facilitator: UUID
    second_facilitator: Annotated[UUID | None, EmptyIsNone] = None
    place: Annotated[Line, Field(max_length=150)] = ""
    arrival: Annotated[str, Field(max_length=600)] = ""
    dial_in: Annotated[Line, Field(max_length=60)] = ""

    @property
    def welcome_relations(self) -> list[Relation]:
        """The relations it is for; none ticked means everyone."""
        return [relation for relation in Relation if getattr(self, relation.value)]

    @model_validator(mode="after")
    def _is_consistent(self) -> "GroupForm":
        if self.min_participants > self.capacity:
            raise form_error(N_("The group needs more people than there are places."))
        return self


class GroupCancellation(Form):
    """The message to everybody in a group that is cancelled."""

    message: RequiredText = ""


class Separation(Form):
    """Return a participant to the waiting list because two cannot go on together; the other may be named."""

    apart_from: Annotated[UUID | None, EmptyIsNone] = None
    separation_message: RequiredText = ""


class OfferAnswer(Form):
    """Accept or decline one offer, and no other."""

    class Choice(StrEnum):
        ACCEPT = "accept"
        DECLINE = "decline"

    offer: int = 0
    choice: Choice


OptionalAnswer = Annotated[FeedbackAnswer | None, BeforeValidator(lambda value: value or None)]


class FeedbackForm(Form):
    """A few questions after the last session, and a comment if one likes."""

    sentences = {"comment.string_too_long": N_("Use 300 characters or fewer.")}

    helped: OptionalAnswer = None
    safe: OptionalAnswer = None
    less_alone: OptionalAnswer = None
    comment: Annotated[str, Field(max_length=300)] = ""
    may_quote: Checkbox = False
