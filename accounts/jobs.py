"""What time sets off at the door."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from accounts.models import Invite, InviteState, Staff, StaffSignIn
from accounts.operations import applications, budgets, invites, restrictions, sign_ins, staff_sign_ins
from foundation.clock import today
from foundation.data_keys import unseal
from foundation.database import settings_of
from mail import Letter, OutgoingLetter
from mail.composing import Address


def purge_accounts(db: Session) -> None:
    """Delete sign-ins that ended, forget old tries, expire invites and applications."""
    sign_ins.purge(db)
    staff_sign_ins.purge(db)
    budgets.purge(db)
    invites.purge(db)
    applications.purge(db)
    restrictions.purge(db)


def scramble_invites(db: Session) -> None:
    """PostgreSQL notes which transaction wrote a row, so a member and the invite it used would share a number.

    Written over together, the invites of these days share one number with each other and none with a member.
    """
    if db.get_bind().dialect.name == "postgresql":
        since = today(settings_of(db).time_zone) - timedelta(days=2)
        ended = (col(Invite.state) == InviteState.REDEEMED, col(Invite.ended_on) >= since)
        db.execute(update(Invite).where(*ended).values(ended_on=Invite.ended_on))


def staff_address(db: Session, staff: Staff | None) -> Address | None:
    """Where a letter to a colleague goes; None for one who left or never enrolled."""
    if staff is None or not staff.is_active:
        return None
    return Address(unseal(db, staff, "sealed_email"), staff.language)


def new_sign_in_address(db: Session, letter: OutgoingLetter) -> Address | None:
    """To the colleague whose sign-in it was, while that sign-in is still known."""
    if db.get(StaffSignIn, UUID(letter.subject)) is None:
        return None
    return staff_address(db, db.get(Staff, letter.person_id))


ADDRESS_LOOKUPS = {Letter.NEW_SIGN_IN: new_sign_in_address}
