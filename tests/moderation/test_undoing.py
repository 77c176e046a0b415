"""Within two minutes moderators can undo their own decision, and everything is as it was."""

import asyncio

import pytest

from accounts.models import Staff
from audit import AuditEntry
from facts import MonthlyFact
from forum.models import Draft, Notice, Post, PostVersion, Thread
from moderation.models import Decision, Verdict
from moderation.operations import decisions
from tests.conftest import BOTH
from tests.forum.forum_steps import count, move_to, post_row, revise, rows, state, text

VERDICTS = [Verdict.PUBLISH, Verdict.SEND_BACK, Verdict.REFUSE]


def facts_now(database):
    return {row.fact: row.number for row in rows(database, MonthlyFact) if row.number}


def copies(database):
    posts = [
        (r.id, r.source, r.html, r.published_version_id, r.published_at, r.edited_at) for r in rows(database, Post)
    ]
    threads = [
        (r.id, r.title, r.published_at, r.last_published_at, r.closed_at, r.opening_removed_at)
        for r in rows(database, Thread)
    ]
    versions = [(r.id, r.state, r.reason, r.sealed_message) for r in rows(database, PostVersion)]
    return sorted(posts, key=str), sorted(threads, key=str), sorted(versions, key=str)


@BOTH
@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("what", ["opening", "answer", "change"])
async def test_everything_is_as_it_was(browse, make, database, verdict, what):
    thread = make.thread(answers=1)
    if what == "opening":
        version = make.opening(make.room())
    elif what == "answer":
        version = make.answer(thread)
    else:
        published = rows(database, PostVersion, PostVersion.author_id == make.people.ids["ada"])[0].id
        version = revise(make, published)
    before = copies(database), facts_now(database), count(database, Draft), count(database, Notice)
    decision = make.decide(version, verdict)
    page = await browse("mia").post(f"/staff/decisions/{decision}/undoing")
    assert page.status == 303
    assert state(database, version) == "waiting"
    assert (copies(database), facts_now(database), count(database, Draft), count(database, Notice)) == before
    written = rows(database, AuditEntry, AuditEntry.action == "decision undone")
    assert [(entry.subject_id, entry.staff_id) for entry in written] == [(decision, make.people.ids["mia"])]
    assert f"/staff/texts/{version}" in (await browse("max").open("/staff/queue")).links


@pytest.mark.parametrize("what", ["opening", "answer", "changed"])
async def test_a_removal_is_as_if_it_never_was(browse, make, database, what):
    opening = make.opening(make.room())
    make.decide(opening)
    answer = make.answer(make.thread_of(opening))
    make.decide(answer)
    version = {"opening": opening, "answer": answer}.get(what)
    if version is None:
        version = revise(make, opening)
        make.decide(version)
    before = copies(database), facts_now(database), count(database, Notice)
    decision = make.remove(version)
    assert (await browse("mia").post(f"/staff/decisions/{decision}/undoing")).status == 303
    assert (copies(database), facts_now(database), count(database, Notice)) == before


@pytest.mark.parametrize("verdict", VERDICTS)
async def test_after_two_minutes_it_stands(browse, make, database, later, verdict):
    version = make.opening(make.room())
    decision = make.decide(version, verdict)
    later(seconds=119)
    assert f"/staff/decisions/{decision}/undoing" in (await browse("mia").open("/staff/queue")).form_actions
    later(seconds=2)
    assert f"/staff/decisions/{decision}/undoing" not in (await browse("mia").open("/staff/queue")).form_actions
    assert (await browse("mia").post(f"/staff/decisions/{decision}/undoing")).status in (403, 409)
    assert state(database, version) != "waiting"


@pytest.mark.parametrize("verdict", VERDICTS)
async def test_nobody_undoes_what_somebody_else_decided(browse, make, database, verdict):
    version = make.opening(make.room())
    decision = make.decide(version, verdict, by="mia")
    assert f"/staff/decisions/{decision}/undoing" not in (await browse("max").open("/staff/queue")).form_actions
    for name in ("max", "ada", "finn", "cora", "guest"):
        page = await browse(name).post(f"/staff/decisions/{decision}/undoing")
        assert page.status in (303, 403, 404)
        assert "/staff/texts" not in page.location
    assert state(database, version) != "waiting"
    assert make.decision(decision).undone_at is None


@BOTH
@pytest.mark.parametrize("verdict", [*VERDICTS, Verdict.REMOVE])
async def test_undoing_twice_at_once_happens_once(browse, make, database, verdict):
    version = make.opening(make.room())
    if verdict is Verdict.REMOVE:
        make.decide(version)
        decision = make.remove(version)
    else:
        decision = make.decide(version, verdict)
    mia = browse("mia")
    answers = await asyncio.gather(*(mia.post(f"/staff/decisions/{decision}/undoing") for _ in range(2)))
    assert sorted(answer.status == 303 for answer in answers) == [False, True]
    assert {answer.status for answer in answers} <= {303, 403, 409}
    assert [row.action for row in rows(database, AuditEntry)].count("decision undone") == 1
    assert all(number >= 0 for number in (row.number for row in rows(database, MonthlyFact)))


