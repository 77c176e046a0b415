"""A page changes nothing, whatever its function tries."""

import pytest
from sqlmodel import select
from starlette.responses import PlainTextResponse

import facts
from accounts.access import everyone
from facts import Fact, MonthlyFact
from foundation.sealing import SealBroken
from tests.conftest import BOTH
from web.after_page import after_page
from web.hashing import ToHash
from web.routing import hashing, page, question


def counted(database):
    with database.read() as db:
        return sum(row.number for row in db.exec(select(MonthlyFact)) if row.fact is Fact.TEXT_REFUSED)


def count_and_answer(request, db):
    facts.count(db, Fact.TEXT_REFUSED)
    db.flush()
    return PlainTextResponse("done")


def count_and_keep(request, db):
    facts.count(db, Fact.TEXT_REFUSED)
    db.commit()
    return PlainTextResponse("done")


@BOTH
@pytest.mark.parametrize("fn", [count_and_answer, count_and_keep])
async def test_a_page_that_writes_fails_and_writes_nothing(browse, add_route, database, fn):
    add_route(page("/trial", fn, name="trial", open_to=everyone))
    answer = await browse().open("/trial")
    assert answer.status == 500
    assert counted(database) == 0


@BOTH
@pytest.mark.parametrize("fn", [count_and_answer, count_and_keep])
async def test_a_question_that_writes_fails_and_writes_nothing(browse, add_route, database, fn):
    add_route(question("/trial", fn, name="trial", open_to=everyone))
    answer = await browse().post("/trial")
    assert answer.status == 500
    assert counted(database) == 0


@BOTH
async def test_the_reading_half_of_a_hashing_route_writes_nothing(browse, add_route, database):
    def read(request, db):
        facts.count(db, Fact.TEXT_REFUSED)
        return ToHash(make="x", name="x", known=None)

    def write(request, db, hashed):
        return PlainTextResponse("done")

    add_route(hashing("/trial", read, write, name="trial", open_to=everyone))
    assert (await browse().post("/trial")).status == 500
    assert counted(database) == 0


@BOTH
async def test_reading_and_writing_take_turns_on_the_same_connections(browse, make, database):
    ada = browse("ada")
    room = make.room()
    for number in range(6):
        assert (await ada.open(f"/rooms/{room}")).status == 200
        nonce = (await ada.open(f"/rooms/{room}/write")).field("nonce")
        fields = {"title": f"Dag {number}", "source": "Ik ben er.", "nonce": nonce}
        assert (await ada.post(f"/rooms/{room}/write", fields)).status == 303


@BOTH
async def test_the_visit_note_is_written_after_the_page(browse, add_route, database):
    def show(request, db):
        after_page(request, lambda fresh: facts.count(fresh, Fact.TEXT_REFUSED))
        return PlainTextResponse("done")

    add_route(page("/trial", show, name="trial", open_to=everyone))
    assert (await browse().open("/trial")).status == 200
    assert counted(database) == 1


async def test_a_note_that_fails_does_not_spoil_the_page(browse, add_route, database):
    def fail(db):
        facts.count(db, Fact.TEXT_REFUSED)
        raise SealBroken("nothing to see")

    def show(request, db):
        after_page(request, fail)
        return PlainTextResponse("done")

    add_route(page("/trial", show, name="trial", open_to=everyone))
    answer = await browse().open("/trial")
    assert (answer.status, answer.html) == (200, "done")
    assert counted(database) == 0
