"""Copies of somebody's data, with the approval of a second colleague."""

from datetime import timedelta

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col

import audit
from accounts.models import Staff
from audit import Action
from foundation.database import settings_of
from foundation.errors import OutOfStep, require
from foundation.local_time import local_today
from groups.models import CopyRequest, Registration
from groups.personal_data.queries import full_copy


def request_copy(db: Session, registration: Registration, by: Staff) -> CopyRequest:
    """Request a copy of everything about somebody; a second colleague has to approve it."""
    require(by.is_coordinator)
    request = CopyRequest(registration_id=registration.id, requested_by_id=by.id, requested_on=local_today(db))
    db.add(request)
    db.flush()
    audit.record(db, Action.COPY_REQUESTED, registration.id, by=by.id)
    return request


def approve_copy(db: Session, request: CopyRequest, by: Staff) -> None:
    """A second colleague approves it. Raises `OutOfStep` when somebody did already."""
    require(request.approvable_by(by) or request.approved_on is not None)
    open_still = (col(CopyRequest.id) == request.id, col(CopyRequest.approved_on).is_(None))
    done = db.execute(update(CopyRequest).where(*open_still).values(approved_on=local_today(db), approved_by_id=by.id))
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise OutOfStep("a colleague was faster")
    audit.record(db, Action.COPY_APPROVED, request.registration_id, by=by.id)


def download_copy(db: Session, request: CopyRequest, by: Staff) -> dict[str, object]:
    """The copy, for the colleague who requested it; the request can be used once."""
    require(request.downloadable_by(by))
    registration = db.get_one(Registration, request.registration_id)
    copy = full_copy(db, registration)
    db.delete(request)
    audit.record(db, Action.COPY_DOWNLOADED, registration.id, by=by.id)
    return copy


def purge_copy_requests(db: Session) -> None:
    """Delete requests as old as an ended registration may be."""
    before = local_today(db) - timedelta(days=settings_of(db).ended_registration_days)
    db.execute(delete(CopyRequest).where(col(CopyRequest.requested_on) < before))
