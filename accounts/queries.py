"""What the staff pages of the door read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from accounts.models import Invite, Role, Staff
from foundation.data_keys import load_keys, unseal
from foundation.paging import PAGE_SIZE


@dataclass(frozen=True)
class ColleagueRow:
    """A colleague in the list."""

    id: UUID
    name: str
    organisation: str
    roles: list[Role]
    is_enrolled: bool
    has_left: bool
    is_me: bool


def colleagues(db: Session, viewer: Staff) -> list[ColleagueRow]:
    """All colleagues, those who left last."""
    rows = db.exec(select(Staff).where(Staff.visible_to(viewer))).all()
    load_keys(db, {row.data_key_id for row in rows})
    listed = [
        ColleagueRow(
            id=row.id,
            name=unseal(db, row, "sealed_name"),
            organisation=row.organisation,
            roles=row.roles,
            is_enrolled=row.enrolled_on is not None,
            has_left=row.ended_on is not None,
            is_me=row.id == viewer.id,
        )
        for row in rows
    ]
    return sorted(listed, key=lambda row: (row.has_left, row.organisation, row.name))


@dataclass(frozen=True)
class InvitePage:
    """One page of invites, and the id to go on from."""

    rows: list[tuple[Invite, str]]
    after: UUID | None


def invites_for(db: Session, viewer: Staff, after: Invite | None) -> InvitePage:
    """One page of the invites this colleague looks after, the latest first, each with its issuer's name.

    Their dates are days, so the id decides among those of one day.
    """
    statement: Any = (
        select(Invite, Staff).join(Staff, col(Staff.id) == Invite.issuer_id).where(Invite.visible_to(viewer))
    )
    if after:
        same_day = and_(col(Invite.issued_on) == after.issued_on, col(Invite.id) > after.id)
        statement = statement.where(or_(col(Invite.issued_on) < after.issued_on, same_day))
    statement = statement.order_by(col(Invite.issued_on).desc(), col(Invite.id)).limit(PAGE_SIZE + 1)
    found = list(db.exec(statement))
    load_keys(db, {staff.data_key_id for _, staff in found})
    rows = [(invite, unseal(db, staff, "sealed_name")) for invite, staff in found[:PAGE_SIZE]]
    return InvitePage(rows, rows[-1][0].id if len(found) > PAGE_SIZE else None)
