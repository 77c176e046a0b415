"""Every setting, typed, in one place. The only code that reads the environment; docs/settings.md explains each."""

import os
import re
import sys
import tomllib
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from foundation.duty import DAYS, DutyHours
from foundation.public_holidays import Country, parse_countries

PREFIX = "NAAST_"
LOOPBACK = ("127.0.0.1", "localhost")
SITE_ADDRESS = re.compile(r"(https://[a-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:\d{1,5})?/?")
MEETING_ADDRESS = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?/?")
MAIL_SERVER = re.compile(r"smtps?://[a-z0-9.-]+:\d{1,5}")
ROOT = Path(__file__).resolve().parent.parent
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


class Settings(BaseSettings):
    """What can be configured through environment variables that start with NAAST_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    mode: Literal["production", "demo"] = Field(
        "production", description="demo allows demo data and makes its own keys"
    )
    data_dir: Path = Field(Path("var"), description="folder for database, key file, outgoing letters")
    database_url: str = Field("", description="SQLAlchemy address; empty means SQLite in the data folder")
    key_file: Path | None = Field(
        None, description="root key file; empty means root.key in the data folder (demo only)"
    )
    site_url: str = Field(
        "", description="address people type, for instance https://naast.example; empty: loopback at the port"
    )
    port: int = Field(8000, ge=1, le=65535, description="port to listen on, on 127.0.0.1")
    site_name: str = Field("Naast", max_length=30, description="the word in the header; neutral, shown on every page")
    languages: str = Field("nl", description="offered languages, the first is the default: nl, en, fr")
    time_zone: str = Field("Europe/Brussels", description="zone in which days and hours are shown and duty is counted")
    exit_url: str = Field("https://www.meteo.be/", description="neutral page that 'leave quickly' goes to")
    duty_hours: str = Field(
        "mon 10:00-16:00, tue 10:00-12:00, wed 13:00-16:00, thu 10:00-16:00, fri 10:00-16:00",
        description="when somebody reads along: day from-to, and an organisation behind it or not, separated by commas",
    )
    closed_days: str = Field(
        "", description="dates without duty, as 2026-12-25, and an organisation behind it or not, separated by commas"
    )
    help_file: Path = Field(ROOT / "information" / "help_lines.toml", description="helplines per country, TOML")
    log_format: Literal["text", "json"] = Field("text", description="how lines of the log look: text or json")
    threads: int = Field(
        4,
        ge=1,
        le=32,
        description="threads a process to read, and as many to write; database connections = 2 * threads + 2",
    )
    poll_seconds: int = Field(15, ge=1, le=3600, description="how often the scheduler looks for what is due")
    mail_server: str = Field(
        "", description="smtps://host:465 or smtp://host:587 (encrypted with STARTTLS); empty: letters become files"
    )
    mail_user: str = Field("", description="name to sign in with at the mail server; empty: none is asked")
    mail_password: str = Field("", repr=False, description="password that goes with it")
    mail_from: str = Field("bericht@naast.invalid", description="fixed, neutral sender of letters")
    mail_subject: str = Field("Bericht", max_length=60, description="fixed, neutral subject of letters")

    shared_idle_minutes: int = Field(30, ge=5, description="a sign-in on a shared device ends after this much silence")
    shared_hours: int = Field(12, ge=1, description="a sign-in on a shared device ends after this, whatever happens")
    own_days: int = Field(14, ge=1, le=14, description="a sign-in on somebody's own device lasts this long")
    staff_idle_minutes: int = Field(30, ge=5, description="staff type a one-time code again after this much silence")
    staff_hours: int = Field(8, ge=1, le=12, description="a staff sign-in ends after this, whatever happens")
    step_up_minutes: int = Field(5, ge=1, description="how long a fresh one-time code covers sensitive acts")
    invite_days: int = Field(14, ge=1, le=90, description="days an invite can be used")
    application_days: int = Field(60, ge=14, description="days an applicant has to answer or, once admitted, to join")
    ended_application_days: int = Field(30, ge=1, description="days an ended application is kept")
    regions: str = Field(
        "Antwerpen, Limburg, Oost-Vlaanderen, Vlaams-Brabant en Brussel, West-Vlaanderen",
        description="regions one can choose from when registering, separated by commas",
    )
    update_day: str = Field(
        "tue 12:00", description="day and hour at which updates become visible to people with no contact channel"
    )
    offer_days: int = Field(
        7, ge=1, le=60, description="days an offer of a seat is valid, for people who can be contacted"
    )
    holidays: str = Field(
        "BE, NL", description="countries whose public holidays count, and an organisation behind each or not"
    )
    meeting_address: str = Field(
        "", description="address of an own Jitsi server for online groups; empty: links by hand"
    )
    meeting_app: str = Field("naast", max_length=40, description="name under which that server knows this one")
    meeting_secret: str = Field("", repr=False, description="secret shared with that server; empty: no tokens")
    room_opens_minutes: int = Field(
        15, ge=5, le=120, description="minutes before a session that its room can be entered"
    )
    intake_for_everyone: bool = Field(
        True, description="everybody who registers can choose a moment for the introductory conversation"
    )
    call_minutes: int = Field(45, ge=15, le=120, description="minutes that a conversation takes")
    call_gap_minutes: int = Field(15, ge=0, le=120, description="minutes kept free around each conversation")
    call_ahead_days: int = Field(14, ge=3, le=60, description="days ahead for which people see free moments")
    call_notice_hours: int = Field(20, ge=1, le=168, description="hours before which a free moment must be chosen")
    max_call_attempts: int = Field(3, ge=1, le=10, description="times nobody answers before a conversation is given up")
    call_retry_days: int = Field(3, ge=1, le=30, description="days after which it is tried again")
    call_number: str = Field("", max_length=40, description="number people dial who call you at a booked moment")
    check_in_days: int = Field(
        49, ge=0, le=180, description="days of waiting after which the team takes contact; 0: never by itself"
    )
    aftercare_days: str = Field(
        "42, 120", description="days after somebody's last session around which they are called; empty: never"
    )
    attendance_norm: int = Field(
        50, ge=0, le=100, description="percent of the sessions that counts as having completed"
    )
    after_group_days: int = Field(
        60, ge=7, description="days after a group that its page stays open to those who took part"
    )
    unanswered_registration_days: int = Field(
        180, ge=60, description="days after which a registration of which nothing is heard ends; asked 30 days before"
    )
    ended_registration_days: int = Field(30, ge=1, description="days after which an ended registration is erased")
    minimum_age: int = Field(18, ge=16, le=21, description="the age from which people are welcome, forum and groups")
    arrivals_a_minute: int = Field(4, ge=1, le=1000, description="registrations, and applications, let in in a minute")
    arrivals_an_hour: int = Field(12, ge=1, le=10_000, description="and in an hour")
    arrivals_a_day: int = Field(40, ge=1, le=100_000, description="and in a day; beyond it each is given a later turn")
    turns_a_half_hour: int = Field(6, ge=1, le=1000, description="later turns given for each half hour")
    most_parked: int = Field(1000, ge=10, le=100_000, description="people who can wait for a later turn at once")
    slots_a_day: int = Field(
        8,
        ge=1,
        le=1000,
        description="moments that new people book in a day; beyond it a colleague offers them one",
    )
    many_arrivals: int = Field(10, ge=2, description="from so many of one kind on one day staff are quietly told")
    ended_invite_days: int = Field(30, ge=1, description="days a used, revoked or expired invite is kept")
    drafted_text_days: int = Field(
        365, ge=30, description="days a text that was sent back is kept beside its author's draft"
    )
    notice_days: int = Field(90, ge=7, description="days a notice to a member is kept, read or not")
    returned_text_days: int = Field(30, ge=1, description="days a refused, sent back or withdrawn text is kept")
    waiting_texts: int = Field(20, ge=3, le=200, description="texts of one member that may wait at the same time")
    undo_seconds: int = Field(120, ge=10, description="how long a moderator can take a decision back")
    stale_letter_hours: int = Field(24, ge=1, description="a letter that is late by more than this is not sent")

    hash_time: int = Field(3, ge=1, description="Argon2id: rounds")
    hash_memory_kib: int = Field(65536, ge=8, description="Argon2id: memory in KiB")
    hash_lanes: int = Field(4, ge=1, description="Argon2id: lanes")

    @field_validator("languages")
    @classmethod
    def _known_languages(cls, value: str) -> str:
        codes = [code.strip() for code in value.split(",") if code.strip()]
        if not codes or set(codes) - {"nl", "en", "fr"}:
            raise ValueError("name one or more of nl, en, fr, separated by commas")
        return ",".join(dict.fromkeys(codes))

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{value!r} is not a time zone that this machine knows") from error
        return value

    @field_validator("site_url")
    @classmethod
    def _site_address(cls, value: str) -> str:
        if value and not SITE_ADDRESS.fullmatch(value):
            raise ValueError("must be like https://naast.example (or this machine's own http address), without a path")
        return value

    @field_validator("exit_url")
    @classmethod
    def _exit_address(cls, value: str) -> str:
        if not value.startswith("https://") or not urlsplit(value).hostname:
            raise ValueError("must be the whole address of a neutral page, beginning with https://")
        return value

    @field_validator("aftercare_days")
    @classmethod
    def _rising_days(cls, value: str) -> str:
        days = [day.strip() for day in value.split(",") if day.strip()]
        numbers = [int(day) for day in days if day.isdecimal()]
        is_fine = (
            len(numbers) == len(days) <= 4 and numbers == sorted(set(numbers)) and all(0 < n < 1000 for n in numbers)
        )
        if not is_fine:
            raise ValueError("name up to four rising numbers of days, separated by commas, like 42, 120")
        return ", ".join(days)

    @field_validator("mail_server")
    @classmethod
    def _mail_address(cls, value: str) -> str:
        if value and not MAIL_SERVER.fullmatch(value):
            raise ValueError("must be like smtps://mail.naast.example:465 or smtp://mail.naast.example:587")
        return value

    @field_validator("update_day")
    @classmethod
    def _is_day_and_hour(cls, value: str) -> str:
        try:
            day, hour = value.split()
            DAYS.index(day), time.fromisoformat(hour)
        except ValueError:
            raise ValueError("must be a day and an hour, like tue 12:00") from None
        return value

    @field_validator("meeting_address")
    @classmethod
    def _meeting_server(cls, value: str) -> str:
        if value and not MEETING_ADDRESS.fullmatch(value):
            raise ValueError("must be like https://meet.naast.example, without a path")
        return value.rstrip("/")

    @field_validator("meeting_secret")
    @classmethod
    def _long_secret(cls, value: str) -> str:
        if value and len(value) < 32:
            raise ValueError("must be at least 32 characters long")
        return value

    @field_validator("holidays")
    @classmethod
    def _countries(cls, value: str) -> str:
        parse_countries(value)
        return value

    @field_validator("mail_from", "mail_subject")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.isprintable() or not value.strip():
            raise ValueError("must be one line of text")
        return value

    @model_validator(mode="after")
    def _whole(self) -> "Settings":
        self.duty  # noqa: B018  (parses the hours, so that a mistake shows at the start)
        if self.mode == "production" and (self.hash_time < 2 or self.hash_memory_kib < 19 * 1024):
            raise ValueError("NAAST_HASH_TIME and NAAST_HASH_MEMORY_KIB are too low for production (2 and 19456)")
        return self

    @cached_property
    def aftercare_offsets(self) -> tuple[int, ...]:
        """How many days after the last session each aftercare conversation is due, the earliest first."""
        return tuple(int(day) for day in self.aftercare_days.split(",") if day.strip())

    @cached_property
    def duty(self) -> DutyHours:
        """When moderators read."""
        return DutyHours.parse(self.duty_hours, self.closed_days, self.time_zone, self.holiday_countries)

    @cached_property
    def region_list(self) -> list[str]:
        """The regions to choose from."""
        return [region for part in self.regions.split(",") if (region := part.strip())]

    @cached_property
    def holiday_countries(self) -> tuple[Country, ...]:
        """The countries whose public holidays apply."""
        return parse_countries(self.holidays)

    @cached_property
    def weekly_update(self) -> tuple[int, time]:
        """Weekday (Monday is 0) and hour of the update day."""
        day, hour = self.update_day.split()
        return DAYS.index(day), time.fromisoformat(hour)

    @property
    def offered_languages(self) -> tuple[str, ...]:
        """The languages on offer; the first one is the default."""
        return tuple(self.languages.split(","))

    @property
    def database_address(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'naast.sqlite3'}"

    @property
    def key_path(self) -> Path:
        """The path of the root key file."""
        return self.key_file or self.data_dir / "root.key"

    @property
    def address(self) -> str:
        """The public URL of the site, without a trailing slash."""
        return (self.site_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    @property
    def origins(self) -> frozenset[str]:
        """Origins from which forms are accepted. On loopback both of its names are."""
        if self.site_url and not self.site_url.startswith("http://"):
            return frozenset({self.address})
        return frozenset({self.address, *(f"http://{name}:{self.port}" for name in LOOPBACK)})

    @property
    def hosts(self) -> list[str]:
        """The host names this site responds to."""
        own = self.address.split("://", 1)[1].split("/")[0].rsplit(":", 1)[0]
        return sorted({own, *(LOOPBACK if self.address.startswith("http://") else ())})


def is_set(name: str) -> bool:
    """Does the environment define this setting?"""
    return f"{PREFIX}{name.upper()}" in os.environ


def wanted_port() -> str | None:
    """The value of PORT, which people often try first."""
    return os.environ.get("PORT")


def pass_on(settings: Settings) -> None:
    """Pass the mode and port chosen on the command line on to worker processes."""
    os.environ[f"{PREFIX}MODE"], os.environ[f"{PREFIX}PORT"] = settings.mode, str(settings.port)


def read_settings(**given: Any) -> Settings:
    """The settings of this environment; `given` wins. Raises `SystemExit` with a sentence for each bad variable."""
    try:
        return Settings(**given)
    except ValidationError as error:
        for trouble in error.errors():
            name = PREFIX + str(trouble["loc"][0]).upper() if trouble["loc"] else "Settings"
            print(f"{name}: {trouble['msg'].removeprefix('Value error, ')}", file=sys.stderr)  # noqa: T201
        raise SystemExit(2) from None
