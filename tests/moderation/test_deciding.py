"""A moderator decides about a waiting text."""

import asyncio
import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

import audit
from accounts.models import Member, Staff
from audit import AuditEntry
from forum.models import Draft, Notice, Post, PostVersion, Thread, VersionState
from foundation.clock import now
from moderation.models import Decision, Verdict
from moderation.operations import decisions
from tests.conftest import BOTH
from tests.forum.forum_steps import count, rows, state
from tests.races import meet

DECIDING = {
    "publish": {},
    "send_back": {"message": "Haal de naam weg."},
    "refuse": {"message": "Dit kan niet.", "reason": "tone"},
}


async def test_publishing_shows_exactly_this_text_to_everybody(browse, make):
    room = make.room()
    version = make.opening(room, by="ada", title="Mijn eerste nacht", source="Ik slaap niet.")
    mia, ben = browse("mia"), browse("ben")
    page = await mia.post(f"/staff/texts/{version}/decisions", {"verdict": "publish"})
    assert page.status == 303
    seen = await ben.open(f"/threads/{make.thread_of(version)}")
    assert "Mijn eerste nacht" in seen.text
    assert "Ik slaap niet." in seen.text


async def test_a_waiting_text_is_seen_by_its_author_and_by_moderators_only(browse, make):
    version = make.opening(make.room(), by="ada", source="Ik slaap niet.")
    assert "Ik slaap niet." in (await browse("ada").open(f"/submitted/{version}")).text
    assert "Ik slaap niet." in (await browse("mia").open(f"/staff/texts/{version}")).text
    assert (await browse("ben").open(f"/submitted/{version}")).status == 404
    assert (await browse("cora").open(f"/staff/texts/{version}")).status == 403
    assert (await browse("ben").open(f"/threads/{make.thread_of(version)}")).status == 404


@BOTH
async def test_of_two_moderators_one_wins_and_the_other_is_told_kindly(browse, make, database):
    version = make.opening(make.room())
    mia, max_ = browse("mia"), browse("max")
    answers = await asyncio.gather(
        mia.post(f"/staff/texts/{version}/decisions", {"verdict": "publish"}),
        max_.post(f"/staff/texts/{version}/decisions", {"verdict": "refuse", "reason": "tone", "message": "Nee."}),
    )
    assert sorted(answer.status for answer in answers) == [303, 409]
    loser = next(answer for answer in answers if answer.status == 409)
    assert "wacht niet meer" in loser.text
    if loser is answers[0]:
        assert "Max besliste" in loser.text
        assert "Nee." in loser.text
    else:
        assert "Mia besliste" in loser.text
        assert "Je eigen woorden staan hier nog Nee." in loser.text
    with database.read() as db:
        state = db.get_one(PostVersion, version).state
    assert state in (VersionState.PUBLISHED, VersionState.REFUSED)


async def test_sending_back_requires_words_and_keeps_what_was_typed(browse, make):
    version = make.opening(make.room())
    page = await browse("mia").post(f"/staff/texts/{version}/decisions", {"verdict": "send_back", "reason": "tone"})
    assert page.status == 422
    assert make.database is not None
    make.decide(version, Verdict.SEND_BACK, words="Haal de straatnaam weg.")
    draft = make.draft_from(version)
    seen = await browse("ada").open(f"/drafts/{draft}")
    assert "Haal de straatnaam weg." in seen.text
    assert seen.field("source").strip() == "Ik ben er."


@BOTH
@pytest.mark.parametrize("verdict", list(DECIDING))
async def test_the_same_decision_twice_is_taken_once(browse, make, database, verdict):
    version = make.opening(make.room())
    mia = browse("mia")
    answers = await asyncio.gather(
        *(mia.post(f"/staff/texts/{version}/decisions", {"verdict": verdict, **DECIDING[verdict]}) for _ in range(2))
    )
    assert sorted(answer.status for answer in answers) == [303, 409]
    assert count(database, Decision) == count(database, Notice) == 1
    assert count(database, Draft) == (1 if verdict == "send_back" else 0)
    entries = [row.action for row in rows(database, AuditEntry) if row.subject_id == version]
    assert len(entries) == 1


@BOTH
async def test_every_pair_of_verdicts_at_once_has_one_winner(browse, make, database):
    for first, second in itertools.combinations_with_replacement(DECIDING, 2):
        version = make.opening(make.room())
        before = count(database, Decision)
        answers = await asyncio.gather(
            browse("mia").post(f"/staff/texts/{version}/decisions", {"verdict": first, **DECIDING[first]}),
            browse("max").post(f"/staff/texts/{version}/decisions", {"verdict": second, **DECIDING[second]}),
        )
        assert sorted(answer.status for answer in answers) == [303, 409]
        assert count(database, Decision) == before + 1


