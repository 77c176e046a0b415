"""What is typed on the pages of access codes, and what is said when it does not hold."""

from typing import Annotated

from pydantic import Field, model_validator

from foundation.codes import digits_of
from foundation.forms import Form, form_error
from foundation.language import N_
from foundation.own_sentences import four_digits, is_guessed_first, is_sentence, with_digits

NO_MATCH = N_("This code does not work here. There may be a small typing mistake in it.")
NO_MATCH_WITH_DIGITS = N_(
    "This sentence with these four digits does not work here. There may be a small typing mistake in one of them."
)
DIGITS_MISSING = N_("A sentence opens only together with its four digits. Type them here.")
LAST_FOUR_WRONG = N_("The code does not end like that. Check it again.")
NOT_YOURS = N_(
    "This does not open your page. If there is no typing mistake in it, choose another sentence or other digits."
)
FOUR_DIGITS = N_("Type four digits.")
TOO_SHORT = N_("Use at least four words and twenty characters, so that nobody can guess it.")
GUESSED_FIRST = N_("Whoever guesses tries these four first. Choose four others.")


class AccessCodeForm(Form):
    """A code of sixteen digits; or a sentence of one's own, and the four digits that belong to it."""

    sentences = {
        "code": N_("Type your code, or your own sentence."),
        "code.string_too_long": N_("This is longer than any code or sentence can be."),
        "digits": FOUR_DIGITS,
    }

    code: Annotated[str, Field(min_length=1, max_length=200)]
    digits: Annotated[str, Field(max_length=40)] = ""

    @property
    def typed(self) -> str:
        """Both as one text."""
        return with_digits(self.code, self.digits)

    @model_validator(mode="after")
    def _has_no_other_digits(self) -> "AccessCodeForm":
        if self.digits and not digits_of(self.code) and not four_digits(self.digits):
            raise form_error(FOUR_DIGITS, "digits")
        return self


class LastFour(Form):
    """The last four characters of a code that was just shown, or all of it."""

    last_four: Annotated[str, Field(max_length=60)] = ""


class TriedSentence(Form):
    """A sentence of one's own and its four digits, to see whether they open."""

    sentences = {
        "sentence": N_("Type your own sentence."),
        "sentence.string_too_long": N_("Use 120 characters or fewer."),
        "digits": FOUR_DIGITS,
    }

    sentence: Annotated[str, Field(min_length=1, max_length=120)]
    digits: Annotated[str, Field(max_length=40)] = ""

    @property
    def typed(self) -> str:
        """Both as one text."""
        return with_digits(self.sentence, self.digits)

    @model_validator(mode="after")
    def _has_digits(self) -> "TriedSentence":
        if not four_digits(self.digits):
            raise form_error(FOUR_DIGITS, "digits")
        return self


class OwnSentence(TriedSentence):
    """A sentence of one's own and four digits, to choose."""

    @model_validator(mode="after")
    def _is_hard_to_guess(self) -> "OwnSentence":
        if digits_of(self.sentence) or not is_sentence(self.typed):
            raise form_error(TOO_SHORT, "sentence")
        if is_guessed_first(four_digits(self.digits)):
            raise form_error(GUESSED_FIRST, "digits")
        return self
