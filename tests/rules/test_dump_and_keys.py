"""Whoever has database and key file reads everything, and still cannot tell who in the forum is in a group."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session, select

from accounts.models import Relation
from foundation.clock import now
from foundation.data_keys import unseal
from foundation.database import Database
from groups.jobs import remind_of_sessions
from groups.models import CircleChoice, ContactMode, MeetingFormat
from tests.accounts.entry_steps import acts
from tests.conftest import BOTH
from tests.groups.group_setup import GroupSetup
from tests.groups.registrant import register
from tests.rules.models import every_model, package_of
from tests.rules.sides import GROUPS_SIDE, MAY_STAND_BETWEEN, MEMBERS_SIDE

BETWEEN = ("staff", "staff_sign_in", "staff_recovery_code")
MANY_SHARE = {"Oost-Vlaanderen", "Limburg", "Europe/Brussels"}


@BOTH
async def test_one_person_on_both_sides_leaves_no_value_that_stands_on_both(browse, database, people, make):
    """Ada writes in the forum and, in the same browser, registers, sits in a group and talks with the team."""
    group_setup, ada = GroupSetup(browse, database, people), browse("ada")
    room = make.room()
    make.decide(make.answer(make.thread(room), by="ada", source="Zo gaat het bij mij."))
    make.draft(room)
    await ada.open("/my-texts")
    code = await register(ada, contact={"mode": "mail", "email": "rita@example.org"})
    (row,) = group_setup.rows(_model("registration"))
    group_setup.guests[row.id], group_setup.codes[row.id] = ada, code
    page = await group_setup.cora.open(f"/staff/registrations/{row.id}")
    await group_setup.cora.post(f"/staff/registrations/{row.id}/intake", {"version": page.field("version")})
    group = await group_setup.group()
    await group_setup.seat(group, row.id)
    await ada.post("/register/mine/agreements")
    await ada.post("/register/mine/messages", {"text": "Ik kijk ernaar uit."})
    await group_setup.confirm(group)
    with database.write() as db:
        remind_of_sessions(db)
    await ada.open("/rooms")

    members, groups = _values(database, MEMBERS_SIDE), _values(database, GROUPS_SIDE)
    assert "Zo gaat het bij mij." in members
    assert "Ik kijk ernaar uit." in groups
    assert "rita@example.org" in groups
    assert members & groups == set()
    assert acts(database)


@BOTH
async def test_no_letter_and_no_entry_of_the_record_names_somebody_of_each_side(browse, database, people, make):
    group_setup = GroupSetup(browse, database, people)
    make.decide(make.opening(make.room()))
    rita, group = await group_setup.registrant(mode="mail"), await group_setup.group()
    await group_setup.offer(group, rita)
    members, groups = _ids(database, MEMBERS_SIDE), _ids(database, GROUPS_SIDE)
    for table in ("outgoing_letter", "audit_entry", "monthly_fact", "job_run", "lease"):
        for one in group_setup.rows(_model(table)):
            told = " ".join(str(value) for value in one.model_dump().values())
            assert not (any(i in told for i in members) and any(i in told for i in groups)), (table, told)


def test_the_comparison_would_find_a_value_that_stands_on_both(database: Database, people: Any):
    assert set(_telling("een adres")) & set(_telling("een adres")) == {"een adres"}
    assert set(_telling(now())) & set(_telling(now().replace(minute=0, second=0, microsecond=0))) == set()


def _model(table: str) -> Any:
    return next(model for model in every_model() if model.__tablename__ == table)


def _values(database: Database, packages: set[str]) -> set[Any]:
    """Every value of this side that could tell something, sealed ones opened."""
    with database.read() as db:
        return {value for row, model in _rows(db, packages) for value in _of_row(db, row, model)}


def _ids(database: Database, packages: set[str]) -> set[str]:
    with database.read() as db:
        found = [getattr(row, "id", None) for row, _ in _rows(db, packages)]
    return {str(one) for one in found if one is not None}


def _rows(db: Session, packages: set[str]) -> Iterator[tuple[Any, Any]]:
    for model in every_model():
        if package_of(model) in packages and model.__tablename__ not in (*MAY_STAND_BETWEEN, *BETWEEN):
            yield from ((row, model) for row in db.exec(select(model)))


def _of_row(db: Session, row: Any, model: Any) -> Iterator[Any]:
    staff = {key.parent.name for key in model.__table__.foreign_keys if key.column.table.name == "staff"}
    for column in model.__table__.columns:
        if column.name.startswith("sealed_"):
            yield from _telling(unseal(db, row, column.name))
        elif column.name not in staff:
            yield from _telling(getattr(row, column.name))


def _telling(value: Any) -> Iterator[Any]:
    """What is not shared by many anyway: no day, no hour, no word of ours, no small number, no rounded moment."""
    if isinstance(value, datetime):
        if value.replace(minute=value.minute - value.minute % 5, second=0, microsecond=0) != value:
            yield value
    elif isinstance(value, str) and not isinstance(value, StrEnum):
        try:
            inside = json.loads(value)
        except ValueError:
            inside = value
        if isinstance(inside, dict | list):
            for one in inside.values() if isinstance(inside, dict) else inside:
                yield from _telling(one)
        elif len(value) > 3 and value not in MANY_SHARE and value not in _words_of_ours():
            yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _telling(one)
    elif (
        value is not None
        and not isinstance(value, bool | date | time | timedelta | StrEnum)
        and (not isinstance(value, int) or value > 10_000)
    ):
        yield value


def _words_of_ours() -> set[str]:
    days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "morning", "afternoon", "evening"}
    return {str(word) for enum in (Relation, CircleChoice, ContactMode, MeetingFormat) for word in enum} | days
