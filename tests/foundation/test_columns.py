"""Moments are aware and in UTC, words are our own: in both databases."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import select

from accounts.models import Relation
from foundation.columns import EnumText, UtcDateTime
from scheduler.models import Lease
from tests.conftest import BOTH

SUMMER = ZoneInfo("Europe/Brussels")


class Colour(StrEnum):
    RED = "red"


@BOTH
def test_a_moment_comes_back_as_the_same_moment_in_utc(database):
    moments = [
        datetime(2026, 10, 25, 2, 30, tzinfo=SUMMER, fold=0),
        datetime(2026, 10, 25, 2, 30, tzinfo=SUMMER, fold=1),
        datetime(2026, 3, 29, 3, 0, tzinfo=SUMMER),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=timezone(timedelta(hours=-11, minutes=-30))),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ]
    with database.write() as db:
        db.add_all(Lease(name=str(number), holder="x", until=moment) for number, moment in enumerate(moments))
    with database.read() as db:
        found = {row.name: row.until for row in db.exec(select(Lease))}
    for number, moment in enumerate(moments):
        assert found[str(number)] == moment.astimezone(UTC)
        assert found[str(number)].utcoffset() == timedelta(0)
    assert found["0"] != found["1"]


@BOTH
def test_moments_are_compared_as_moments_whatever_their_zone(database):
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with database.write() as db:
        db.add(Lease(name="x", holder="x", until=moment))
    early, late = moment.astimezone(SUMMER) - timedelta(minutes=1), moment.astimezone(SUMMER) + timedelta(minutes=1)
    with database.read() as db:
        assert db.exec(select(Lease).where(Lease.until > early)).first()
        assert db.exec(select(Lease).where(Lease.until < late)).first()
        assert not db.exec(select(Lease).where(Lease.until > late)).first()


@BOTH
def test_a_moment_without_a_zone_is_refused(database):
    with database.write() as db:
        db.add(Lease(name="x", holder="x", until=datetime(2026, 1, 1)))  # noqa: DTZ001
        with pytest.raises((StatementError, ValueError), match="zone"):
            db.flush()
        db.rollback()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_goes_in_and_out_unchanged(moment):
    kind = UtcDateTime()
    try:
        expected = moment.astimezone(UTC)
    except OverflowError:
        return
    bound = kind.process_bind_param(moment, None)
    assert kind.process_result_value(bound, None) == expected
    assert kind.process_result_value(bound.replace(tzinfo=None), None) == expected


def test_null_stays_null():
    for kind in (UtcDateTime(), EnumText(Colour)):
        assert kind.process_bind_param(None, None) is None
        assert kind.process_result_value(None, None) is None


@BOTH
def test_a_word_comes_back_as_a_word_of_ours(database, people):
    with database.read() as db:
        from accounts.models import Member

        assert db.get_one(Member, people.ids["ada"]).relation is Relation.PARTNER
        assert db.execute(text("SELECT relation FROM member WHERE pseudonym = 'Stille Linde'")).scalar() == "partner"


@pytest.mark.parametrize("word", ["blue", "RED", "", "red ", 1])
def test_another_word_is_refused_both_ways(word):
    with pytest.raises(ValueError, match="Colour"):
        EnumText(Colour).process_bind_param(word, None)
    with pytest.raises(ValueError, match="Colour"):
        EnumText(Colour).process_result_value(word, None)


def test_a_plain_text_that_is_a_word_of_ours_goes_in():
    assert EnumText(Colour).process_bind_param("red", None) == "red"


def test_a_word_that_does_not_fit_its_column_is_found_when_the_column_is_made():
    with pytest.raises(ValueError, match="does not fit"):
        EnumText(Colour, 2)
