"""One history for both databases, and it says what the models say."""

import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Inspector, inspect, text
from sqlmodel import SQLModel

from audit import verify
from foundation.database import Database, make_engine
from foundation.keys import Keys
from foundation.settings import ROOT
from migrations import running
from migrations.running import Standing
from tests import postgres
from tests.conftest import BOTH, plain_settings
from tests.rules.models import every_model

VERSIONS = ROOT / "migrations" / "versions"
FROZEN = ROOT / "migrations" / "frozen.toml"
EDITED = """{name} is not what it was. A migration that was released is never edited: somewhere stands a database that
ran it as it was, and now nobody would know what that one holds. Put the file back (git checkout), and say what has
to change in a new file in migrations/versions/. Only if nobody can have run it yet, write in migrations/frozen.toml
{line}"""
NEW = """{name} has no line in migrations/frozen.toml. When the migration is ready to land, write there
{line}
From then on it is never edited."""
GONE = "{name} is in migrations/frozen.toml, and its file is gone. No migration is removed or renamed: put it back."


@pytest.fixture
def engine(kind: str, tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    address = postgres.new_database() if kind == "postgresql" else f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    made = make_engine(address, 3)
    yield made
    made.dispose()
    if kind == "postgresql":
        postgres.drop_database(address)


@BOTH
def test_up_down_and_up_again_ends_where_it_was(engine: Engine):
    running.upgrade(engine)
    first = _shape(engine)
    running.downgrade(engine)
    assert set(_tables(inspect(engine))) == {"alembic_version"}
    assert running.standing(engine) is not Standing.PRESENT
    running.upgrade(engine)
    assert _shape(engine) == first
    assert running.standing(engine) is Standing.PRESENT


@BOTH
def test_going_up_twice_changes_nothing(engine: Engine):
    running.upgrade(engine)
    first = _shape(engine)
    running.upgrade(engine)
    assert _shape(engine) == first


@BOTH
def test_models_and_migrations_say_the_same(engine: Engine):
    running.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


ONE_WAITS = "CREATE UNIQUE INDEX ix_post_version_one_waits ON post_version"
TRIGGERS = {
    "sqlite": "CREATE TRIGGER copies AFTER INSERT ON thread BEGIN DELETE FROM draft; END",
    "postgresql": "CREATE TRIGGER copies AFTER UPDATE ON thread FOR EACH ROW "
    "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
}


@BOTH
def test_a_schema_that_is_not_that_of_the_models_is_noticed_by_the_table(engine: Engine, kind: str):
    running.upgrade(engine)
    for table, changes in (
        ("thread", ["ALTER TABLE thread DROP COLUMN closed_at"]),
        ("post_version", ["DROP INDEX ix_post_version_one_waits", f"{ONE_WAITS} (id)"]),
        ("thread", [TRIGGERS[kind]]),
    ):
        running.downgrade(engine)
        running.upgrade(engine)
        for change in changes:
            _change(engine, change)
        assert running.standing(engine) is Standing.DIFFERENT
        assert running.differing_tables(engine) == [table]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_table_that_would_tell_in_which_order_people_came_is_noticed(engine: Engine, kind: str):
    running.upgrade(engine)
    with engine.connect() as connection:
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'pairing'")).scalar_one()
    _change(engine, "DROP TABLE pairing")
    _change(engine, made.replace("WITHOUT ROWID", ""))
    assert "pairing" in running.differing_tables(engine)


@BOTH
def test_tables_rules_and_indexes_are_those_of_the_models(engine: Engine):
    running.upgrade(engine)
    looked = inspect(engine)
    assert set(_tables(looked)) - {"alembic_version"} == {model.__tablename__ for model in every_model()}
    for table in SQLModel.metadata.sorted_tables:
        found = {(key["constrained_columns"][0], key["referred_table"], key["options"].get("ondelete"))
                 for key in looked.get_foreign_keys(table.name)}  # fmt: skip
        assert found == {(key.parent.name, key.column.table.name, key.ondelete) for key in table.foreign_keys}
        indexes = {index["name"] for index in looked.get_indexes(table.name) if not index.get("duplicates_constraint")}
        assert indexes == {index.name for index in table.indexes}, table.name


@BOTH
def test_how_a_database_stands_is_told_by_its_number_and_its_tables(engine: Engine):
    assert running.standing(engine) is Standing.EMPTY
    running.upgrade(engine)
    assert running.standing(engine) is Standing.PRESENT
    for number, told in (("0007", Standing.BEFORE_THE_FIRST), ("9999", Standing.UNKNOWN)):
        _change(engine, f"UPDATE alembic_version SET version_num = '{number}'")
        assert running.standing(engine) is told
    _change(engine, "INSERT INTO alembic_version VALUES ('0001')")
    assert running.standing(engine) is Standing.UNKNOWN
    _change(engine, "DROP TABLE alembic_version")
    assert running.standing(engine) is Standing.UNKNOWN


@BOTH
def test_only_one_text_waits_for_a_place_in_the_database_itself(engine: Engine):
    running.upgrade(engine)
    found = {one["name"]: one for one in inspect(engine).get_indexes("post_version")}["ix_post_version_one_waits"]
    assert found["unique"]
    assert "waiting" in _index(found)


@BOTH
def test_a_fresh_database_holds_the_beginning_of_the_chain(engine: Engine, keys: Keys, tmp_path: Path):
    running.upgrade(engine)
    url = engine.url.render_as_string(hide_password=False)
    database = Database(plain_settings(tmp_path, database_url=url), keys)
    with database.read() as db:
        assert verify(db) is None
    database.close()


def test_history_is_one_line_and_each_step_can_be_undone():
    history = ScriptDirectory.from_config(Config(ROOT / "alembic.ini"))
    steps = list(history.walk_revisions())
    assert len(history.get_heads()) == 1
    assert len(steps) == len(list(VERSIONS.glob("*.py")))
    for step in steps:
        assert step.module.downgrade.__code__.co_names, step.revision


def test_a_migration_is_never_edited_removed_or_renamed():
    told = tomllib.loads(FROZEN.read_text("utf-8"))
    wrong = _not_as_told(VERSIONS, told)
    assert not wrong, "\n\n".join(wrong)
    assert told


def test_an_edited_a_new_and_a_missing_migration_are_each_told_with_what_to_do(tmp_path: Path):
    for name, words in (("a.py", "as it was"), ("b.py", "with one space more "), ("c.py", "new")):
        (tmp_path / name).write_text(words)
    told = {name: sha256(words).hexdigest() for name, words in (("a.py", b"as it was"), ("b.py", b""), ("d.py", b""))}
    edited, new, gone = _not_as_told(tmp_path, told)
    assert edited.startswith("b.py is not what it was")
    assert "new file in migrations/versions/" in edited
    assert f'"c.py" = "{sha256(b"new").hexdigest()}"' in new
    assert gone.startswith("d.py is in migrations/frozen.toml")


def _not_as_told(folder: Path, told: dict[str, str]) -> list[str]:
    """A sentence for each file that is not what the table says, and says what to do."""
    wrong, there = [], {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.py"))}
    for name, found in there.items():
        if told.get(name) != found:
            wrong.append((EDITED if name in told else NEW).format(name=name, line=f'"{name}" = "{found}"'))
    return wrong + [GONE.format(name=name) for name in sorted(set(told) - set(there))]


def _change(engine: Engine, statement: str) -> None:
    with engine.execution_options(write=True).begin() as connection:
        connection.execute(text(statement))


def _tables(looked: Inspector) -> list[str]:
    return [name for name in looked.get_table_names() if not name.startswith("sqlite_")]


def _shape(engine: Engine) -> dict[str, object]:
    looked = inspect(engine)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in looked.get_columns(name)],
            looked.get_pk_constraint(name),
            sorted(map(str, looked.get_foreign_keys(name))),
            sorted(map(_index, looked.get_indexes(name))),
            sorted(map(str, looked.get_unique_constraints(name))),
        )
        for name in _tables(looked)
    }


def _index(found: Any) -> str:
    options = {name: str(value) for name, value in found.get("dialect_options", {}).items()}
    return str({**found, "dialect_options": options})
