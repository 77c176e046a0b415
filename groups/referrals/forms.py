"""The form for a place in the referral directory."""

from typing import Annotated

from pydantic import AfterValidator, Field

from accounts.forms.fields import Label, RequiredText
from accounts.models import Country
from foundation.forms import Form
from foundation.language import N_


def _one_line(text: str) -> str:
    return " ".join(text.split())


ShortText = Annotated[RequiredText, AfterValidator(_one_line), Field(max_length=300)]


class ReferralPlaceForm(Form):
    """Where people can be referred: country, purpose, how to reach it."""

    sentences = {
        "country": N_("Choose a country."),
        "name.string_too_long": N_("Use 80 characters or fewer."),
        "purpose.string_too_long": N_("Use 300 characters or fewer."),
        "how_to_reach.string_too_long": N_("Use 300 characters or fewer."),
    }

    version: int = 0
    country: Country
    name: Label = ""
    purpose: ShortText = ""
    how_to_reach: ShortText = ""
