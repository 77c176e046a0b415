"""Nothing links a member of the forum to a registration for a group, or a member to the invite they used."""

from typing import Any

import pytest
from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, MetaData, Table, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, func, select

from accounts.jobs import scramble_invites
from accounts.models import Country, Invite, Member, Staff
from accounts.operations import invites, members, sign_ins
from audit import AuditEntry
from foundation.columns import UtcDateTime
from foundation.database import Database
from tests.conftest import BOTH
from tests.make import Make
from tests.people import HASHER, People
from tests.rules.models import every_model
from tests.rules.rows import all_rows, what_changed
from tests.rules.sides import (
    GROUPS_SIDE,
    MEMBERS_SIDE,
    Placed,
    every_placed_table,
    joins,
    names_of_side,
    ways,
)

KNOWN_PACKAGES = {"accounts", "audit", "facts", "forum", "foundation", "groups", "mail", "moderation", "scheduler",
                  "texts", "reporting", "web"}  # fmt: skip


def test_the_sides_cannot_be_joined():
    assert joins(every_placed_table()) == []


def test_every_package_with_tables_has_been_thought_about():
    assert {one.package for one in every_placed_table()} <= KNOWN_PACKAGES
    assert names_of_side(every_placed_table(), MEMBERS_SIDE) >= {"member", "invite", "post", "member_sign_in", "draft"}


@pytest.mark.parametrize("columns", [
    [Column("member_id", ForeignKey("member.id"))],
    [Column("sign_in_id", ForeignKey("member_sign_in.id"))],
    [Column("post_id", ForeignKey("post.id"))],
    [Column("invite_id", ForeignKey("invite.id"))],
    [Column("member_id", Integer)],
    [Column("used_invite", Integer)],
    [Column("pseudonym", Integer)],
    [Column("room_id", Integer)],
    [Column("batch_id", Integer)],
    [Column("recovery_mac", Integer)],
])  # fmt: skip
def test_a_registration_that_knew_a_member_would_be_found(columns: list[Any]):
    assert joins([*every_placed_table(), _made_up("groups", "registration", *columns)])


def test_a_member_that_knew_a_registration_would_be_found():
    assert joins([*every_placed_table(), _made_up("accounts", "extra", Column("registration_id", Integer))])
    assert joins([*every_placed_table(), _made_up("mail", "extra", Column("member_id", Integer),
                                                  Column("registration_id", Integer))])  # fmt: skip


def test_a_way_around_through_a_third_table_would_be_found():
    metadata = MetaData()
    registration = Table("registration", metadata, Column("id", Integer, primary_key=True))
    between = Table(
        "between", metadata, Column("one", ForeignKey("registration.id")), Column("two", ForeignKey("member.id"))
    )
    found = joins([*every_placed_table(), Placed("groups", registration), Placed("mail", between)])
    assert any("between" in way for way in found)


def test_a_colleague_and_a_text_may_stand_on_both_sides():
    columns = [Column("staff_id", ForeignKey("staff.id")), Column("text_id", ForeignKey("text_version.id"))]
    assert (
        joins([*every_placed_table(), _made_up("groups", "registration", *columns, Column("data_key_id", Integer))])
        == []
    )


def test_no_way_leads_from_a_member_to_an_invite():
    for start in ("member", "member_sign_in", "post", "post_version", "draft", "notice", "decision"):
        assert ways(every_placed_table(), {start}, {"invite", "application"}) == []
    assert ways(every_placed_table(), {"application"}, {"invite", "member"}) == []
    assert ways(every_placed_table(), {"draft"}, {"member"})


def test_invite_and_member_have_no_column_for_one_another():
    assert {column.name for column in Invite.__table__.columns} == {  # type: ignore[attr-defined]
        "id", "code_mac", "batch_id", "issuer_id", "organisation", "state", "issued_on", "expires_on", "ended_on",
    }  # fmt: skip
    assert not [
        column.name for column in Member.__table__.columns if "invite" in column.name or "issuer" in column.name
    ]  # type: ignore[attr-defined]
    keys = {key.column.table.name for key in Member.__table__.foreign_keys}  # type: ignore[attr-defined]
    assert keys == set()


def test_what_two_moments_could_pair_is_kept_as_a_day():
    for model, days in ((Invite, {"issued_on", "expires_on", "ended_on"}), (Member, {"joined_on", "ended_on"})):
        columns = {column.name: column.type for column in model.__table__.columns}  # type: ignore[attr-defined]
        assert days == {name for name, kind in columns.items() if isinstance(kind, Date)}
        moments = {name for name, kind in columns.items() if isinstance(kind, DateTime | UtcDateTime)}
        assert moments <= ({"may_write_from"} if model is Member else set())


