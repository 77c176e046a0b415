"""Forms for a facilitator's availability: up to two periods a day, exceptions, and preferences."""

from datetime import date, time, timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from accounts.forms.fields import Checkbox
from foundation.forms import Form, form_error
from foundation.language import N_
from groups.fields import Day, EmptyIsNone, PlainTime
from groups.models import DAYS, Channel

LONGEST_EXCEPTION = timedelta(days=366)
BOTH_OR_NEITHER = N_("Fill in both hours of a day, the earlier one first, or leave both empty.")
SECOND_AFTER_FIRST = N_("Choose a second start that is after the first hours of that day.")
PERIODS = (("from", "until"), ("second_from", "second_until"))
OptionalTime = Annotated[PlainTime | None, BeforeValidator(lambda value: value or None)]


class WeeklyHoursForm(Form):
    """From and until for each weekday, and a second period after a break; empty means not working."""

    sentences = {
        f"{day}_{at}": N_("Enter a time, for example 19:00.")
        for day in DAYS
        for at in ("from", "until", "second_from", "second_until")
    }

    mon_from: OptionalTime = None
    mon_until: OptionalTime = None
    mon_second_from: OptionalTime = None
    mon_second_until: OptionalTime = None
    tue_from: OptionalTime = None
    tue_until: OptionalTime = None
    tue_second_from: OptionalTime = None
    tue_second_until: OptionalTime = None
    wed_from: OptionalTime = None
    wed_until: OptionalTime = None
    wed_second_from: OptionalTime = None
    wed_second_until: OptionalTime = None
    thu_from: OptionalTime = None
    thu_until: OptionalTime = None
    thu_second_from: OptionalTime = None
    thu_second_until: OptionalTime = None
    fri_from: OptionalTime = None
    fri_until: OptionalTime = None
    fri_second_from: OptionalTime = None
    fri_second_until: OptionalTime = None
    sat_from: OptionalTime = None
    sat_until: OptionalTime = None
    sat_second_from: OptionalTime = None
    sat_second_until: OptionalTime = None
    sun_from: OptionalTime = None
    sun_until: OptionalTime = None
    sun_second_from: OptionalTime = None
    sun_second_until: OptionalTime = None

    @property
    def working_hours(self) -> dict[int, list[tuple[time, time]]]:
        """From and until, by weekday (Monday is 0)."""
        return {number: self._periods_of(day) for number, day in enumerate(DAYS) if self._periods_of(day)}

    def _periods_of(self, day: str) -> list[tuple[time, time]]:
        pairs = [(getattr(self, f"{day}_{begin}"), getattr(self, f"{day}_{end}")) for begin, end in PERIODS]
        return [pair for pair in pairs if all(pair)]

    @model_validator(mode="after")
    def _in_order(self) -> "WeeklyHoursForm":
        for day in DAYS:
            for begin, end in PERIODS:
                begins, ends = getattr(self, f"{day}_{begin}"), getattr(self, f"{day}_{end}")
                if (begins is None) != (ends is None) or (begins and ends and begins >= ends):
                    raise form_error(BOTH_OR_NEITHER, f"{day}_{begin if begins is None else end}")
            times = [hour for period in self._periods_of(day) for hour in period]
            if any(one >= following for one, following in pairwise(times)):
                raise form_error(SECOND_AFTER_FIRST, f"{day}_second_from")
        return self


class HoursExceptionForm(Form):
    """Different hours on some days, or none at all."""

    sentences = {
        "first_day": N_("Choose a day."),
        "last_day": N_("Choose a day, or leave it empty."),
        "starts": N_("Enter a time, for example 19:00."),
        "ends": N_("Enter a time, for example 19:00."),
    }

    first_day: Day
    last_day: Annotated[Day | None, EmptyIsNone] = None
    starts: OptionalTime = None
    ends: OptionalTime = None

    @property
    def last(self) -> date:
        return self.last_day or self.first_day

    @model_validator(mode="after")
    def _is_consistent(self) -> "HoursExceptionForm":
        if not self.first_day <= self.last <= self.first_day + LONGEST_EXCEPTION:
            raise form_error(
                N_("Choose a last day that is not before the first, and no more than a year later."), "last_day"
            )
        if (self.starts is None) != (self.ends is None) or (self.starts and self.ends and self.starts >= self.ends):
            raise form_error(N_("Fill in both hours, the earlier one first, or leave both empty."), "starts")
        return self


class WorkPreferencesForm(Form):
    """Which channels a facilitator uses, and how many hours of a week may be filled."""

    sentences = {"max_weekly_hours": N_("Choose a number from 1 to 60, or leave it empty.")}

    phone: Checkbox = False
    dial_in: Checkbox = False
    video: Checkbox = False
    in_person: Checkbox = False
    written: Checkbox = False
    works_on_holidays: Checkbox = False
    max_weekly_hours: Annotated[Annotated[int, Field(ge=1, le=60)] | None, EmptyIsNone] = None

    @model_validator(mode="after")
    def _has_a_channel(self) -> "WorkPreferencesForm":
        if not self.channels:
            raise form_error(N_("Tick at least one way: otherwise nobody can choose a conversation with you."), "phone")
        return self

    @property
    def channels(self) -> list[Channel]:
        """The channels that were ticked."""
        return [one for one in Channel if getattr(self, one.value)]
