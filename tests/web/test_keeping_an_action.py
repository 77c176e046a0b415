"""What an action wrote is kept only when its answer is below 400; what must survive a refusal does."""

import pytest
from sqlmodel import select
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse

import facts
from accounts.access import everyone
from facts import Fact, MonthlyFact
from foundation.clock import today
from foundation.errors import NotAllowed, NotVisible, OutOfStep, Refused, TooMany
from tests.conftest import BOTH
from texts.models import TextVersion
from web.hashing import ToHash
from web.routing import action, hashing
from web.transactions import after_refusal


def counted(database, fact):
    with database.read() as db:
        return sum(row.number for row in db.exec(select(MonthlyFact)) if row.fact is fact)


@BOTH
@pytest.mark.parametrize("status", [200, 201, 303, 399])
async def test_below_400_is_kept(browse, add_route, database, status):
    def act(request, db):
        facts.count(db, Fact.TEXT_REFUSED)
        after_refusal(db, facts.count, Fact.TEXT_SENT_BACK)
        return PlainTextResponse("", status_code=status)

    add_route(action("/trial", act, name="trial", open_to=everyone))
    assert (await browse().post("/trial")).status == status
    assert counted(database, Fact.TEXT_REFUSED) == 1
    assert counted(database, Fact.TEXT_SENT_BACK) == 0


@BOTH
@pytest.mark.parametrize("status", [400, 403, 409, 422, 500])
async def test_400_and_above_is_undone_and_only_what_must_survive_does(browse, add_route, database, status):
    def act(request, db):
        facts.count(db, Fact.TEXT_REFUSED)
        after_refusal(db, facts.count, Fact.TEXT_SENT_BACK, number=3)
        return PlainTextResponse("", status_code=status)

    add_route(action("/trial", act, name="trial", open_to=everyone))
    assert (await browse().post("/trial")).status == status
    assert counted(database, Fact.TEXT_REFUSED) == 0
    assert counted(database, Fact.TEXT_SENT_BACK) == 3


@BOTH
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotVisible(), 404),
        (NotAllowed(), 403),
        (OutOfStep("x"), 409),
        (Refused("x"), 422),
        (TooMany(), 429),
        (HTTPException(413), 413),
        (ZeroDivisionError(), 500),
    ],
)
async def test_an_error_undoes_too(browse, add_route, database, error, status):
    def act(request, db):
        facts.count(db, Fact.TEXT_REFUSED)
        after_refusal(db, facts.count, Fact.TEXT_SENT_BACK)
        raise error

    add_route(action("/trial", act, name="trial", open_to=everyone))
    assert (await browse().post("/trial")).status == status
    assert counted(database, Fact.TEXT_REFUSED) == 0
    assert counted(database, Fact.TEXT_SENT_BACK) == 1


@BOTH
async def test_what_must_survive_does_when_the_very_last_step_of_keeping_fails(browse, add_route, database):
    def act(request, db):
        after_refusal(db, facts.count, Fact.TEXT_SENT_BACK)
        db.add(TextVersion(key="rules", language="nl", number=1, title="x", source="x", since=today()))
        return PlainTextResponse("", status_code=303)

    add_route(action("/trial", act, name="trial", open_to=everyone))
    assert (await browse().post("/trial")).status >= 400
    assert counted(database, Fact.TEXT_SENT_BACK) == 1


@BOTH
async def test_of_several_leftovers_one_that_fails_does_not_spoil_the_others(browse, add_route, database):
    def fail(db):
        facts.count(db, Fact.TEXT_REFUSED)
        raise ZeroDivisionError

    def act(request, db):
        after_refusal(db, facts.count, Fact.TEXT_SENT_BACK)
        after_refusal(db, fail)
        after_refusal(db, facts.count, Fact.TEXT_SENT_BACK)
        return PlainTextResponse("no", status_code=422)

    add_route(action("/trial", act, name="trial", open_to=everyone))
    answer = await browse().post("/trial")
    assert (answer.status, answer.html) == (422, "no")
    assert counted(database, Fact.TEXT_SENT_BACK) == 2
    assert counted(database, Fact.TEXT_REFUSED) == 0


@BOTH
async def test_the_writing_half_of_a_hashing_route_keeps_the_same_rule(browse, add_route, database):
    def read(request, db):
        return ToHash(check=(None, "x"), name="x", known=7)

    def write(request, db, hashed):
        assert not hashed.matches
        assert hashed.known == 7
        facts.count(db, Fact.TEXT_REFUSED)
        after_refusal(db, facts.count, Fact.TEXT_SENT_BACK)
        return PlainTextResponse("", status_code=422)

    add_route(hashing("/trial", read, write, name="trial", open_to=everyone))
    assert (await browse().post("/trial")).status == 422
    assert counted(database, Fact.TEXT_REFUSED) == 0
    assert counted(database, Fact.TEXT_SENT_BACK) == 1


async def test_the_answer_starts_only_after_the_transaction_has_ended(app, browse, add_route, database, monkeypatch):
    told = []
    write = database.write

    def watched():
        inner = write()

        class Watched:
            def __enter__(self):
                return inner.__enter__()

            def __exit__(self, *error):
                kept = inner.__exit__(*error)
                told.append("kept")
                return kept

        return Watched()

    class Answer(PlainTextResponse):
        async def __call__(self, scope, receive, send):
            told.append("answered")
            await super().__call__(scope, receive, send)

    monkeypatch.setattr(database, "write", watched)
    add_route(action("/trial", lambda request, db: Answer("x"), name="trial", open_to=everyone))
    assert (await browse().post("/trial")).status == 200
    assert told == ["kept", "answered"]
