"""When somebody is on duty, and when next: closed days, weekends, summer time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.duty import DAYS, DutyHours, Half
from foundation.public_holidays import parse_countries
from foundation.settings import Settings
from tests.conftest import CHEAP

BRUSSELS = ZoneInfo("Europe/Brussels")
USUAL = "mon 10:00-16:00, tue 10:00-12:00, wed 13:00-16:00, thu 10:00-16:00, fri 10:00-16:00"


def duty(hours=USUAL, closed="", zone="Europe/Brussels", holidays=""):
    return DutyHours.parse(hours, closed, zone, parse_countries(holidays))


def at(*parts, fold=0):
    return datetime(*parts, tzinfo=BRUSSELS, fold=fold)


def test_from_friday_afternoon_to_monday_morning_is_66_hours():
    friday = at(2026, 11, 27, 16, 0)
    found = duty().next_period(friday)
    assert found.begins == at(2026, 11, 30, 10, 0)
    assert found.begins.astimezone(UTC) - friday.astimezone(UTC) == timedelta(hours=66)
    assert duty().current_period(friday) is None


def test_the_last_minute_counts_and_the_end_does_not():
    assert duty().current_period(at(2026, 11, 27, 15, 59, 59)).ends == at(2026, 11, 27, 16, 0)
    assert duty().current_period(at(2026, 11, 27, 16, 0)) is None
    assert duty().current_period(at(2026, 11, 27, 10, 0)).begins == at(2026, 11, 27, 10, 0)
    assert duty().current_period(at(2026, 11, 27, 9, 59, 59)) is None


def test_a_closed_day_is_skipped_and_so_are_many():
    assert duty(closed="2026-11-30").next_period(at(2026, 11, 28, 12, 0)).begins == at(2026, 12, 1, 10, 0)
    whole_week = ", ".join(f"2026-11-{day}" for day in range(23, 28))
    assert duty(closed=whole_week).next_period(at(2026, 11, 22, 12, 0)).begins == at(2026, 11, 30, 10, 0)
    assert duty(closed="2026-11-30").current_period(at(2026, 11, 30, 11, 0)) is None


def test_the_turn_of_the_year_is_nothing_special():
    closed = "2026-12-25, 2027-01-01"
    assert duty(closed=closed).next_period(at(2026, 12, 31, 16, 0)).begins == at(2027, 1, 4, 10, 0)


def test_without_duty_there_is_no_next():
    for hours in ("", " ", ",", " , ,"):
        assert duty(hours).next_period(at(2026, 11, 23, 12, 0)) is None
        assert duty(hours).current_period(at(2026, 11, 23, 12, 0)) is None


def test_a_house_that_is_closed_for_months_promises_nothing():
    days = ",".join((date(2026, 11, 1) + timedelta(days=n)).isoformat() for n in range(120))
    assert duty(closed=days).next_period(at(2026, 11, 23, 12, 0)) is None


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 65), ((2026, 10, 25), 67)])
def test_ten_o_clock_stays_ten_o_clock_across_summer_time(day, hours):
    sunday = at(*day)
    friday = (sunday - timedelta(days=2)).replace(hour=16)
    found = duty().next_period(friday)
    assert (found.begins.date(), found.begins.time()) == ((sunday + timedelta(days=1)).date(), time(10, 0))
    assert found.begins.astimezone(UTC) - friday.astimezone(UTC) == timedelta(hours=hours)


def test_it_does_not_matter_in_which_zone_is_asked():
    moment = at(2026, 11, 27, 15, 0)
    for zone in (UTC, ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")):
        assert duty().current_period(moment.astimezone(zone)) == duty().current_period(moment)
    tokyo = duty(zone="Asia/Tokyo").next_period(datetime(2026, 11, 22, 23, 0, tzinfo=UTC))
    assert tokyo.begins.astimezone(UTC) == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_two_periods_on_one_day_come_in_their_order():
    split = duty("mon 13:00-15:00, mon 09:00-11:00")
    assert split.current_period(at(2026, 11, 23, 10, 0)).ends.hour == 11
    assert split.next_period(at(2026, 11, 23, 11, 30)).begins.hour == 13
    assert split.current_period(at(2026, 11, 23, 11, 30)) is None


stretch = st.tuples(st.sampled_from(DAYS), st.integers(0, 1438), st.integers(1, 1439)).filter(lambda s: s[1] < s[2])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)).map(lambda m: m.replace(tzinfo=UTC))  # noqa: DTZ001


def written(found):
    day, begins, ends = found
    return f"{day} {begins // 60:02}:{begins % 60:02}-{ends // 60:02}:{ends % 60:02}"


@given(st.lists(stretch, max_size=5), moments)
def test_what_goes_on_now_began_and_has_not_ended_and_what_comes_next_lies_ahead(stretches, moment):
    hours = duty(", ".join(map(written, stretches)))
    now_on, coming = hours.current_period(moment), hours.next_period(moment)
    if now_on:
        assert now_on.begins.astimezone(UTC) <= moment < now_on.ends.astimezone(UTC)
        assert coming == now_on
    elif coming:
        assert coming.begins.astimezone(UTC) > moment
    else:
        assert not stretches


def test_in_the_hour_that_comes_twice_a_period_that_has_ended_is_over():
    night = duty("sun 01:00-02:30")
    assert night.current_period(at(2026, 10, 25, 2, 10, fold=0)) is not None
    assert night.current_period(at(2026, 10, 25, 2, 45, fold=0)) is None
    assert night.current_period(at(2026, 10, 25, 2, 10, fold=1).astimezone(UTC)) is None


@pytest.mark.parametrize(
    "hours",
    [
        "maa 10:00-12:00",
        "mon",
        "mon 10",
        "mon 10:00",
        "mon 10:00-",
        "mon -10:00",
        "mon 12:00-10:00",
        "mon 10:00-10:00",
        "mon 22:00-24:00",
        "mon 25:00-26:00",
        "mon 10:00-12:00 tue 10:00-12:00",
        "10:00-12:00",
        "mon 10:00-12:00; tue 10:00-12:00",
        "mon 10.00-12.00",
        "mon 10.30-12.45",
        "mon 10:30+01:00-12:00",
        "mon 10-12",
    ],
)
def test_hours_that_cannot_be_read_name_their_variable(hours):
    with pytest.raises(ValueError, match="NAAST_DUTY_HOURS"):
        duty(hours)


@pytest.mark.parametrize("closed", ["25-12-2026", "2026-13-01", "2026-02-30", "kerst", "2026-12-25; 2026-12-26"])
def test_closed_days_that_cannot_be_read_name_their_variable(closed):
    with pytest.raises(ValueError, match="NAAST_CLOSED_DAYS"):
        duty(closed=closed)


def test_the_hours_as_shipped_are_read():
    shipped = Settings(mode="demo", **CHEAP).duty
    assert len(shipped.weekly) == 5
    assert shipped.next_period(at(2026, 11, 28, 12, 0)).begins == at(2026, 11, 30, 10, 0)


def test_two_organisations_have_their_own_hours_and_adjoining_ones_are_one_period():
    both = duty("mon 10:00-13:00 North, mon 12:00-16:00 South, tue 09:00-12:00 South", closed="2026-11-30 north")
    monday = both.next_period(at(2026, 12, 7, 8, 0))
    assert (monday.begins, monday.ends) == (at(2026, 12, 7, 10, 0), at(2026, 12, 7, 16, 0))
    closed_for_one = both.next_period(at(2026, 11, 30, 8, 0))
    assert (closed_for_one.begins, closed_for_one.ends) == (at(2026, 11, 30, 12, 0), at(2026, 11, 30, 16, 0))


def test_a_public_holiday_closes_the_hours_of_whoever_has_it():
    belgian = at(2026, 7, 21, 9, 0)  # a Tuesday
    assert duty(holidays="BE").next_period(belgian).begins == at(2026, 7, 22, 13, 0)
    assert duty(holidays="BE, NL").next_period(belgian).begins == at(2026, 7, 21, 10, 0)
    named = "BE North, NL South"
    assert duty("tue 10:00-12:00 North, wed 10:00-12:00", holidays=named).next_period(belgian).begins.day == 22
    assert duty("tue 10:00-12:00 South, wed 10:00-12:00", holidays=named).next_period(belgian).begins.day == 21
    assert duty(holidays="BE, NL").next_period(at(2026, 12, 25, 9, 0)).begins == at(2026, 12, 28, 10, 0)


def test_a_day_of_duty_has_a_morning_and_an_afternoon_as_far_as_there_are_hours():
    def halves(day):
        return [(one.half, one.begins.time(), one.ends.time()) for one in duty().half_days(date(2026, 11, day))]

    assert halves(23) == [(Half.MORNING, time(10), time(13)), (Half.AFTERNOON, time(13), time(16))]
    assert halves(24) == [(Half.MORNING, time(10), time(12))]
    assert halves(25) == [(Half.AFTERNOON, time(13), time(16))]
    assert halves(28) == []
    assert duty().current_half_day(at(2026, 11, 23, 13, 0)).half is Half.AFTERNOON
    assert duty().current_half_day(at(2026, 11, 23, 16, 0)) is None


@pytest.mark.parametrize("countries", ["FR", "BE; NL", "Helpline"])
def test_an_unknown_country_stops_the_start(countries):
    with pytest.raises(ValueError, match="BE or NL"):
        Settings(mode="demo", holidays=countries, **CHEAP)


def test_an_organisation_is_known_however_its_name_is_typed():
    composed, apart = "Hulplijn Caf\u00e9", "hulplijn   cafe\u0301"
    with_holidays = duty(f"fri 10:00-16:00 {composed}", holidays=f"BE {apart}")
    assert with_holidays.half_days(date(2026, 12, 25)) == []
    assert duty(f"fri 10:00-16:00 {composed}", closed=f"2026-11-27 {apart}").half_days(date(2026, 11, 27)) == []


def test_a_typing_error_in_the_name_of_an_organisation_stops_the_start():
    for slip in ({"holidays": "BE Nord"}, {"closed": "2026-12-24 Nord"}):
        with pytest.raises(ValueError, match=r"NAAST_(HOLIDAYS|CLOSED_DAYS) names"):
            duty("mon 10:00-16:00 North", **slip)


def test_a_day_on_which_every_organisation_is_closed_is_no_working_day():
    both = duty("wed 10:00-12:00 North, wed 10:00-12:00 South", closed="2026-11-25 North, 2026-11-25 South")
    assert not both.is_working_day(date(2026, 11, 25))
    assert both.is_working_day(date(2026, 11, 26))
    assert not both.is_working_day(date(2026, 11, 28))
    one = duty("wed 10:00-12:00 North, wed 10:00-12:00 South", closed="2026-11-25 North")
    assert one.is_working_day(date(2026, 11, 25))
