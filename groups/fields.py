"""Types of fields that several forms of the groups' side share."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from foundation.forms import form_error
from foundation.language import N_, OWN_NAMES
from groups.models.group_session import MAX_SESSION_MINUTES, MIN_SESSION_MINUTES

DEFAULT_LANGUAGE = "nl"


def _line(text: str) -> str:
    line = " ".join(text.split())
    if line and not line.isprintable():
        raise form_error(N_("This contains characters that we cannot store."))
    return line


def _region(text: str) -> str:
    return text if len(text) <= 40 and (not text or text.isprintable()) else ""


def _without_seconds(hour: time) -> time:
    if hour.tzinfo:
        raise form_error(N_("Enter a time, for example 19:00."))
    return hour.replace(second=0, microsecond=0)


PlainTime = Annotated[time, AfterValidator(_without_seconds)]
Line = Annotated[str, AfterValidator(_line)]
Region = Annotated[str, AfterValidator(_region)]
Language = Annotated[str, BeforeValidator(lambda value: value if value in OWN_NAMES else DEFAULT_LANGUAGE)]
EmptyIsNone = BeforeValidator(lambda value: value or None)
CHOOSE = N_("Choose the option that fits best.")
Day = Annotated[date, Field(ge=date(2020, 1, 1), le=date(2100, 1, 1))]
Minutes = Annotated[int, Field(ge=MIN_SESSION_MINUTES, le=MAX_SESSION_MINUTES)]
Note = Annotated[Line, Field(max_length=200)]
TOO_LONG = N_("Use 200 characters or fewer.")
TIMING_SENTENCES = {
    "day": N_("Choose a day."),
    "starts": N_("Enter a time, for example 19:00."),
    "minutes": N_("Choose from 15 minutes to 8 hours."),
}
