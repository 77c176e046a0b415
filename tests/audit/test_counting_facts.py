"""Monthly counters: without any id, and exact when many count at once."""

import threading
from datetime import UTC, date, timedelta

import pytest
from sqlmodel import select

import facts
from facts import Fact, MonthlyFact
from foundation.clock import now, today
from foundation.database import Database
from tests.conftest import BOTH


def counted(database):
    with database.read() as db:
        return {(row.month, row.fact): row.number for row in db.exec(select(MonthlyFact))}


@BOTH
def test_counting_adds_up_within_a_month(database):
    with database.write() as db:
        facts.count(db, Fact.TEXT_REFUSED)
        facts.count(db, Fact.TEXT_REFUSED)
        facts.count(db, Fact.TEXT_REFUSED, 5)
        facts.count(db, Fact.TEXT_SENT_BACK)
        facts.count(db, Fact.TEXT_REFUSED, -1)
    month = today("Europe/Brussels").replace(day=1)
    assert counted(database) == {(month, Fact.TEXT_REFUSED): 6, (month, Fact.TEXT_SENT_BACK): 1}


@BOTH
def test_many_who_count_at_once_lose_nothing(settings, keys):
    house = Database(settings.model_copy(update={"threads": 10}), keys)
    failed = []

    def work():
        try:
            for _ in range(5):
                with house.write() as db:
                    facts.count(db, Fact.TEXT_REFUSED)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert list(counted(house).values()) == [50]
    house.close()


def test_a_new_month_begins_at_midnight_on_the_clock_of_the_service(database, later):
    here = now().astimezone(database.settings.duty.zone)
    first = (here.replace(day=28) + timedelta(days=4)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    later(seconds=(first.astimezone(UTC) - here.astimezone(UTC)).total_seconds() - 30)
    with database.write() as db:
        facts.count(db, Fact.TEXT_REFUSED)
    later(seconds=60)
    with database.write() as db:
        facts.count(db, Fact.TEXT_REFUSED)
    months = sorted(month for month, _ in counted(database))
    assert len(months) == 2
    assert months[1] == first.date()


@BOTH
def test_what_is_undone_is_not_counted(database):
    with database.write() as db:
        facts.count(db, Fact.TEXT_REFUSED)
        db.rollback()
    assert counted(database) == {}


def test_a_fact_that_is_not_on_the_list_cannot_be_counted(database):
    with database.write() as db:
        with pytest.raises(Exception, match="Fact"):
            facts.count(db, "member burned")
        db.rollback()


def test_a_counter_holds_a_month_a_word_and_a_number_and_no_id():
    assert set(MonthlyFact.model_fields) == {"month", "fact", "number"}
    assert MonthlyFact.model_fields["month"].annotation is date
