"""What members hand in."""

from typing import Annotated
from uuid import UUID, uuid4

from pydantic import AfterValidator, BeforeValidator, Field

from foundation.forms import Form, form_error, whole_number
from foundation.language import N_
from safety.formatting import LONGEST_TEXT, normalise_source

LONGEST_TITLE = 120


def _title(text: str) -> str:
    title = " ".join(normalise_source(text).split())
    if not title:
        raise form_error(N_("Give your post a title. A few words are enough."))
    if len(title) > LONGEST_TITLE:
        raise form_error(N_("This title is too long. You can use up to 120 characters."))
    return title


def _source(text: str) -> str:
    source = normalise_source(text).strip()
    if not source:
        raise form_error(N_("There is no text yet."))
    if len(source) > LONGEST_TEXT:
        raise form_error(
            N_("This post is too long. You can use up to 10,000 characters, and send the rest as a second post.")
        )
    return source


SeenVersion = Annotated[int | None, BeforeValidator(whole_number)]
"""A number that no draft can have counts as none: the words get a draft of their own."""
Title = Annotated[str, AfterValidator(_title)]
Source = Annotated[str, AfterValidator(_source)]


class Writing(Form):
    """An answer, or another text for a post. `nonce` makes sending it twice hand it in once.

    `draft` is the draft it came from, `version` the state of that draft on the screen.
    """

    sentences = {"nonce": N_("Something is wrong with this form. Please copy your text and open the page again.")}

    source: Source = ""
    nonce: UUID = Field(default_factory=uuid4)
    draft: UUID | None = None
    version: SeenVersion = None


class Titled(Form):
    """Whatever has a title."""

    title: Title = ""


class Opening(Writing, Titled):
    """The first text of a new thread; fields of the last base come first, as on the page."""


class Sketch(Form):
    """A text to keep for later: nothing is asked of it."""

    title: str = ""
    source: str = ""
    nonce: UUID | None = None
    draft: UUID | None = None
    version: SeenVersion = None
