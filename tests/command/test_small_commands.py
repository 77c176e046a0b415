"""migrate, staff add, invite, audit verify: what they print, and how they end."""

import re
import socket
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from accounts.models import Invite, Staff
from accounts.operations import staff as colleagues
from audit import Action, AuditEntry
from foundation.codes import normalise_code
from foundation.data_keys import unseal
from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import Settings
from texts.models import TextVersion

CODE = re.compile(r"([0-9A-HJKMNP-TV-Z]{4} ){3}[0-9A-HJKMNP-TV-Z]{4}")


@pytest.fixture
def house(place):
    """The database of this folder, open."""
    opened = Database(Settings(), Keys.load(place / "root.key"))
    yield opened
    opened.close()


@pytest.fixture
def migrated(naast, house):
    assert naast("migrate").exit_code == 0
    return house


def add(naast, name="Mia", role="moderator", email="mia@example.org"):
    return naast("staff", "add", name, "--role", role, "--email", email)


def test_migrating_makes_tables_and_texts_and_may_be_done_again(naast, migrated):
    with migrated.read() as db:
        texts = len(db.exec(select(TextVersion)).all())
    assert texts > 10
    assert naast("migrate").exit_code == 0
    with migrated.read() as db:
        assert len(db.exec(select(TextVersion)).all()) == texts


def test_migrating_without_a_key_file_names_the_variable(naast, place):
    (place / "root.key").unlink()
    done = naast("migrate")
    assert done.exit_code == 1
    assert "NAAST_KEY_FILE" in done.output


def test_adding_a_colleague_prints_the_code_and_nothing_else(naast, migrated):
    done = add(naast)
    assert done.exit_code == 0
    assert CODE.fullmatch(done.stdout.strip())
    assert done.stderr == ""
    with migrated.read() as db:
        staff = colleagues.find_enrolling(db, "mia@example.org", done.stdout)
        assert staff is not None
        assert unseal(db, staff, "sealed_name") == "Mia"
        assert [role.value for role in staff.roles] == ["moderator"]
        assert normalise_code(done.stdout).encode() not in staff.enrolment_mac
        (entry,) = db.exec(select(AuditEntry)).all()
        assert (entry.action, entry.subject_id, entry.staff_id) == (Action.STAFF_ADDED, staff.id, None)


def test_a_colleague_may_have_several_roles_and_an_organisation(naast, migrated):
    words = ["staff", "add", "Cora", "--role", "coordinator", "--role", "moderator", "--email", "c@example.org"]
    assert naast(*words, "--organisation", "Hulplijn Noord").exit_code == 0
    with migrated.read() as db:
        staff = db.exec(select(Staff)).one()
        assert [role.value for role in staff.roles] == ["moderator", "coordinator"]
        assert staff.organisation == "Hulplijn Noord"


@pytest.mark.parametrize("email", ["mia@example.org", " MIA@example.org ", "Mia@Example.ORG"])
def test_the_same_address_twice_is_refused(naast, migrated, email):
    add(naast)
    done = add(naast, email=email)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr
    with migrated.read() as db:
        assert len(db.exec(select(Staff)).all()) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"role": "admin"},
        {"role": ""},
        {"email": "mia"},
        {"email": ""},
        {"email": "a@example.org, evil@example.org"},
        {"email": "a@example.org\nBcc: evil@example.org"},
        {"email": "a" * 300 + "@example.org"},
        {"name": ""},
        {"name": " "},
        {"name": "x" * 500},
    ],
)
def test_a_colleague_that_makes_no_sense_is_refused(naast, migrated, given):
    done = add(naast, **given)
    assert done.exit_code in (1, 2)
    assert not CODE.search(done.stdout)
    with migrated.read() as db:
        assert db.exec(select(Staff)).all() == []


def test_invites_are_printed_one_per_line_and_stored_as_hashes(naast, migrated):
    add(naast)
    done = naast("invite", "--count", "3", "--issuer", "MIA@example.org")
    assert done.exit_code == 0
    codes = done.stdout.strip().splitlines()
    assert len(set(codes)) == 3
    assert all(CODE.fullmatch(code) for code in codes)
    with migrated.read() as db:
        kept = [invite.code_mac for invite in db.exec(select(Invite))]
        assert len(kept) == 3
        assert not [mac for mac in kept for code in codes if normalise_code(code).encode() in mac]
        assert [e.action for e in db.exec(select(AuditEntry))].count(Action.INVITES_ISSUED) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--issuer", "nobody@example.org"], 1),
        (["--count", "0", "--issuer", "mia@example.org"], 2),
        (["--count", "21", "--issuer", "mia@example.org"], 2),
        (["--count", "x", "--issuer", "mia@example.org"], 2),
        ([], 2),
    ],
)
def test_an_invite_that_makes_no_sense_is_not_issued(naast, migrated, words, code):
    add(naast)
    done = naast("invite", *words)
    assert done.exit_code == code
    assert not CODE.search(done.stdout)
    with migrated.read() as db:
        assert db.exec(select(Invite)).all() == []


