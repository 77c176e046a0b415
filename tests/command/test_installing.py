"""What the scripts promise: the sentence where something is missing, and locks that fetch only what is named."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from foundation.settings import ROOT

SCRIPTS = ROOT / "scripts"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ELSEWHERE = ("index", "extra", "find", "trusted")
"""How options begin that would name a place to fetch from."""
TOOLS = ("sh", "dirname", "cat", "ls", "cksum", "rm", "mkdir", "env", "timeout", "id", "echo", "sed", "cut")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy of the scripts, and a PATH with the plainest tools only."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        if found := shutil.which(name):
            (tools / name).symlink_to(found)
    (tmp_path / "scripts").symlink_to(SCRIPTS)
    return tmp_path


def program(bare: Path, name: str, body: str) -> None:
    path = bare / "bin" / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def run(bare: Path, script: str) -> "subprocess.CompletedProcess[str]":
    there = bare / "house"
    there.mkdir(exist_ok=True)
    copy = there / "scripts"
    if not copy.exists():
        copy.mkdir()
        for path in SCRIPTS.iterdir():
            if path.is_file():
                (copy / path.name).write_bytes(path.read_bytes())
                (copy / path.name).chmod(0o755)
    given = {"PATH": str(bare / "bin"), "HOME": str(bare)}
    return subprocess.run([copy / script], env=given, capture_output=True, text=True, timeout=60, check=False)


def test_a_python_without_ensurepip_is_told_which_package_it_lacks(bare: Path):
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        program(bare, name, 'case "$*" in *ensurepip*|*venv*) exit 1 ;; *) exit 0 ;; esac')
    done = run(bare, "venv")
    assert done.returncode != 0
    assert "python3-venv" in done.stdout + done.stderr


def test_a_machine_without_a_new_enough_python_is_told_so(bare: Path):
    for name in ("python3", "python"):
        program(bare, name, "exit 1")
    done = run(bare, "venv")
    assert done.returncode != 0
    assert "3.11" in done.stdout + done.stderr


def test_without_any_chromium_the_sentence_says_what_to_do_and_nothing_is_skipped(bare: Path):
    program(bare, "sudo", "exit 1")
    program(bare, "apt-get", "exit 1")
    done = run(bare, "chromium")
    assert done.returncode == 1
    assert "Chromium" in done.stderr
    assert done.stdout == ""


def test_the_chromium_on_the_path_goes_before_every_other(bare: Path):
    program(bare, "chromium", 'echo "Chromium 1"')
    done = run(bare, "chromium")
    assert (done.returncode, done.stdout.strip()) == (0, str(bare / "bin" / "chromium"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_and_hashes_everything_and_names_no_place_to_fetch_from(lock: Path):
    words = lock.read_text()
    assert "://" not in words
    assert not [one for one in ELSEWHERE if f"--{one}" in words]
    wanted = [line for line in words.splitlines() if line and not line.startswith((" ", "#", "-"))]
    assert wanted
    assert all(re.match(r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+", line) for line in wanted)
    assert words.count("--hash=sha256:") >= len(wanted)
    assert any(line.startswith("setuptools==") for line in wanted)


def test_our_own_package_is_installed_without_fetching_anything():
    assert "--no-deps --no-build-isolation" in (SCRIPTS / "install").read_text()
    assert "--require-hashes" in (SCRIPTS / "install").read_text()
