"""Setting a facilitator's availability."""

from collections.abc import Mapping, Sequence
from datetime import time

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.errors import Refused, require
from foundation.language import N_
from groups.availability.forms import HoursExceptionForm, WorkPreferencesForm
from groups.models import FacilitatorHours, HoursException, WorkPreferences

MAX_EXCEPTIONS = 100
TOO_MANY_EXCEPTIONS = N_("There is no room for more changes. Remove the ones that are over first.")


def set_weekly_hours(db: Session, working_hours: Mapping[int, Sequence[tuple[time, time]]], by: Staff) -> None:
    """Replace the weekly hours (Monday is 0)."""
    require(by.is_facilitator)
    db.execute(delete(FacilitatorHours).where(col(FacilitatorHours.facilitator_id) == by.id))
    db.add_all(
        FacilitatorHours(facilitator_id=by.id, weekday=weekday, starts=starts, ends=ends)
        for weekday, of_day in working_hours.items()
        for starts, ends in of_day
    )


def add_exception(db: Session, form: HoursExceptionForm, by: Staff) -> None:
    """Other hours on these days, or away. Raises `Refused` when there are too many exceptions to keep track of."""
    require(by.is_facilitator)
    own = col(HoursException.facilitator_id) == by.id
    if db.exec(select(func.count()).select_from(HoursException).where(own)).one() >= MAX_EXCEPTIONS:
        raise Refused(TOO_MANY_EXCEPTIONS)
    db.add(
        HoursException(
            facilitator_id=by.id,
            first_day=form.first_day,
            last_day=form.last,
            starts=form.starts,
            ends=form.ends,
        )
    )


def remove_exception(db: Session, exception: HoursException, by: Staff) -> None:
    """The weekly hours apply again."""
    require(by.id == exception.facilitator_id)
    db.delete(exception)


def set_preferences(db: Session, preferences: WorkPreferencesForm, by: Staff) -> None:
    """Which channels this facilitator uses, and how much of a week may be filled."""
    require(by.is_facilitator)
    db.merge(
        WorkPreferences(
            facilitator_id=by.id,
            channels=",".join(preferences.channels),
            max_weekly_hours=preferences.max_weekly_hours,
            works_on_holidays=preferences.works_on_holidays,
        )
    )
