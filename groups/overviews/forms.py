"""What colleagues hand in about a registration, and the few acts of who holds its code."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from accounts.forms.fields import Checkbox
from foundation.forms import Form, form_error
from foundation.language import N_


def _confirmed(value: bool) -> bool:
    if not value:
        raise form_error(N_("Tick the box if you are sure."))
    return value


class Confirmation(Form):
    """A tick before something that cannot be taken back."""

    sure: Annotated[Checkbox, AfterValidator(_confirmed)] = False


class Pause(Form):
    """Until when somebody wants to pause; empty: until they say so."""

    sentences = {"until": N_("Choose a day, or leave it empty.")}

    until: Annotated[date | None, BeforeValidator(lambda value: value or None)] = None
