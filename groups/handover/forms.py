"""What colleagues hand in about a registration, and the few acts of who holds its code."""

from uuid import UUID

from accounts.forms.fields import Checkbox
from foundation.forms import Form
from foundation.language import N_


class HandoverForm(Form):
    """To whom everything goes; `seen` when what would move was looked at."""

    sentences = {"taker": N_("Choose who takes over.")}

    taker: UUID
    seen: Checkbox = False