async def test_a_published_thread_has_its_opening_and_its_title_together(make, database):
    version = make.opening(make.room(), title="Samen", source="Ik ben er.")
    make.decide(version)
    thread, post = rows(database, Thread)[0], rows(database, Post)[0]
    assert thread.title == "Samen"
    assert "Ik ben er." in post.html
    assert thread.published_at == thread.last_published_at == post.published_at
    assert post.published_version_id == version


async def test_an_author_who_may_no_longer_write_does_not_stop_the_moderator(browse, make, people, database):
    version = make.opening(make.room())
    with database.write() as db:
        db.get_one(Member, people.ids["ada"]).may_write_from = now() + timedelta(days=9)
    answer = await browse("mia").post(f"/staff/texts/{version}/decisions", {"verdict": "publish"})
    assert answer.status == 303
    assert state(database, version) == "published"


@pytest.mark.parametrize("verdict", list(DECIDING))
async def test_a_decided_text_is_out_of_the_queue_and_offers_nothing_any_more(browse, make, verdict):
    version, other = make.opening(make.room()), make.opening(make.room())
    mia = browse("mia")
    await mia.post(f"/staff/texts/{version}/decisions", {"verdict": verdict, **DECIDING[verdict]})
    queue = await browse("max").open("/staff/queue")
    assert f"/staff/texts/{version}" not in queue.links
    assert f"/staff/texts/{other}" in queue.links
    assert (await browse("max").open(f"/staff/texts/{version}")).status == 409
    again = await browse("max").post(f"/staff/texts/{version}/decisions", {"verdict": "publish"})
    assert again.status == 409


async def test_after_deciding_the_next_text_opens_when_asked_for(browse, make):
    room = make.room()
    first, second = make.opening(room), make.opening(room)
    mia = browse("mia")
    page = await mia.post(f"/staff/texts/{first}/decisions", {"verdict": "publish", "and_next": "yes"})
    assert page.location == f"/staff/texts/{second}"
    page = await mia.post(f"/staff/texts/{second}/decisions", {"verdict": "publish", "and_next": "yes"})
    assert page.location == "/staff/queue"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"verdict": ""},
        {"verdict": "approve"},
        {"verdict": "remove", "message": "Weg.", "reason": "tone"},
        {"verdict": "published"},
        {"verdict": "send_back"},
        {"verdict": "send_back", "message": "  \n "},
        {"verdict": "refuse", "message": "Nee."},
        {"verdict": "refuse", "reason": "tone"},
        {"verdict": "refuse", "reason": "geen-reden", "message": "Nee."},
        {"verdict": "send_back", "message": "w" * 2_001},
        {"verdict": "publish", "message": "w" * 2_001},
    ],
)
async def test_an_invalid_ruling_decides_nothing_and_keeps_the_words(browse, make, database, fields):
    version = make.opening(make.room())
    page = await browse("mia").post(f"/staff/texts/{version}/decisions", fields)
    assert page.status in (403, 422)
    assert state(database, version) == "waiting"
    assert count(database, Decision) == 0
    if page.status == 422:
        assert page.field("message").strip() == fields.get("message", "").strip()


async def test_only_moderators_decide(browse, make, database):
    version = make.opening(make.room(), by="ada")
    for name in ("ada", "ben", "finn", "cora", "guest"):
        page = await browse(name).post(f"/staff/texts/{version}/decisions", {"verdict": "publish"})
        assert page.status in (303, 403, 404)
        assert "/staff/queue" not in page.location
    assert state(database, version) == "waiting"
    assert count(database, Decision) == 0


async def test_a_moderator_whose_role_ended_decides_no_more(browse, make, people, database):
    version = make.opening(make.room())
    mia = browse("mia")
    with database.write() as db:
        db.get_one(Staff, people.ids["mia"]).moderates = False
    assert (await mia.post(f"/staff/texts/{version}/decisions", {"verdict": "publish"})).status in (303, 403, 404)
    assert state(database, version) == "waiting"


async def test_an_answer_cannot_appear_before_its_opening(make, database, browse):
    opening = make.opening(make.room())
    decision = make.decide(opening)
    answer = make.answer(make.thread_of(opening))
    with database.write() as db:
        decisions.undo(db, db.get_one(Decision, decision), by=db.get_one(Staff, make.people.ids["mia"]))
    page = await browse("max").post(f"/staff/texts/{answer}/decisions", {"verdict": "publish"})
    assert page.status == 409
    assert state(database, answer) == "waiting"


