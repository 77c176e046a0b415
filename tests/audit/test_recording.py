"""Each act of staff becomes an entry in a chain without gaps."""

import asyncio
import threading
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlmodel import select

import audit
from accounts.models import Member
from audit import Action, AuditEntry, AuditHead
from audit.chain import BEGINNING
from foundation.database import Database
from foundation.keys import Keys
from tests.conftest import BOTH
from tests.people import PASSPHRASES


@BOTH
def test_an_empty_chain_holds(database):
    with database.read() as db:
        assert audit.verify(db) is None
        head = db.get_one(AuditHead, 1)
        assert (head.number, head.mac) == (0, BEGINNING)


@BOTH
def test_entries_are_numbered_without_gaps_and_the_chain_holds(database):
    who, what = uuid4(), uuid4()
    with database.write() as db:
        for _ in range(3):
            audit.record(db, Action.TEXT_PUBLISHED, what, by=who)
    with database.write() as db:
        audit.record(db, Action.STAFF_ADDED)
    with database.read() as db:
        entries = db.exec(select(AuditEntry).order_by(AuditEntry.number)).all()
        assert [entry.number for entry in entries] == [1, 2, 3, 4]
        assert (entries[0].staff_id, entries[0].subject_id, entries[0].action) == (who, what, Action.TEXT_PUBLISHED)
        assert (entries[3].staff_id, entries[3].subject_id) == (None, None)
        assert len({entry.mac for entry in entries}) == 4
        assert audit.verify(db) is None


@BOTH
def test_an_act_that_is_undone_leaves_no_entry_and_no_gap(database):
    with database.write() as db:
        audit.record(db, Action.TEXT_PUBLISHED)
        db.rollback()
    with database.write() as db:
        audit.record(db, Action.TEXT_REFUSED)
    with database.read() as db:
        assert [entry.number for entry in db.exec(select(AuditEntry))] == [1]
        assert audit.verify(db) is None


@BOTH
def test_fifty_at_once_make_one_chain(settings, keys):
    house = Database(settings.model_copy(update={"threads": 10}), keys)
    failed = []

    def work():
        try:
            for _ in range(5):
                with house.write() as db:
                    audit.record(db, Action.TEXT_PUBLISHED, uuid4(), by=uuid4())
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with house.read() as db:
        assert sorted(entry.number for entry in db.exec(select(AuditEntry))) == list(range(1, 51))
        assert audit.verify(db) is None
    house.close()


@BOTH
async def test_twenty_moderators_acts_over_http_keep_the_chain(browse, database, make):
    room = make.room()
    versions = [make.opening(room) for _ in range(10)]
    mia, max_ = browse("mia"), browse("max")
    answers = await asyncio.gather(
        *(one.post(f"/staff/texts/{version}/decisions", {"verdict": "publish"})
          for version in versions for one in (mia, max_))
    )  # fmt: skip
    assert sorted(answer.status for answer in answers) == [303] * 10 + [409] * 10
    with database.read() as db:
        decided = [entry for entry in db.exec(select(AuditEntry)) if entry.action is Action.TEXT_PUBLISHED]
        assert sorted(str(entry.subject_id) for entry in decided) == sorted(map(str, versions))
        assert audit.verify(db) is None


@BOTH
def test_the_chain_holds_across_a_change_of_keys_and_not_when_the_old_key_is_gone(settings, keys):
    root = keys._roots[1]
    for roots in ({1: root}, {1: root, 2: b"2" * 32}):
        house = Database(settings, Keys(roots))
        with house.write() as db:
            audit.record(db, Action.TEXT_PUBLISHED)
        with house.read() as db:
            assert audit.verify(db) is None
        house.close()
    retired = Database(settings, Keys({2: b"2" * 32}))
    with retired.read() as db:
        assert audit.verify(db) == 1
    retired.close()


@BOTH
async def test_a_members_own_acts_are_not_recorded(browse, database, make, people):
    with database.read() as db:
        before = len(db.exec(select(AuditEntry)).all())
    ada = browse("ada")
    make.draft(make.room())
    version = make.opening(make.room())
    await ada.post(f"/submitted/{version}/withdrawal")
    await ada.post("/account/code", {"passphrase": PASSPHRASES["ada"]})
    await ada.post("/sign-out")
    with database.read() as db:
        entries = db.exec(select(AuditEntry)).all()
        assert len(entries) == before
        members = {member.id for member in db.exec(select(Member))}
        assert not members & {entry.staff_id for entry in entries}
        assert not members & {entry.subject_id for entry in entries}


@BOTH
def test_entries_tell_the_minute_and_no_more(database):
    with database.write() as db:
        audit.record(db, Action.TEXT_PUBLISHED)
    with database.read() as db:
        moment = db.exec(select(AuditEntry)).one().at
    assert (moment.second, moment.microsecond) == (0, 0)


def test_the_actions_are_words_of_ours_that_fit():
    assert all(len(action) <= 40 for action in Action)
    assert len(set(Action)) == len(list(Action))


def test_an_entry_has_no_room_for_content():
    assert set(AuditEntry.model_fields) == {"number", "at", "action", "subject_id", "staff_id", "key_id", "mac"}


@BOTH
def test_checking_while_somebody_writes_raises_no_false_alarm(settings, keys, database):
    busy = Database(settings, keys)

    def write():
        with busy.write() as db:
            audit.record(db, Action.TEXT_REFUSED)

    def meanwhile(*given):
        if "FROM audit_" in given[2]:
            write()

    for _ in range(2):
        write()
    event.listen(database.engine, "before_cursor_execute", meanwhile)
    with database.read() as db:
        assert audit.verify(db) is None
    event.remove(database.engine, "before_cursor_execute", meanwhile)
    with database.read() as db:
        assert db.get_one(AuditHead, 1).number > 2
        assert audit.verify(db) is None
    busy.close()


@pytest.mark.parametrize("word", ["text burned", "", "TEXT_PUBLISHED"])
def test_only_acts_of_the_list_can_be_recorded(database, word):
    with database.write() as db:
        with pytest.raises((ValueError, AttributeError)):
            audit.record(db, word)
        db.rollback()
    with database.read() as db:
        assert db.exec(select(AuditEntry)).all() == []
