"""The command, in this process or in one of its own, with a folder of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
import pytest
from typer.testing import CliRunner

import cli
from foundation.keys import Keys
from foundation.settings import ROOT

CHEAP = {"NAAST_HASH_TIME": "1", "NAAST_HASH_MEMORY_KIB": "8", "NAAST_HASH_LANES": "1"}
AT_OUR_MOMENT = "from tests.moment import MOMENT, set_clock; set_clock(MOMENT)"
NAAST = [sys.executable, "-c", f"{AT_OUR_MOMENT}; from cli import main; main(prog_name='naast')"]
"""The command in a process of its own, which begins when every test does: what one made is not over for the other."""
PATIENCE = 60.0


@pytest.fixture(autouse=True)
def _same_manners_afterwards() -> Iterator[None]:
    """The command makes what it writes private; the tests after it should not notice."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a key file, for a demo; the environment knows both."""
    Keys.make(tmp_path / "root.key")
    monkeypatch.delenv("PORT", raising=False)
    given = {"NAAST_MODE": "demo", "NAAST_DATA_DIR": str(tmp_path), "NAAST_PORT": str(nobody_listens_here())}
    for name, value in {**CHEAP, **given}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def naast(place: Path) -> Callable[..., Any]:
    """`naast("doctor")` runs the command here and returns what it did."""

    def run(*words: str) -> Any:
        return CliRunner().invoke(cli.main, list(words))

    return run


def nobody_listens_here() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def free_port() -> int:
    """The port of a module's servers, one after the other."""
    return nobody_listens_here()


@dataclass
class Running:
    """A server in a process of its own."""

    process: "subprocess.Popen[str]"
    url: str

    def wait_until_it_answers(self) -> None:
        """Ask until somebody answers; says what it printed when nobody does."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"ended with {self.process.returncode}: {self.process.communicate()}")
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{self.url}/help", timeout=5)
                return
            time.sleep(0.1)
        self.process.kill()
        raise RuntimeError(f"no answer: {self.process.communicate()}")

    def interrupt(self) -> tuple[int, str, str]:
        """Ctrl-C; the exit code and what was printed."""
        self.process.send_signal(signal.SIGINT)
        printed, told = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, printed, told


@contextlib.contextmanager
def running(port: int, *words: str, stderr: int | IO[str] = subprocess.PIPE, **env: str) -> Iterator[Running]:
    """The command with these words, until the block ends."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("NAAST_", "PORT"))}
    process = subprocess.Popen(
        [*NAAST, *words],
        cwd=ROOT,
        env={**inherited, **CHEAP, **env},
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        start_new_session=True,
    )
    house = Running(process, f"http://127.0.0.1:{port}")
    try:
        house.wait_until_it_answers()
        yield house
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


@pytest.fixture(scope="module")
def start() -> Callable[..., Any]:
    """`with start(port, "run", NAAST_DATA_DIR=…) as house:` starts the command in a process of its own."""
    return running
