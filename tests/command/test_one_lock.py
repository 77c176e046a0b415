"""Every command passes the same lock before it touches anything: keys, data keys, tables, mode, clock."""

import os
import pty
import re
import subprocess
from datetime import timedelta

import pytest
from rich.console import Console
from sqlalchemy import text
from sqlmodel import select

from accounts.models import Staff
from foundation.clock import now
from foundation.database import Database, make_engine
from foundation.keys import Keys
from foundation.settings import ROOT, Settings
from scheduler import running
from scheduler.models import JobRun
from scheduler.timetable import TIMETABLE
from serving import prepare_demo
from tests.command.conftest import CHEAP, NAAST, PATIENCE
from tests.command.test_doctor import COMMANDS, everything_in, production, troubles
from tests.conftest import some_and_then_all

WRITING = [command for command in COMMANDS if command not in (("run",), ("demo",))]
"""Those that there are in production."""
AWAY = [{"days": 400}, {"days": 4}, {"hours": -2}, {"days": -400}]
DOUBTED = [
    *((command, AWAY[0]) for command in WRITING),
    *((command, away) for away in AWAY[1:] for command in reversed(WRITING)),
]
NO_DATABASE = ("postgresql+psycopg://nobody@127.0.0.1:1/none", "sqlite:////proc/nowhere/x.sqlite3")
UNANSWERED = [(command, url) for url in NO_DATABASE for command in (("doctor",), *COMMANDS)]


@pytest.fixture
def lived_in(naast):
    """A house with one colleague, made by one key."""
    assert naast("migrate").exit_code == 0
    assert add(naast, "cora@example.org").exit_code == 0
    return naast


@pytest.fixture
def real(naast, monkeypatch, tmp_path_factory):
    """The same in production."""
    key = production(monkeypatch, tmp_path_factory)
    assert naast("migrate").exit_code == 0
    assert add(naast, "cora@example.org").exit_code == 0
    return key


@pytest.fixture
def started(monkeypatch):
    """What would have been served."""
    served = []
    monkeypatch.setattr("serving.serve", lambda *given, **named: served.append("serve"))
    monkeypatch.setattr("serving.run_scheduler", lambda *given, **named: served.append("scheduler"))
    return served


def add(naast, email):
    return naast("staff", "add", "Cora", "--role", "coordinator", "--email", email)


def change(statement):
    engine = make_engine(Settings().database_address, 1).execution_options(write=True)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def damage(place, name):
    """The first page of a table or an index holds rubbish."""
    engine = make_engine(Settings().database_address, 1)
    with engine.connect() as connection:
        page = connection.execute(text("SELECT rootpage FROM sqlite_master WHERE name = :name"), {"name": name})
        number, size = page.scalar_one(), connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    engine.dispose()
    with (place / "naast.sqlite3").open("r+b") as file:
        file.seek((number - 1) * size)
        file.write(b"\xff" * size)


def jobs_ran(key):
    """Every job ran at this moment."""
    database = Database(Settings(), Keys.load(key))
    with database.write() as db:
        for job in TIMETABLE:
            db.merge(JobRun(name=job.name, last_at=now()))
    database.close()


@pytest.mark.parametrize("command", some_and_then_all([COMMANDS[n] for n in (0, 3, 5, 7)], COMMANDS))
def test_with_another_valid_key_file_no_command_works_and_none_calls_it_tampering(
    lived_in, place, monkeypatch, tmp_path_factory, command
):
    other = tmp_path_factory.mktemp("other") / "root.key"
    Keys.make(other)
    monkeypatch.setenv("NAAST_KEY_FILE", str(other))
    before = everything_in(place)
    done = lived_in(*command)
    assert done.exit_code == 1
    assert "NAAST_KEY_FILE is not the one" in " ".join(done.output.split())
    assert "wrong or missing" not in done.output
    assert everything_in(place) == before
    monkeypatch.delenv("NAAST_KEY_FILE")
    assert "all in order" in lived_in("audit", "verify").output


def test_one_right_key_beside_a_wrong_one_is_noticed_too(lived_in, place):
    right = (place / "root.key").read_text().strip()
    other = Keys.make(place / "other.key")
    assert other.newest == 1
    second = (place / "other.key").read_text().strip().replace("1:", "2:")
    (place / "root.key").chmod(0o600)
    (place / "root.key").write_text(f"{right}\n{second}\n")
    (place / "root.key").chmod(0o400)
    assert add(lived_in, "mia@example.org").exit_code == 0
    for lines, told in (([second], "key 1 of it"), ([right], "key 2 of it"), ([right, "2:" + right[2:]], "key 2 of")):
        (place / "root.key").chmod(0o600)
        (place / "root.key").write_text("\n".join(lines))
        (place / "root.key").chmod(0o400)
        done = lived_in("audit", "verify")
        assert done.exit_code == 1
        assert told in " ".join(done.output.split())


