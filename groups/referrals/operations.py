"""The referral directory: adding, reviewing and removing places."""

from sqlmodel import Session

import audit
from accounts.models import Staff
from audit import Action
from foundation.errors import require
from foundation.local_time import local_today
from foundation.rows import require_unchanged
from groups.models import ReferralPlace
from groups.referrals.forms import ReferralPlaceForm


def add(db: Session, form: ReferralPlaceForm, by: Staff) -> ReferralPlace:
    require(by.is_coordinator or by.is_facilitator)
    place = ReferralPlace.model_validate({**_fields(form), "reviewed_on": local_today(db)})
    db.add(place)
    audit.record(db, Action.REFERRAL_PLACE_CHANGED, place.id, by=by.id)
    return place


def change(db: Session, place: ReferralPlace, form: ReferralPlaceForm, by: Staff) -> None:
    """Change it; saving without a change records that it was reviewed."""
    require(by.is_coordinator or by.is_facilitator)
    require_unchanged(place, form.version)
    for name, value in _fields(form).items():
        setattr(place, name, value)
    place.reviewed_on = local_today(db)
    db.add(place)
    audit.record(db, Action.REFERRAL_PLACE_CHANGED, place.id, by=by.id)


def remove(db: Session, place: ReferralPlace, by: Staff) -> None:
    """Remove it from the directory. Referrals already made keep their text."""
    require(by.is_coordinator or by.is_facilitator)
    db.delete(place)
    audit.record(db, Action.REFERRAL_PLACE_REMOVED, place.id, by=by.id)


def _fields(form: ReferralPlaceForm) -> dict[str, object]:
    return form.model_dump(exclude={"version"})
