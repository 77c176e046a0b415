"""What people hand in. A form that does not hold is a value, not an exception: the words go back to the person."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from foundation.language import N_, gettext


class Form(BaseModel):
    """The fields somebody fills in; unknown fields are ignored, so nothing can be slipped in.

    `sentences` says, per field or per "field.error type", what to tell when it does not hold.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, validate_default=True)
    sentences: ClassVar[Mapping[str, str]] = {}


F = TypeVar("F", bound=Form)


class Filled(Generic[F]):
    """A form as handed in: what was given, what is wrong with it, and the value when nothing is."""

    def __init__(self, given: Mapping[str, str], value: F | None, errors: dict[str, str]) -> None:
        self.given = given
        self.errors = errors
        self._value = value

    @property
    def value(self) -> F:
        """What was meant. Ask only when there are no errors."""
        if self._value is None:
            raise ValueError("the form does not hold")
        return self._value

    def add_error(self, field: str, message: str) -> None:
        """Say that `field` does not hold after all; `message` is a msgid."""
        self.errors[field] = gettext(message)


def form_error(message: str, field: str = "") -> PydanticCustomError:
    """What a validator raises; `message` is a msgid, `field` the one it is about when the whole form is looked at."""
    return PydanticCustomError("trouble", "{sentence}", {"sentence": message, "field": field})


def whole_number(given: object) -> int | None:
    """The whole number that somebody typed or a form carries, up to nine digits; None for anything else."""
    typed = str(given)
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def fill(form: type[F], given: Mapping[str, str]) -> Filled[F]:
    """Read `given` as `form`."""
    try:
        return Filled(given, form.model_validate(dict(given)), {})
    except ValidationError as error:
        errors: dict[str, str] = {}
        for one in error.errors(include_url=False, include_input=False):
            field = str(one["loc"][0]) if one["loc"] else str(one.get("ctx", {}).get("field", ""))
            errors.setdefault(field, _sentence(form, field, one["type"], one.get("ctx", {})))
        return Filled(given, None, errors)


def blank(form: type[F], **given: str) -> Filled[F]:
    """An empty form to show, with what is known already."""
    return Filled(given, None, {})


def _sentence(form: type[Form], field: str, kind: str, context: Mapping[str, Any]) -> str:
    if kind == "trouble":
        return gettext(str(context["sentence"]))
    message = form.sentences.get(f"{field}.{kind}") or form.sentences.get(field)
    if message is None:
        message = N_("This is too long.") if kind == "string_too_long" else N_("Please fill this in.")
    return gettext(message)
