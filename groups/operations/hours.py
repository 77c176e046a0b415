"""The hours of a facilitator's week."""

from datetime import time

from sqlalchemy import delete
from sqlmodel import Session, col

from accounts.models import Staff
from foundation.errors import require
from groups.models import FacilitatorHours


def set_week(db: Session, stretches: dict[int, tuple[time, time]], by: Staff) -> None:
    """These hours from now on, and no others (Monday is 0)."""
    require(by.is_facilitator)
    db.execute(delete(FacilitatorHours).where(col(FacilitatorHours.facilitator_id) == by.id))
    db.add_all(
        FacilitatorHours(facilitator_id=by.id, weekday=weekday, starts=starts, ends=ends)
        for weekday, (starts, ends) in stretches.items()
    )
