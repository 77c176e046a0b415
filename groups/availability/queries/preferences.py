"""Which channels facilitators use, and how much of a week may be filled."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from groups.models import WorkPreferences


def preferences_of(db: Session, facilitator_ids: Collection[UUID]) -> dict[UUID, WorkPreferences]:
    """The work preferences of each of these; the defaults for one who never set any."""
    theirs = col(WorkPreferences.facilitator_id).in_(facilitator_ids)
    chosen = {row.facilitator_id: row for row in db.exec(select(WorkPreferences).where(theirs))}
    return {one: chosen.get(one) or WorkPreferences(facilitator_id=one) for one in facilitator_ids}
