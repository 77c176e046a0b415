"""The only way to write to the log: one line for each event, and never a value that somebody typed.

A line holds words of ours only: what happened, in which route or job (by name), of what kind an error was and where,
its code, and the number of the request, which stands on the page that the person saw.
"""

import errno
import logging
import re
import secrets
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from enum import StrEnum
from types import TracebackType

from sqlalchemy.exc import TimeoutError as NoConnectionFree

from foundation.errors import TooBusy
from foundation.settings import ROOT

log = logging.getLogger("naast")


class Event(StrEnum):
    """What happened; docs/running.md says what to do about it."""

    START = "start"
    STOP = "stop"
    WORKER_STARTED = "worker_started"
    WORKER_ENDED = "worker_ended"
    MIGRATED = "migrated"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"
    LETTER_REFUSED = "letter_refused"
    LETTER_FAILED = "letter_failed"
    JOB_FAILED = "job_failed"
    JOB_LATE = "job_late"
    LOOK_FAILED = "look_failed"
    CLOCK_JUMPED = "clock_jumped"
    LIBRARY = "library"


LEVELS = {
    **dict.fromkeys((Event.START, Event.STOP, Event.WORKER_STARTED, Event.MIGRATED), logging.INFO),
    **dict.fromkeys((Event.FAILED, Event.JOB_FAILED, Event.LOOK_FAILED, Event.CLOCK_JUMPED), logging.ERROR),
}
"""How bad each is; a warning otherwise."""
OURS = re.compile(r"[\w .:<>/+-]{0,400}")
"""How a word of ours looks: what does not is left out, so that a mistake tells nothing."""
_request: ContextVar[dict[str, str]] = ContextVar("request")


def begin_request() -> None:
    """From here on, lines of this request carry a number of their own."""
    _request.set({"request": f"{secrets.randbelow(10**6):06}"})


def in_route(name: str) -> None:
    """From here on, lines of this request carry the name of its route, which says nothing of its address."""
    _request.set({**_request.get({}), "route": name})


def request_number() -> str:
    """Six digits, for whoever wants to tell us what went wrong; empty outside of a request."""
    return _request.get({}).get("request", "")


def log_event(event: Event, **facts: str | int) -> None:
    """Write a line: what happened, and facts about it in words and numbers of ours."""
    told = {"event": event.value} | _request.get({}) | words(facts)
    log.log(LEVELS.get(event, logging.WARNING), "%s", as_text(told), extra={"told": told})


def log_error(error: BaseException, event: Event = Event.FAILED, **facts: str | int) -> None:
    """Write a line about an error: of what kind, where and why; never its message, which may hold people's words."""
    log_event(event, **facts, **facts_of(error))


def facts_of(error: BaseException) -> dict[str, str]:
    """What may be told of an error; empty words where nothing is known."""
    cause = getattr(error, "orig", None)
    return {
        "kind": type(error).__name__,
        "cause": type(cause).__name__ if cause else "",
        "code": code_of(error),
        "why": why_of(error),
        "where": _places(error.__traceback__),
    }


def words(facts: Mapping[str, str | int]) -> dict[str, str | int]:
    """Those that say something; a question mark for what cannot be a word of ours."""
    said = {name: fact for name, fact in facts.items() if fact != ""}
    return {name: fact if isinstance(fact, int) or OURS.fullmatch(fact) else "?" for name, fact in said.items()}


def as_text(told: Mapping[str, str | int]) -> str:
    """Facts as `name=value`, with quotes around what holds a space."""
    return " ".join(f'{name}="{fact}"' if " " in str(fact) else f"{name}={fact}" for name, fact in told.items())


def code_of(error: BaseException) -> str:
    """SQLSTATE, SQLite's name or the system's name of an error; empty when it has none."""
    cause = getattr(error, "orig", None) or error
    named = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    number = cause.errno if isinstance(cause, OSError) else None
    return str(named or errno.errorcode.get(number or 0, ""))


WHY = {
    "locked": ("SQLITE_BUSY", "SQLITE_LOCKED", "40", "55P03"),
    "disk full": ("SQLITE_FULL", "53100", "ENOSPC", "EDQUOT"),
    "damaged": ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002"),
    "cannot be written": ("SQLITE_READONLY", "25006", "EACCES", "EROFS"),
    "disk fails": ("SQLITE_IOERR", "58030", "EIO"),
    "database not there": ("SQLITE_CANTOPEN", "08", "57P", "ECONNREFUSED"),
    "too slow": ("57014", "25P03"),
    "too many connections": ("53300",),
    "other tables": ("42703", "42P01"),
}
"""Why something failed, by how its code begins: so that each is told apart."""


def why_of(error: BaseException) -> str:
    """Why something failed, as far as its kind or its code tells; empty otherwise."""
    if isinstance(error, NoConnectionFree | TooBusy):
        return "busy"
    code = code_of(error)
    if code:
        return next((why for why, codes in WHY.items() if code.startswith(codes)), "")
    has_lost_its_server = hasattr(getattr(error, "orig", None), "sqlstate")
    return "database not there" if has_lost_its_server else ""


def _places(trace: TracebackType | None) -> str:
    """The last places in our own code, the nearest first; in somebody else's where none is ours."""
    frames = traceback.extract_tb(trace)
    ours = [one for one in frames if one.filename.startswith(str(ROOT)) and "site-packages" not in one.filename]
    return "<".join(f"{one.name}:{one.lineno}" for one in reversed((ours or frames)[-4:]))
