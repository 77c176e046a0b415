"""Several processes: they come up however slow the machine is, say who ended, and end with their parent."""

import os
import re
import signal
import socket
import time
from pathlib import Path

import pytest

from tests.command.conftest import PATIENCE
from tests.command.test_serving import make_ready

SLOW_START = """
import sys, time
if any("spawn_main" in word for word in sys.orig_argv):
    time.sleep({seconds})
"""


@pytest.fixture
def ready(tmp_path):
    """A migrated folder for a demo."""
    return make_ready(tmp_path)


def wait_for(told, timeout=PATIENCE):
    """Ask until it is so."""
    until = time.monotonic() + timeout
    while not told():
        assert time.monotonic() < until
        time.sleep(0.1)


def is_running(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not _is_zombie(process)


def _is_zombie(process):
    try:
        return ") Z" in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return True


def lines_of(path):
    return path.read_text().splitlines()


def workers_in(path):
    return [int(one) for one in re.findall(r"event=worker_started process=(\d+)", path.read_text())]


@pytest.mark.prove
def test_workers_that_import_for_longer_than_a_health_check_come_up_all_the_same(ready, start, free_port, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(SLOW_START.format(seconds=11))
    with start(free_port, "serve", "--workers", "2", "--no-scheduler", PORT=str(free_port), PYTHONPATH=str(tmp_path),
               **ready) as house:  # fmt: skip
        code, _, told = house.interrupt()
    assert code == 0
    assert "event=worker_started" in told
    assert "signal=SIGKILL" not in told
    assert told.splitlines()[-1].endswith("event=stop")


def test_start_and_a_worker_that_ended_are_told_it_is_replaced_and_all_end_with_a_parent_that_is_killed(
    ready, start, free_port, tmp_path
):
    log = tmp_path / "log"
    with log.open("w") as out, start(free_port, "serve", "--workers", "2", PORT=str(free_port), stderr=out,
                                     **ready) as house:  # fmt: skip
        wait_for(lambda: len(workers_in(log)) == 2)
        first = workers_in(log)[0]
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: len(workers_in(log)) == 3)
        begun, *_ = lines_of(log)
        assert re.search(rf"event=start version=\d+\.\d+\.\d+ port={free_port} workers=2 scheduler=1$", begun)
        assert f"event=worker_ended process={first} signal=SIGKILL" in log.read_text()
        house.process.kill()
        house.process.communicate(timeout=PATIENCE)
        wait_for(lambda: not any(is_running(one) for one in workers_in(log)), 20)
        with socket.socket() as port:
            port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            port.bind(("127.0.0.1", free_port))
    assert all(line.count("event=") == 1 for line in lines_of(log))


@pytest.mark.prove
def test_where_no_worker_can_begin_the_parent_ends_too_and_says_why(ready, start, free_port, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\nif any('spawn_main' in word for word in sys.orig_argv): os.environ['NAAST_KEY_FILE'] = '/none'"
    )
    with pytest.raises(RuntimeError, match="ended with 3") as told:  # noqa: SIM117
        with start(free_port, "serve", "--workers", "2", PORT=str(free_port), PYTHONPATH=str(tmp_path), **ready):
            pass
    assert "event=failed kind=FileNotFoundError code=ENOENT" in str(told.value)
    assert "exit=3" in str(told.value)
    assert "Traceback" not in str(told.value)
    assert "/none" not in str(told.value)
