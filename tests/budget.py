"""How much work the tests of each folder may be: printed after every run, kept to in the whole quick run.

Counted are processor seconds, those of servers and browsers too, divided by how slow this machine is while it works: a
piece of plain work is timed again and again. A busy machine changes nothing about who passes.
"""

import json
import os
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

BUDGETS = Path(__file__).with_name("budgets.toml")
PASSED_BY_HALF = 1.5
PIECE = 0.010
"""Processor seconds that the piece of work takes on the machine for which the budgets were written."""
EVERY = 40
SHARED = "before the tests"


class Work:
    """What this process did, by folder. In the end `slowness` is known, and everything is divided by it."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.pieces: list[float] = []
        self.number, self.folder, self.before = 0, SHARED, 0.0

    def go_on(self, folder: str) -> None:
        """What was done up to now was for the folder before this one. What a browser did goes with it when it ends."""
        done = worked()
        self.seconds[self.folder] += max(0.0, done - self.before)  # type: ignore[assignment]
        self.folder, self.before = folder, done

    def time_a_piece(self) -> None:
        """How slow is this machine now?"""
        began = time.process_time()
        known = {number % 500: json.dumps({"a": number, "b": [number, number + 1]}) for number in range(5000)}
        assert len(known) == 500
        self.pieces.append(time.process_time() - began)

    def told(self) -> dict[str, float]:
        """Seconds by folder, as they would be on the machine of the budgets."""
        slowness = sum(self.pieces) / len(self.pieces) / PIECE if self.pieces else 1.0
        return {folder: seconds / slowness for folder, seconds in self.seconds.items()}


def worked() -> float:
    """Processor seconds of this process and of its children, living and ended."""
    total, wanted = sum(os.times()[:4]), _children(os.getpid())
    while wanted:
        one = wanted.pop()
        try:
            told = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        total += sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")
        wanted += _children(one)
    return total


def _children(process: int) -> list[int]:
    """Where one cannot look there are none."""
    try:
        told = [one.read_text() for one in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []
    return [int(one) for line in told for one in line.split()]


class Budget:
    """The plugin: in a worker it counts, in the controller it adds up."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.is_controller = bool(getattr(config.option, "numprocesses", None)) and not hasattr(config, "workerinput")
        self.work, self.total = Work(), Counter[str]()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """The folders with most to do come first, so that nobody waits for one of them in the end."""
        known = budgets()
        items.sort(key=lambda item: -known.get(folder_of(item.nodeid), 0))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins, in this folder or in another one."""
        if not self.is_controller:
            self.work.go_on(folder_of(nodeid))
        if self.work.number % EVERY == 0:
            self.work.time_a_piece()
        self.work.number += 1

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker tells; whoever has no workers, or has heard them all, judges."""
        if not self.is_controller:
            self.work.go_on("")
            self.total.update(self.work.told())  # type: ignore[arg-type]
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["work"] = dict(self.total)
            return
        if too_much(self.total) and is_whole():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker has finished."""
        self.total.update(getattr(node, "workeroutput", {}).get("work", {}))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The table."""
        known, wrong = budgets(), too_much(self.total) if is_whole() else []
        terminalreporter.section("processor seconds by folder, and its budget")
        for folder, seconds in self.total.most_common():
            is_over = " TOO MUCH" if folder in wrong else ""
            terminalreporter.line(f"{seconds:8.1f} {known.get(folder, 0):8.0f}  {folder}{is_over}")
        terminalreporter.line(f"{sum(self.total.values()):8.1f} {sum(known.values()):8.0f}  in all")


def folder_of(nodeid: str) -> str:
    """The folder under `tests` that a test belongs to."""
    parts = nodeid.split("/")
    return parts[1] if len(parts) > 2 else "tests"


def budgets() -> dict[str, float]:
    """Seconds by folder, as written down."""
    known: dict[str, float] = tomllib.loads(BUDGETS.read_text(encoding="utf-8"))
    return known


def too_much(total: Counter[str]) -> list[str]:
    """Folders that took half as much again as they may; one without a budget may take nothing."""
    known = budgets()
    return [folder for folder, seconds in total.items() if seconds > PASSED_BY_HALF * known.get(folder, 0)]


def is_whole() -> bool:
    """Is this the whole quick run, as `scripts/test` starts it?"""
    return bool(os.environ.get("NAAST_TEST_BUDGETS"))


def pytest_configure(config: pytest.Config) -> None:
    """Count."""
    config.pluginmanager.register(Budget(config), "budget")