def test_a_colleague_who_left_issues_no_invites(naast, migrated):
    add(naast)
    add(naast, "Cora", "coordinator", "cora@example.org")
    with migrated.write() as db:
        cora = colleagues.find_by_email(db, "cora@example.org")
        colleagues.end(db, colleagues.find_by_email(db, "mia@example.org"), by=cora)
    assert naast("invite", "--issuer", "mia@example.org").exit_code == 1


def test_the_record_is_checked_and_its_head_printed(naast, migrated):
    add(naast)
    done = naast("audit", "verify")
    assert done.exit_code == 0
    assert re.search(r"\b1 entries", done.stdout)
    assert re.search(r"[0-9a-f]{64}", done.stdout)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE audit_entry SET action = 'text refused' WHERE number = 2", "2"),
        ("UPDATE audit_entry SET action = 'nonsense' WHERE number = 2", "2"),
        ("DELETE FROM audit_entry WHERE number = 1", "1"),
        ("DELETE FROM audit_entry WHERE number = 3", "3"),
        ("DELETE FROM audit_head", "4"),
    ],
)
def test_a_record_that_was_changed_ends_in_trouble_that_names_the_entry(naast, migrated, change, named):
    for email in ("a@example.org", "b@example.org", "c@example.org"):
        add(naast, email=email)
    with migrated.write() as db:
        db.execute(text(change))
    done = naast("audit", "verify")
    assert done.exit_code == 1
    assert re.search(rf"\b{named}\b", done.output)
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_without_a_demo_there_is_nothing_to_print(naast, migrated):
    done = naast("demo", "--json")
    assert done.exit_code == 1
    assert "passphrase" not in done.output


def test_help_names_every_command(naast):
    done = naast("--help")
    assert done.exit_code == 0
    for word in ("run", "serve", "scheduler", "migrate", "demo", "staff", "invite", "audit", "doctor"):
        assert re.search(rf"\b{word}\b", done.stdout)


def test_a_wrong_setting_stops_every_command_with_its_name(naast, monkeypatch):
    monkeypatch.setenv("NAAST_LANGUAGES", "de")
    for words in (["doctor"], ["migrate"], ["serve"], ["demo"], ["audit", "verify"]):
        done = naast(*words)
        assert done.exit_code == 2
        assert "NAAST_LANGUAGES" in done.output


def test_a_wrong_port_is_named(naast, monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    done = naast("doctor")
    assert done.exit_code == 2
    assert "PORT" in done.output


@pytest.mark.parametrize("command", ["run", "demo"])
def test_what_is_for_the_demo_is_refused_in_production(naast, monkeypatch, place, command):
    monkeypatch.setenv("NAAST_MODE", "production")
    for name, value in {"HASH_TIME": "3", "HASH_MEMORY_KIB": "65536"}.items():
        monkeypatch.setenv(f"NAAST_{name}", value)
    before = sorted(path.name for path in place.iterdir())
    done = naast(command)
    assert done.exit_code == 1
    assert "NAAST_MODE" in done.stdout
    assert sorted(path.name for path in place.iterdir()) == before


@pytest.mark.parametrize("command", [("run",), ("migrate",), ("scheduler", "--once"), ("serve",), ("demo",),
                                     ("audit", "verify"), ("invite", "--issuer", "mia@example.org")])  # fmt: skip
@pytest.mark.parametrize(("name", "value"), [
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/nothing"),
    ("DATA_DIR", "/proc/nope"),
])  # fmt: skip
def test_what_cannot_be_opened_is_named_whatever_the_command(naast, monkeypatch, command, name, value):
    monkeypatch.setenv(f"NAAST_{name}", value)
    if name == "DATA_DIR":
        monkeypatch.setenv("NAAST_KEY_FILE", str(naast_key(monkeypatch)))
    done = naast(*command)
    assert done.exit_code != 0
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert f"NAAST_{name}" in done.output


@pytest.mark.parametrize("command", [("run",), ("serve",)])
def test_helplines_that_cannot_be_read_stop_the_start(naast, monkeypatch, migrated, command):
    monkeypatch.setenv("NAAST_HELP_FILE", "/nope.toml")
    done = naast(*command)
    assert (done.exit_code, "NAAST_HELP_FILE" in done.stdout) == (1, True)


def test_a_broken_key_file_stops_the_demo_with_its_name(naast, place):
    (place / "root.key").chmod(0o600)
    (place / "root.key").write_text("kapot")
    done = naast("run")
    assert (done.exit_code, "NAAST_KEY_FILE" in done.stdout) == (1, True)


def test_a_scheduler_on_a_database_that_was_never_migrated_says_what_to_do(naast):
    done = naast("scheduler", "--once")
    assert (done.exit_code, "naast migrate" in done.stdout) == (1, True)


def test_a_port_that_is_taken_is_named_before_anything_is_made(naast, monkeypatch, place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("NAAST_PORT", str(taken.getsockname()[1]))
        done = naast("run")
    assert (done.exit_code, "NAAST_PORT" in done.stdout) == (1, True)
    assert [path.name for path in place.iterdir()] == ["root.key"]


def naast_key(monkeypatch):
    """A key file somewhere else."""
    path = Path(tempfile.mkdtemp()) / "root.key"
    Keys.make(path)
    return path
