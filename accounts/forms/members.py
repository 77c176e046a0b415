"""What members hand in at the door, and those who become one."""

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from accounts.forms.fields import (
    PASSPHRASE_MISSING,
    TOO_LONG_PASSPHRASE,
    Checkbox,
    ChosenPassphrase,
    RequiredCheckbox,
    TypedPassphrase,
    pseudonym,
)
from accounts.models import Country, Device, Relation
from foundation.forms import Form
from foundation.language import N_
from safety.names import normalise_name


class Credentials(Form):
    """A member's name and passphrase."""

    sentences = {
        "name": N_("Type your pseudonym."),
        "passphrase": PASSPHRASE_MISSING,
        "passphrase.string_too_long": TOO_LONG_PASSPHRASE,
        "device": N_("Choose who uses this device."),
    }

    name: Annotated[str, Field(min_length=1, max_length=60)]
    passphrase: TypedPassphrase
    device: Device = Device.SHARED


class InviteCode(Form):
    """An invite code."""

    sentences = {"code": N_("Type the code you were given.")}

    code: Annotated[str, Field(min_length=1, max_length=60)]


class DeviceChoice(Form):
    """Whether somebody else uses this device too."""

    sentences = {"device": N_("Choose one of the two.")}

    device: Device


class NameChoice(Form):
    """One of the proposed pseudonyms, or one's own."""

    proposal: str = ""
    own: str = ""

    @property
    def pseudonym(self) -> str:
        """What was chosen: an own one goes before a proposal."""
        return normalise_name(self.own or self.proposal)

    @model_validator(mode="after")
    def _can_be_used(self) -> "NameChoice":
        pseudonym(self.own or self.proposal)
        return self


class AboutYou(Form):
    """Country, and who the member is for the person concerned, if they want to say."""

    sentences = {"country": N_("Choose where you live. This decides which help and which law we show you.")}

    country: Country
    relation: Annotated[Relation | None, BeforeValidator(lambda value: value or None)] = None
    relation_shown: Checkbox = False


class Joining(Form):
    """The last step: the house rules, and a passphrase."""

    sentences = {"passphrase": N_("Create a passphrase.")}

    agree: RequiredCheckbox = False
    passphrase: ChosenPassphrase


class Recovering(Form):
    """Pseudonym, recovery code and a new passphrase."""

    sentences = {
        "name": N_("Type your pseudonym."),
        "code": N_("Type your recovery code."),
        "passphrase": N_("Create a new passphrase."),
    }

    name: Annotated[str, Field(min_length=1, max_length=60)]
    code: Annotated[str, Field(min_length=1, max_length=60)]
    passphrase: ChosenPassphrase


class NewPassphrase(Form):
    """The present passphrase and a new one."""

    sentences = {"passphrase": PASSPHRASE_MISSING, "new_passphrase": N_("Create a new passphrase.")}

    passphrase: TypedPassphrase
    new_passphrase: ChosenPassphrase


class CurrentPassphrase(Form):
    """The present passphrase, asked before something that opens the door."""

    sentences = {"passphrase": PASSPHRASE_MISSING}

    passphrase: TypedPassphrase


class ShownRelation(Form):
    """What stands beside the pseudonym."""

    relation: Annotated[Relation | None, BeforeValidator(lambda value: value or None)] = None
    relation_shown: Checkbox = False
