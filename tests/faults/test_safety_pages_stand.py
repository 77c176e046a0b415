"""Help, the night and the way out stand when everything else is down, and help stands where something went wrong."""

import asyncio
from datetime import date
from typing import NamedTuple

import pytest
from anyio import CapacityLimiter
from sqlalchemy.exc import OperationalError

from foundation import postgresql
from foundation.database import is_unavailable, make_engine
from foundation.errors import TooBusy
from foundation.settings import ROOT
from tests.conftest import BOTH
from tests.races import PG
from texts.models import TextVersion

STANDING = ["/help", "/night", "/exit"]
OPEN_AT_NIGHT = {"nl": "tel:106", "fr": "tel:080032123", "en": "tel:026484014"}


class Gone:
    """A database that is not there."""

    def __init__(self, *_given, **_named):
        pass

    def __enter__(self):
        raise OperationalError("SELECT", {}, Exception("it is gone"))

    def __exit__(self, *_):
        return False


@pytest.fixture
def take(app):
    """`await take("reading")`: every thread of that kind is busy with something that does not end."""

    async def occupy(*lanes):
        for name in lanes:
            limiter = getattr(app.app.state, name)
            for _ in range(int(limiter.total_tokens)):
                await limiter.acquire_on_behalf_of(object())

    return occupy


@pytest.fixture
def gone(database, monkeypatch):
    """From now on the database is not there."""

    def go():
        monkeypatch.setattr(database, "read", Gone)
        monkeypatch.setattr(database, "write", Gone)

    return go


class Answered(NamedTuple):
    """An answer that is on its way: its status as soon as it has gone out whole, and what runs on after that."""

    status: asyncio.Future
    running: asyncio.Task


@pytest.fixture
async def answer(app):
    """`await answer(ada, path)`: as a server does it, which lets go of the browser before what is left to do."""
    left = []

    async def begin(browser, path):
        went_out = asyncio.get_running_loop().create_future()
        cookies = "; ".join(f"{name}={value}" for name, value in browser.client.cookies.items())
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "https",
            "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookies.encode())],
        }  # fmt: skip
        statuses = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            elif not message.get("more_body"):
                went_out.set_result(*statuses)

        left.append(asyncio.create_task(app(scope, receive, send)))
        return Answered(went_out, left[-1])

    yield begin
    for task in left:
        task.cancel()


def new_version(db, key, title, source, language="nl"):
    db.add(TextVersion(key=key, language=language, number=9, title=title, source=source, since=date(2026, 11, 1)))


@pytest.mark.parametrize("path", STANDING)
async def test_they_answer_while_every_thread_waits_for_something(browse, take, answer, path):
    ada = browse("ada")
    await take("reading", "writing", "quiet_lane")
    answered = await answer(ada, path)
    assert await asyncio.wait_for(answered.status, timeout=20) == (303 if path == "/exit" else 200)


@BOTH
@pytest.mark.parametrize("path", STANDING)
async def test_they_answer_without_a_database(browse, gone, path):
    ada = browse("ada")
    gone()
    page = await ada.open(path)
    assert page.status == (303 if path == "/exit" else 200)
    if path != "/exit":
        assert {"tel:112", "tel:106", "https://www.113.nl"} <= set(page.links)


async def test_the_night_is_as_the_team_wrote_it_last_also_when_the_database_has_gone_since(browse, database, gone):
    ada = browse("ada")
    assert "Adem uit" in (await ada.open("/night")).text
    with database.write() as db:
        new_version(db, "night", "Vannacht", "Je hoeft niets op te lossen.")
    for _ in range(2):
        page = await ada.open("/night")
        assert page.title.startswith("Vannacht")
        assert "Je hoeft niets op te lossen." in page.text
        gone()


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
async def test_where_something_went_wrong_somebody_who_is_awake_is_at_hand(browse, gone, language):
    ada = browse("ada")
    gone()
    assert (await ada.post("/language", {"language": language, "place": "/help"})).status == 303
    page = await ada.open("/rooms")
    assert page.status == 500
    assert {"tel:112", OPEN_AT_NIGHT[language]} <= set(page.links)
    assert page.links.count("tel:112") == 1


async def test_too_busy_says_where_help_is_as_well(browse, monkeypatch):
    def busy(*_):
        raise TooBusy

    ada = browse("ada")
    monkeypatch.setattr("web.transactions._admit", busy)
    page = await ada.open("/rooms")
    assert page.status == 503
    assert {"tel:112", "tel:106"} <= set(page.links)


@pytest.mark.settings(help_file=ROOT / "tests" / "no-such-file.toml")
async def test_without_its_own_file_the_lines_that_are_shipped_stand(browse):
    page = await browse().open("/help")
    assert page.status == 200
    assert {"tel:112", "tel:106"} <= set(page.links)


async def test_nobody_who_reads_waits_for_those_who_write(browse, take):
    ada = browse("ada")
    await take("writing")
    page = await asyncio.wait_for(ada.client.get("/rooms"), timeout=20)
    assert page.status_code == 200


async def test_what_was_read_is_noted_after_the_answer_has_gone_out(browse, make, app, take, answer):
    thread, ada = make.thread(), browse("ada")
    await take("writing")
    answered = await answer(ada, f"/threads/{thread}")
    assert await asyncio.wait_for(answered.status, timeout=20) == 200
    assert not answered.running.done()
    app.app.state.writing.total_tokens += 1
    await asyncio.wait_for(answered.running, timeout=20)


@PG
async def test_a_server_that_says_nothing_is_given_up_and_asked_anew(database, monkeypatch):
    monkeypatch.setattr(postgresql.PatientConnection, "silence", 0.3)
    with pytest.raises(OperationalError) as failed, database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(30)")
    assert is_unavailable(failed.value)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


@PG
async def test_the_server_itself_ends_what_takes_too_long_but_never_a_migration(database):
    def limits(connection):
        return {connection.exec_driver_sql(f"SHOW {name}").scalar() for name in postgresql.LIMITS}

    with database.engine.connect() as connection:
        assert limits(connection) == {"15s", "10s", "1min"}
        with postgresql.without_limit(connection):
            assert limits(connection) == {"0"}
        connection.rollback()
        assert limits(connection) == {"15s", "10s", "1min"}


def test_a_server_that_cannot_be_reached_is_unavailable_and_not_broken():
    engine = make_engine("postgresql+psycopg://nobody@127.0.0.1:9/nothing", 1)
    with pytest.raises(OperationalError) as failed:
        engine.connect()
    assert is_unavailable(failed.value)


async def test_more_who_ask_for_the_text_at_once_than_may_do_not_wait_for_each_other(browse, app):
    app.app.state.quiet_lane = CapacityLimiter(1)
    guest = browse()
    pages = await asyncio.gather(*(guest.open("/night") for _ in range(12)))
    assert {page.status for page in pages} == {200}
