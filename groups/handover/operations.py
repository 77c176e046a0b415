"""Standing in for a colleague, and copies of somebody's data with the agreement of a second one."""

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col

import audit
from accounts.models import Staff
from audit import Action
from foundation.errors import require
from groups.conversations.operations import changing
from groups.models import Deputy, PeerGroup, Registration


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
    moved += changing.hand_over(db, giver, taker)
    twice = col(PeerGroup.facilitator_id) == col(PeerGroup.second_facilitator_id)
    db.execute(update(PeerGroup).where(twice).values(second_facilitator_id=None))
    audit.record(db, Action.WORK_HANDED_OVER, giver.id, by=by.id)
    return moved