@pytest.mark.parametrize("command_and_clock", some_and_then_all(DOUBTED[:8], DOUBTED))
def test_by_a_clock_far_from_what_was_written_last_nothing_begins_until_somebody_says_it_is_right(
    naast, real, place, started, later, command_and_clock
):
    command, away = command_and_clock
    jobs_ran(real)
    later(**away)
    before = everything_in(place)
    done = naast(*command)
    assert (done.exit_code, started) == (1, [])
    assert "naast --clock-is-right" in done.output
    assert everything_in(place) == before
    assert naast("--clock-is-right", *command).exit_code in (0, 1)
    assert "naast --clock-is-right" not in naast("--clock-is-right", *command).output


def test_after_a_long_weekend_without_power_everything_begins_by_itself(naast, real, place, started, later):
    jobs_ran(real)
    later(days=2, hours=20)
    assert naast("serve").exit_code == 0
    assert started == ["serve"]


def test_once_somebody_said_so_and_jobs_ran_by_that_clock_nobody_is_asked_again(naast, real, place, later):
    jobs_ran(real)
    later(days=40)
    assert naast("scheduler", "--once").exit_code == 1
    assert naast("--clock-is-right", "scheduler", "--once").exit_code == 0
    assert naast("audit", "verify").exit_code == 0
    later(days=-40)
    assert naast("--clock-is-right", "scheduler", "--once").exit_code == 0
    assert naast("audit", "verify").exit_code == 0


def test_before_any_job_ran_the_record_of_acts_tells_how_late_it_is(naast, real, later):
    later(days=30)
    assert "clock" in troubles(naast("doctor"))[0]
    assert naast("audit", "verify").exit_code == 1


@pytest.mark.parametrize(("said", "code"), [(b"y\n", 0), (b"n\n", 1)])
def test_at_a_terminal_somebody_is_asked_whether_the_clock_is_right(naast, real, place, later, said, code):
    later(days=-30)
    jobs_ran(real)
    inside, outside = pty.openpty()
    inherited = {name: value for name, value in os.environ.items() if name not in CHEAP}
    command = subprocess.Popen(
        [*NAAST, "audit", "verify"], cwd=ROOT, env=inherited, stdin=outside, stdout=subprocess.PIPE
    )
    os.write(inside, said)
    printed, _ = command.communicate(timeout=PATIENCE)
    os.close(inside)
    os.close(outside)
    assert b"Is the clock right?" in printed
    assert (command.returncode, b"all in order" in printed) == (code, not code)


def test_a_demo_minds_no_clock_for_there_is_nothing_to_lose(lived_in, later):
    later(days=400)
    assert lived_in("audit", "verify").exit_code == 0


@pytest.mark.parametrize("command", [("serve",), ("migrate",), ("doctor",)])
def test_old_code_on_a_newer_database_says_so_and_sends_nobody_to_migrate(lived_in, command):
    change("UPDATE alembic_version SET version_num = '0.99.0'")
    done = lived_in(*command)
    assert done.exit_code == 1
    assert "newer version of Naast" in " ".join(done.output.split())
    assert "run `naast migrate`" not in done.output


@pytest.mark.parametrize("command_and_url", some_and_then_all(UNANSWERED[:4], UNANSWERED))
def test_a_database_that_does_not_answer_sends_nobody_to_migrate(lived_in, monkeypatch, command_and_url):
    command, url = command_and_url
    monkeypatch.setenv("NAAST_DATABASE_URL", url)
    done = lived_in(*command)
    assert done.exit_code == 1
    assert "does not answer" in done.output
    assert "migrate`" not in done.output


def test_a_damaged_page_is_told_by_the_doctor(lived_in, place):
    damage(place, "ix_registration_state")
    done = lived_in("doctor")
    assert done.exit_code == 1
    assert any("damaged" in line for line in troubles(done))
    assert isinstance(done.exception, SystemExit)


def test_a_damaged_table_that_the_lock_reads_is_no_crash(lived_in, place):
    damage(place, "data_key")
    done = lived_in("audit", "verify")
    assert done.exit_code == 1
    assert "not read" in done.output
    assert isinstance(done.exception, SystemExit)


def test_a_data_folder_that_everybody_can_read_is_told_by_the_doctor(lived_in, place):
    place.chmod(0o755)
    done = lived_in("doctor")
    place.chmod(0o700)
    assert done.exit_code == 1
    assert re.search(r"data folder: .*chmod", troubles(done)[0])
    assert lived_in("audit", "verify").exit_code == 0


@pytest.mark.parametrize("command", some_and_then_all(COMMANDS[1:3], COMMANDS))
def test_a_demo_that_lost_its_key_gets_no_new_one_beside_its_database(lived_in, place, command):
    (place / "root.key").unlink()
    before = everything_in(place)
    done = lived_in(*command)
    assert done.exit_code == 1
    assert "put the file back" in " ".join(done.output.split())
    assert everything_in(place) == before


def test_demo_people_never_come_where_somebody_lives(lived_in, place):
    prepare_demo(Settings(), Console(quiet=True))
    database = Database(Settings(), Keys.load(place / "root.key"))
    with database.read() as db:
        assert len(db.exec(select(Staff)).all()) == 1
    database.close()
    assert lived_in("demo").exit_code == 1


def test_what_is_doubted_is_documented():
    words = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert (timedelta(days=3), timedelta(hours=1)) == (running.AHEAD, running.BEHIND)
    assert "three days" in words
    assert "--clock-is-right" in words
