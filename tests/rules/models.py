"""Every table there is, found by walking: nothing has to be added to a list."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import SQLModel

from migrations import every_table

TABLES = every_table.__all__


def every_model() -> list[Any]:
    """Every model with a table of our own, by name. What a single test made for itself is left out."""
    found = {one for one in _below(SQLModel) if hasattr(one, "__table__") and not one.__module__.startswith("tests")}
    return sorted(found, key=lambda model: str(model.__tablename__))


def package_of(model: Any) -> str:
    """The feature a model belongs to."""
    return str(model.__module__).split(".")[0]


def _below(model: type[SQLModel]) -> Iterator[type[SQLModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)
