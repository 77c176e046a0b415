"""Fields that several forms at the door have, and what is said when one does not hold."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from foundation.forms import AnyForm, form_error
from foundation.language import N_
from safety.formatting import normalise_source
from safety.names import NameProblem, name_problem, normalise_name
from safety.passphrases import PassphraseProblem, passphrase_problem

NAME_PROBLEMS = {
    NameProblem.EMPTY: N_("Choose a pseudonym, or take one of the three."),
    NameProblem.TOO_SHORT: N_("A pseudonym needs at least 3 characters."),
    NameProblem.TOO_LONG: N_("A pseudonym can be up to 24 characters long."),
    NameProblem.CHARACTERS: N_("Use letters, digits, spaces, hyphens, dots and apostrophes only."),
    NameProblem.MIXED_SCRIPTS: N_(
        "Use letters from one script only, so that nobody can be mistaken for somebody else."
    ),
    NameProblem.RESERVED: N_("This name is reserved for the people who work here. Please choose another."),
    NameProblem.LOOKS_LIKE_CONTACT: N_("This looks like an address or a number. Somebody could recognise you from it."),
}
PASSPHRASE_PROBLEMS = {
    PassphraseProblem.CHARACTERS: N_(
        "This passphrase contains characters that cannot be typed everywhere. Choose others."
    ),
    PassphraseProblem.TOO_SHORT: N_("Use at least 12 characters. A sentence is fine."),
    PassphraseProblem.TOO_LONG: N_("Use 128 characters or fewer."),
    PassphraseProblem.COMMON: N_(
        "Many people use this passphrase, so it is easy to guess. Think of a sentence of your own."
    ),
    PassphraseProblem.CONTEXT: N_("This is too much like your name or this site. Think of a sentence of your own."),
}
MAX_KNOWN, LONGEST_KNOWN = 4, 60
MAX_TEXT_LENGTH = 2_000
PASSPHRASE_MISSING = N_("Type your passphrase.")
TOO_LONG_PASSPHRASE = N_("A passphrase can be up to 128 characters long.")


def check_passphrase(passphrase: str, *known: str) -> str:
    """The passphrase as it is hashed (NFC). Raises what a form shows; `known` is what others know of the person."""
    if kind := passphrase_problem(passphrase, known):
        raise form_error(PASSPHRASE_PROBLEMS[kind])
    return unicodedata.normalize("NFC", passphrase)


def reject_known(form: AnyForm, field: str, *known: str) -> None:
    """Add an error when the passphrase in `field` is too much like what others know of the person."""
    if field in form.errors:
        return
    try:
        check_passphrase(form.given.get(field, ""), *(word[:LONGEST_KNOWN] for word in known[:MAX_KNOWN]))
    except PydanticCustomError as error:
        form.add_error(field, str((error.context or {})["sentence"]))


def pseudonym(text: str) -> str:
    """A name that can be used, tidied. Raises what a form shows."""
    if kind := name_problem(text):
        raise form_error(NAME_PROBLEMS[kind])
    return normalise_name(text)


def _text(text: str) -> str:
    words = normalise_source(text).strip()
    if len(words) > MAX_TEXT_LENGTH:
        raise form_error(N_("This is too long. You can use up to 2,000 characters."))
    return words


def _required_text(text: str) -> str:
    if not text:
        raise form_error(N_("Write a few words."))
    return text


def _email(text: str) -> str:
    email = text.strip()
    if not email.isprintable():
        raise form_error(N_("This does not look like an email address."))
    name, _, host = email.partition("@")
    if not name or "." not in host or len(email) > 200 or any(c.isspace() or c in ',;<>"' for c in email):
        raise form_error(N_("This does not look like an email address."))
    return email


def _label(text: str) -> str:
    label = " ".join(text.split())
    if len(label) < 2 or not label.isprintable():
        raise form_error(N_("Type at least two letters."))
    return label


def _is_checked(value: object) -> bool:
    return value == "on" or value is True


def _must_agree(value: bool) -> bool:
    if not value:
        raise form_error(N_("Tick that you will keep to the house rules."))
    return value


TypedPassphrase = Annotated[
    str, AfterValidator(lambda text: unicodedata.normalize("NFC", text)), Field(min_length=1, max_length=128)
]
ChosenPassphrase = Annotated[str, AfterValidator(check_passphrase)]
Pseudonym = Annotated[str, AfterValidator(pseudonym)]
Email = Annotated[str, AfterValidator(_email)]
Checkbox = Annotated[bool, BeforeValidator(_is_checked)]
RequiredCheckbox = Annotated[bool, BeforeValidator(_is_checked), AfterValidator(_must_agree)]
Label = Annotated[str, AfterValidator(_label), Field(max_length=60)]
FreeText = Annotated[str, AfterValidator(_text)]
"""What one person writes to another, tidied; may be empty."""
RequiredText = Annotated[FreeText, AfterValidator(_required_text)]
