"""Staff on duty hear that something waits, once in a duty period, and not when it no longer does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from accounts.models import Staff
from accounts.operations import staff as colleagues
from foundation.clock import now
from foundation.duty import Half
from mail import Letter, LetterState, OutgoingLetter
from mail.delivery import deliver_due
from moderation.jobs import notify_on_duty
from moderation.models import DutyTurn
from moderation.operations import duty as rota
from scheduler.timetable import ADDRESSEES
from tests.conftest import BOTH

DAILY = ", ".join(f"{day} 10:00-16:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
pytestmark = pytest.mark.settings(duty_hours=DAILY, holidays="")


@pytest.fixture
def at_hour(later):
    """`at_hour(11)` goes on to the next time the wall clock says eleven."""

    def move(hour):
        here = now().astimezone(ZoneInfo("Europe/Brussels"))
        then = datetime.combine(here.date(), here.time().replace(hour=hour, minute=0, second=1), here.tzinfo)
        if then <= here:
            then += timedelta(days=1)
        later(seconds=(then.astimezone(UTC) - here.astimezone(UTC)).total_seconds())

    return move


def tell(database):
    with database.write() as db:
        notify_on_duty(db)
    with database.read() as db:
        found = db.exec(select(OutgoingLetter)).all()
        return [letter for letter in found if letter.kind is Letter.SOMETHING_WAITS]


@BOTH
def test_each_moderator_is_told_once_in_a_duty_period(database, make, people, at_hour):
    make.opening(make.room())
    at_hour(11)
    assert {letter.person_id for letter in tell(database)} == {people.ids["mia"], people.ids["max"]}
    assert len(tell(database)) == 2
    at_hour(14)
    assert len(tell(database)) == 2
    at_hour(11)
    assert len(tell(database)) == 4


def test_nobody_gets_a_letter_outside_duty_hours_or_when_nothing_waits(database, make, at_hour):
    at_hour(11)
    assert tell(database) == []
    version = make.opening(make.room())
    at_hour(17)
    assert tell(database) == []
    make.decide(version)
    at_hour(11)
    assert tell(database) == []


@BOTH
def test_the_letter_is_void_when_somebody_has_read_the_text_in_the_meantime(database, make, at_hour):
    version = make.opening(make.room())
    at_hour(11)
    tell(database)
    make.decide(version)
    assert deliver_due(database, ADDRESSEES) == 0
    assert {letter.state for letter in tell(database)} == {LetterState.VOID}


@BOTH
def test_the_letter_is_void_for_a_colleague_who_left_or_no_longer_moderates(database, make, people, at_hour):
    make.opening(make.room())
    at_hour(11)
    tell(database)
    with database.write() as db:
        cora = db.get_one(Staff, people.ids["cora"])
        colleagues.end(db, db.get_one(Staff, people.ids["mia"]), by=cora)
        max_ = db.get_one(Staff, people.ids["max"])
        max_.set_roles([])
        db.add(max_)
    deliver_due(database, ADDRESSEES)
    assert {letter.state for letter in tell(database)} == {LetterState.VOID}
    assert not list((database.settings.data_dir / "outgoing").glob("*.eml"))


def test_the_letter_is_void_when_the_duty_period_is_over(database, make, at_hour):
    make.opening(make.room())
    at_hour(15)
    tell(database)
    at_hour(17)
    assert deliver_due(database, ADDRESSEES) == 0


@BOTH
def test_the_letter_goes_to_the_current_address(database, make, at_hour):
    make.opening(make.room())
    at_hour(11)
    tell(database)
    assert deliver_due(database, ADDRESSEES) >= 2
    told = [path.read_text() for path in (database.settings.data_dir / "outgoing").glob("*.eml")]
    assert any("To: mia@example.org" in one for one in told)


def test_every_kind_of_letter_has_an_address_lookup():
    assert set(ADDRESSEES) == set(Letter)


@BOTH
def test_a_letter_about_a_purged_sign_in_is_void(browse, database, people, later):
    browse("mia")
    later(hours=1)
    with database.write() as db:
        for letter in db.exec(select(OutgoingLetter)):
            letter.subject = "00000000-0000-4000-8000-000000000000"
            db.add(letter)
    assert deliver_due(database, ADDRESSEES) == 0


def half_day(database, days, half):
    day = now().astimezone(ZoneInfo("Europe/Brussels")).date() + timedelta(days=days)
    return next(one for one in database.settings.duty.half_days(day) if one.half is half)


def take_on(database, people, who, days=0, half=Half.MORNING):
    with database.write() as db:
        cora = db.get_one(Staff, people.ids["cora"])
        rota.assign_turn(db, half_day(database, days, half), people.ids[who], by=cora)


def to(letters, about):
    return {letter.person_id for letter in letters if letter.subject.startswith(about)}


@BOTH
def test_only_the_moderator_on_the_rota_is_told_and_the_next_one_in_the_next_half_day(database, make, people, at_hour):
    make.opening(make.room())
    at_hour(11)
    take_on(database, people, "mia")
    take_on(database, people, "max", half=Half.AFTERNOON)
    assert to(tell(database), "turn") == {people.ids["mia"]}
    assert deliver_due(database, ADDRESSEES) >= 1
    at_hour(14)
    assert to(tell(database), "turn") == {people.ids["mia"], people.ids["max"]}


@BOTH
def test_a_letter_to_whoever_gave_the_half_day_back_is_void_and_whoever_took_it_is_told(
    database, make, people, at_hour
):
    make.opening(make.room())
    at_hour(11)
    take_on(database, people, "mia")
    tell(database)
    with database.write() as db:
        rota.release_turn(db, db.exec(select(DutyTurn)).one(), by=db.get_one(Staff, people.ids["mia"]))
    take_on(database, people, "max")
    tell(database)
    deliver_due(database, ADDRESSEES)
    by_person = {letter.person_id: letter.state for letter in tell(database) if letter.subject.startswith("turn")}
    assert by_person == {people.ids["mia"]: LetterState.VOID, people.ids["max"]: LetterState.SENT}


@BOTH
def test_the_coordinator_is_told_before_a_promise_breaks_and_not_of_what_came_in_today(
    database, make, people, at_hour, later
):
    at_hour(9)
    version = make.opening(make.room())
    at_hour(14)
    assert to(tell(database), "late") == set()
    at_hour(15)
    later(minutes=5)
    assert to(tell(database), "late") == {people.ids["cora"]}
    make.decide(version)
    deliver_due(database, ADDRESSEES)
    assert {one.state for one in tell(database) if one.subject.startswith("late")} == {LetterState.VOID}
    make.opening(make.room(), title="Iets nieuws")
    later(minutes=10)
    tell(database)
    assert len([one for one in tell(database) if one.subject.startswith("late")]) == 1


@BOTH
def test_the_coordinator_is_told_of_coming_empty_half_days_once_the_team_keeps_a_rota(database, people, at_hour):
    at_hour(9)
    assert to(tell(database), "empty") == set()
    take_on(database, people, "mia")
    letters = [one for one in tell(database) if one.subject.startswith("empty")]
    assert {one.person_id for one in letters} == {people.ids["cora"]}
    assert len(letters) == 1
    assert len([one for one in tell(database) if one.subject.startswith("empty")]) == 1
    for days, half in ((0, Half.AFTERNOON), (1, Half.MORNING), (1, Half.AFTERNOON), (2, Half.MORNING)):
        take_on(database, people, "max", days=days, half=half)
    tell(database)
    with database.write() as db:
        rota.assign_turn(
            db, half_day(database, 2, Half.AFTERNOON), people.ids["max"], by=db.get_one(Staff, people.ids["cora"])
        )
    deliver_due(database, ADDRESSEES)
    assert {one.state for one in tell(database) if one.subject.startswith("empty")} == {LetterState.VOID}
    at_hour(9)
    assert len([one for one in tell(database) if one.subject.startswith("empty")]) == 2


@BOTH
def test_a_void_letter_goes_out_after_all_when_something_waits_again(database, make, at_hour, later):
    version = make.opening(make.room())
    at_hour(11)
    tell(database)
    make.decide(version)
    deliver_due(database, ADDRESSEES)
    assert {letter.state for letter in tell(database)} == {LetterState.VOID}
    make.opening(make.room(), title="Iets nieuws")
    later(minutes=20)
    tell(database)
    assert deliver_due(database, ADDRESSEES) >= 2
