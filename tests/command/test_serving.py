"""The server in processes of its own."""

import asyncio
import signal
import socket
import sqlite3

import httpx
import pytest

from foundation.keys import Keys
from foundation.settings import Settings
from serving import migrate
from tests.command.conftest import nobody_listens_here
from tests.conftest import some_and_then_all


@pytest.fixture
def ready(tmp_path):
    """A migrated folder for a demo."""
    return make_ready(tmp_path)


@pytest.fixture(scope="module")
def standing(start, tmp_path_factory):
    """A server for several tests, on the port that was said on the line, and its folder."""
    folder, port = tmp_path_factory.mktemp("standing"), nobody_listens_here()
    with start(port, "serve", "--no-scheduler", "--port", str(port), **make_ready(folder)) as house:
        yield house, folder
        assert house.interrupt()[0] == 0


def make_ready(folder):
    keys = Keys.make(folder / "root.key")
    migrate(Settings(mode="demo", data_dir=folder), keys)
    return {"NAAST_DATA_DIR": str(folder), "NAAST_MODE": "demo"}


def choose_language(house):
    headers = {"origin": house.url, "sec-fetch-site": "same-origin"}
    return httpx.post(f"{house.url}/language", data={"language": "nl", "place": "/help"}, headers=headers)


def test_a_port_on_the_line_is_honoured_by_the_origin_check_too(standing):
    house, _ = standing
    assert choose_language(house).status_code == 303


@pytest.mark.parametrize("how", some_and_then_all(["PORT"], ["PORT", "NAAST_PORT"]))
def test_every_other_way_to_choose_a_port_is_honoured_by_the_origin_check_too(ready, start, free_port, how):
    with start(free_port, "serve", "--no-scheduler", **ready, **{how: str(free_port)}) as house:
        assert choose_language(house).status_code == 303
        assert house.interrupt()[0] == 0


@pytest.mark.parametrize("how", some_and_then_all(["PORT"], ["--port", "PORT"]))
def test_several_processes_honour_it_as_well_and_end_together(ready, start, free_port, how):
    words, env = ([how, str(free_port)], {}) if how.startswith("--") else ([], {how: str(free_port)})
    with start(free_port, "serve", "--workers", "2", *words, **ready, **env) as house:
        assert choose_language(house).status_code == 303
        code, _, told = house.interrupt()
    assert code == 0
    assert "Traceback" not in told


def test_it_listens_on_this_machine_only(standing):
    house, _ = standing
    own = next((info[4][0] for info in addresses() if not info[4][0].startswith("127.")), None)
    if own:
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{house.url.replace('127.0.0.1', own)}/help", timeout=3)


def addresses():
    try:
        return socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []


def test_it_says_nothing_about_itself_survives_nonsense_on_the_line_and_logs_neither(ready, start, free_port):
    with start(free_port, "serve", "--no-scheduler", "--port", str(free_port), **ready) as house:
        answer = httpx.get(f"{house.url}/zilveren-lepel?x=zilveren-lepel", headers={"user-agent": "zilveren-lepel"})
        assert answer.status_code == 404
        assert not {"server", "date", "x-powered-by"} & set(answer.headers)
        for nonsense in (
            b"\x16\x03\x01zilveren-lepel\r\n\r\n",
            b"GET /zilveren-lepel HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: zilveren-lepel\r\n\r\n",
            b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", free_port), timeout=10) as line:
                line.sendall(nonsense)
                line.shutdown(socket.SHUT_WR)
                answered = line.recv(65536)
                assert b"zilveren" not in answered
                assert b" 200 " not in answered.split(b"\r\n")[0]
        assert httpx.get(f"{house.url}/help").status_code == 200
        code, printed, told = house.interrupt()
    assert code == 0
    assert "zilveren" not in printed + told


def test_being_told_to_end_by_the_system_ends_it_too(ready, start, free_port):
    with start(free_port, "serve", "--port", str(free_port), **ready) as house:
        house.process.send_signal(signal.SIGTERM)
        _, told = house.process.communicate(timeout=30)
    assert house.process.returncode in (0, -signal.SIGTERM)
    assert "Traceback" not in told


def test_leaving_quickly_answers_over_a_real_line_while_the_database_is_held(standing):
    house, folder = standing
    holder = sqlite3.connect(folder / "naast.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    async def leave():
        async with httpx.AsyncClient(base_url=house.url, timeout=3) as client:
            return await asyncio.gather(*(client.get("/exit", headers={"cookie": "__Host-a=x"}) for _ in range(5)))

    answers = asyncio.run(leave())
    holder.execute("ROLLBACK")
    holder.close()
    assert {answer.status_code for answer in answers} == {303}
