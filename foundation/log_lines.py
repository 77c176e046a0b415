"""How lines of the log look and where they go: one line each on standard error, whoever wrote it.

What libraries say may hold anything: statements, addresses, people's words. Of theirs only the kind and the place are
told, like of our own errors.
"""

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from foundation.error_log import Event, as_text, facts_of, log_error, words
from foundation.settings import Settings


class OneLine(logging.Formatter):
    """Text or JSON, in one line, of nothing but facts."""

    def __init__(self, is_json: bool) -> None:
        super().__init__()
        self.is_json = is_json

    def format(self, record: logging.LogRecord) -> str:
        told = getattr(record, "told", None) or of_library(record)
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = {"at": at, "level": record.levelname.lower(), **told}
        return json.dumps(line) if self.is_json else f"{at} {line.pop('level')} {as_text(told)}"


class LogLines(logging.Handler):
    """Writes to whatever standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            return  # nobody listens any more; the house goes on


def of_library(record: logging.LogRecord) -> dict[str, str | int]:
    """What may be told of a line that is not ours."""
    told: dict[str, str | int] = {"event": Event.LIBRARY.value, "logger": record.name}
    told["at_line"] = f"{record.module}:{record.lineno}"
    error = record.exc_info[1] if record.exc_info else next((a for a in _given(record) if _is_error(a)), None)
    return words(told | (facts_of(error) if error else {}))


def write_log(settings: Settings) -> None:
    """From here on whatever is logged, by us or by a library, becomes lines."""
    handler, root = LogLines(), logging.getLogger()
    handler.setFormatter(OneLine(is_json=settings.log_format == "json"))
    root.handlers = [*(one for one in root.handlers if not isinstance(one, LogLines)), handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("naast").setLevel(logging.INFO)
    # a round of jobs that takes longer than the time between two is late, which is told of the job
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


def become_the_log(settings: Settings) -> None:
    """All that this process says from now on is the log: warnings and errors that nobody catches become lines too."""
    write_log(settings)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # it would print what a broken line was about
    sys.excepthook = _uncaught
    threading.excepthook = lambda given: _uncaught(given.exc_type, given.exc_value, given.exc_traceback)
    sys.unraisablehook = lambda given: _uncaught(given.exc_type, given.exc_value, given.exc_traceback)


def _uncaught(_: type[BaseException], error: BaseException | None, __: TracebackType | None) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit):
        log_error(error)


def _given(record: logging.LogRecord) -> list[Any]:
    args = record.args if isinstance(record.args, tuple) else ()
    return [record.msg, *args]


def _is_error(given: object) -> bool:
    return isinstance(given, BaseException)
