"""Runs migrations on a connection that is handed over, or on the database of the settings."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from foundation.database import make_engine
from foundation.settings import read_settings
from migrations import every_table

TABLES = every_table.__all__


def run(connection: Connection) -> None:
    """Run what is asked, in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = make_engine(read_settings().database_address, 2).execution_options(write=True)
    with engine.begin() as connection:
        run(connection)
    engine.dispose()
