"""Words, and looking back."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from accounts.forms import SomeWords
from accounts.forms.fields import Ticked
from foundation.forms import Form
from foundation.language import N_
from groups.models import Answer

Tap = Annotated[Answer | None, BeforeValidator(lambda value: value or None)]


class Saying(Form):
    """Something to say behind the code."""

    words: SomeWords = ""


class LookingBack(Form):
    """A few taps after the last session, and a sentence if one likes."""

    sentences = {"words.string_too_long": N_("Make it at most 300 characters long.")}

    helped: Tap = None
    safe: Tap = None
    less_alone: Tap = None
    words: Annotated[str, Field(max_length=300)] = ""
    may_print: Ticked = False
