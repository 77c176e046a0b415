"""The questions of a registration, one form each, and all of them together. Only relation and format are required."""

import re
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from accounts.forms import AgeQuestion
from accounts.forms.fields import Checkbox
from accounts.models import Relation
from foundation.forms import Form, form_error
from foundation.language import N_
from groups.fields import CHOOSE, DEFAULT_LANGUAGE, Language, Line, Region
from groups.models import DAY_PARTS, DAYS, CircleChoice, ContactMode, MeetingFormat, PairingKind

_NUMBER = re.compile(r"\+?[0-9]{8,15}")
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,60}@[a-z0-9.-]{1,50}\.[a-z]{2,10}", re.IGNORECASE)


def _phone(text: str) -> str:
    number = re.sub(r"[\s./()-]", "", text)
    if number and not _NUMBER.fullmatch(number):
        raise form_error(N_("This does not look like a telephone number."))
    return number


def _email(text: str) -> str:
    address = text.strip()
    if address and not _EMAIL.fullmatch(address):
        raise form_error(N_("This does not look like an email address."))
    return address


class RelationQuestion(Form):
    """Relation, in the registrant's own words, and whether it concerns one person or several."""

    sentences = {"relation": N_("Choose the option that fits best.")}

    relation: Relation
    several_people: Checkbox = False


class FormatQuestion(Form):
    """Online, in person, or both."""

    sentences = {"format": N_("Choose the option that fits best.")}

    format: MeetingFormat


class RegionQuestion(Form):
    """The region, from the list in the settings."""

    region: Region = ""


class TimesQuestion(Form):
    """Weekdays and parts of the day."""

    mon: Checkbox = False
    tue: Checkbox = False
    wed: Checkbox = False
    thu: Checkbox = False
    fri: Checkbox = False
    sat: Checkbox = False
    sun: Checkbox = False
    morning: Checkbox = False
    afternoon: Checkbox = False
    evening: Checkbox = False

    @property
    def days(self) -> list[str]:
        return [day for day in DAYS if getattr(self, day)]

    @property
    def day_parts(self) -> list[str]:
        return [part for part in DAY_PARTS if getattr(self, part)]


class LanguageQuestion(Form):
    """The language of the group."""

    language: Language = DEFAULT_LANGUAGE


class NameQuestion(Form):
    """The name to use in the group; a first name is fine."""

    sentences = {"preferred_name.string_too_long": N_("Use 40 characters or fewer.")}

    preferred_name: Annotated[Line, Field(max_length=40)] = ""


class HowToReachYou(Form):
    """How somebody may be contacted, and how not. "Not at all" is a choice like any other."""

    sentences = {
        "contact_notes.string_too_long": N_("Use 150 characters or fewer."),
        "cover_name.string_too_long": N_("Use 100 characters or fewer."),
        "code_word.string_too_long": N_("Use 40 characters or fewer."),
    }

    mode: Annotated[ContactMode, BeforeValidator(lambda value: value or ContactMode.NOTHING)] = ContactMode.NOTHING
    phone: Annotated[str, AfterValidator(_phone)] = ""
    email: Annotated[str, AfterValidator(_email)] = ""
    safe_morning: Checkbox = False
    safe_afternoon: Checkbox = False
    safe_evening: Checkbox = False
    safe_weekend: Checkbox = False
    contact_notes: Annotated[Line, Field(max_length=150)] = ""
    voicemail: Checkbox = False
    cover_name: Annotated[Line, Field(max_length=100)] = ""
    code_word: Annotated[Line, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _has_a_way(self) -> "HowToReachYou":
        if self.mode in (ContactMode.CALL_ME, ContactMode.MESSAGE) and not self.phone:
            raise form_error(N_("Fill in a telephone number, or choose another way."), "phone")
        if self.mode is ContactMode.MAIL and not self.email:
            raise form_error(N_("Fill in an email address, or choose another way."), "email")
        return self


class CircleQuestion(Form):
    """Somebody else in the registrant's circle, and a word that both can type."""

    sentences = {"shared_word.string_too_long": N_("Use 40 characters or fewer.")}

    circle: Annotated[CircleChoice, BeforeValidator(lambda value: value or CircleChoice.UNKNOWN)] = CircleChoice.UNKNOWN
    shared_word: Annotated[Line, Field(max_length=40)] = ""


class RegistrationForm(
    CircleQuestion,
    HowToReachYou,
    NameQuestion,
    LanguageQuestion,
    TimesQuestion,
    RegionQuestion,
    FormatQuestion,
    RelationQuestion,
):
    """All questions together, as a colleague fills them in for a caller."""

    sentences = {
        **RelationQuestion.sentences,
        **FormatQuestion.sentences,
        **NameQuestion.sentences,
        **HowToReachYou.sentences,
        **CircleQuestion.sentences,
    }


STEPS: dict[str, type[Form]] = {
    "age": AgeQuestion,
    "relation": RelationQuestion,
    "format": FormatQuestion,
    "place": RegionQuestion,
    "times": TimesQuestion,
    "language": LanguageQuestion,
    "name": NameQuestion,
    "contact": HowToReachYou,
    "circle": CircleQuestion,
}


class PairingForm(Form):
    """Two registrants: together or apart."""

    sentences = {"kind": CHOOSE, "other": N_("Choose who.")}

    other: UUID
    kind: PairingKind


class NameSearch(Form):
    """Part of the name that somebody gave."""

    name: Annotated[Line, Field(max_length=40)] = ""
