"""What nobody needs any more goes by itself, a batch at a time, and nothing else does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import func, select

from forum.models import Draft, Notice, PostVersion, ReadMark, Thread
from forum.operations import notices, reading
from foundation import data_keys
from foundation.clock import now
from foundation.data_keys import DataKey, find_orphans, make_key
from moderation.models import Decision, Verdict
from moderation.operations import decisions
from tests.conftest import BOTH
from tests.run_jobs import run_every_job


def count(database, model):
    with database.read() as db:
        return db.exec(select(func.count()).select_from(model)).one()


@pytest.fixture
def two_at_once(monkeypatch):
    """Batches of two, so that there are several."""
    for module in (data_keys, reading):
        monkeypatch.setattr(module, "BATCH_SIZE", 2)
    monkeypatch.setattr("foundation.rows.BATCH_SIZE", 2)


@BOTH
def test_keys_that_nothing_needs_are_destroyed_and_all_others_stay(database, make, two_at_once):
    make.thread(answers=1)
    with database.read() as db:
        assert find_orphans(db) == []
        needed = set(db.exec(select(DataKey.id)))
    with database.write() as db:
        for _ in range(5):
            make_key(db)
    assert count(database, DataKey) == len(needed) + 5
    run_every_job(database)
    with database.read() as db:
        assert set(db.exec(select(DataKey.id))) == needed


@BOTH
def test_a_decision_goes_with_its_key_when_its_text_has_been_gone_for_long(
    database, make, later, settings, two_at_once
):
    room = make.room()
    kept = make.thread(room)
    keys = count(database, DataKey)
    for number in range(3):
        make.decide(make.opening(room, title=f"Nummer {number}"), Verdict.REFUSE, words="Zo niet.")
    assert count(database, DataKey) == keys + 3
    later(days=settings.returned_text_days + 1)
    run_every_job(database)
    run_every_job(database)
    assert (count(database, Decision), count(database, DataKey)) == (1, keys)
    assert kept


@BOTH
def test_a_decision_about_a_text_that_is_there_stays(database, make, later):
    make.thread()
    later(days=4000)
    with database.write() as db:
        assert decisions.purge(db) is None
    assert count(database, Decision) == 1


@BOTH
def test_notices_go_after_some_months_read_or_not(database, make, later, settings, two_at_once):
    make.thread(answers=3)
    assert count(database, Notice) > 2
    later(days=settings.notice_days)
    run_every_job(database)
    assert count(database, Notice) > 2
    later(days=2)
    run_every_job(database)
    assert count(database, Notice) == 0


@BOTH
async def test_marks_of_what_was_read_long_ago_go_and_nothing_becomes_new_by_that(
    database, browse, make, later, two_at_once
):
    room = make.room()
    threads = [make.thread(room, title=f"Draad {number}") for number in range(3)]
    for thread in threads:
        await browse("ben").open(f"/threads/{thread}")
    run_every_job(database)
    assert count(database, ReadMark) == 3
    later(days=366)
    run_every_job(database)
    assert count(database, ReadMark) == 0
    page = await browse("ben").open(f"/rooms/{room}")
    assert page.text.count("Draad") == 3
    assert "mark--new" not in page.html
    assert "mark--new" not in (await browse("ben").open(f"/threads/{threads[0]}")).html
    make.answer(threads[0], by="ada")
    with database.read() as db:
        (version,) = db.exec(select(PostVersion.id).where(PostVersion.state == "waiting")).all()
    make.decide(version)
    later(minutes=10)
    assert "Draad 0" in (await browse("ben").open("/new")).text
    assert "Draad 1" not in (await browse("ben").open("/new")).text


@BOTH
def test_a_mark_of_a_thread_in_which_something_was_read_this_year_stays(database, make, people, later):
    make.thread()
    with database.write() as db:
        thread = db.exec(select(Thread)).one()
        reading.mark(db, people.ids["ben"], thread.id, now() - timedelta(days=364))
    with database.write() as db:
        assert reading.purge(db) is None
    assert count(database, ReadMark) == 1


@BOTH
def test_a_text_that_came_back_stays_beside_its_draft_for_a_year_and_then_the_draft_stays_alone(
    database, make, later, settings
):
    version = make.opening(make.room())
    make.decide(version, Verdict.SEND_BACK, words="Kijk nog even.")
    draft = make.draft_from(version)
    later(days=settings.drafted_text_days - 1)
    run_every_job(database)
    assert (count(database, PostVersion), count(database, Draft)) == (1, 1)
    later(days=2)
    run_every_job(database)
    assert (count(database, PostVersion), count(database, Draft)) == (0, 1)
    with database.read() as db:
        left = db.get_one(Draft, draft)
        assert left.sent_back_version_id is None
        assert data_keys.unseal(db, left, "sealed_source")


def test_purging_with_nothing_to_do_ends_at_once(database):
    with database.write() as db:
        for purge in (notices.purge, reading.purge, decisions.purge, data_keys.purge_orphans):
            assert purge(db, uuid4()) is None


async def test_a_draft_that_stayed_alone_can_be_opened_and_sent_on(browse, database, make, later, settings):
    version = make.opening(make.room())
    make.decide(version, Verdict.SEND_BACK, words="Kijk nog even.")
    draft = make.draft_from(version)
    later(days=settings.drafted_text_days + 1)
    run_every_job(database)
    ada = browse("ada")
    page = await ada.open(f"/drafts/{draft}")
    assert page.status == 200
    assert "Ik ben er." in page.html
    with database.read() as db:
        post = db.get_one(Draft, draft).post_id
    fields = {"title": "Dag", "source": "Zo dan.", "nonce": page.field("nonce"), "draft": str(draft)}
    assert (await ada.post(f"/posts/{post}/write", fields)).location.startswith("/submitted/")
