"""`naast doctor`: one line for each thing, and exit code 1 when something is wrong."""

import pytest
from sqlalchemy import text

import checking
from foundation.database import make_engine
from foundation.keys import Keys
from foundation.settings import Settings
from tests import postgres

HELP = '[[BE]]\nname = {{ nl = "a" }}\nwhat = {{ nl = "b" }}\nhours = "{hours}"\n'


@pytest.fixture
def well(naast):
    """A house in order."""
    assert naast("migrate").exit_code == 0
    return naast


def production(monkeypatch, tmp_path_factory):
    key = tmp_path_factory.mktemp("keys") / "root.key"
    Keys.make(key)
    for name, value in {
        "MODE": "production",
        "KEY_FILE": str(key),
        "SITE_URL": "https://naast.example",
        "HASH_TIME": "3",
        "HASH_MEMORY_KIB": "65536",
    }.items():
        monkeypatch.setenv(f"NAAST_{name}", value)
    return key


def troubles(done):
    return [line for line in done.stdout.splitlines() if line.startswith("trouble")]


def everything_in(place):
    """Every file of a data folder that holds something; SQLite's empty files beside it come and go."""
    there = {path.name: path.read_bytes() for path in place.iterdir() if not path.name.endswith("-shm")}
    return {name: held for name, held in there.items() if held}


def test_a_house_in_order_is_well(well):
    done = well("doctor")
    assert done.exit_code == 0
    assert troubles(done) == []
    for name in ("settings", "time zone", "help lines", "keys", "database", "durability", "migrations", "demo"):
        assert any(name in line for line in done.stdout.splitlines()), name


def test_so_is_one_in_production(naast, monkeypatch, tmp_path_factory):
    production(monkeypatch, tmp_path_factory)
    assert naast("migrate").exit_code == 0
    done = naast("doctor")
    assert (done.exit_code, troubles(done)) == (0, [])


def test_the_same_on_postgresql(naast, monkeypatch):
    url = postgres.new_database()
    monkeypatch.setenv("NAAST_DATABASE_URL", url)
    assert naast("doctor").exit_code == 1
    assert naast("migrate").exit_code == 0
    done = naast("doctor")
    assert (done.exit_code, troubles(done)) == (0, [])
    postgres.drop_database(url)


def test_a_postgresql_that_a_power_cut_would_ruin_is_trouble_in_production(naast, monkeypatch, tmp_path_factory):
    url = postgres.new_database()  # this server never waits for its disk
    monkeypatch.setenv("NAAST_DATABASE_URL", url)
    assert naast("migrate").exit_code == 0
    assert troubles(naast("doctor")) == []
    production(monkeypatch, tmp_path_factory)
    done = naast("doctor")
    assert done.exit_code == 1
    assert "fsync=off" in " ".join(troubles(done))
    postgres.drop_database(url)


def test_a_database_that_was_not_migrated_is_trouble_that_says_what_to_do(naast):
    done = naast("doctor")
    assert done.exit_code == 1
    assert "naast migrate" in troubles(done)[0]


COMMANDS = [
    ("serve",),
    ("run",),
    ("scheduler", "--once"),
    ("migrate",),
    ("demo",),
    ("audit", "verify"),
    ("invite", "--issuer", "mia@example.org"),
    ("staff", "add", "Mia", "--role", "moderator", "--email", "mia@example.org"),
]

WRONG = [
    ("ALTER TABLE thread DROP COLUMN closed_at", "thread"),
    ("UPDATE alembic_version SET version_num = '0007'", "begin anew"),
    ("UPDATE alembic_version SET version_num = '9999'", "another version"),
]
THAT_MIGRATE = (("run",), ("migrate",))
NONE_WORKS = [
    *((command, *WRONG[0]) for command in COMMANDS),
    *((command, *wrong) for wrong in WRONG[1:] for command in (COMMANDS[0], *THAT_MIGRATE)),
]


@pytest.mark.parametrize(("command", "change", "told"), NONE_WORKS)
def test_no_command_works_on_a_database_that_is_not_of_this_version_and_none_changes_it(
    well, place, command, change, told
):
    engine = make_engine(Settings().database_address, 1).execution_options(write=True)
    with engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
    before = everything_in(place)
    done = well(*command)
    assert done.exit_code == 1
    assert told in " ".join(done.output.split())
    assert "Nothing was changed" in " ".join(done.output.split())
    assert everything_in(place) == before
    assert told in " ".join(well("doctor").output.split())


def test_a_missing_key_file_is_trouble(well, place):
    (place / "root.key").unlink()
    done = well("doctor")
    assert done.exit_code == 1
    assert "NAAST_KEY_FILE" in troubles(done)[0]


def test_a_key_file_that_others_can_read_is_trouble(well, place):
    (place / "root.key").chmod(0o444)
    done = well("doctor")
    assert done.exit_code == 1
    assert "chmod 400" in troubles(done)[0]


