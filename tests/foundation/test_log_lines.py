"""Each event is one line of our own words, whoever wrote it and whatever it was about."""

import json
import logging
import re
import smtplib
import sqlite3
import sys
import threading
import traceback
from uuid import uuid4

import psycopg
import pytest
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from foundation import error_log, log_lines
from foundation.database import Database, make_engine
from foundation.error_log import Event, begin_request, in_route, log_error, log_event, request_number, why_of
from foundation.errors import TooBusy
from foundation.settings import ROOT
from tests.conftest import BOTH, plain_settings

CANARY = "zilveren-lepel"
ID = uuid4()
UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
FACT = r'[a-z_]+=("[^"]*"|\S+)'
LINE = re.compile(rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ (info|warning|error|critical) event=[a-z_]+( {FACT})*")


@pytest.fixture(params=["text", "json"])
def lines(request, tmp_path, capfd):
    """`lines()` are what was written to standard error by now."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers, level, showing = list(root.handlers), root.level, logging.raiseExceptions
    log_lines.become_the_log(plain_settings(tmp_path, log_format=request.param))
    root.setLevel(logging.DEBUG)

    def written():
        told = capfd.readouterr().err.splitlines()
        assert not UUID.search("\n".join(told))
        assert CANARY not in "\n".join(told)
        for line in told:
            assert json.loads(line) if request.param == "json" else LINE.fullmatch(line), line
        return told

    asked = error_log._request.set({})
    yield written
    error_log._request.reset(asked)
    logging.captureWarnings(False)
    root.handlers, logging.raiseExceptions = handlers, showing
    root.setLevel(level)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def raised(error):
    try:
        raise error
    except BaseException as caught:
        return caught


def test_what_a_library_says_is_told_by_its_kind_and_place_only(lines):
    error = raised(ValueError(CANARY, ID))
    for name in ("apscheduler.executors.default", "uvicorn.error", "sqlalchemy.engine", "alembic.runtime", "asyncio"):
        other = logging.getLogger(name)
        other.error(f"it went wrong with {CANARY}")
        other.error("it went wrong with %s of %s", CANARY, ID)
        other.error(error)
        other.exception("%s", CANARY, exc_info=error)
        other.error("broken %d", CANARY)
        other.warning("two\nlines %s", CANARY, stack_info=True)
    told = lines()
    assert len(told) == 30
    assert all("library" in line for line in told)
    assert sum("ValueError" in line for line in told) == 10


def test_a_job_of_the_scheduler_library_that_raises_is_one_line(lines):
    done = threading.Event()

    def breaks(given):
        try:
            raise ValueError(given)
        finally:
            done.set()

    scheduler = BackgroundScheduler(timezone="UTC", executors={"default": ThreadPoolExecutor(1)})
    scheduler.add_job(breaks, args=[CANARY], name=CANARY, id=str(ID))
    scheduler.start()
    done.wait(20)
    scheduler.shutdown()
    told = lines()
    assert len([line for line in told if "ValueError" in line]) == 1
    assert not [line for line in told if "Traceback" in line]


def test_what_nobody_catches_is_a_line_too(lines):
    def breaks():
        raise RuntimeError(CANARY)

    thread = threading.Thread(target=breaks)
    thread.start()
    thread.join()
    sys.excepthook(*_exc_info(raised(KeyError(CANARY))))
    told = lines()
    kinds = ["RuntimeError", "KeyError"]
    assert [kind for line in told for kind in kinds if kind in line] == kinds
    assert "breaks" in told[0]


def test_ending_by_hand_is_no_error(lines):
    sys.excepthook(*_exc_info(raised(KeyboardInterrupt())))
    assert lines() == []


def _exc_info(error):
    return type(error), error, error.__traceback__


def test_lines_of_one_request_carry_its_number_and_its_route_by_name(lines):
    begin_request()
    in_route("forum:thread")
    log_error(raised(ValueError(CANARY)), status=500)
    log_event(Event.UNAVAILABLE, status=503)
    told = lines()
    assert len(request_number()) == 6
    assert all(request_number() in line and "forum:thread" in line for line in told)


def test_what_cannot_be_a_word_of_ours_is_left_out(lines):
    log_event(Event.FAILED, job='een "naam"', route="a\nb", letter="jan@example.org", kind="\x1b[31m")
    (told,) = lines()
    assert told.count("?") == 4
    assert "jan" not in told


def test_places_are_those_in_our_own_code(lines, tmp_path):
    def read_it():
        json.loads(CANARY)

    error = _raised_by(read_it)
    assert len(traceback.extract_tb(error.__traceback__)) > 2
    log_error(error)
    (told,) = lines()
    assert "read_it" in told
    assert "raw_decode" not in told


@BOTH
def test_a_missing_column_a_held_lock_and_a_lost_server_read_differently(database, kind, lines):
    with database.read() as db:
        log_error(_raised_by(lambda: db.execute(text(f"SELECT {CANARY.replace('-', '')} FROM member"))))
    lost = Database(
        database.settings.model_copy(update={"database_url": "postgresql+psycopg://x@127.0.0.1:1/x"}), database.keys
    )
    log_error(_raised_by(lambda: lost.engine.connect()))
    column, server = lines()
    assert ("42703" if kind == "postgresql" else "SQLITE_ERROR") in column
    assert "database not there" in server
    lost.close()


def test_a_locked_and_a_damaged_file_and_a_disk_that_is_full_are_told_apart(lines, tmp_path):
    path = tmp_path / f"{CANARY}.sqlite3"
    engine = make_engine(f"sqlite:///{path}", 2).execution_options(write=True)
    with engine.begin() as held, sqlite3.connect(path, timeout=0) as other:
        held.execute(text("CREATE TABLE a (b)"))
        log_error(OperationalError("x", {}, _raised_by(lambda: other.execute("CREATE TABLE c (d)"))))
    engine.dispose()
    (tmp_path / "rubbish").write_bytes(b"rubbish" * 1000)
    with sqlite3.connect(tmp_path / "rubbish") as other:
        log_error(OperationalError("x", {}, _raised_by(lambda: other.execute("SELECT 1 FROM a"))))
    log_error(raised(OSError(28, CANARY)))
    reasons = ["locked", "damaged", "disk full"]
    assert [why for line in lines() for why in reasons if why in line] == reasons


def _raised_by(work):
    try:
        work()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (TooBusy(), "busy"),
        (NoConnectionFree(), "busy"),
        (psycopg.errors.DeadlockDetected(), "locked"),
        (psycopg.errors.LockNotAvailable(), "locked"),
        (psycopg.errors.DiskFull(), "disk full"),
        (psycopg.errors.AdminShutdown(), "database not there"),
        (psycopg.OperationalError(), "database not there"),
        (psycopg.errors.QueryCanceled(), "too slow"),
        (psycopg.errors.UndefinedColumn(), "other tables"),
        (ConnectionRefusedError(111, "x"), "database not there"),
        (smtplib.SMTPServerDisconnected(CANARY), ""),
        (ValueError(CANARY), ""),
    ],
)
def test_why_something_failed_is_known_by_its_code(error, why):
    wrapped = OperationalError("SELECT x", {}, error) if isinstance(error, psycopg.Error) else error
    assert why_of(wrapped) == why


def test_every_event_is_explained_to_whoever_runs_the_house():
    words = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert [one.value for one in Event if f"`{one.value}`" not in words] == []
