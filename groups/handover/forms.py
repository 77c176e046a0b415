"""To whom everything is handed over."""

from uuid import UUID

from accounts.forms.fields import Checkbox
from foundation.forms import Form
from foundation.language import N_


class HandoverForm(Form):
    """Who takes over; `reviewed` once the preview was shown."""

    sentences = {"incoming": N_("Choose who takes over.")}

    incoming: UUID
    reviewed: Checkbox = False