def test_a_key_file_that_is_a_folder_or_broken_is_trouble(well, place, monkeypatch):
    (place / "folder").mkdir(mode=0o700)
    (place / "broken").write_text("nonsense")
    (place / "broken").chmod(0o400)
    for name in ("folder", "broken"):
        monkeypatch.setenv("NAAST_KEY_FILE", str(place / name))
        done = well("doctor")
        assert done.exit_code == 1
        assert "NAAST_KEY_FILE" in troubles(done)[0]


def test_another_houses_key_is_trouble(well, place, tmp_path_factory, monkeypatch):
    assert well("staff", "add", "Mia", "--role", "moderator", "--email", "mia@example.org").exit_code == 0
    other = tmp_path_factory.mktemp("other") / "root.key"
    Keys.make(other)
    monkeypatch.setenv("NAAST_KEY_FILE", str(other))
    done = well("doctor")
    assert done.exit_code == 1
    assert any("keys" in line for line in troubles(done))


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "nonsense://x",
        "postgresql+psycopg://nobody:zilveren-lepel@127.0.0.1:1/none",
        "mysql+pymysql://x:zilveren-lepel@127.0.0.1/x",
        "sqlite:////proc/nowhere/naast.sqlite3",
        "sqlite:////",
    ],
)
def test_a_database_out_of_reach_is_trouble_that_does_not_tell_the_password(naast, monkeypatch, url):
    monkeypatch.setenv("NAAST_DATABASE_URL", url)
    done = naast("doctor")
    assert done.exit_code == 1
    assert any("NAAST_DATABASE_URL" in line for line in troubles(done))
    assert "zilveren" not in done.output


@pytest.mark.parametrize(
    "content",
    [
        "nonsense",
        "[[BE]]\nname = 'x'\n",
        "[[BE]]\nname = { nl = 'a' }\n",
        "[[BE]]\nname = { en = 'a' }\nwhat = { en = 'b' }\n",
        "BE = 5\n",
        HELP.format(hours="mon 9-17"),
        HELP.format(hours="soms"),
    ],
)
def test_a_help_file_that_cannot_be_read_is_trouble(well, place, monkeypatch, content):
    (place / "help.toml").write_text(content)
    monkeypatch.setenv("NAAST_HELP_FILE", str(place / "help.toml"))
    done = well("doctor")
    assert done.exit_code == 1
    assert "NAAST_HELP_FILE" in troubles(done)[0]


def test_a_missing_help_file_is_trouble(well, place, monkeypatch):
    monkeypatch.setenv("NAAST_HELP_FILE", str(place / "nothing.toml"))
    done = well("doctor")
    assert done.exit_code == 1
    assert "NAAST_HELP_FILE" in troubles(done)[0]


def test_production_wants_an_address_and_a_key_file_of_its_own(naast, monkeypatch, tmp_path_factory):
    production(monkeypatch, tmp_path_factory)
    monkeypatch.delenv("NAAST_SITE_URL")
    monkeypatch.delenv("NAAST_KEY_FILE")
    told = "\n".join(troubles(naast("doctor")))
    assert "NAAST_SITE_URL" in told
    assert "NAAST_KEY_FILE" in told


def test_a_key_file_beside_the_data_is_trouble_in_production(naast, monkeypatch, place, tmp_path_factory):
    production(monkeypatch, tmp_path_factory)
    monkeypatch.setenv("NAAST_KEY_FILE", str(place / "root.key"))
    naast("migrate")
    done = naast("doctor")
    assert done.exit_code == 1
    assert "NAAST_KEY_FILE" in "\n".join(troubles(done))


@pytest.mark.parametrize("missing", ["KEY_FILE", "SITE_URL"])
def test_production_does_not_start_without_them_and_names_the_variable(naast, monkeypatch, tmp_path_factory, missing):
    production(monkeypatch, tmp_path_factory)
    naast("migrate")
    monkeypatch.delenv(f"NAAST_{missing}")
    started = []
    monkeypatch.setattr("serving.serve", lambda *given, **named: started.append(given))
    done = naast("serve")
    assert done.exit_code == 1
    assert f"NAAST_{missing}" in done.output
    assert started == []
    monkeypatch.undo()


def test_it_starts_when_all_is_well(naast, monkeypatch, tmp_path_factory):
    production(monkeypatch, tmp_path_factory)
    naast("migrate")
    started = []
    monkeypatch.setattr("serving.serve", lambda *given, **named: started.append((given, named)))
    assert naast("serve", "--workers", "3", "--no-scheduler").exit_code == 0
    ((given, named),) = started
    assert (given[1], named) == (3, {"with_scheduler": False})


def test_a_table_that_is_missing_is_trouble_and_not_a_crash(well, place):
    engine = make_engine(Settings().database_address, 1).execution_options(write=True)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    engine.dispose()
    done = well("doctor")
    assert done.exit_code == 1
    assert "migrations" in troubles(done)[0]


def test_looking_changes_nothing(well, place):
    before = everything_in(place)
    checking.check(Settings())
    assert everything_in(place) == before
