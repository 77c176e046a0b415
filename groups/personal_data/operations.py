"""Standing in for a colleague, and copies of somebody's data with the agreement of a second one."""

from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col

import audit
from accounts.models import Staff
from audit import Action
from foundation.database import settings_of
from foundation.errors import OutOfStep, require
from foundation.local_time import local_today
from groups.models import CopyRequest, Registration
from groups.personal_data.queries import whole_copy


def ask_copy(db: Session, registration: Registration, by: Staff) -> CopyRequest:
    """Ask for a copy of everything about somebody; a second colleague has to agree."""
    require(by.is_coordinator)
    request = CopyRequest(registration_id=registration.id, asked_by_id=by.id, asked_on=local_today(db))
    db.add(request)
    db.flush()
    audit.record(db, Action.COPY_ASKED, registration.id, by=by.id)
    return request


def agree_copy(db: Session, request: CopyRequest, by: Staff) -> None:
    """The second person agrees. Raises `OutOfStep` when somebody did already."""
    require(request.agreed_to_by(by) or request.agreed_on is not None)
    open_still = (col(CopyRequest.id) == request.id, col(CopyRequest.agreed_on).is_(None))
    done = db.execute(update(CopyRequest).where(*open_still).values(agreed_on=local_today(db), agreed_by_id=by.id))
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise OutOfStep("a colleague was faster")
    audit.record(db, Action.COPY_AGREED, request.registration_id, by=by.id)


def take_copy(db: Session, request: CopyRequest, by: Staff) -> dict[str, Any]:
    """The copy, for who asked; the request is used up by it."""
    require(request.taken_by(by))
    registration = db.get_one(Registration, request.registration_id)
    copy = whole_copy(db, registration)
    db.delete(request)
    audit.record(db, Action.COPY_TAKEN, registration.id, by=by.id)
    return copy


def tidy(db: Session) -> None:
    """Requests for a copy end after as many days as an ended registration is kept."""
    before = local_today(db) - timedelta(days=settings_of(db).ended_registration_days)
    db.execute(delete(CopyRequest).where(col(CopyRequest.asked_on) < before))
