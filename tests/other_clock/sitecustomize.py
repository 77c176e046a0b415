"""Sleeping, while libfaketime tells the hour: it refuses the absolute time until which Python would sleep."""

import select
import time


def sleep(seconds: float, /) -> None:
    """As `time.sleep`, which this stands in for."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = sleep
