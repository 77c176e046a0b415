"""Benchmarks are measured by hand; that they still run is tested with a few items."""

import subprocess
import sys

from foundation.settings import ROOT
from scheduler.timetable import TIMETABLE


def test_very_much_that_is_due_at_once_can_be_measured():
    words = [sys.executable, "-m", "benchmarks.due_items", "--items", "50"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    rows = [line.split("│") for line in done.stdout.splitlines() if line.startswith("│")]
    items = {row[1].strip(): int(row[2]) for row in rows}
    assert items == {
        "expire offers": 10,
        "remind of sessions": 10,
        "remind of conversations": 10,
        "plan check-ins": 10,
        "deliver letters": 20,
    }
    assert set(items) <= {job.name for job in TIMETABLE}
    assert "Memory in MiB" in done.stdout
