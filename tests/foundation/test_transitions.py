"""A state changes hands once: of many who try at the same moment exactly one wins."""

import threading
from uuid import uuid4

import pytest

from accounts.models import GUEST, INVITE_LIFECYCLE, Invite, InviteState, Member
from forum.models import VERSION_LIFECYCLE, Draft, PostVersion, VersionState
from foundation.clock import now, today
from foundation.database import Database
from foundation.errors import NotVisible, OutOfStep
from foundation.rows import find_visible, transition
from tests.conftest import BOTH


@BOTH
def test_of_eight_transitions_at_once_one_wins(settings, keys, make):
    version = make.opening(make.room())
    house = Database(settings.model_copy(update={"threads": 10}), keys)
    start, outcomes = threading.Barrier(8), []

    def work(becomes):
        start.wait()
        try:
            with house.write() as db:
                transition(db, db.get_one(PostVersion, version), VersionState.WAITING, becomes, VERSION_LIFECYCLE)
            outcomes.append(becomes)
        except OutOfStep:
            outcomes.append(None)

    choices = [VersionState.PUBLISHED, VersionState.REFUSED, VersionState.WITHDRAWN, VersionState.SENT_BACK] * 2
    threads = [threading.Thread(target=work, args=[choice]) for choice in choices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [outcome for outcome in outcomes if outcome]
    assert outcomes.count(None) == 7
    with house.read() as db:
        assert db.get_one(PostVersion, version).state is winner
    house.close()


@BOTH
def test_whoever_still_holds_an_old_copy_loses(database, make):
    version = make.opening(make.room())
    with database.read() as db:
        old = db.get_one(PostVersion, version)
    make.decide(version)
    with database.write() as db:
        mine = db.merge(old, load=False)
        with pytest.raises(OutOfStep):
            transition(db, mine, VersionState.WAITING, VersionState.REFUSED, VERSION_LIFECYCLE)
    with database.read() as db:
        assert db.get_one(PostVersion, version).state is VersionState.PUBLISHED


@BOTH
def test_what_comes_along_is_written_with_the_state(database, make):
    version, moment = make.opening(make.room()), now()
    with database.write() as db:
        row = db.get_one(PostVersion, version)
        transition(db, row, VersionState.WAITING, VersionState.WITHDRAWN, VERSION_LIFECYCLE, decided_at=moment)
        assert row.state is VersionState.WITHDRAWN
        assert row.decided_at == moment


def test_a_move_that_the_table_does_not_have_is_not_even_tried(database, make):
    version = make.opening(make.room())
    with database.write() as db:
        with pytest.raises(OutOfStep):
            transition(
                db, db.get_one(PostVersion, version), VersionState.WAITING, VersionState.REMOVED, VERSION_LIFECYCLE
            )
        assert db.get_one(PostVersion, version).state is VersionState.WAITING


def test_a_row_that_is_gone_cannot_change_state(database, people):
    day = today()
    row = Invite(
        code_mac=b"x", batch_id=uuid4(), issuer_id=people.ids["mia"], organisation="x", issued_on=day, expires_on=day
    )
    with database.write() as db, pytest.raises(OutOfStep):
        transition(db, row, InviteState.ISSUED, InviteState.REVOKED, INVITE_LIFECYCLE)


@BOTH
def test_a_row_is_found_only_by_whoever_may_see_it(database, make, people):
    draft = make.draft(make.room())
    with database.read() as db:
        ada, ben = (db.get_one(Member, people.ids[name]) for name in ("ada", "ben"))
        assert find_visible(db, Draft, draft, ada).id == draft
        assert find_visible(db, Draft, str(draft), ada).id == draft
        for viewer in (ben, GUEST):
            with pytest.raises(NotVisible):
                find_visible(db, Draft, draft, viewer)


@BOTH
@pytest.mark.parametrize("odd", ["", "x", None, 0, "\0", "' OR 1=1 --", "0" * 31, "0" * 33, "é" * 32, b"x" * 16, "%"])
def test_an_id_that_is_none_finds_nothing(database, people, odd):
    with database.read() as db, pytest.raises(NotVisible):
        find_visible(db, Draft, odd, db.get_one(Member, people.ids["ada"]))
