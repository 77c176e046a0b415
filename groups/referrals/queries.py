"""The referral directory, for display."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from accounts.models import Country
from foundation.local_time import local_today
from foundation.person import Person
from groups.models import ReferralPlace

REVIEW_EVERY = timedelta(days=365)


def referral_places(db: Session, viewer: Person) -> dict[Country, list[ReferralPlace]]:
    """All places, by country and name."""
    statement = select(ReferralPlace).where(ReferralPlace.visible_to(viewer))
    found: dict[Country, list[ReferralPlace]] = {country: [] for country in Country}
    for place in db.exec(statement.order_by(col(ReferralPlace.name), col(ReferralPlace.id))):
        found[place.country].append(place)
    return {country: rows for country, rows in found.items() if rows}


def due_for_review(db: Session, found: dict[Country, list[ReferralPlace]]) -> Sequence[ReferralPlace]:
    """Those not reviewed for a year."""
    since = local_today(db) - REVIEW_EVERY
    return [place for rows in found.values() for place in rows if place.reviewed_on < since]
