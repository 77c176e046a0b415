"""From an empty folder to a running demo, and again."""

import json
import os
import stat
import subprocess

import httpx
import pyotp
import pytest
from sqlmodel import select
from typer.testing import CliRunner

import cli
from forum.models import PostVersion, VersionState
from foundation.clock import now
from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import ROOT, Settings
from tests.command.conftest import CHEAP, NAAST

ROLES = ["member", "moderator", "facilitator", "coordinator"]


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory, free_port, start):
    """A folder in which the demo ran once, what was told, and what it looked like at the end."""
    folder = tmp_path_factory.mktemp("first look") / "var"
    with start(free_port, "run", NAAST_DATA_DIR=str(folder), PORT=str(free_port)) as house:
        shown = httpx.get(f"{house.url}/help")
        told = command(folder, "demo", "--json")
        code, printed, errors = house.interrupt()
    return {"folder": folder, "shown": shown, "told": told, "ended": (code, printed, errors), "port": free_port}


def command(folder, *words, **env):
    """The command, in this process, in that folder and with nothing else set."""
    given = {**CHEAP, "NAAST_MODE": None, "NAAST_PORT": None, "PORT": None, "NAAST_DATA_DIR": str(folder), **env}
    return CliRunner().invoke(cli.main, list(words), env=given)


def test_it_serves_and_says_where_to_go(lived_in):
    assert lived_in["shown"].status_code == 200
    assert lived_in["shown"].headers["cache-control"] == "no-store"
    assert "server" not in lived_in["shown"].headers
    assert f"http://127.0.0.1:{lived_in['port']}" in lived_in["ended"][1]
    assert "demo" in lived_in["ended"][1]


def test_ctrl_c_ends_it_cleanly_and_quietly(lived_in):
    code, _, errors = lived_in["ended"]
    assert code == 0
    assert [line.split("event=")[1].split()[0] for line in errors.splitlines()] == ["migrated", "start", "stop"]


def test_the_demo_for_programs_has_the_shape_that_programs_expect(lived_in):
    told = lived_in["told"]
    assert told.exit_code == 0, told.output
    demo = json.loads(told.stdout)
    assert list(demo) == ["url", "people", "invite"]
    assert demo["url"] == f"http://127.0.0.1:{lived_in['port']}"
    assert list(dict.fromkeys(person["role"] for person in demo["people"])) == ROLES
    for person in demo["people"]:
        assert list(person) == ["name", "role", "sign_in_name", "passphrase", "code"]
        assert (person["code"] is None) is (person["role"] == "member")
    assert len(demo["invite"].replace(" ", "")) == 16


def test_what_it_made_only_its_owner_can_read(lived_in):
    folder = lived_in["folder"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "root.key").stat().st_mode) == 0o400
    assert stat.S_IMODE((folder / "demo.json").stat().st_mode) == 0o600
    for path in folder.rglob("*"):
        assert not path.stat().st_mode & 0o077, path


def test_codes_are_of_this_moment_and_the_invite_is_new_each_time(lived_in):
    first, second = (json.loads(command(lived_in["folder"], "demo", "--json").stdout) for _ in range(2))
    assert first["invite"] != second["invite"]
    assert [p["passphrase"] for p in first["people"]] == [p["passphrase"] for p in second["people"]]
    secrets = {p["name"]: p["secret"] for p in json.loads((lived_in["folder"] / "demo.json").read_text())["people"]}
    for person in second["people"]:
        if person["code"]:
            accepted = {pyotp.TOTP(secrets[person["name"]]).at(now(), counter_offset=step) for step in (-2, -1, 0)}
            assert person["code"] in accepted


def test_for_people_it_is_a_table_with_every_way_in(lived_in):
    shown = command(lived_in["folder"], "demo")
    assert shown.exit_code == 0
    for person in json.loads(lived_in["told"].stdout)["people"]:
        assert person["sign_in_name"] in shown.stdout
        assert person["passphrase"] in shown.stdout


def test_running_it_again_keeps_everything(lived_in, start):
    folder, port = lived_in["folder"], lived_in["port"]
    before = {name: (folder / name).read_bytes() for name in ("root.key", "demo.json")}
    invited = json.loads(command(folder, "demo", "--json").stdout)["invite"]
    with start(port, "run", NAAST_DATA_DIR=str(folder), NAAST_PORT=str(port)) as house:
        origin = {"origin": house.url, "sec-fetch-site": "same-origin"}
        joined = httpx.post(f"{house.url}/join", data={"code": invited}, headers=origin)
        assert (joined.status_code, joined.headers["location"]) == (303, "/join/words")
        person = json.loads(command(folder, "demo", "--json").stdout)["people"][0]
        fields = {"name": person["sign_in_name"], "passphrase": person["passphrase"], "device": "shared"}
        signed_in = httpx.post(f"{house.url}/sign-in", data=fields, headers=origin)
        assert signed_in.status_code == 303
        assert "__Host-a" in signed_in.headers["set-cookie"]
        assert house.interrupt()[0] == 0
    assert before == {name: (folder / name).read_bytes() for name in before}


def test_the_demo_people_have_texts_that_wait_and_one_that_came_back(lived_in):
    folder = lived_in["folder"]
    database = Database(Settings(mode="demo", data_dir=folder), Keys.load(folder / "root.key"))
    with database.read() as db:
        states = [version.state for version in db.exec(select(PostVersion))]
    database.close()
    assert states.count(VersionState.WAITING) >= 2
    assert states.count(VersionState.SENT_BACK) >= 1
    assert states.count(VersionState.PUBLISHED) >= 30


def test_a_demo_in_production_is_trouble_and_production_does_not_start_on_it(lived_in, tmp_path):
    key = tmp_path / "root.key"
    key.write_bytes((lived_in["folder"] / "root.key").read_bytes())
    key.chmod(0o400)
    given = {
        "NAAST_MODE": "production",
        "NAAST_KEY_FILE": str(key),
        "NAAST_SITE_URL": "https://naast.example",
        "NAAST_HASH_TIME": "3",
        "NAAST_HASH_MEMORY_KIB": "65536",
    }
    for words in (["doctor"], ["serve"]):
        done = command(lived_in["folder"], *words, **given)
        assert done.exit_code == 1
        assert "demo" in done.stdout
        assert isinstance(done.exception, SystemExit)
    assert command(lived_in["folder"], "demo", NAAST_MODE="demo").exit_code == 0


def test_the_scheduler_looks_once_and_ends(lived_in):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("NAAST_")}
    env = {**inherited, **CHEAP, "NAAST_MODE": "demo", "NAAST_DATA_DIR": str(lived_in["folder"])}
    words = [*NAAST, "scheduler", "--once"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
