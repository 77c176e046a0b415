"""The only way to write to the log."""

import logging
import traceback

log = logging.getLogger("naast")


def log_error(error: BaseException) -> None:
    """Log where an error occurred and of what type: never its message, which may contain people's words."""
    where = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(where[-4:]))
    log.error("%s at %s", type(error).__name__, places)
