"""What staff and participants hand in about sessions."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from accounts.forms.fields import Checkbox
from foundation.forms import Form, form_error
from foundation.language import N_
from groups.fields import CHOOSE, TIMING_SENTENCES, TOO_LONG, Day, Line, Minutes, Note, PlainTime
from groups.models import AttendanceMark


def _link(text: str) -> str:
    if text and not (text.startswith("https://") and text.isprintable() and " " not in text):
        raise form_error(N_("A link begins with https:// and has no spaces."))
    return text


class Rhythm(StrEnum):
    """How often a group meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class SessionPlan(Form):
    """A proposed series: first day, frequency, number. `reviewed` once the schedule warnings were shown."""

    sentences = {**TIMING_SENTENCES, "number": N_("Choose a number from 1 to 30."), "rhythm": CHOOSE}

    day: Day
    starts: PlainTime
    minutes: Minutes = 120
    rhythm: Rhythm = Rhythm.WEEKLY
    number: Annotated[int, Field(ge=1, le=30)] = 1
    is_return: Checkbox = False
    reviewed: Checkbox = False


class SessionMove(Form):
    """A new day or hour, and a note; `include_following` moves all later sessions by as many days.

    `reviewed` once the resulting days were shown.
    """

    sentences = {**TIMING_SENTENCES, "note.string_too_long": TOO_LONG}

    version: int = 0
    day: Day
    starts: PlainTime
    minutes: Minutes = 120
    include_following: Checkbox = False
    note: Note = ""
    reviewed: Checkbox = False


class SessionCancellation(Form):
    """Why one session is cancelled."""

    sentences = {"reason.string_too_long": TOO_LONG}

    reason: Note = ""


class SessionDetails(Form):
    """The theme of a session, and its own link; `link_for_following` gives every later session the same link."""

    theme: Annotated[Line, Field(max_length=120)] = ""
    link: Annotated[Line, Field(max_length=300), AfterValidator(_link)] = ""
    link_for_following: Checkbox = False


class AttendanceEntry(Form):
    """Whether one participant attended."""

    registration: UUID
    mark: AttendanceMark


class Rsvp(Form):
    """Whether the participant will attend this session."""

    attending: bool


class RsvpOnBehalf(Rsvp):
    """The same, given by phone and recorded by a colleague."""

    registration: UUID
