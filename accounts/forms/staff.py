"""What colleagues hand in at their door, and about each other."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from accounts.forms.fields import (
    PASSPHRASE_MISSING,
    Checkbox,
    ChosenPassphrase,
    Email,
    Label,
    RequiredText,
    TypedPassphrase,
)
from accounts.models import RestrictionKind, RestrictionReason, Role
from foundation.forms import Form, form_error
from foundation.language import N_

NOBODY_TICKED = N_("Tick at least one.")


def _confirmed(value: bool) -> bool:
    if not value:
        raise form_error(N_("Tick the box if you are sure."))
    return value


class StaffCredentials(Form):
    """A colleague's e-mail and passphrase."""

    sentences = {"passphrase": PASSPHRASE_MISSING, "email": N_("Type your email address.")}

    email: Annotated[str, Field(min_length=1, max_length=200)]
    passphrase: TypedPassphrase


class OneTimeCode(Form):
    """The six digits of the app, or a recovery code."""

    sentences = {"one_time_code": N_("Type the six digits from your app.")}

    one_time_code: Annotated[str, Field(min_length=6, max_length=40)]


class Enrolling(Form):
    """A new colleague's first visit."""

    sentences = {
        "email": N_("Type your email address."),
        "code": N_("Type the code you were given."),
        "passphrase": N_("Create a passphrase."),
    }

    email: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(min_length=1, max_length=60)]
    passphrase: ChosenPassphrase


class ShortcutPreference(Form):
    """Whether single keys do something on staff pages."""

    uses_shortcuts: Checkbox = False


class InviteBatch(Form):
    """How many invites."""

    sentences = {"number": N_("Choose a number from 1 to 20.")}

    number: Annotated[int, Field(ge=1, le=20)]


class Roles(Form):
    """The roles somebody holds: at least one."""

    moderator: Checkbox = False
    facilitator: Checkbox = False
    coordinator: Checkbox = False

    @property
    def roles(self) -> list[Role]:
        """The roles that were ticked."""
        return [role for role in Role if getattr(self, role.value)]

    @model_validator(mode="after")
    def _at_least_one(self) -> "Roles":
        if not self.roles:
            raise form_error(N_("Choose at least one role."))
        return self


class Confirmation(Form):
    """A tick that somebody means what cannot be taken back."""

    confirmed: Annotated[Checkbox, AfterValidator(_confirmed)] = False


class MemberName(Form):
    """Whom a colleague looks for."""

    sentences = {"pseudonym": N_("Type a pseudonym.")}

    pseudonym: Annotated[str, Field(min_length=1, max_length=200)]


class Restricting(Form):
    """What limits a member, why, for how long, and the words to them."""

    sentences = {
        "kind": N_("Choose what should happen."),
        "reason": N_("Choose a reason."),
        "days": N_("Choose for how long."),
    }

    kind: RestrictionKind
    reason: RestrictionReason
    days: Annotated[int, Field(ge=1, le=28)] = 7
    message: RequiredText
    is_danger: Checkbox = False
    confirmed: Checkbox = False

    @model_validator(mode="after")
    def _is_meant(self) -> "Restricting":
        if self.kind is RestrictionKind.END and not self.confirmed:
            raise form_error(N_("Tick the box if you are sure."), "confirmed")
        return self


class WordsToMany(Form):
    """The words to everybody who gets the same answer in one go, and that it was looked at first."""

    message: RequiredText = ""
    confirmed: Checkbox = False


class NewColleague(Roles):
    """Name, e-mail, organisation and roles."""

    sentences = {"name": N_("Type a name."), "organisation": N_("Type the organisation.")}

    name: Label
    email: Email
    organisation: Label
