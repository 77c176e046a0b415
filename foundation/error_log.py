"""The only way anything reaches the log."""

import logging
import traceback

log = logging.getLogger("naast")


def log_error(error: BaseException) -> None:
    """Log where something broke and of what kind: never its message, which may hold somebody's words."""
    where = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(where[-4:]))
    log.error("%s at %s", type(error).__name__, places)