@BOTH
async def test_undoing_while_a_colleague_decides_again_stays_consistent(browse, make, database):
    version = make.opening(make.room())
    decision = make.decide(version, Verdict.REFUSE)
    undoing, deciding = await asyncio.gather(
        browse("mia").post(f"/staff/decisions/{decision}/undoing"),
        browse("max").post(f"/staff/texts/{version}/decisions", {"verdict": "publish"}),
    )
    assert undoing.status == 303
    assert deciding.status in (303, 409)
    assert state(database, version) == ("published" if deciding.status == 303 else "waiting")


async def test_a_sent_back_text_the_author_writes_on_stays_with_the_author(browse, make, database):
    version = make.opening(make.room())
    decision = make.decide(version, Verdict.SEND_BACK)
    draft = make.draft_from(version)
    ada = browse("ada")
    form = await ada.open(f"/drafts/{draft}")
    fields = {name: form.field(name) for name in ("title", "nonce", "draft", "version")}
    await ada.post(f"/posts/{make.post_of(version)}/write", fields | {"source": "Ik ben bezig.", "keep": "yes"})
    assert (await browse("mia").post(f"/staff/decisions/{decision}/undoing")).status == 409
    assert state(database, version) == "sent_back"
    assert (await ada.open(f"/drafts/{draft}")).field("source").strip() == "Ik ben bezig."


@pytest.mark.parametrize("verdict", VERDICTS)
async def test_once_the_author_has_submitted_another_text_the_decision_stands(browse, make, database, verdict):
    version = make.opening(make.room())
    decision = make.decide(version, verdict)
    more = {"draft": make.draft_from(version)} if verdict is Verdict.SEND_BACK else {}
    page = await browse("ada").post(f"/posts/{make.post_of(version)}/write", text("Verder.", "Verder", **more))
    assert page.status == 303
    before = state(database, version)
    assert (await browse("mia").post(f"/staff/decisions/{decision}/undoing")).status == 409
    assert state(database, version) == before


async def test_a_refusal_stands_once_a_newer_text_of_the_author_is_published(browse, make, database):
    version = make.opening(make.room(), source="Oud.")
    decision = make.decide(version, Verdict.REFUSE)
    newer = revise(make, version, source="Nieuw.")
    make.decide(newer, by="max")
    page = await browse("mia").post(f"/staff/decisions/{decision}/undoing")
    assert page.status == 409
    assert state(database, version) == "refused"


async def test_a_removal_stands_once_a_newer_text_is_published_in_its_place(browse, make, database):
    thread = make.thread()
    version = make.answer(thread, source="Oud.")
    make.decide(version)
    decision = make.remove(version)
    post = make.post_of(version)
    page = await browse("ben").post(f"/posts/{post}/write", text("Nieuw."))
    if page.status != 303:
        return
    newer = rows(database, PostVersion, PostVersion.post_id == post, PostVersion.state == "waiting")[0].id
    make.decide(newer, by="max")
    undoing = await browse("mia").post(f"/staff/decisions/{decision}/undoing")
    assert undoing.status == 409
    assert [state(database, one) for one in (version, newer)] == ["removed", "published"]
    assert "Nieuw." in post_row(make, newer).html


async def test_undoing_never_brings_back_a_text_that_was_replaced_and_then_removed(make, database):
    thread = make.thread()
    first = make.answer(thread, source="Eerste.")
    make.decide(first)
    second = revise(make, first, source="Tweede.", by="ben")
    make.decide(second)
    make.remove(second)
    third = revise(make, first, source="Derde.", by="ben")
    decision = make.decide(third)
    with database.write() as db:
        decisions.undo(db, db.get_one(Decision, decision), by=db.get_one(Staff, make.people.ids["mia"]))
    assert state(database, first) == "replaced"
    assert post_row(make, first).html is None


async def test_an_opening_that_was_answered_in_the_meantime_is_not_taken_away_from_under_the_answer(
    browse, make, database
):
    opening = make.opening(make.room())
    decision = make.decide(opening)
    make.decide(make.answer(make.thread_of(opening)), by="max")
    page = await browse("mia").post(f"/staff/decisions/{decision}/undoing")
    assert page.status == 409
    assert state(database, opening) == "published"
    assert rows(database, Thread)[0].published_at is not None


