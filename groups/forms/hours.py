"""The hours of a facilitator's week, as handed in: one stretch a day."""

from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from foundation.forms import Form, trouble
from foundation.language import N_
from groups.forms.registering import DAYS, PlainTime

BOTH = N_("Fill in both hours of a day, the earlier one first, or leave both empty.")
Hour = Annotated[PlainTime | None, BeforeValidator(lambda value: value or None)]


class WeekOfHours(Form):
    """From and until for each day; both empty: not that day."""

    sentences = {f"{day}_{end}": N_("Choose an hour, like 19:00.") for day in DAYS for end in ("from", "until")}

    mon_from: Hour = None
    mon_until: Hour = None
    tue_from: Hour = None
    tue_until: Hour = None
    wed_from: Hour = None
    wed_until: Hour = None
    thu_from: Hour = None
    thu_until: Hour = None
    fri_from: Hour = None
    fri_until: Hour = None
    sat_from: Hour = None
    sat_until: Hour = None
    sun_from: Hour = None
    sun_until: Hour = None

    @property
    def stretches(self) -> dict[int, tuple[time, time]]:
        """From when till when, by day of the week (Monday is 0)."""
        pairs: dict[int, tuple[Any, Any]] = {
            number: (getattr(self, f"{day}_from"), getattr(self, f"{day}_until")) for number, day in enumerate(DAYS)
        }
        return {number: pair for number, pair in pairs.items() if all(pair)}

    @model_validator(mode="after")
    def _in_order(self) -> "WeekOfHours":
        for day in DAYS:
            begins, ends = getattr(self, f"{day}_from"), getattr(self, f"{day}_until")
            if (begins is None) != (ends is None) or (begins and ends and begins >= ends):
                raise trouble(BOTH, f"{day}_{'from' if begins is None else 'until'}")
        return self
