"""Submitted forms. An invalid form is a value, not an exception: it goes back to the person with their words in it."""

from collections.abc import Mapping
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from foundation.language import N_, gettext


class Form(BaseModel):
    """The fields somebody fills in; unknown fields are ignored, so nothing can be smuggled in.

    `sentences` holds, by field or by "field.error type", the message for an invalid value. One for a field that is not
    there could never be read: it raises where the form is defined.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, validate_default=True)
    sentences: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        if unread := {key.partition(".")[0] for key in cls.sentences} - set(cls.model_fields):
            raise TypeError(f"{cls.__name__} has sentences for what is no field: {', '.join(sorted(unread))}")


F = TypeVar("F", bound=Form)
F_co = TypeVar("F_co", bound=Form, covariant=True)


class Filled(Generic[F_co]):
    """A submitted form: what was given, the errors, and the value when there are none."""

    def __init__(self, given: Mapping[str, str], value: F_co | None, errors: dict[str, str]) -> None:
        self.given = given
        self.errors = errors
        self._value = value

    @property
    def value(self) -> F_co:
        """The validated form. Ask only when there are no errors."""
        if self._value is None:
            raise ValueError("the form does not hold")
        return self._value

    def add_error(self, field: str, message: str) -> None:
        """Add an error to `field` after validation; `message` is a msgid."""
        self.errors[field] = gettext(message)


AnyForm = Filled[Form]
"""A submitted form of any kind."""


def form_error(message: str, field: str = "") -> PydanticCustomError:
    """The error a validator raises; `message` is a msgid, `field` what it concerns when the whole form is validated."""
    return PydanticCustomError("trouble", "{sentence}", {"sentence": message, "field": field})


def whole_number(given: object) -> int | None:
    """The whole number that somebody typed or a form carries, up to nine digits; None for anything else."""
    typed = str(given)
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def fill(form: type[F], given: Mapping[str, str]) -> Filled[F]:
    """Validate `given` as `form`."""
    try:
        return Filled(given, form.model_validate(dict(given)), {})
    except ValidationError as error:
        errors: dict[str, str] = {}
        for one in error.errors(include_url=False, include_input=False):
            field = str(one["loc"][0]) if one["loc"] else str(one.get("ctx", {}).get("field", ""))
            errors.setdefault(field, _sentence(form, field, one["type"], one.get("ctx", {})))
        return Filled(given, None, errors)


def blank(form: type[F], **given: str) -> Filled[F]:
    """An unsubmitted form, prefilled with what is `given`."""
    return Filled(given, None, {})


def _sentence(form: type[Form], field: str, kind: str, context: Mapping[str, object]) -> str:
    if kind == "trouble":
        return gettext(str(context["sentence"]))
    kind = "string_too_long" if kind == "too_long" else kind  # how pydantic calls it once a validator tidied the text
    message = form.sentences.get(f"{field}.{kind}") or form.sentences.get(field)
    if message is None:
        message = N_("This is too long.") if kind == "string_too_long" else N_("Please fill this in.")
    return gettext(message)