@pytest.mark.parametrize("verdict", list(DECIDING))
async def test_each_decision_is_in_the_audit_chain_without_a_word_of_the_text(make, database, people, verdict):
    version = make.opening(make.room(), source="Geheim verhaal.")
    make.decide(version, Verdict(verdict), words="Geheime woorden.")
    entry = rows(database, AuditEntry)[-1]
    assert (entry.subject_id, entry.staff_id) == (version, people.ids["mia"])
    assert (
        entry.action == {"publish": "text published", "send_back": "text sent back", "refuse": "text refused"}[verdict]
    )
    with database.read() as db:
        assert audit.verify(db) is None


@pytest.mark.parametrize(
    ("verdict", "kind"), [("publish", "published"), ("send_back", "sent_back"), ("refuse", "refused")]
)
async def test_the_author_gets_a_notice_once_the_decision_cannot_be_undone(
    browse, make, database, later, verdict, kind
):
    version = make.opening(make.room())
    make.decide(version, Verdict(verdict))
    assert 'class="thread-row"' not in (await browse("ada").open("/notices")).html
    later(seconds=119)
    assert 'class="thread-row"' not in (await browse("ada").open("/notices")).html
    later(seconds=2)
    ada = browse("ada")
    page = await ada.open("/notices")
    assert page.html.count('class="thread-row"') == 1
    assert page.html.count("mark--new") == 1
    assert rows(database, Notice)[0].kind == kind
    assert "mark--new" not in (await ada.open("/notices")).html
    assert 'class="thread-row"' not in (await browse("ben").open("/notices")).html


async def test_whoever_opened_a_thread_is_told_of_a_published_answer_and_of_no_other(make, database, people):
    thread = make.thread(by="ada")
    make.decide(make.answer(thread, by="ben"))
    make.decide(make.answer(thread, by="ada"))
    make.decide(make.answer(thread, by="ben"), Verdict.REFUSE)
    make.team_answer(thread)
    kinds = [row.kind for row in rows(database, Notice) if row.member_id == people.ids["ada"]]
    assert sorted(kinds) == ["answered", "answered", "published", "published"]


@pytest.mark.parametrize("verdict", [Verdict.SEND_BACK, Verdict.REFUSE])
async def test_the_words_to_the_author_run_nothing(browse, make, verdict):
    version = make.opening(make.room())
    make.decide(version, verdict, words="<script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }}")
    ada = browse("ada")
    path = f"/drafts/{make.draft_from(version)}" if verdict is Verdict.SEND_BACK else "/my-texts"
    page = await ada.open(path)
    assert "<script>alert" not in page.html
    assert 'href="javascript' not in page.html
    assert "{{ 7*7 }}" in page.text


async def test_the_author_never_reads_which_moderator_decided(browse, make, later):
    refused, sent_back = make.opening(make.room()), make.opening(make.room())
    make.decide(refused, Verdict.REFUSE)
    make.decide(sent_back, Verdict.SEND_BACK)
    later(minutes=3)
    for path in ("/my-texts", "/notices", f"/submitted/{refused}", f"/drafts/{make.draft_from(sent_back)}"):
        page = await browse("ada").open(path)
        assert "Mia" not in page.text
        assert str(make.people.ids["mia"]) not in page.html


@BOTH
async def test_an_answer_published_while_another_goes_leaves_the_right_last_post(make, database, people, monkeypatch):
    thread = make.thread()
    goes, comes = make.answer(thread, source="Gaat."), make.answer(thread, by="ada", source="Komt.")
    make.decide(goes)
    meet(monkeypatch, database, "moderation.operations.decisions.transition")

    with ThreadPoolExecutor(2) as pool:
        acts = [pool.submit(make.remove, goes, "max"), pool.submit(make.decide, comes)]
        for act in acts:
            act.result(timeout=30)
    published = [row.published_at for row in rows(database, Post) if row.html]
    assert len(published) == 2
    assert rows(database, Thread)[0].last_published_at == max(published)


@BOTH
async def test_two_answers_published_at_once_leave_the_right_last_post(make, database, monkeypatch):
    thread = make.thread()
    waiting = [make.answer(thread), make.answer(thread, by="ada")]
    meet(monkeypatch, database, "moderation.operations.decisions.transition")
    with ThreadPoolExecutor(2) as pool:
        for act in [pool.submit(make.decide, version) for version in waiting]:
            act.result(timeout=30)
    assert rows(database, Thread)[0].last_published_at == max(row.published_at for row in rows(database, Post))
