"""Fields that several forms at the door have, and what is said when one does not hold."""

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from foundation.forms import Filled, trouble
from foundation.language import N_
from safety.formatting import tidy_source
from safety.names import NameTrouble, tidy_name, trouble_with_name
from safety.passphrases import PassphraseTrouble, trouble_with_passphrase

NAME_TROUBLES = {
    NameTrouble.EMPTY: N_("Choose a pseudonym, or take one of the three."),
    NameTrouble.TOO_SHORT: N_("A pseudonym needs at least 3 characters."),
    NameTrouble.TOO_LONG: N_("A pseudonym can be up to 24 characters long."),
    NameTrouble.CHARACTERS: N_("Use letters, digits, spaces, hyphens, dots and apostrophes only."),
    NameTrouble.MIXED_SCRIPTS: N_(
        "Use letters from one script only, so that nobody can be mistaken for somebody else."
    ),
    NameTrouble.RESERVED: N_("This name is reserved for the people who work here. Please choose another."),
    NameTrouble.LOOKS_LIKE_CONTACT: N_("This looks like an address or a number. Somebody could recognise you from it."),
}
PASSPHRASE_TROUBLES = {
    PassphraseTrouble.CHARACTERS: N_(
        "This passphrase contains characters that cannot be typed everywhere. Choose others."
    ),
    PassphraseTrouble.TOO_SHORT: N_("Use at least 12 characters. A sentence is fine."),
    PassphraseTrouble.TOO_LONG: N_("Use 128 characters or fewer."),
    PassphraseTrouble.COMMON: N_(
        "Many people use this passphrase, so it is easy to guess. Think of a sentence of your own."
    ),
    PassphraseTrouble.CONTEXT: N_("This is too much like your name or this site. Think of a sentence of your own."),
}
MOST_KNOWN, LONGEST_KNOWN = 4, 60
LONGEST_WORDS = 2_000
PASSPHRASE_MISSING = N_("Type your passphrase.")
TOO_LONG_PASSPHRASE = N_("A passphrase can be up to 128 characters long.")


def check_passphrase(passphrase: str, *known: str) -> str:
    """The passphrase as it is hashed (NFC). Raises what a form shows; `known` is what others know of the person."""
    if kind := trouble_with_passphrase(passphrase, known):
        raise trouble(PASSPHRASE_TROUBLES[kind])
    return unicodedata.normalize("NFC", passphrase)


def refuse_known(form: Filled[Any], field: str, *known: str) -> None:
    """Add an error when the passphrase in `field` is too much like what others know of the person."""
    if field in form.errors:
        return
    try:
        check_passphrase(form.given.get(field, ""), *(word[:LONGEST_KNOWN] for word in known[:MOST_KNOWN]))
    except PydanticCustomError as error:
        form.add_error(field, str((error.context or {})["sentence"]))


def pseudonym(text: str) -> str:
    """A name that can be used, tidied. Raises what a form shows."""
    if kind := trouble_with_name(text):
        raise trouble(NAME_TROUBLES[kind])
    return tidy_name(text)


def _words(text: str) -> str:
    words = tidy_source(text).strip()
    if len(words) > LONGEST_WORDS:
        raise trouble(N_("This is too long. You can use up to 2,000 characters."))
    return words


def _some_words(text: str) -> str:
    if not text:
        raise trouble(N_("Write a few words."))
    return text


def _email(text: str) -> str:
    email = text.strip()
    if not email.isprintable():
        raise trouble(N_("This does not look like an email address."))
    name, _, host = email.partition("@")
    if not name or "." not in host or len(email) > 200 or any(c.isspace() or c in ',;<>"' for c in email):
        raise trouble(N_("This does not look like an email address."))
    return email


def _label(text: str) -> str:
    label = " ".join(text.split())
    if len(label) < 2 or not label.isprintable():
        raise trouble(N_("Type at least two letters."))
    return label


def _ticked(value: object) -> bool:
    return value == "on" or value is True


def _agreed(value: bool) -> bool:
    if not value:
        raise trouble(N_("Tick that you will keep to the house rules."))
    return value


Typed = Annotated[
    str, AfterValidator(lambda text: unicodedata.normalize("NFC", text)), Field(min_length=1, max_length=128)
]
Chosen = Annotated[str, AfterValidator(check_passphrase)]
Pseudonym = Annotated[str, AfterValidator(pseudonym)]
Email = Annotated[str, AfterValidator(_email)]
Ticked = Annotated[bool, BeforeValidator(_ticked)]
Agreed = Annotated[bool, BeforeValidator(_ticked), AfterValidator(_agreed)]
Label = Annotated[str, AfterValidator(_label), Field(max_length=60)]
Words = Annotated[str, AfterValidator(_words)]
"""What one person writes to another, tidied; may be empty."""
SomeWords = Annotated[Words, AfterValidator(_some_words)]
