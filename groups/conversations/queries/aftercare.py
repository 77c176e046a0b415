"""Which call after a group comes next, if any."""

from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from foundation.database import settings_of
from groups.models import Call, CallKind, CallState, Registration


def next_day(db: Session, registration: Registration, besides: int = 0) -> date | None:
    """Around which day the next call is meant, counted from the last session somebody was in.

    `besides` are calls about to be held that count as held. None when there are no more, or was no group.
    """
    if registration.left_on is None:
        return None
    theirs = (col(Call.registration_id) == registration.id, col(Call.kind) == CallKind.AFTERCARE)
    held = (col(Call.state) == CallState.DONE, col(Call.done_on) >= registration.left_on)
    so_far = besides + db.exec(select(func.count()).select_from(Call).where(*theirs, *held)).one()
    offsets = settings_of(db).aftercare_offsets
    return registration.left_on + timedelta(days=offsets[so_far]) if so_far < len(offsets) else None
