"""Sealed columns: bound to table, column, row and key; a destroyed key takes everything with it."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from accounts.models import Member, Staff
from forum.models import Draft, PostVersion
from foundation.data_keys import DataKey, destroy_key, load_keys, make_key, seal, unseal
from foundation.database import Database
from foundation.keys import Keys
from foundation.sealing import SealBroken
from tests.conftest import BOTH


@BOTH
def test_a_sealed_value_cannot_be_moved_to_another_row_column_or_key(database, make):
    room = make.room()
    one, two = make.draft(room, source="Een."), make.draft(room, source="Twee.")
    theirs = make.draft(room, by="ben", source="Drie.")
    with database.write() as db:
        first, second, third = (db.get_one(Draft, draft) for draft in (one, two, theirs))
        assert unseal(db, first, "sealed_source") == "Een."
        second.sealed_source = first.sealed_source
        third.sealed_source = first.sealed_source
        first.sealed_title = first.sealed_source
        for row, column in ((second, "sealed_source"), (third, "sealed_source"), (first, "sealed_title")):
            with pytest.raises(SealBroken):
                unseal(db, row, column)
        first.data_key_id = third.data_key_id
        with pytest.raises(SealBroken):
            unseal(db, first, "sealed_source")
        db.rollback()


@BOTH
def test_a_sealed_value_cannot_be_moved_to_another_table(database, make):
    draft = make.draft(make.room(), source="Een.")
    version = make.opening(make.room())
    with database.write() as db:
        here, there = db.get_one(Draft, draft), db.get_one(PostVersion, version)
        there.sealed_source = here.sealed_source
        there.data_key_id = here.data_key_id
        with pytest.raises(SealBroken):
            unseal(db, there, "sealed_source")
        db.expunge(there)
        there.id = here.id
        with pytest.raises(SealBroken):
            unseal(db, there, "sealed_source")
        db.rollback()


@BOTH
def test_one_flipped_bit_in_the_row_breaks_the_seal(database, make):
    draft = make.draft(make.room(), source="Een.")
    with database.write() as db:
        row = db.get_one(Draft, draft)
        row.sealed_source = row.sealed_source[:-1] + bytes([row.sealed_source[-1] ^ 1])
        db.add(row)
    with database.read() as db, pytest.raises(SealBroken):
        unseal(db, db.get_one(Draft, draft), "sealed_source")


@BOTH
def test_destroying_a_key_makes_all_that_was_sealed_with_it_unreadable(database, make, people):
    mine, theirs = make.draft(make.room(), by="ada"), make.draft(make.room(), by="ben")
    with database.write() as db:
        member = db.get_one(Member, people.ids["ada"])
        assert unseal(db, member, "sealed_country").strip() == "BE"
        destroy_key(db, member.data_key_id)
        with pytest.raises(SealBroken):
            unseal(db, member, "sealed_country")
    with database.read() as db:
        with pytest.raises(SealBroken):
            unseal(db, db.get_one(Member, people.ids["ada"]), "sealed_country")
        with pytest.raises(SealBroken):
            unseal(db, db.get_one(Draft, mine), "sealed_source")
        assert unseal(db, db.get_one(Draft, theirs), "sealed_source") == "Nog niet af."


@BOTH
def test_a_key_destroyed_in_a_transaction_that_is_undone_lives_on(database, people):
    with database.write() as db:
        destroy_key(db, db.get_one(Member, people.ids["ada"]).data_key_id)
        db.rollback()
    with database.read() as db:
        assert unseal(db, db.get_one(Member, people.ids["ada"]), "sealed_country").strip() == "BE"


@BOTH
def test_after_rotation_old_rows_open_and_new_keys_are_wrapped_under_the_newest(settings, people, keys):
    root = keys._roots[1]
    rotated = Database(settings, Keys({1: root, 2: b"2" * 32}))
    with rotated.write() as db:
        assert unseal(db, db.get_one(Staff, people.ids["mia"]), "sealed_name") == "Mia"
        new = make_key(db)
        assert db.get_one(DataKey, new).wrapped[0] == 2
    retired = Database(settings, Keys({2: b"2" * 32}))
    with retired.read() as db:
        with pytest.raises(SealBroken):
            unseal(db, db.get_one(Staff, people.ids["mia"]), "sealed_name")
        load_keys(db, [new])
        assert len(db.info["data_keys"][new]) == 32
    rotated.close()
    retired.close()


@BOTH
def test_a_wrapped_key_does_not_open_in_the_row_of_another(database, people):
    with database.write() as db:
        ada, ben = (db.get_one(Member, people.ids[name]) for name in ("ada", "ben"))
        mine, theirs = db.get_one(DataKey, ada.data_key_id), db.get_one(DataKey, ben.data_key_id)
        theirs.wrapped = mine.wrapped
        db.add(theirs)
    with database.read() as db, pytest.raises(SealBroken):
        unseal(db, db.get_one(Member, people.ids["ben"]), "sealed_country")


@BOTH
def test_many_keys_are_fetched_in_one_query(database, people):
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with database.read() as db:
        members = db.exec(select(Member)).all()
        asked.clear()
        load_keys(db, [member.data_key_id for member in members])
        assert [unseal(db, member, "sealed_country").strip() for member in members] == ["BE", "BE"]
        load_keys(db, [member.data_key_id for member in members])
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


@BOTH
def test_nothing_sealed_reads_as_empty_and_an_empty_text_is_sealed_too(database, make):
    draft = make.draft(make.room(), title="", source="x")
    with database.write() as db:
        row = db.get_one(Draft, draft)
        assert unseal(db, row, "sealed_title") == ""
        seal(db, row, sealed_source="", sealed_title=None)
        assert row.sealed_source
        assert row.sealed_title is None
        assert unseal(db, row, "sealed_source") == ""
        seal(db, row, sealed_source="é\0\U0001f300")
        assert unseal(db, row, "sealed_source") == "é\0\U0001f300"


@BOTH
def test_the_row_of_a_key_says_neither_whose_it_is_nor_the_key(database, people):
    with database.read() as db:
        member = db.get_one(Member, people.ids["ada"])
        unseal(db, member, "sealed_country")
        plain = db.info["data_keys"][member.data_key_id]
        row = db.get_one(DataKey, member.data_key_id)
    assert set(DataKey.model_fields) == {"id", "wrapped"}
    assert plain not in row.wrapped
    assert member.id.bytes not in row.wrapped
