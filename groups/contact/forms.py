"""Marking contact tasks as done."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from foundation.forms import Form

MAX_TASKS_AT_ONCE = 50


def _split_ids(value: str | list[UUID]) -> list[str] | list[UUID]:
    return value.split()[:MAX_TASKS_AT_ONCE] if isinstance(value, str) else value


class TasksDone(Form):
    """Ids of other contact tasks for the same person, done in the same contact."""

    other_ids: Annotated[list[UUID], BeforeValidator(_split_ids)] = []
