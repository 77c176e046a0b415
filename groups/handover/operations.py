"""Naming cover for a facilitator, and handing everything over in one act."""

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col

import audit
from accounts.models import Staff
from audit import Action
from foundation.errors import require
from groups.conversations.operations import reassigning
from groups.models import Cover, PeerGroup, Registration


def set_cover(db: Session, facilitator: Staff, cover: Staff | None, by: Staff) -> None:
    """Set who covers when this colleague is away; None: nobody yet."""
    require(by.is_coordinator and facilitator.is_facilitator)
    db.execute(delete(Cover).where(col(Cover.facilitator_id) == facilitator.id))
    if cover:
        require(cover.is_facilitator and cover.ended_on is None and cover.id != facilitator.id)
        db.add(Cover(facilitator_id=facilitator.id, cover_id=cover.id))
    audit.record(db, Action.COVER_SET, facilitator.id, by=by.id)


def require_may_hand_over(outgoing: Staff, by: Staff) -> None:
    """The coordinator hands over anybody's work, everybody else their own."""
    require(by.is_coordinator or by.id == outgoing.id)


def require_can_take_over(outgoing: Staff, incoming: Staff) -> None:
    """Another facilitator, still active."""
    require(incoming.is_facilitator and incoming.ended_on is None and incoming.id != outgoing.id)


def hand_over(db: Session, outgoing: Staff, incoming: Staff, by: Staff) -> int:
    """Move all people, groups and conversations of one facilitator to another at once. Returns how many moved."""
    require_may_hand_over(outgoing, by)
    require_can_take_over(outgoing, incoming)
    moved = 0
    for table, column in (
        (PeerGroup, "facilitator_id"),
        (PeerGroup, "second_facilitator_id"),
        (Registration, "facilitator_id"),
    ):
        theirs = col(getattr(table, column)) == outgoing.id
        values = {column: incoming.id, "version": table.version + 1}
        done = db.execute(update(table).where(theirs).values(**values))
        moved += done.rowcount if isinstance(done, CursorResult) else 0
    moved += reassigning.hand_over(db, outgoing, incoming)
    twice = col(PeerGroup.facilitator_id) == col(PeerGroup.second_facilitator_id)
    db.execute(update(PeerGroup).where(twice).values(second_facilitator_id=None))
    audit.record(db, Action.WORK_HANDED_OVER, outgoing.id, by=by.id)
    return moved