async def test_an_answer_is_not_restored_under_an_opening_that_was_removed_in_the_meantime(browse, make, database):
    opening = make.opening(make.room())
    published = make.decide(opening)
    answer = make.answer(make.thread_of(opening))
    make.decide(answer, by="max")
    removed = make.remove(answer, by="max")
    assert (await browse("mia").post(f"/staff/decisions/{published}/undoing")).status == 303
    assert (await browse("max").post(f"/staff/decisions/{removed}/undoing")).status == 409
    assert state(database, answer) == "removed"
    assert post_row(make, answer).html is None
    make.decide(opening, by="mia")
    assert (await browse("max").post(f"/staff/decisions/{removed}/undoing")).status == 303
    assert state(database, answer) == "published"


async def test_a_publication_that_was_removed_since_cannot_be_undone(browse, make, database):
    version = make.opening(make.room())
    decision = make.decide(version, by="mia")
    make.remove(version, by="max")
    assert (await browse("mia").post(f"/staff/decisions/{decision}/undoing")).status == 409
    assert state(database, version) == "removed"


async def test_notices_of_a_publication_still_go_out_after_a_removal_was_undone(make, database, later):
    thread = make.thread(by="ada")
    later(minutes=5)
    answer = make.answer(thread, by="ben")
    make.decide(answer)
    later(seconds=30)
    decision = make.remove(answer)
    with database.write() as db:
        decisions.undo(db, db.get_one(Decision, decision), by=db.get_one(Staff, make.people.ids["mia"]))
    later(minutes=5)
    told = {(row.member_id, row.kind) for row in rows(database, Notice, Notice.version_id == answer)}
    ada, ben = make.people.ids["ada"], make.people.ids["ben"]
    assert told == {(ada, "answered"), (ben, "published")}


@pytest.mark.parametrize("verdict", VERDICTS)
async def test_nobody_is_told_of_an_undone_decision(browse, make, database, later, verdict):
    version = make.opening(make.room())
    decision = make.decide(version, verdict)
    later(seconds=100)
    await browse("mia").post(f"/staff/decisions/{decision}/undoing")
    later(minutes=10)
    assert count(database, Notice) == 0
    page = await browse("ada").open("/my-texts")
    assert "mark--waiting" in page.html
    assert "Haal de naam weg." not in page.html


@pytest.mark.parametrize("verdict", VERDICTS)
async def test_counts_never_fall_below_zero_across_the_end_of_a_month(make, database, later, verdict):
    from datetime import datetime
    from zoneinfo import ZoneInfo

    move_to(later, datetime(2027, 1, 31, 23, 59, 30, tzinfo=ZoneInfo("Europe/Brussels")))
    decision = make.decide(make.opening(make.room()), verdict)
    before = {(row.month, row.fact): row.number for row in rows(database, MonthlyFact)}
    later(seconds=60)
    with database.write() as db:
        decisions.undo(db, db.get_one(Decision, decision), by=db.get_one(Staff, make.people.ids["mia"]))
    after = {(row.month, row.fact): row.number for row in rows(database, MonthlyFact)}
    assert min(after.values()) >= 0
    counted = {Verdict.PUBLISH: 2}.get(verdict, 1)  # a first post and its thread are two facts
    assert sum(after.values()) == sum(before.values()) - counted


async def test_a_decision_that_is_not_there_is_not_found(browse):
    for decision in ("x", "00000000-0000-4000-8000-000000000000"):
        assert (await browse("mia").post(f"/staff/decisions/{decision}/undoing")).status == 404


async def test_the_same_text_is_decided_again_after_undoing(browse, make, database):
    version = make.opening(make.room())
    decision = make.decide(version, Verdict.REFUSE)
    await browse("mia").post(f"/staff/decisions/{decision}/undoing")
    page = await browse("max").post(f"/staff/texts/{version}/decisions", {"verdict": "publish"})
    assert page.status == 303
    assert count(database, Decision) == 2
    assert count(database, Notice) == 1


async def test_the_words_of_an_undone_decision_are_there_to_be_improved(browse, make):
    version = make.opening(make.room())
    mia = browse("mia")
    await mia.post(f"/staff/texts/{version}/decisions", {"verdict": "send_back", "message": "Haal de naam wge."})
    (undo,) = [action for action in (await mia.open("/staff/queue")).form_actions if action.endswith("/undoing")]
    page = await mia.follow(await mia.post(undo))
    assert page.field("message") == "Haal de naam wge."
    assert page.field("verdict") == "send_back"
    other = await browse("max").open(f"/staff/texts/{version}")
    assert other.field("message") == ""


async def test_a_removed_text_of_the_team_can_be_restored(browse, make):
    thread, mia = make.thread(), browse("mia")
    version = make.team_answer(thread)
    make.remove(version)
    page = await mia.open("/staff/queue")
    undo = next(action for action in page.form_actions if action.endswith("/undoing"))
    assert (await mia.post(undo)).status == 303
    assert "Dank je voor je woorden." in (await browse("ada").open(f"/threads/{thread}")).text
