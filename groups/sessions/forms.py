"""What colleagues hand in about groups and their sessions."""

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
    """A proposal of days: from when, how often, how many. `seen` when what there is to know about them was said."""

    sentences = {**TIMING_SENTENCES, "number": N_("Choose a number from 1 to 30."), "rhythm": CHOOSE}

    day: Day
    starts: PlainTime
    minutes: Minutes = 120
    rhythm: Rhythm = Rhythm.WEEKLY
    number: Annotated[int, Field(ge=1, le=30)] = 1
    is_return: Checkbox = False
    seen: Checkbox = False


class SessionMove(Form):
    """Another day or hour, and a word about it; `onward` moves all that follow by as many days.

    `seen` when the days as they would be were shown.
    """

    sentences = {**TIMING_SENTENCES, "words.string_too_long": TOO_LONG}

    version: int = 0
    day: Day
    starts: PlainTime
    minutes: Minutes = 120
    onward: Checkbox = False
    words: Note = ""
    seen: Checkbox = False


class SessionCancellation(Form):
    """A word about why one session is not held."""

    sentences = {"why.string_too_long": TOO_LONG}

    why: Note = ""


class SessionDetails(Form):
    """What a session is about, and a link of its own; `alike` gives every session after it the same link."""

    theme: Annotated[Line, Field(max_length=120)] = ""
    link: Annotated[Line, Field(max_length=300), AfterValidator(_link)] = ""
    alike: Checkbox = False


class AttendanceEntry(Form):
    """Who was there, or not."""

    registration: UUID
    mark: AttendanceMark


class Rsvp(Form):
    """Is one coming to this session, or not this time?"""

    comes: bool


class RsvpOnBehalf(Rsvp):
    """The same, said to a colleague."""

    registration: UUID
