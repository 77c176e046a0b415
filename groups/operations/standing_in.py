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
from groups.look_day import local_today
from groups.models import CopyRequest, Deputy, PeerGroup, Registration
from groups.operations import calls
from groups.queries.copies import whole_copy


def set_deputy(db: Session, facilitator: Staff, deputy: Staff | None, by: Staff) -> None:
    """Say who takes over when this colleague is away; None: nobody yet."""
    require(by.is_coordinator and facilitator.is_facilitator)
    db.execute(delete(Deputy).where(col(Deputy.facilitator_id) == facilitator.id))
    if deputy:
        require(deputy.is_facilitator and deputy.ended_on is None and deputy.id != facilitator.id)
        db.add(Deputy(facilitator_id=facilitator.id, deputy_id=deputy.id))
    audit.record(db, Action.DEPUTY_SET, facilitator.id, by=by.id)


def require_giver(giver: Staff, by: Staff) -> None:
    """The coordinator hands over for anybody, everybody else their own work."""
    require(by.is_coordinator or by.id == giver.id)


def require_taker(giver: Staff, taker: Staff) -> None:
    """Another colleague who facilitates, and still works here."""
    require(taker.is_facilitator and taker.ended_on is None and taker.id != giver.id)


def hand_over(db: Session, giver: Staff, taker: Staff, by: Staff) -> int:
    """Everybody, every group and every conversation of one colleague goes to another, in one act. How many moved."""
    require_giver(giver, by)
    require_taker(giver, taker)
    moved = 0
    for table, column in (
        (PeerGroup, "facilitator_id"),
        (PeerGroup, "second_facilitator_id"),
        (Registration, "facilitator_id"),
    ):
        theirs = col(getattr(table, column)) == giver.id
        values = {column: taker.id, "version": table.version + 1}
        done = db.execute(update(table).where(theirs).values(**values))
        moved += done.rowcount if isinstance(done, CursorResult) else 0
    moved += calls.hand_over(db, giver, taker)
    twice = col(PeerGroup.facilitator_id) == col(PeerGroup.second_facilitator_id)
    db.execute(update(PeerGroup).where(twice).values(second_facilitator_id=None))
    audit.record(db, Action.WORK_HANDED_OVER, giver.id, by=by.id)
    return moved


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
