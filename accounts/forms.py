"""What people hand in at the door."""

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from accounts.models import Country, Device, Relation, Role
from foundation.forms import Filled, Form, trouble
from foundation.language import N_
from safety.names import NameTrouble, tidy_name, trouble_with_name
from safety.passphrases import PassphraseTrouble, trouble_with_passphrase

NAME_TROUBLES = {
    NameTrouble.EMPTY: N_("Choose a pseudonym, or take one of the three."),
    NameTrouble.TOO_SHORT: N_("A pseudonym has at least 3 characters."),
    NameTrouble.TOO_LONG: N_("A pseudonym has at most 24 characters."),
    NameTrouble.CHARACTERS: N_("Use letters, digits, spaces, hyphens, dots and apostrophes only."),
    NameTrouble.MIXED_SCRIPTS: N_("Use letters of one script, so that nobody can be taken for somebody else."),
    NameTrouble.RESERVED: N_("This name is kept for the people who work here. Please choose another."),
    NameTrouble.LOOKS_LIKE_CONTACT: N_("This looks like an address or a number. Somebody could recognise you by it."),
}
PASSPHRASE_TROUBLES = {
    PassphraseTrouble.CHARACTERS: N_("This passphrase holds characters that cannot be typed everywhere."),
    PassphraseTrouble.TOO_SHORT: N_("Make it at least 12 characters long. A sentence is fine."),
    PassphraseTrouble.TOO_LONG: N_("Make it at most 128 characters long."),
    PassphraseTrouble.COMMON: N_("Many people use this one, so it is easy to guess. Make up a sentence of your own."),
    PassphraseTrouble.CONTEXT: N_("This is too much like your name or this site. Make up a sentence of your own."),
}
LONGEST_KNOWN = 60
PASSPHRASE_MISSING = N_("Type your passphrase.")
TOO_LONG_PASSPHRASE = N_("A passphrase has at most 128 characters.")


def check_passphrase(passphrase: str, *known: str) -> str:
    """The passphrase as it is hashed (NFC). Raises what a form shows; `known` is what others know of the person."""
    if kind := trouble_with_passphrase(passphrase, known):
        raise trouble(PASSPHRASE_TROUBLES[kind])
    return unicodedata.normalize("NFC", passphrase)


def refuse_known(form: Filled[Any], field: str, *known: str) -> None:
    """Add an error when the passphrase in `field` is too much like what others know of the person."""
    if form.errors:
        return
    try:
        check_passphrase(form.given.get(field, ""), *(word[:LONGEST_KNOWN] for word in known))
    except PydanticCustomError as error:
        form.add_error(field, str((error.context or {})["sentence"]))


def _pseudonym(text: str) -> str:
    if kind := trouble_with_name(text):
        raise trouble(NAME_TROUBLES[kind])
    return tidy_name(text)


def _email(text: str) -> str:
    email = text.strip()
    if not email.isprintable():
        raise trouble(N_("This does not look like an e-mail address."))
    name, _, host = email.partition("@")
    if not name or "." not in host or len(email) > 200 or any(c.isspace() or c in ',;<>"' for c in email):
        raise trouble(N_("This does not look like an e-mail address."))
    return email


def _label(text: str) -> str:
    label = " ".join(text.split())
    if len(label) < 2 or not label.isprintable():
        raise trouble(N_("Type at least two letters."))
    return label


def _ticked(value: object) -> bool:
    return value == "on" or value is True


Typed = Annotated[
    str, AfterValidator(lambda text: unicodedata.normalize("NFC", text)), Field(min_length=1, max_length=128)
]
Chosen = Annotated[str, AfterValidator(check_passphrase)]
Pseudonym = Annotated[str, AfterValidator(_pseudonym)]
Email = Annotated[str, AfterValidator(_email)]
Ticked = Annotated[bool, BeforeValidator(_ticked)]
Label = Annotated[str, AfterValidator(_label), Field(max_length=60)]


