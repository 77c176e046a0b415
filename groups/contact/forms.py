"""What colleagues hand in about a registration, and the few acts of who holds its code."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator

from foundation.forms import Form

MAX_TASKS_AT_ONCE = 50


def _split_ids(value: str | list[UUID]) -> list[Any]:
    return value.split()[:MAX_TASKS_AT_ONCE] if isinstance(value, str) else value


class TasksDone(Form):
    """What else was brought in the same call: ids of errands for the same person."""

    also: Annotated[list[UUID], BeforeValidator(_split_ids)] = []
