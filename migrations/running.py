"""Bringing a database up to date, and asking whether it is."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from foundation.settings import ROOT


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run every migration up to `to`, in one transaction."""
    with engine.execution_options(write=True).begin() as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str = "base") -> None:
    """Undo migrations down to `to`."""
    with engine.execution_options(write=True).begin() as connection:
        command.downgrade(_config(connection), to)


def is_up_to_date(engine: Engine) -> bool:
    """Has every migration run?"""
    newest = ScriptDirectory.from_config(_config(None)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def _config(connection: Connection | None) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    return config
