"""The monthly counters say what happened, no more and no less."""

from facts import Fact, MonthlyFact
from moderation.models import Verdict
from tests.conftest import BOTH
from tests.forum.forum_steps import revise, rows, text


def counted(database):
    return {row.fact: row.number for row in rows(database, MonthlyFact) if row.number}


@BOTH
async def test_each_act_counts_once(browse, make, database):
    room = make.room()
    before = counted(database)
    thread = make.thread(room)
    removed = make.answer(thread)
    make.decide(removed)
    make.remove(removed)
    make.decide(make.answer(thread), Verdict.SEND_BACK)
    make.decide(make.answer(thread), Verdict.REFUSE)
    make.answer(thread)
    after = counted(database)
    grown = {fact: after[fact] - before.get(fact, 0) for fact in after if after[fact] != before.get(fact, 0)}
    assert grown.pop(Fact.THREAD_STARTED, None) in (None, 1)
    assert grown == {
        Fact.TEXT_SUBMITTED: 5,
        Fact.POST_PUBLISHED: 2,
        Fact.TEXT_SENT_BACK: 1,
        Fact.TEXT_REFUSED: 1,
        Fact.POST_REMOVED: 1,
    }


async def test_a_thread_is_counted_when_it_starts(make, database):
    make.thread()
    assert counted(database).get(Fact.THREAD_STARTED) == 1


async def test_a_changed_post_is_not_another_post(make, database):
    version = make.opening(make.room())
    make.decide(version)
    make.decide(revise(make, version))
    assert counted(database)[Fact.POST_PUBLISHED] == 1


async def test_the_team_is_counted_apart(browse, make, database):
    thread = make.thread()
    before = counted(database)
    await browse("mia").post(f"/staff/threads/{thread}", text("Van ons."))
    after = counted(database)
    assert after[Fact.TEAM_POST_PUBLISHED] == 1
    assert after[Fact.POST_PUBLISHED] == before[Fact.POST_PUBLISHED]
    assert after[Fact.TEXT_SUBMITTED] == before[Fact.TEXT_SUBMITTED]
