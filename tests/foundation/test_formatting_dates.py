"""Days and hours as they are written in Dutch, English and French."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.clock import month_of, moved, now, round_down, today
from foundation.language import (
    OWN_NAMES,
    catalogue,
    current,
    format_ago,
    format_clock,
    format_day,
    format_long_date,
    format_moment,
)

MOMENT = datetime(2027, 1, 12, 18, 5, tzinfo=UTC)
ZONE = "Europe/Brussels"
SAID = {
    "nl": ("dinsdag 12 januari", "dinsdag 12 januari, 19.05 uur", "19.05 uur", "12 januari 2027", "3 uur"),
    "en": ("Tuesday 12 January", "Tuesday 12 January, 19:05", "19:05", "12 January 2027", "3 hours"),
    "fr": ("mardi 12 janvier", "mardi 12 janvier, 19h05", "19h05", "12 janvier 2027", "3\u00a0heures"),
}


@pytest.mark.parametrize("language", SAID)
def test_a_moment_is_formatted_in_the_language_of_the_answer(language):
    token = current.set(language)
    try:
        day, moment, clock, dated, ago = SAID[language]
        assert format_day(MOMENT, ZONE) == day
        assert format_moment(MOMENT, ZONE) == moment
        assert format_clock(MOMENT, ZONE) == clock
        assert format_long_date(date(2027, 1, 12)) == dated
        assert format_ago(now() - timedelta(hours=3)) == ago
    finally:
        current.reset(token)


def test_the_first_of_a_month_and_an_early_hour_are_formatted_as_in_french():
    token = current.set("fr")
    try:
        early = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
        assert format_moment(early, ZONE) == "lundi 1er février, 9h00"
        assert format_day(early, ZONE) == "lundi 1er février"
        assert format_long_date(date(2027, 2, 1)) == "1er février 2027"
        assert format_long_date(date(2027, 2, 11)) == "11 février 2027"
    finally:
        current.reset(token)


def test_the_day_is_that_of_the_clock_on_the_wall():
    late = datetime(2027, 1, 12, 23, 30, tzinfo=UTC)
    assert format_day(late, ZONE) == "woensdag 13 januari"
    assert format_day(late, "America/New_York") == "dinsdag 12 januari"


def test_summer_and_winter_hours_are_those_of_the_wall_too():
    assert format_clock(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), ZONE) == "14.00 uur"
    assert format_clock(datetime(2026, 12, 1, 12, 0, tzinfo=UTC), ZONE) == "13.00 uur"


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("ago", [timedelta(0), timedelta(seconds=-5), timedelta(days=4000), timedelta(minutes=59)])
def test_every_distance_can_be_formatted_also_one_in_the_future(language, ago):
    token = current.set(language)
    try:
        assert format_ago(now() - ago)
        assert "-" not in format_ago(now() + timedelta(hours=1))
    finally:
        current.reset(token)


def test_the_clock_of_the_house_can_be_moved_and_is_restored():
    before = now()
    with moved(timedelta(days=3)):
        assert now() - before >= timedelta(days=3)
        with moved(timedelta(days=-5)):
            assert now() < before
        assert now() - before >= timedelta(days=3)
    assert now() - before < timedelta(minutes=1)
    assert now().utcoffset() == timedelta(0)


def test_rounding_goes_down_to_whole_minutes_and_reveals_less():
    moment = datetime(2026, 11, 23, 23, 59, 59, 999999, tzinfo=UTC)
    assert round_down(moment) == datetime(2026, 11, 23, 23, 55, tzinfo=UTC)
    assert round_down(moment, minutes=1) == datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    assert round_down(round_down(moment)) == round_down(moment)


def test_today_is_the_day_on_the_calendar_of_the_zone():
    assert today("Pacific/Kiritimati") >= today("Pacific/Niue")
    assert today("Pacific/Kiritimati") != today("Pacific/Niue")
    assert month_of(date(2026, 11, 23)) == date(2026, 11, 1)


def test_each_offered_language_has_its_catalogue_but_english_which_needs_none():
    for language in OWN_NAMES:
        has_words = bool(getattr(catalogue(language), "_catalog", {}))
        assert has_words is (language != "en")
