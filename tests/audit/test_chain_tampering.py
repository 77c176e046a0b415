"""Whoever changes the record behind our back is found out: verify names the first bad entry."""

import pytest
from sqlalchemy import text

import audit
from audit import Action
from foundation.codes import new_code
from foundation.database import Database
from foundation.keys import Keys
from tests.conftest import BOTH, ON_SQLITE

CHANGES = {
    "action": ("UPDATE audit_entry SET action = 'text refused' WHERE number = 4", 4),
    "action to a word that does not exist": ("UPDATE audit_entry SET action = 'nonsense' WHERE number = 4", 4),
    "who": ("UPDATE audit_entry SET staff_id = NULL WHERE number = 4", 4),
    "what about": ("UPDATE audit_entry SET subject_id = NULL WHERE number = 4", 4),
    "whom for whom": (
        "UPDATE audit_entry SET staff_id = (SELECT staff_id FROM audit_entry WHERE number = 5) WHERE number = 4",
        4,
    ),
    "when": ("UPDATE audit_entry SET at = (SELECT MIN(created) FROM odd_moment) WHERE number = 4", 4),
    "key": ("UPDATE audit_entry SET key_id = 2 WHERE number = 4", 4),
    "key to none": ("UPDATE audit_entry SET key_id = 0 WHERE number = 4", 4),
    "hash": ("UPDATE audit_entry SET mac = (SELECT mac FROM audit_entry WHERE number = 5) WHERE number = 4", 4),
    "first": ("UPDATE audit_entry SET action = 'text refused' WHERE number = 1", 1),
    "last": ("UPDATE audit_entry SET action = 'text refused' WHERE number = 8", 8),
    "two": ("UPDATE audit_entry SET action = 'text refused' WHERE number IN (3, 6)", 3),
    "delete one": ("DELETE FROM audit_entry WHERE number = 4", 4),
    "delete the first": ("DELETE FROM audit_entry WHERE number = 1", 1),
    "cut off the last": ("DELETE FROM audit_entry WHERE number = 8", 8),
    "cut off half": ("DELETE FROM audit_entry WHERE number > 4", 5),
    "delete all": ("DELETE FROM audit_entry", 1),
    "renumber after a deletion": (
        "DELETE FROM audit_entry WHERE number = 8; UPDATE audit_entry SET number = 9 WHERE number = 4",
        4,
    ),
    "swap two": (
        "UPDATE audit_entry SET number = 100 WHERE number = 3; UPDATE audit_entry SET number = 3 WHERE number = 4;"
        "UPDATE audit_entry SET number = 4 WHERE number = 100",
        3,
    ),
    "insert before": ("INSERT INTO audit_entry SELECT 0, {rest} WHERE number = 4", 1),
    "insert below zero": ("INSERT INTO audit_entry SELECT -5, {rest} WHERE number = 4", 1),
    "append a copy": ("INSERT INTO audit_entry SELECT 9, {rest} WHERE number = 8", 9),
    "append a copy and move the head": (
        "INSERT INTO audit_entry SELECT 9, {rest} WHERE number = 8; UPDATE audit_head SET number = 9",
        9,
    ),
    "head back": (
        "DELETE FROM audit_entry WHERE number = 8; UPDATE audit_head SET number = 7",
        8,
    ),
    "head hash": ("UPDATE audit_head SET mac = (SELECT mac FROM audit_entry WHERE number = 7)", 9),
    "head number": ("UPDATE audit_head SET number = 12", 9),
    "head gone": ("DELETE FROM audit_head", 9),
}
REST = "at, action, subject_id, staff_id, key_id, mac FROM audit_entry"


@BOTH
@pytest.mark.parametrize("change", CHANGES)
def test_verify_names_the_first_entry_that_is_wrong(database, people, change):
    statements, first_wrong = CHANGES[change]
    with database.write() as db:
        assert audit.verify(db) is None
        db.execute(text("DELETE FROM audit_entry"))
        db.execute(text("UPDATE audit_head SET number = 0, mac = :mac"), {"mac": b"\0" * 32})
        for name in ("mia", "max") * 4:
            audit.record(db, Action.TEXT_PUBLISHED, people.ids["cora"], by=people.ids[name])
        assert audit.verify(db) is None
    with database.write() as db:
        for statement in statements.format(rest=REST).split(";"):
            if "odd_moment" in statement:
                db.execute(text("UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE number = 4"))
            else:
                db.execute(text(statement))
    with database.read() as db:
        assert audit.verify(db) == first_wrong


@BOTH
def test_a_record_from_another_house_does_not_hold_here(database, people):

    other = Database(database.settings, Keys({1: b"9" * 32}))
    with other.read() as db:
        assert audit.verify(db) == 1
    other.close()


def test_codes_are_never_in_the_record(database, people):
    with database.read() as db:
        told = str(db.execute(text("SELECT action, subject_id, staff_id FROM audit_entry")).all())
    assert new_code(8) not in told
    assert "@" not in told
    assert "Mia" not in told


@ON_SQLITE  # the other kind takes no rubbish
@pytest.mark.parametrize("column", ["at", "subject_id", "staff_id", "action", "mac", "key_id"])
def test_even_rubbish_in_a_row_is_named(database, people, column):
    with database.write() as db:
        for _ in range(3):
            audit.record(db, Action.TEXT_PUBLISHED, people.ids["cora"], by=people.ids["mia"])
        last = db.execute(text("SELECT MAX(number) FROM audit_entry")).scalar()
        db.execute(text(f"UPDATE audit_entry SET {column} = 'rubbish' WHERE number = {last - 1}"))
    with database.read() as db:
        assert audit.verify(db) == last - 1
