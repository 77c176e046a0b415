"""The log says where something broke and of what kind, and nothing that anybody wrote."""

import logging

import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from starlette.responses import PlainTextResponse

import facts
from accounts.access import everyone
from facts import Fact
from foundation.error_log import log_error
from foundation.errors import Refused, TooBusy
from web.after_page import after_page
from web.routing import action, page
from web.transactions import after_refusal

SECRET = "zilveren-lepel"


@pytest.fixture(autouse=True)
def _log_everything(caplog):
    caplog.set_level(logging.DEBUG)


def told(caplog):
    lines = []
    for record in caplog.records:
        if record.name.startswith(("httpx", "httpcore", "asyncio")):
            continue
        lines += [record.getMessage(), str(record.exc_info), str(record.exc_text), str(record.stack_info)]
    return "\n".join(lines)


def fail_with_words(request, db):
    words = {"source": SECRET, "of": [SECRET]}
    try:
        raise KeyError(SECRET)
    except KeyError:
        raise ValueError(f"cannot read {SECRET} in {words}") from None


async def test_an_error_in_a_page_is_logged_without_its_words(browse, add_route, caplog):
    add_route(page("/trial", fail_with_words, name="trial", open_to=everyone))
    assert (await browse("ada").open("/trial")).status == 500
    assert SECRET not in told(caplog)
    assert "ValueError" in told(caplog)
    assert "fail_with_words" in told(caplog)


async def test_an_error_in_an_action_is_logged_without_what_was_posted_and_gives_only_that_back(
    browse, add_route, caplog
):
    add_route(action("/trial", fail_with_words, name="trial", open_to=everyone))
    headers = {"referer": f"http://127.0.0.1:8000/{SECRET}", "user-agent": SECRET}
    posted = {"source": f"{SECRET} 2", "passphrase": SECRET}
    page_ = await browse("ada").post(f"/trial?q={SECRET}", posted, headers=headers)
    assert page_.status == 500
    assert SECRET not in told(caplog)
    assert page_.field("source") == f"{SECRET} 2"  # their own words, to send once more
    assert page_.html.count(SECRET) == 1


async def test_an_error_of_the_database_does_not_tell_the_row(browse, add_route, caplog):
    def twice(request, db):
        db.connection().exec_driver_sql(f"INSERT INTO audit_head (id, number, mac) VALUES (1, 1, '{SECRET}')")
        return PlainTextResponse("x")

    add_route(action("/trial", twice, name="trial", open_to=everyone))
    answer = await browse().post("/trial")
    assert answer.status >= 400
    assert SECRET not in answer.html
    assert SECRET not in told(caplog)


async def test_leftovers_and_notes_that_fail_tell_nothing_either(browse, add_route, caplog):
    def fail(db):
        raise ValueError(SECRET)

    def act(request, db):
        after_refusal(db, fail)
        facts.count(db, Fact.TEXT_REFUSED)
        raise Refused(SECRET)

    def show(request, db):
        after_page(request, fail)
        return PlainTextResponse("x")

    add_route(action("/act", act, name="act", open_to=everyone))
    add_route(page("/show", show, name="show", open_to=everyone))
    assert (await browse().post("/act")).status == 422
    assert (await browse().open("/show")).status == 200
    assert SECRET not in told(caplog)
    assert told(caplog).count("ValueError") == 2


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (TooBusy(), "busy"),
        (OperationalError(SECRET, {}, psycopg.OperationalError(SECRET)), '"database not there"'),
        (OperationalError(SECRET, {}, psycopg.errors.LockNotAvailable(SECRET)), "locked"),
    ],
)
async def test_who_is_asked_to_come_back_is_told_in_the_log_with_why(browse, add_route, caplog, error, why):
    def fail(request, db):
        raise error

    add_route(page("/trial", fail, name="trial", open_to=everyone))
    assert (await browse("ada").open("/trial")).status == 503
    (line,) = [record.getMessage() for record in caplog.records if record.name == "naast"]
    assert line.startswith("event=unavailable request=")
    assert f"route=trial status=503 kind={type(error).__name__}" in line
    assert f"why={why} " in line
    assert SECRET not in told(caplog)


async def test_refusals_and_unknown_addresses_are_not_logged_at_all(browse, caplog):
    ada = browse("ada")
    caplog.clear()
    await ada.open(f"/{SECRET}")
    await ada.open(f"/threads/{SECRET}")
    await ada.post("/account/code", {}, headers={"origin": f"http://{SECRET}"})
    await browse().post("/sign-in", {"name": SECRET, "passphrase": SECRET})
    await browse().open("/help", headers={"host": SECRET})
    assert SECRET not in told(caplog)
    assert not [record for record in caplog.records if record.name == "naast"]


async def test_a_log_line_is_one_line_whatever_the_error_says(caplog):
    class OddError(Exception):
        pass

    OddError.__name__ = "Odd"
    try:
        raise OddError("een\r\ntwee\x1b[31m")
    except OddError as error:
        log_error(error)
    (record,) = [record for record in caplog.records if record.name == "naast"]
    assert "\n" not in record.getMessage()
    assert "\x1b" not in record.getMessage()
    assert record.exc_info is None


async def test_even_an_error_in_a_template_does_not_tell_the_words(app, browse, add_route, caplog):
    def show(request, db):
        app.app.state.templates.from_string("{{ words.nothing.here }}").render(words={"source": SECRET})
        return PlainTextResponse("x")

    add_route(page("/trial", show, name="trial", open_to=everyone))
    assert (await browse().open("/trial")).status == 500
    assert SECRET not in told(caplog)
    assert "UndefinedError" in told(caplog)
