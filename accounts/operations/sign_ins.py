"""Sign-ins of members: beginning, renewing, ending."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlmodel import Session, col, select

from accounts.models import Device, Member, MemberSignIn, StaffSignIn
from accounts.operations import known_browsers
from foundation.clock import is_of_earlier_step, now, round_down
from foundation.codes import hash_of
from foundation.database import settings_of

STEP = timedelta(minutes=5)
KEPT_AFTER_END = timedelta(hours=24)


def begin(db: Session, member: Member, device: Device, replacing: str = "") -> str:
    """A new sign-in; the one behind the old token, if any, ends. Returns the token, which is never stored."""
    if replacing:
        end(db, replacing)
    token, moment, settings = secrets.token_urlsafe(32), round_down(now()), settings_of(db)
    lasts = timedelta(days=settings.own_days) if device is Device.OWN else timedelta(hours=settings.shared_hours)
    db.add(
        MemberSignIn(
            token_hash=hash_of(token),
            member_id=member.id,
            device=device,
            begun_at=moment,
            seen_at=moment,
            ends_at=moment + lasts,
        )
    )
    return token


def current(db: Session, token: str) -> tuple[Member, MemberSignIn] | None:
    """The member and sign-in behind a token, while both live."""
    if not token:
        return None
    found = db.exec(
        select(Member, MemberSignIn)
        .join(MemberSignIn, col(MemberSignIn.member_id) == Member.id)
        .where(
            col(MemberSignIn.token_hash) == hash_of(token),
            col(MemberSignIn.ended_at).is_(None),
            col(MemberSignIn.ends_at) > now(),
            col(Member.ended_on).is_(None),
        )
    ).first()
    if found is None:
        return None
    member, sign_in = found
    return None if is_idle(db, sign_in) else (member, sign_in)


def is_idle(db: Session, sign_in: MemberSignIn) -> bool:
    """Was there no sign of this shared device for too long?"""
    return sign_in.device is Device.SHARED and sign_in.seen_at < now() - _idle(db)


def is_shared(db: Session, token: str) -> bool:
    """Is this browser on a device that others use too?"""
    device = db.exec(select(MemberSignIn.device).where(col(MemberSignIn.token_hash) == hash_of(token))).first()
    return device is not Device.OWN


def renewal_is_due(sign_in: MemberSignIn | StaffSignIn) -> bool:
    """Was this sign-in last noted more than five minutes ago?"""
    return is_of_earlier_step(sign_in.seen_at)


def renew(db: Session, sign_in_id: UUID) -> None:
    """Note that this sign-in is still in use."""
    living = (col(MemberSignIn.id) == sign_in_id, col(MemberSignIn.ended_at).is_(None))
    db.execute(update(MemberSignIn).where(*living).values(seen_at=round_down(now())))


def end(db: Session, token: str) -> None:
    """End the sign-in behind a token; nothing happens when there is none."""
    _end(db, col(MemberSignIn.token_hash) == hash_of(token))


def end_others(db: Session, member: Member, keep: str = "") -> None:
    """End every sign-in of this member but the one behind the token `keep`; no browser is known any more."""
    known_browsers.forget(db, member)
    _end(db, (col(MemberSignIn.member_id) == member.id) & (col(MemberSignIn.token_hash) != hash_of(keep)))


def recently_ended(db: Session, token: str) -> Member | None:
    """The member whose sign-in ended or fell silent in the last 24 hours: only to keep a text for them."""
    return db.exec(
        select(Member)
        .join(MemberSignIn, col(MemberSignIn.member_id) == Member.id)
        .where(
            col(MemberSignIn.token_hash) == hash_of(token),
            col(MemberSignIn.ends_at) > now() - KEPT_AFTER_END,
            col(Member.ended_on).is_(None),
        )
    ).first()


def live_sign_ins(db: Session, member: Member) -> list[MemberSignIn]:
    """The sign-ins of this member that still live, the latest first."""
    living = (MemberSignIn.visible_to(member), col(MemberSignIn.ends_at) > now())
    rows = db.exec(select(MemberSignIn).where(*living).order_by(col(MemberSignIn.begun_at).desc()))
    return [row for row in rows if not is_idle(db, row)]


def purge(db: Session) -> None:
    """End what has run out or fell silent; delete sign-ins 24 hours after their end."""
    _end(db, or_(col(MemberSignIn.ends_at) < now(), _is_idle(db)))
    db.execute(delete(MemberSignIn).where(col(MemberSignIn.ended_at) < now() - KEPT_AFTER_END))


def _is_idle(db: Session) -> ColumnElement[bool]:
    return and_(col(MemberSignIn.device) == Device.SHARED, col(MemberSignIn.seen_at) < now() - _idle(db))


def _idle(db: Session) -> timedelta:
    return timedelta(minutes=settings_of(db).shared_idle_minutes) + STEP


def _end(db: Session, which: object) -> None:
    """From now on the row tells no more than whose text a late post is."""
    moment = round_down(now())
    nothing_else = dict.fromkeys(("begun_at", "seen_at", "ends_at", "ended_at"), moment)
    living = col(MemberSignIn.ended_at).is_(None)
    db.execute(update(MemberSignIn).where(which, living).values(**nothing_else, device=Device.SHARED))  # type: ignore[arg-type]
