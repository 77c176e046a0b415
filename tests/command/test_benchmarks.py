"""Benchmarks are measured by hand; that they still run is tested with a few items."""

import subprocess
import sys

import pytest

from foundation.settings import ROOT
from scheduler.timetable import TIMETABLE


def measure(name, *words):
    """The rows of the table that it prints, and everything else it says."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in done.stdout.splitlines() if line[:1] == "│"]
    return rows, done.stdout


@pytest.mark.prove
def test_what_an_answer_to_a_form_costs_can_be_measured():
    rows, _ = measure("posting", "--posts", "3")
    assert [row[2] for row in rows] == ["3"] * 6
    assert {row[1] for row in rows} == {"as it is", "not waiting", "without keys"}


@pytest.mark.prove
def test_very_much_that_is_due_at_once_can_be_measured():
    rows, said = measure("due_items", "--items", "50")
    items = {row[0]: int(row[1]) for row in rows}
    assert items == {
        "expire offers": 10,
        "remind of sessions": 10,
        "remind of conversations": 10,
        "plan check-ins": 10,
        "deliver letters": 20,
    }
    assert set(items) <= {job.name for job in TIMETABLE}
    assert "Memory in MiB" in said
