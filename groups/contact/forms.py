"""What colleagues hand in about a registration, and the few acts of who holds its code."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator

from foundation.forms import Form

MOST_AT_ONCE = 50


def _in_a_row(value: str | list[UUID]) -> list[Any]:
    return value.split()[:MOST_AT_ONCE] if isinstance(value, str) else value


class Ticking(Form):
    """What else was brought in the same call: ids of errands for the same person."""

    also: Annotated[list[UUID], BeforeValidator(_in_a_row)] = []
