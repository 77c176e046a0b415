"""What the team reads about members: by name only, for there is no directory."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from accounts.models import Member, Restriction, RestrictionKind, RestrictionReason, Staff, belongs_to
from accounts.queries import names_of
from foundation.clock import today
from foundation.columns import Condition
from foundation.data_keys import load_keys, unseal
from foundation.database import settings_of


@dataclass(frozen=True, kw_only=True)
class RestrictionRow:
    """What limits a member, by whom, why and until when.

    `is_reviewable` when the viewer may say that it is right; `is_late` when nobody did in time.
    """

    id: UUID
    member_id: UUID
    pseudonym: str
    kind: RestrictionKind
    reason: RestrictionReason
    message: str
    by: str
    begins_at: datetime
    ends_at: datetime | None
    has_begun: bool
    is_standing: bool
    review_by: date
    reviewer: str
    reviewed_on: date | None
    lifted_on: date | None
    is_reviewable: bool
    is_late: bool


def standing_restrictions(db: Session, viewer: Staff) -> list[RestrictionRow]:
    """Every one that stands, those that nobody looked at on top, by when somebody should."""
    return _rows(db, viewer, Restriction.standing())


def restrictions_of(db: Session, member: Member, viewer: Staff) -> list[RestrictionRow]:
    """Every one of this member, the latest first."""
    rows = _rows(db, viewer, col(Restriction.member_id) == member.id)
    return sorted(rows, key=lambda row: row.begins_at, reverse=True)


def review_count(db: Session, viewer: Staff) -> int:
    """How many wait for this colleague to look at them."""
    statement = select(func.count()).select_from(Restriction).where(Restriction.unreviewed())
    by_others = or_(~belongs_to(viewer, Restriction.staff_id), ~select(Staff.id).where(_others(viewer)).exists())
    return db.exec(statement.where(by_others)).one()


def is_alone(db: Session, viewer: Staff) -> bool:
    """Is there nobody else who moderates or coordinates?"""
    return db.exec(select(Staff.id).where(_others(viewer)).limit(1)).first() is None


def _others(viewer: Staff) -> Condition:
    return and_(Staff.is_active, ~belongs_to(viewer, Staff.id), col(Staff.moderates) | col(Staff.coordinates))


def words_of(db: Session, member: Member, kind: RestrictionKind) -> str:
    """What a colleague wrote to this member about what holds now; empty when nothing does."""
    mine = (col(Restriction.member_id) == member.id, col(Restriction.kind) == kind, Restriction.holding())
    latest = select(Restriction).where(*mine).order_by(col(Restriction.begins_at).desc(), col(Restriction.id))
    restriction = db.exec(latest.limit(1)).first()
    return unseal(db, restriction, "sealed_message") if restriction else ""


def _rows(db: Session, viewer: Staff, *which: object) -> list[RestrictionRow]:
    statement = select(Restriction, Member.pseudonym).join(Member, col(Member.id) == Restriction.member_id)
    late_first = (col(Restriction.reviewed_on).is_not(None), col(Restriction.review_by), col(Restriction.id))
    found = db.exec(statement.where(Restriction.visible_to(viewer), *which).order_by(*late_first)).all()  # type: ignore[arg-type]
    load_keys(db, {one.data_key_id for one, _ in found})
    names = names_of(db, [id_ for one, _ in found for id_ in (one.staff_id, one.reviewer_id)])
    alone, day = is_alone(db, viewer), today(settings_of(db).time_zone)
    return [
        RestrictionRow(
            id=one.id,
            member_id=one.member_id,
            pseudonym=pseudonym,
            kind=one.kind,
            reason=RestrictionReason(unseal(db, one, "sealed_reason").strip()),
            message=unseal(db, one, "sealed_message"),
            by=names.get(one.staff_id, ""),
            begins_at=one.begins_at,
            ends_at=one.ends_at,
            has_begun=one.has_begun,
            is_standing=one.is_standing,
            review_by=one.review_by,
            reviewer=names.get(one.reviewer_id, "") if one.reviewer_id else "",
            reviewed_on=one.reviewed_on,
            lifted_on=one.lifted_on,
            is_reviewable=one.is_standing and one.reviewed_on is None and one.reviewable_by(viewer, alone),
            is_late=one.is_standing and one.reviewed_on is None and one.review_by < day,
        )
        for one, pseudonym in found
    ]
