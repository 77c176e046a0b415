"""To whom everything is handed over."""

from uuid import UUID

from accounts.forms.fields import Checkbox
from foundation.forms import Form
from foundation.language import N_


class HandoverForm(Form):
    """Who takes over; `reviewed` once the preview was shown."""

    sentences = {"taker": N_("Choose who takes over.")}

    taker: UUID
    seen: Checkbox = False
