"""Confirming what cannot be undone, and pausing."""

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
    """A checkbox before something that cannot be undone."""

    confirmed: Annotated[Checkbox, AfterValidator(_confirmed)] = False


class Pause(Form):
    """Until when to pause; empty means until the person resumes."""

    sentences = {"until": N_("Choose a day, or leave it empty.")}

    until: Annotated[date | None, BeforeValidator(lambda value: value or None)] = None