def test_on_the_groups_side_only_appointments_offers_and_letters_carry_a_time():
    for one in every_placed_table():
        if one.package in GROUPS_SIDE:
            times = {column.name for column in one.table.columns if isinstance(column.type, DateTime | UtcDateTime)}
            assert not {name for name in times if name.startswith(("received", "entered", "changed", "made"))}


@BOTH
def test_joining_leaves_nothing_on_the_invite_but_that_it_was_used_and_the_day(database: Database, people: People):
    with database.write() as db:
        _, codes = invites.issue(db, 1, by=db.get_one(Staff, people.ids["mia"]))
    before = all_rows(database)
    member = _join(database, codes[0], "Zachte Wilg")
    changed = what_changed(before, all_rows(database))
    assert set(changed) == {"invite", "member", "data_key", "monthly_fact"}
    fresh = next(iter(set(all_rows(database)["invite"]) - set(before["invite"])))
    told = " ".join(fresh)
    with database.read() as db:
        row = db.get_one(Member, member)
        for secret in (row.id.hex, str(row.id), row.data_key_id.hex, str(row.data_key_id), row.pseudonym, row.skeleton):
            assert secret not in told
        assert row.recovery_mac is not None
        assert repr(row.recovery_mac) not in told


@BOTH
def test_no_two_rows_of_two_kinds_share_an_id_or_a_key(database: Database, people: People, make: Make):
    make.thread(answers=1)
    seen: dict[Any, str] = {}
    with database.read() as db:
        for model in every_model():
            if "id" in model.__table__.columns and model.__tablename__ != "audit_head":
                for row_id in db.exec(select(model.id)):
                    assert row_id not in seen, (model.__tablename__, seen.get(row_id))
                    seen[row_id] = model.__tablename__
        members_keys = set(db.exec(select(Member.data_key_id)))
        staff_keys = set(db.exec(select(Staff.data_key_id)))
    assert not members_keys & staff_keys
    assert len(members_keys) == 2


@BOTH
def test_what_members_do_never_enters_the_audit_chain(database: Database, people: People, make: Make):
    room = make.room()
    with database.write() as db:
        _, codes = invites.issue(db, 1, by=db.get_one(Staff, people.ids["mia"]))
    before = _entries(database)
    member = _join(database, codes[0], "Zachte Wilg")
    with database.write() as db:
        row = db.get_one(Member, member)
        token = sign_ins.begin(db, row, sign_ins.Device.SHARED)
        members.change_passphrase(db, row, HASHER.hash("een andere lange zin"), token)
        members.renew_recovery(db, row)
        sign_ins.end(db, token)
    make.opening(room)
    make.draft(room)
    assert _entries(database) == before


@BOTH
def test_the_audit_chain_names_no_member_and_no_post_of_theirs_by_its_author(
    database: Database, people: People, make: Make
):
    version = make.opening(make.room())
    make.decide(version)
    told = " ".join(" ".join(row) for row in all_rows(database)["audit_entry"])
    for name in ("ada", "ben"):
        assert people.ids[name].hex not in told
        assert str(people.ids[name]) not in told


def _join(database: Database, code: str, name: str) -> Any:
    with database.write() as db:
        member, _ = members.join(
            db,
            join_pass=members.JoinPass(code=code),
            pseudonym=name,
            passphrase_hash="x",
            country=Country.NL,
            relation=None,
            relation_shown=False,
            rules_version=1,
        )
        return member.id


def _entries(database: Database) -> int:
    with database.read() as db:
        return _count(db)


def _count(db: Session) -> int:
    return db.exec(select(func.count(col(AuditEntry.number)))).one()


def _made_up(package: str, name: str, *columns: Any) -> Placed:
    own = [Column("id", Integer, primary_key=True), *(column._copy() for column in columns)]
    return Placed(package, Table(name, MetaData(), *own))


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_postgresql_does_not_tell_which_transaction_used_which_invite_for_whom(database: Database, people: People):
    with database.write() as db:
        _, codes = invites.issue(db, 3, by=db.get_one(Staff, people.ids["mia"]))
    for code, name in zip(codes, ("Zachte Wilg", "Gele Brem", "Late Vlier"), strict=True):
        _join(database, code, name)
    assert _written_together(database) > 0
    with database.write() as db:
        scramble_invites(db)
    assert _written_together(database) == 0


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_sqlite_numbers_no_row_that_would_tell_which_came_first(database: Database):
    for table in ("member", "invite", "data_key", "member_sign_in"):
        with database.read() as db, pytest.raises(OperationalError):
            db.execute(text(f"SELECT rowid FROM {table}"))


def _written_together(database: Database) -> int:
    pairs = "SELECT count(*) FROM invite i JOIN {} o ON i.xmin::text = o.xmin::text WHERE i.state = 'redeemed'"
    with database.read() as db:
        return sum(db.execute(text(pairs.format(other))).scalar_one() for other in ("member", "data_key"))
