"""Invites: issuing in batches, redeeming once, revoking, expiring."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, CursorResult, delete, update
from sqlmodel import Session, col, select

import audit
import facts
from accounts.models import INVITE_LIFECYCLE, Invite, InviteState, Staff
from accounts.models.invite import CHARACTERS
from audit import Action
from facts import Fact
from foundation.clock import today
from foundation.codes import new_code, normalise_code
from foundation.database import keys_of, settings_of
from foundation.errors import require
from foundation.rows import transition

LABEL = "invite"
MAX_BATCH = 20


def issue(db: Session, number: int, by: Staff) -> tuple[UUID, list[str]]:
    """Make `number` invites (1 to 20). Returns the batch and the codes, which are shown once and not kept."""
    require(by.is_moderator or by.is_facilitator or by.is_coordinator)
    settings, keys, batch = settings_of(db), keys_of(db), uuid4()
    day = today(settings.time_zone)
    codes = [new_code(CHARACTERS) for _ in range(number)]
    db.add_all(
        Invite(
            code_mac=keys.mac(LABEL, code),
            batch_id=batch,
            issuer_id=by.id,
            organisation=by.organisation,
            issued_on=day,
            expires_on=day + timedelta(days=settings.invite_days),
        )
        for code in codes
    )
    facts.count(db, Fact.INVITE_ISSUED, number)
    audit.record(db, Action.INVITES_ISSUED, batch, by=by.id)
    return batch, codes


def is_usable(db: Session, typed: str) -> bool:
    """Can this code be used now? Unknown, used, revoked and expired are the same no."""
    return db.exec(select(Invite.id).where(*_usable(db, typed))).first() is not None


def redeem(db: Session, typed: str) -> bool:
    """Use the code up. One conditional update: of many at once exactly one is told yes."""
    used = {"state": InviteState.REDEEMED, "ended_on": today(settings_of(db).time_zone)}
    done = db.execute(update(Invite).where(*_usable(db, typed)).values(**used))
    return isinstance(done, CursorResult) and done.rowcount == 1


def revoke(db: Session, invite: Invite, by: Staff) -> None:
    """Take an invite back. Raises `OutOfStep` when it was used meanwhile."""
    require(invite.manageable_by(by))
    day = today(settings_of(db).time_zone)
    transition(db, invite, InviteState.ISSUED, InviteState.REVOKED, INVITE_LIFECYCLE, ended_on=day)
    audit.record(db, Action.INVITE_REVOKED, invite.id, by=by.id)


def purge(db: Session) -> None:
    """Mark what has expired; delete what ended long ago."""
    settings = settings_of(db)
    day = today(settings.time_zone)
    over = (col(Invite.state) == InviteState.ISSUED, col(Invite.expires_on) < day)
    db.execute(update(Invite).where(*over).values(state=InviteState.EXPIRED, ended_on=day))
    db.execute(delete(Invite).where(col(Invite.ended_on) < day - timedelta(days=settings.ended_invite_days)))


def _usable(db: Session, typed: str) -> tuple[ColumnElement[bool], ...]:
    macs = keys_of(db).macs(LABEL, normalise_code(typed))
    day = today(settings_of(db).time_zone)
    return (
        col(Invite.code_mac).in_(macs),
        col(Invite.state) == InviteState.ISSUED,
        col(Invite.expires_on) >= day,
    )
