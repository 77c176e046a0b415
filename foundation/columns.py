"""Column types, ids and row versions for our tables."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, DateTime, Dialect, LargeBinary, String, false
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


Condition = ColumnElement[bool]
"""What WHERE takes: a question put to rows in SQL."""
WITHOUT_ROWID = {"sqlite_with_rowid": False}
"""For tables whose rows must not reveal their order: SQLite numbers the rows of any other."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime, also in SQLite, which drops time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What rows hold."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Accepts aware datetimes only."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Returns UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EnumText(TypeDecorator[StrEnum]):
    """A member of an enum, stored as plain text. Raises `ValueError` for an enum that does not fit the column."""

    impl = String
    cache_ok = True

    def __init__(self, enum: type[StrEnum], length: int = 20) -> None:
        super().__init__(length)
        if any(len(word) > length for word in enum):
            raise ValueError(f"a word of {enum.__name__} does not fit its column")
        self.enum = enum

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Accepts members of the enum only. Raises `ValueError` for anything else."""
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Returns a member of the enum."""
        return None if value is None else self.enum(value)


class Record(SQLModel):
    """A row with an id of its own, drawn in the constructor because sealing needs it before the insert."""

    model_config = {"ignored_types": (hybrid_property,)}

    id: UUID = Field(default_factory=uuid4, primary_key=True)


class Versioned(SQLModel):
    """A row that two people may change: the second to write gets `StaleDataError`."""

    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


def sealed_field(nullable: bool = False) -> Any:
    """A column for a sealed value."""
    return Field(default=None, sa_type=LargeBinary, nullable=nullable)


def datetime_field(nullable: bool = False, index: bool = False) -> Any:
    """A column for an aware UTC datetime."""
    return Field(default=None, sa_type=UtcDateTime, nullable=nullable, index=index)


def later_flag_field() -> Any:
    """A column for a yes or no that tables got later: of the rows that were there it is no."""
    return Field(default=False, sa_column_kwargs={"server_default": false()})


def later_count_field() -> Any:
    """A column for a number that tables got later: of the rows that were there it is 0."""
    return Field(default=0, sa_column_kwargs={"server_default": "0"})


def enum_field(enum: type[StrEnum], length: int = 20, **given: Any) -> Any:
    """A column for a member of an enum."""
    return Field(sa_type=EnumText(enum, length), **given)
