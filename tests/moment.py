"""When the tests happen. None of them reads the clock on the wall: at every hour, on every day, they say the same."""

import os
from datetime import UTC, datetime, timedelta

from foundation import clock

MOMENT = datetime.fromisoformat(os.environ.get("NAAST_TEST_MOMENT", "2026-11-24T10:20+00:00"))
"""When each test begins: a Tuesday morning in winter on which people work."""
BEFORE = MOMENT - timedelta(minutes=10)
"""When what several tests share is made."""


def set_clock(moment: datetime) -> None:
    """Let the house's clock go on from this moment."""
    clock._offset = moment - datetime.now(UTC)