class Credentials(Form):
    """A member's name and passphrase."""

    sentences = {
        "name": N_("Type your pseudonym."),
        "passphrase": PASSPHRASE_MISSING,
        "passphrase.string_too_long": TOO_LONG_PASSPHRASE,
        "device": N_("Choose who uses this device."),
    }

    name: Annotated[str, Field(min_length=1, max_length=60)]
    passphrase: Typed
    device: Device = Device.SHARED


class DoorCode(Form):
    """An invite code."""

    sentences = {"code": N_("Type the code you were given.")}

    code: Annotated[str, Field(min_length=1, max_length=60)]


class WhoUsesThis(Form):
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
        return tidy_name(self.own or self.proposal)

    @model_validator(mode="after")
    def _can_be_used(self) -> "NameChoice":
        _pseudonym(self.own or self.proposal)
        return self


class AboutYou(Form):
    """Country, and who the member is for the person concerned, if they want to say."""

    sentences = {"country": N_("Choose where you live. It decides which help and which law we show you.")}

    country: Country
    relation: Annotated[Relation | None, BeforeValidator(lambda value: value or None)] = None
    relation_shown: Ticked = False


class Joining(Form):
    """The last step: a passphrase, and the house rules."""

    sentences = {"passphrase": N_("Make up a passphrase.")}

    passphrase: Chosen
    agree: Ticked = False
    known: str = ""

    @model_validator(mode="after")
    def _agrees(self) -> "Joining":
        if not self.agree:
            raise trouble(N_("Tick that you will keep to the house rules."))
        return self


class KeptCode(Form):
    """The last four characters of a code that was just shown."""

    last: Annotated[str, Field(max_length=20)] = ""


class Recovering(Form):
    """Pseudonym, recovery code and a new passphrase."""

    sentences = {
        "name": N_("Type your pseudonym."),
        "code": N_("Type your recovery code."),
        "passphrase": N_("Make up a new passphrase."),
    }

    name: Annotated[str, Field(min_length=1, max_length=60)]
    code: Annotated[str, Field(min_length=1, max_length=60)]
    passphrase: Chosen


class NewPassphrase(Form):
    """The present passphrase and a new one."""

    sentences = {"passphrase": PASSPHRASE_MISSING, "new_passphrase": N_("Make up a new passphrase.")}

    passphrase: Typed
    new_passphrase: Chosen


class ShownRelation(Form):
    """What stands beside the pseudonym."""

    relation: Annotated[Relation | None, BeforeValidator(lambda value: value or None)] = None
    relation_shown: Ticked = False


class StaffCredentials(Form):
    """A colleague's e-mail and passphrase."""

    sentences = {"passphrase": PASSPHRASE_MISSING, "email": N_("Type your e-mail address.")}

    email: Annotated[str, Field(min_length=1, max_length=200)]
    passphrase: Typed


class OneTimeCode(Form):
    """The six digits of the app, or a recovery code."""

    sentences = {"one_time_code": N_("Type the six digits of your app.")}

    one_time_code: Annotated[str, Field(min_length=6, max_length=40)]


class Enrolling(Form):
    """A new colleague's first visit."""

    sentences = {
        "email": N_("Type your e-mail address."),
        "code": N_("Type the code you were given."),
        "passphrase": N_("Make up a passphrase."),
    }

    email: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(min_length=1, max_length=60)]
    passphrase: Chosen


class Keys(Form):
    """Whether single keys do something on staff pages."""

    uses_keys: Ticked = False


class InviteBatch(Form):
    """How many invites."""

    sentences = {"number": N_("Choose a number from 1 to 20.")}

    number: Annotated[int, Field(ge=1, le=20)]


class Roles(Form):
    """The roles somebody holds: at least one."""

    moderator: Ticked = False
    facilitator: Ticked = False
    coordinator: Ticked = False

    @property
    def roles(self) -> list[Role]:
        """The roles that were ticked."""
        return [role for role in Role if getattr(self, role.value)]

    @model_validator(mode="after")
    def _at_least_one(self) -> "Roles":
        if not self.roles:
            raise trouble(N_("Choose at least one role."))
        return self


class NewColleague(Roles):
    """Name, e-mail, organisation and roles."""

    sentences = {"name": N_("Type a name."), "organisation": N_("Type the organisation.")}

    name: Label
    email: Email
    organisation: Label
