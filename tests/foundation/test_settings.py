"""Settings come from the environment; a wrong one stops the start with a sentence that names it."""

import pytest
from pydantic import ValidationError

from foundation.settings import PREFIX, Settings, read_settings
from tests.conftest import CHEAP

WRONG = {
    "MODE": ["test", "PRODUCTION", ""],
    "PORT": ["0", "65536", "eighty", "", "80.5"],
    "SITE_NAME": ["x" * 31],
    "LANGUAGES": ["", "de", "nl,de", "nl fr", ","],
    "TIME_ZONE": ["Mars/Olympus", "", "../etc/passwd", "/etc/localtime", "Europe"],
    "EXIT_URL": ["", "javascript:alert(1)", "http://example.org", "//example.org", "example.org", "https://"],
    "SITE_URL": [
        "naast.example",
        "http://naast.example",
        "ftp://naast.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "https://",
        "https://naast.example/forum",
        "https://naast.example?x=1",
        "https://somebody@naast.example",
    ],
    "DUTY_HOURS": ["mon", "maa 10:00-12:00", "mon 12:00-10:00"],
    "CLOSED_DAYS": ["kerst", "2026-02-30"],
    "THREADS": ["0", "33", "many"],
    "POLL_SECONDS": ["0", "3601"],
    "MAIL_SUBJECT": ["x" * 61, "een\nBcc: evil@example.org"],
    "MAIL_FROM": ["een\nBcc: evil@example.org"],
    "SHARED_IDLE_MINUTES": ["4"],
    "SHARED_HOURS": ["0"],
    "OWN_DAYS": ["0", "15"],
    "STAFF_IDLE_MINUTES": ["4"],
    "STAFF_HOURS": ["0", "13"],
    "STEP_UP_MINUTES": ["0"],
    "INVITE_DAYS": ["0", "91"],
    "ENDED_INVITE_DAYS": ["0"],
    "RETURNED_TEXT_DAYS": ["0"],
    "UNDO_SECONDS": ["9"],
    "STALE_LETTER_HOURS": ["0"],
    "HASH_TIME": ["0", "1"],
    "HASH_MEMORY_KIB": ["7", "19455"],
    "HASH_LANES": ["0"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_setting_stops_the_start_with_a_sentence_that_names_it(name, value, monkeypatch, capsys):
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SystemExit) as stopped:
        read_settings()
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert PREFIX + name in said
    assert "Traceback" not in said
    assert all(len(line) < 300 for line in said.splitlines())


def test_several_wrong_settings_are_all_named_at_once(monkeypatch, capsys):
    monkeypatch.setenv("NAAST_PORT", "x")
    monkeypatch.setenv("NAAST_LANGUAGES", "de")
    with pytest.raises(SystemExit):
        read_settings()
    said = capsys.readouterr().err
    assert "NAAST_PORT" in said
    assert "NAAST_LANGUAGES" in said


def test_a_setting_never_shows_a_password_when_another_is_wrong(monkeypatch, capsys):
    monkeypatch.setenv("NAAST_DATABASE_URL", "postgresql+psycopg://naast:zilveren-lepel@localhost/naast")
    monkeypatch.setenv("NAAST_HASH_TIME", "1")
    with pytest.raises(SystemExit):
        read_settings()
    assert "zilveren" not in capsys.readouterr().err


def test_the_environment_is_read_and_what_is_given_wins(monkeypatch):
    monkeypatch.setenv("NAAST_PORT", "9000")
    monkeypatch.setenv("NAAST_SITE_NAME", "Elders")
    assert read_settings().port == 9000
    assert read_settings(port=9001).port == 9001
    assert read_settings().site_name == "Elders"


def test_without_anything_the_defaults_hold_and_are_those_of_production():
    plain = Settings()
    assert plain.mode == "production"
    assert (plain.hash_time, plain.hash_memory_kib, plain.hash_lanes) == (3, 65536, 4)
    assert plain.offered_languages == ("nl",)
    assert plain.undo_seconds == 120


def test_cheap_hashes_are_for_demos_only():
    assert Settings(mode="demo", **CHEAP).hash_time == 1
    with pytest.raises(ValidationError):
        Settings(mode="production", **CHEAP)


def test_settings_do_not_change_while_the_house_runs():
    with pytest.raises(ValidationError):
        Settings().port = 1


@pytest.mark.parametrize(
    ("given", "address", "origins", "hosts"),
    [
        (
            {},
            "http://127.0.0.1:8000",
            {"http://127.0.0.1:8000", "http://localhost:8000"},
            {"127.0.0.1", "localhost"},
        ),
        (
            {"port": 9000},
            "http://127.0.0.1:9000",
            {"http://127.0.0.1:9000", "http://localhost:9000"},
            {"127.0.0.1", "localhost"},
        ),
        (
            {"site_url": "https://naast.example"},
            "https://naast.example",
            {"https://naast.example"},
            {"naast.example"},
        ),
        (
            {"site_url": "https://naast.example/"},
            "https://naast.example",
            {"https://naast.example"},
            {"naast.example"},
        ),
        (
            {"site_url": "https://naast.example:8443"},
            "https://naast.example:8443",
            {"https://naast.example:8443"},
            {"naast.example"},
        ),
        (
            {"site_url": "http://localhost:8000"},
            "http://localhost:8000",
            {"http://127.0.0.1:8000", "http://localhost:8000"},
            {"127.0.0.1", "localhost"},
        ),
    ],
)
def test_address_origins_and_hosts_follow_from_the_settings(given, address, origins, hosts):
    plain = Settings(mode="demo", **given)
    assert plain.address == address
    assert plain.origins == origins
    assert set(plain.hosts) == hosts


def test_languages_are_normalised_and_the_first_is_the_default():
    assert Settings(languages=" fr, nl ,fr").offered_languages == ("fr", "nl")


def test_every_setting_says_what_it_is_for():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert len(field.description) < 120, name
