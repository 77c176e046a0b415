"""When a facilitator works."""

from collections.abc import Mapping, Sequence
from datetime import time

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from accounts.models import Staff
from foundation.errors import Refused, require
from foundation.language import N_
from groups.availability.forms import ChangingHours, Terms
from groups.models import FacilitatorHours, OtherHours, WorkTerms

MOST_CHANGES = 100
ENOUGH = N_("There is no room for more changes. Remove the ones that are over first.")


def set_week(db: Session, stretches: Mapping[int, Sequence[tuple[time, time]]], by: Staff) -> None:
    """These hours from now on, and no others (Monday is 0)."""
    require(by.is_facilitator)
    db.execute(delete(FacilitatorHours).where(col(FacilitatorHours.facilitator_id) == by.id))
    db.add_all(
        FacilitatorHours(facilitator_id=by.id, weekday=weekday, starts=starts, ends=ends)
        for weekday, of_day in stretches.items()
        for starts, ends in of_day
    )


def change_days(db: Session, change: ChangingHours, by: Staff) -> None:
    """Other hours on these days, or away. Raises `Refused` beyond what anybody can look over."""
    require(by.is_facilitator)
    own = col(OtherHours.facilitator_id) == by.id
    if db.exec(select(func.count()).select_from(OtherHours).where(own)).one() >= MOST_CHANGES:
        raise Refused(ENOUGH)
    db.add(
        OtherHours(
            facilitator_id=by.id,
            first_day=change.first_day,
            last_day=change.last,
            starts=change.starts,
            ends=change.ends,
        )
    )


def undo_change(db: Session, change: OtherHours, by: Staff) -> None:
    """The week holds again."""
    require(by.id == change.facilitator_id)
    db.delete(change)


def set_terms(db: Session, terms: Terms, by: Staff) -> None:
    """How this colleague holds conversations, and how much fits in a week."""
    require(by.is_facilitator)
    db.merge(
        WorkTerms(
            facilitator_id=by.id,
            channels=",".join(terms.channels),
            most_hours=terms.most_hours,
            works_on_holidays=terms.works_on_holidays,
        )
    )
