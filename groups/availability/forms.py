"""When a facilitator works, as handed in: up to two stretches a day of the week, other hours on some days, and how."""

from datetime import date, time, timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from accounts.forms.fields import Ticked
from foundation.forms import Form, trouble
from foundation.language import N_
from groups.fields import Day, Nothing, PlainTime
from groups.models import DAYS, Channel

LONGEST_CHANGE = timedelta(days=366)
BOTH = N_("Fill in both hours of a day, the earlier one first, or leave both empty.")
AFTER = N_("Choose a second start that is after the first hours of that day.")
STRETCHES = (("from", "until"), ("again", "end"))
Hour = Annotated[PlainTime | None, BeforeValidator(lambda value: value or None)]


class WeekOfHours(Form):
    """From and until for each day, and again from and to the end after a break; empty: not that day."""

    sentences = {
        f"{day}_{at}": N_("Enter a time, for example 19:00.")
        for day in DAYS
        for at in ("from", "until", "again", "end")
    }

    mon_from: Hour = None
    mon_until: Hour = None
    mon_again: Hour = None
    mon_end: Hour = None
    tue_from: Hour = None
    tue_until: Hour = None
    tue_again: Hour = None
    tue_end: Hour = None
    wed_from: Hour = None
    wed_until: Hour = None
    wed_again: Hour = None
    wed_end: Hour = None
    thu_from: Hour = None
    thu_until: Hour = None
    thu_again: Hour = None
    thu_end: Hour = None
    fri_from: Hour = None
    fri_until: Hour = None
    fri_again: Hour = None
    fri_end: Hour = None
    sat_from: Hour = None
    sat_until: Hour = None
    sat_again: Hour = None
    sat_end: Hour = None
    sun_from: Hour = None
    sun_until: Hour = None
    sun_again: Hour = None
    sun_end: Hour = None

    @property
    def stretches(self) -> dict[int, list[tuple[time, time]]]:
        """From when till when, by day of the week (Monday is 0)."""
        return {number: self._of(day) for number, day in enumerate(DAYS) if self._of(day)}

    def _of(self, day: str) -> list[tuple[time, time]]:
        pairs = [(getattr(self, f"{day}_{begin}"), getattr(self, f"{day}_{end}")) for begin, end in STRETCHES]
        return [pair for pair in pairs if all(pair)]

    @model_validator(mode="after")
    def _in_order(self) -> "WeekOfHours":
        for day in DAYS:
            for begin, end in STRETCHES:
                begins, ends = getattr(self, f"{day}_{begin}"), getattr(self, f"{day}_{end}")
                if (begins is None) != (ends is None) or (begins and ends and begins >= ends):
                    raise trouble(BOTH, f"{day}_{begin if begins is None else end}")
            times = [moment for stretch in self._of(day) for moment in stretch]
            if any(one >= following for one, following in pairwise(times)):
                raise trouble(AFTER, f"{day}_again")
        return self


class ChangingHours(Form):
    """Other hours on some days, or none at all."""

    sentences = {
        "first_day": N_("Choose a day."),
        "last_day": N_("Choose a day, or leave it empty."),
        "starts": N_("Enter a time, for example 19:00."),
        "ends": N_("Enter a time, for example 19:00."),
    }

    first_day: Day
    last_day: Annotated[Day | None, Nothing] = None
    starts: Hour = None
    ends: Hour = None

    @property
    def last(self) -> date:
        """The last day it is about."""
        return self.last_day or self.first_day

    @model_validator(mode="after")
    def _makes_sense(self) -> "ChangingHours":
        if not self.first_day <= self.last <= self.first_day + LONGEST_CHANGE:
            raise trouble(
                N_("Choose a last day that is not before the first, and no more than a year later."), "last_day"
            )
        if (self.starts is None) != (self.ends is None) or (self.starts and self.ends and self.starts >= self.ends):
            raise trouble(N_("Fill in both hours, the earlier one first, or leave both empty."), "starts")
        return self


class Terms(Form):
    """How a colleague holds conversations, and how many hours of a week may be filled."""

    sentences = {"most_hours": N_("Choose a number from 1 to 60, or leave it empty.")}

    phone: Ticked = False
    dial_in: Ticked = False
    video: Ticked = False
    in_person: Ticked = False
    words: Ticked = False
    works_on_holidays: Ticked = False
    most_hours: Annotated[Annotated[int, Field(ge=1, le=60)] | None, Nothing] = None

    @model_validator(mode="after")
    def _can_be_chosen(self) -> "Terms":
        if not self.channels:
            raise trouble(N_("Tick at least one way: otherwise nobody can choose a conversation with you."), "phone")
        return self

    @property
    def channels(self) -> list[Channel]:
        """The ways that were ticked."""
        return [one for one in Channel if getattr(self, one.value)]
